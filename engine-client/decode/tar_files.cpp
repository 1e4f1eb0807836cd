// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/tar_files.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>
#include <utility>

namespace engine {

namespace {

struct Free
{
    void operator()(archive *tar) const { archive_read_free(tar); }
};

/// Null when it is too large or cut.
QByteArray contentOf(archive *tar, archive_entry *entry)
{
    const la_int64_t size = archive_entry_size(entry);
    if (size < 0 || size > mostFileBytes)
        return {};
    QByteArray content(static_cast<qsizetype>(size), Qt::Uninitialized);
    qsizetype filled = 0;
    while (filled < content.size()) {
        const la_ssize_t read =
            archive_read_data(tar, content.data() + filled, static_cast<std::size_t>(content.size() - filled));
        if (read <= 0)
            return {};
        filled += static_cast<qsizetype>(read);
    }
    return content;
}

} // namespace

QList<ArchivedFile> readTarFiles(const QByteArray &tar)
{
    QList<ArchivedFile> files;
    const std::unique_ptr<archive, Free> reader(archive_read_new());
    if (!reader || archive_read_support_format_tar(reader.get()) != ARCHIVE_OK ||
        archive_read_open_memory(reader.get(), tar.constData(), static_cast<std::size_t>(tar.size())) != ARCHIVE_OK)
        return files;
    archive_entry *entry = nullptr;
    for (int i = 0; i < mostTarFiles; ++i) {
        const int status = archive_read_next_header(reader.get(), &entry);
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
            break;
        const char *path = archive_entry_pathname(entry);
        if (!path || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry))
            continue;
        const QString name = QString::fromUtf8(path).section(u'/', -1);
        QByteArray content = contentOf(reader.get(), entry);
        if (!name.isEmpty() && !content.isNull())
            files.append({name, QDateTime::fromSecsSinceEpoch(archive_entry_mtime(entry), Qt::UTC), content});
    }
    return files;
}

void TarFilesDecoder::push(const char *data, std::size_t size)
{
    if (static_cast<qsizetype>(size) > mostTarBytes - m_tar.size())
        throw std::runtime_error("more files than expected");
    m_tar.append(data, static_cast<qsizetype>(size));
}

void TarFilesDecoder::finish()
{
    m_files = readTarFiles(std::exchange(m_tar, {}));
}

std::size_t TarFilesDecoder::take(QList<ArchivedFile> &out)
{
    std::size_t weight = 0;
    for (const ArchivedFile &file : std::as_const(m_files))
        weight += 1 + static_cast<std::size_t>(file.content.size());
    out = std::exchange(m_files, {});
    return weight;
}

} // namespace engine
