// SPDX-License-Identifier: Apache-2.0
#include "engine-client/tar_extractor.h"

#include "engine-client/byte_pipe.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace engine {
namespace {

constexpr std::size_t blockSize = 256 * 1024;
constexpr qsizetype longestShown = 200;
constexpr qsizetype mostLevels = 256; ///< of folders in folders
constexpr mode_t folderMode = 0777;   // less the person's own mask
constexpr mode_t fileModes = 0777;
constexpr mode_t ownerMayWrite = 0600;

QString tr(const char *text)
{
    return QCoreApplication::translate("TarExtractor", text);
}

struct TarDeleter
{
    void operator()(archive *tar) const { archive_read_free(tar); }
};

/// What libarchive reads from.
struct Source
{
    BytePipe *pipe;
    qint64 *received;
    QByteArray bytes; ///< lent to libarchive until it asks for more
};

la_ssize_t readSource(archive *tar, void *data, const void **buffer)
{
    auto *source = static_cast<Source *>(data);
    source->bytes = source->pipe->read();
    *buffer = source->bytes.constData();
    *source->received += source->bytes.size();
    if (!source->bytes.isEmpty() || source->pipe->isWhole())
        return source->bytes.size();
    archive_set_error(tar, EPIPE, "cut short");
    return ARCHIVE_FATAL;
}

/// The parts of a path; false when it leads out of its folder.
bool splitPath(const QByteArray &path, QList<QByteArray> &parts)
{
    if (path.startsWith('/'))
        return false;
    const QList<QByteArray> all = path.split('/');
    for (const QByteArray &part : all) {
        if (part == "..")
            return false;
        if (!part.isEmpty() && part != ".")
            parts += part;
    }
    return true;
}

QByteArray nameOf(archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    return name != nullptr ? name : archive_entry_pathname(entry);
}

QString shown(const QByteArray &name)
{
    return QString::fromUtf8(name.left(longestShown));
}

QByteArray temporaryName()
{
    return ".longshore-" + QByteArray::number(QRandomGenerator::system()->generate64(), 36) + ".part";
}

QString reasonOf(int osError)
{
    switch (osError) {
    case ENOSPC:
        return tr("the disk is full.");
    case EDQUOT:
    case EFBIG:
        return tr("it is larger than the disk's limits allow.");
    case EACCES:
    case EPERM:
    case EROFS:
        return tr("the folder can't be written.");
    case EEXIST:
        return tr("a file of that name is there already.");
    case ELOOP:
    case ENOTDIR:
        return tr("a part of its path is a link or a file, not a folder.");
    case EISDIR:
        return tr("a folder of that name is there already.");
    default:
        return QString::fromLocal8Bit(std::strerror(osError)) + u'.';
    }
}

} // namespace

bool TarExtractor::fail(const QString &what, const QByteArray &name, int osError)
{
    m_error = tr("Can't write %1: %2").arg(what.isEmpty() ? shown(name) : what, reasonOf(osError));
    return false;
}

