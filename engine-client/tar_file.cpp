// SPDX-License-Identifier: Apache-2.0
#include "engine-client/tar_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace engine {

namespace {

la_ssize_t append(archive *, void *bytes, const void *data, std::size_t size)
{
    static_cast<QByteArray *>(bytes)->append(static_cast<const char *>(data), static_cast<qsizetype>(size));
    return static_cast<la_ssize_t>(size);
}

} // namespace

QByteArray tarOfFile(const QByteArray &path, const QByteArray &content, int permissions)
{
    QByteArray bytes;
    const std::unique_ptr<archive, int (*)(archive *)> tar(archive_write_new(), &archive_write_free);
    archive_write_set_format_ustar(tar.get());
    archive_write_open(tar.get(), &bytes, nullptr, &append, nullptr);
    const std::unique_ptr<archive_entry, void (*)(archive_entry *)> entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), path.constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), static_cast<__LA_MODE_T>(permissions));
    archive_entry_set_size(entry.get(), content.size());
    archive_write_header(tar.get(), entry.get());
    archive_write_data(tar.get(), content.constData(), static_cast<std::size_t>(content.size()));
    archive_write_close(tar.get());
    return bytes;
}

} // namespace engine
