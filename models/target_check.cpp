// SPDX-License-Identifier: Apache-2.0
#include "models/target_check.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <mutex>
#include <thread>
#include <utility>

namespace models {

using namespace Qt::StringLiterals;

/// Where a thread's answer goes; null once nobody wants it.
struct TargetCheck::Receiver
{
    std::mutex mutex;
    TargetCheck *check = nullptr;
    int question = 0; ///< the last one
};

namespace {

QString problemOf(const QString &folder)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("TargetCheck", text); };
    if (!folder.startsWith(u'/'))
        return tr("Type the whole path of a folder.");
    const QFileInfo info(folder);
    if (info.exists()) {
        if (!info.isDir())
            return tr("This is a file: choose a folder.");
        return info.isWritable() ? QString() : tr("You can't write into this folder.");
    }
    const QFileInfo parent(info.absolutePath());
    if (!parent.isDir())
        return tr("Folder %1 does not exist.").arg(parent.filePath());
    return parent.isWritable() ? QString() : tr("You can't make a folder in %1.").arg(parent.filePath());
}

TargetCheck::Answer look(const QString &folder, const QStringList &paths)
{
    TargetCheck::Answer answer{problemOf(folder), {}};
    if (!answer.problem.isEmpty() || !QFileInfo::exists(folder))
        return answer;
    for (const QString &path : paths) {
        const QFileInfo info(folder + u'/' + path);
        if (info.exists() || info.isSymLink())
            answer.existing += path;
    }
    return answer;
}

} // namespace

TargetCheck::TargetCheck(QObject *parent) : QObject(parent), m_receiver(std::make_shared<Receiver>())
{
    m_receiver->check = this;
}

TargetCheck::~TargetCheck()
{
    const std::lock_guard lock(m_receiver->mutex);
    m_receiver->check = nullptr;
}

void TargetCheck::ask(const QString &folder, const QStringList &paths)
{
    m_isAsking = true;
    std::unique_lock lock(m_receiver->mutex);
    const int question = ++m_receiver->question;
    lock.unlock();
    // Detached: one that never comes back must not hold up the end of the app.
    std::thread([folder, paths, question, receiver = m_receiver] {
        Answer answer = look(folder, paths);
        const std::lock_guard guard(receiver->mutex);
        if (receiver->check == nullptr || receiver->question != question)
            return;
        QMetaObject::invokeMethod(
            receiver->check,
            [check = receiver->check, question, answer = std::move(answer)] {
                if (check->m_receiver->question != question)
                    return; // asked again meanwhile
                check->m_answer = answer;
                check->m_isAsking = false;
                Q_EMIT check->answered();
            },
            Qt::QueuedConnection);
    }).detach();
}

} // namespace models

#include "moc_target_check.cpp"