bool TarExtractor::openFolder()
{
    if (m_folder.isValid())
        return true;
    const QByteArray path = m_target.folder.toLocal8Bit();
    m_madeTarget = ::mkdir(path.constData(), folderMode) == 0;
    if (!m_madeTarget && errno != EEXIST)
        return fail(m_target.folder, {}, errno);
    m_folder = UniqueFd(::open(path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return m_folder.isValid() || fail(m_target.folder, {}, errno);
}

UniqueFd TarExtractor::enter(const Parts &parts)
{
    UniqueFd here(::openat(m_folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    qsizetype made = 0;
    for (qsizetype i = 0; i < parts.size() && here.isValid(); ++i) {
        const char *name = parts.at(i).constData();
        if (::mkdirat(here.get(), name, folderMode) == 0) {
            if (made++ > 0)
                m_madeFolders.removeLast();
            m_madeFolders.append({parts.first(i + 1), made});
        } else if (errno != EEXIST) {
            static_cast<void>(fail({}, parts.first(i + 1).join('/'), errno));
            return UniqueFd();
        }
        here = UniqueFd(::openat(here.get(), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    if (!here.isValid())
        static_cast<void>(fail({}, parts.join('/'), errno));
    return here;
}

bool TarExtractor::extract(BytePipe &from, const QString &subfolder)
{
    m_error.clear();
    Parts start;
    if (!openFolder() || !splitPath(subfolder.toUtf8(), start))
        return false;
    const std::unique_ptr<archive, TarDeleter> tar(archive_read_new());
    archive_read_support_format_tar(tar.get());
    Source source{&from, &m_received, {}};
    int state = archive_read_open(tar.get(), &source, nullptr, &readSource, nullptr);
    archive_entry *entry = nullptr;
    while (state == ARCHIVE_OK) {
        state = archive_read_next_header(tar.get(), &entry);
        if (state == ARCHIVE_WARN)
            state = ARCHIVE_OK; // a name or time that this system can't hold
        if (state == ARCHIVE_OK && !takeEntry(tar.get(), entry, start)) {
            state = ARCHIVE_FATAL;
            break;
        }
    }
    // The zeros behind the last entry.
    while (state == ARCHIVE_EOF && !from.read().isEmpty()) {
    }
    if (state == ARCHIVE_EOF && from.isWhole())
        return true;
    if (from.isWhole() && m_error.isEmpty())
        m_error = tr("What the engine sent is no complete archive.");
    return false;
}

bool TarExtractor::takeEntry(archive *tar, archive_entry *entry, const Parts &subfolder)
{
    const QByteArray name = nameOf(entry);
    Parts path = subfolder;
    if (!splitPath(name, path)) {
        m_error = tr("The archive names a place outside the folder: %1").arg(shown(name));
        return false;
    }
    if (path.size() > mostLevels)
        return fail({}, name, ENAMETOOLONG);
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR)
        return enter(path).isValid();
    if (type == AE_IFREG && archive_entry_hardlink(entry) == nullptr && path.size() > subfolder.size())
        return writeFile(tar, entry, path);
    m_passedOver += shown(name);
    return true;
}

bool TarExtractor::writeFile(archive *tar, archive_entry *entry, const Parts &path)
{
    const UniqueFd folder = enter(path.first(path.size() - 1));
    if (!folder.isValid())
        return false;
    const QByteArray temporary = temporaryName();
    const mode_t mode = (archive_entry_perm(entry) & fileModes) | ownerMayWrite;
    UniqueFd file(
        ::openat(folder.get(), temporary.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!file.isValid())
        return fail({}, path.join('/'), errno);
    bool isDone = copyData(tar, file.get());
    if (isDone && archive_entry_mtime_is_set(entry) != 0) {
        const timespec time{archive_entry_mtime(entry), archive_entry_mtime_nsec(entry)};
        const std::array<timespec, 2> times{time, time};
        static_cast<void>(::futimens(file.get(), times.data())); // a file system without times is no reason to stop
    }
    int osError = isDone ? 0 : errno;
    if (!file.close() && isDone) {
        isDone = false;
        osError = errno;
    }
    if (isDone && publish(folder.get(), temporary, path))
        return true;
    ::unlinkat(folder.get(), temporary.constData(), 0);
    if (osError != 0 && osError != EPIPE)
        return fail({}, path.join('/'), osError);
    return false;
}

/// False with errno; EPIPE when it is the archive that failed.
bool TarExtractor::copyData(archive *tar, int file)
{
    const auto buffer = std::make_unique<std::array<char, blockSize>>();
    for (;;) {
        const la_ssize_t size = archive_read_data(tar, buffer->data(), buffer->size());
        if (size == 0)
            return true;
        if (size < 0) {
            errno = EPIPE;
            return false;
        }
        if (m_bytes + size > m_received) { // holes: the engine sends files whole
            m_error = tr("The archive names more than was sent.");
            errno = EPIPE;
            return false;
        }
        for (la_ssize_t done = 0; done < size;) {
            const ssize_t written = ::write(file, buffer->data() + done, static_cast<std::size_t>(size - done));
            if (written < 0 && errno != EINTR)
                return false;
            done += std::max<ssize_t>(0, written);
            m_bytes += std::max<ssize_t>(0, written);
        }
    }
}

bool TarExtractor::publish(int folder, const QByteArray &temporary, const Parts &path)
{
    const char *name = path.constLast().constData();
    const bool wasThere = ::faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    if (wasThere && !m_target.replace)
        return fail({}, path.join('/'), EEXIST);
    int result = wasThere ? ::renameat(folder, temporary.constData(), folder, name)
                          : ::renameat2(folder, temporary.constData(), folder, name, RENAME_NOREPLACE);
    if (result != 0 && !wasThere && errno == EINVAL) // a file system that can't
        result = ::renameat(folder, temporary.constData(), folder, name);
    if (result != 0)
        return fail({}, path.join('/'), errno);
    if (!wasThere)
        m_madeFiles += path;
    ++m_files;
    return true;
}

void TarExtractor::undo()
{
    const auto remove = [this](const Parts &path, int flags) {
        UniqueFd here(::openat(m_folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        for (qsizetype i = 0; i + 1 < path.size() && here.isValid(); ++i)
            here =
                UniqueFd(::openat(here.get(), path.at(i).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (here.isValid())
            ::unlinkat(here.get(), path.constLast().constData(), flags);
    };
    for (auto file = m_madeFiles.crbegin(); file != m_madeFiles.crend(); ++file)
        remove(*file, 0);
    for (auto folders = m_madeFolders.crbegin(); folders != m_madeFolders.crend(); ++folders) {
        for (qsizetype level = 0; level < folders->levels; ++level)
            remove(folders->deepest.first(folders->deepest.size() - level), AT_REMOVEDIR);
    }
    if (m_madeTarget)
        ::rmdir(m_target.folder.toLocal8Bit().constData());
    m_madeFiles.clear();
    m_madeFolders.clear();
    m_folder = UniqueFd();
    m_madeTarget = false;
}

} // namespace engine
