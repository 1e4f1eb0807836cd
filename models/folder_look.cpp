// SPDX-License-Identifier: Apache-2.0
#include "models/folder_look.h"

#include "models/format.h"

#include <QCoreApplication>
#include <QFile>

#include <array>
#include <mutex>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <thread>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FolderLook", text);
}

QString userName(uid_t uid)
{
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd *found = nullptr;
    const bool isFound = getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr;
    return isFound ? QString::fromLocal8Bit(found->pw_name) : QString();
}

/// Blocks for as long as the file system does.
FolderFacts factsOf(const QString &path)
{
    FolderFacts facts;
    const QByteArray file = QFile::encodeName(path);
    struct stat status = {};
    if (stat(file.constData(), &status) != 0)
        return facts;
    facts.isThere = true;
    facts.isFolder = S_ISDIR(status.st_mode);
    facts.uid = int(status.st_uid);
    facts.gid = int(status.st_gid);
    facts.mode = int(status.st_mode & 07777U);
    facts.ownerName = userName(status.st_uid);
    struct statvfs system = {};
    facts.isReadOnly = statvfs(file.constData(), &system) == 0 && (system.f_flag & ST_RDONLY) != 0;
    return facts;
}

/// Looking into it and making files in it.
bool mayWrite(const FolderFacts &facts, int uid, int gid)
{
    constexpr int needed = 03;
    const int shift = facts.uid == uid ? 6 : facts.gid == gid ? 3 : 0;
    return uid == 0 || ((facts.mode >> shift) & needed) == needed;
}

QString person(const QString &name, int uid)
{
    return name.isEmpty() ? tr("user %1").arg(uid) : u"%1 (%2)"_s.arg(visibleText(name)).arg(uid);
}

FolderAdvice::Remedy remedyFor(const FolderFacts &facts, const FolderUser &user)
{
    const bool ownerMay = mayWrite(facts, facts.uid, facts.gid) && facts.uid != 0;
    if (!ownerMay)
        return FolderAdvice::Remedy::None;
    if (!user.isRootless)
        return FolderAdvice::Remedy::RunAsOwner;
    return user.isPodman && facts.uid == user.ownUid ? FolderAdvice::Remedy::KeepId : FolderAdvice::Remedy::None;
}

/// Inside a rootless engine's container root is whoever runs the engine, and the others are nobody here.
bool canSave(const FolderFacts &facts, const FolderUser &user)
{
    constexpr int nobody = -2;
    if (!user.isRootless)
        return mayWrite(facts, user.uid, user.gid);
    if (user.uid == 0)
        return user.ownUid == 0 || facts.uid == user.ownUid || mayWrite(facts, nobody, nobody);
    return mayWrite(facts, nobody, nobody);
}

} // namespace

FolderAdvice folderAdvice(const QString &path, const FolderFacts &facts, const FolderUser &user)
{
    const QString shown = visibleText(path);
    if (!facts.isThere)
        return {tr("Folder %1 does not exist: create it or choose another.").arg(shown), true, {}};
    if (!facts.isFolder)
        return {tr("%1 is a file: choose the folder that it is in.").arg(shown), true, {}};
    if (facts.isReadOnly)
        return {tr("%1 is on a read-only file system: nothing can be saved there.").arg(shown), false, {}};
    if (user.uid < 0 || canSave(facts, user))
        return {};
    FolderAdvice advice;
    advice.remedy = remedyFor(facts, user);
    if (facts.uid == user.uid) {
        advice.problem = tr("The folder is read-only for its owner, %1, who the notebook runs as.")
                             .arg(person(facts.ownerName, facts.uid));
        return advice;
    }
    advice.problem = tr("The folder belongs to %1 and the notebook runs as %2, who can’t save there.")
                         .arg(person(facts.ownerName, facts.uid), person(user.name, user.uid));
    if (advice.remedy == FolderAdvice::Remedy::None)
        advice.problem += u' ' + tr("Choose a folder of your own, or let others write to it.");
    return advice;
}

FolderUser folderUser(const NotebookPreset &preset, const std::optional<QString> &imageUser)
{
    const NotebookPreset::User &known = preset.user;
    FolderUser user;
    user.uid = known.uid;
    user.gid = known.gid;
    user.name = known.name;
    if (!imageUser || !known.uidVariable.isEmpty()) // such an image starts as root and becomes its user itself
        return user;
    const QString name = imageUser->section(u':', 0, 0);
    bool isNumber = false;
    const int uid = name.toInt(&isNumber);
    if (name.isEmpty() || name == u"root") {
        user = {};
        user.uid = user.gid = 0;
        user.name = u"root"_s;
    } else if (isNumber && uid != known.uid) {
        user = {};
        user.uid = uid;
    } else if (!isNumber && name != known.name) {
        user = {};
        user.name = name;
    }
    return user;
}

/// Where a thread's answer goes; null once nobody wants it.
struct FolderLook::Receiver
{
    std::mutex mutex;
    FolderLook *look = nullptr;
};

FolderLook::FolderLook(QObject *parent) : QObject(parent), m_receiver(std::make_shared<Receiver>())
{
    m_receiver->look = this;
}

FolderLook::~FolderLook()
{
    const std::lock_guard lock(m_receiver->mutex);
    m_receiver->look = nullptr;
}

void FolderLook::look(const QString &path)
{
    m_path = path;
    m_facts.reset();
    if (path.isEmpty()) {
        Q_EMIT changed();
        return;
    }
    // Detached: one that never comes back must not hold up the end of the app.
    std::thread([path, receiver = m_receiver] {
        const FolderFacts facts = factsOf(path);
        const std::lock_guard lock(receiver->mutex);
        if (receiver->look == nullptr)
            return;
        QMetaObject::invokeMethod(
            receiver->look, [look = receiver->look, path, facts] { look->take(path, facts); }, Qt::QueuedConnection);
    }).detach();
}

void FolderLook::take(const QString &path, const FolderFacts &facts)
{
    if (path != m_path)
        return;
    m_facts = facts;
    Q_EMIT changed();
}

} // namespace models

#include "moc_folder_look.cpp"
