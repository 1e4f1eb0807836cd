// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tar_bytes.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace test {
namespace {

unsigned fileType(TarPart::Type type)
{
    switch (type) {
    case TarPart::Type::Folder:
        return AE_IFDIR;
    case TarPart::Type::Link:
        return AE_IFLNK;
    case TarPart::Type::Device:
        return AE_IFCHR;
    case TarPart::Type::Pipe:
        return AE_IFIFO;
    case TarPart::Type::File:
    case TarPart::Type::HardLink:
        break;
    }
    return AE_IFREG;
}

la_ssize_t append(archive *, void *bytes, const void *data, std::size_t size)
{
    static_cast<QByteArray *>(bytes)->append(static_cast<const char *>(data), static_cast<qsizetype>(size));
    return static_cast<la_ssize_t>(size);
}

} // namespace

QByteArray tarOf(const QList<TarPart> &parts)
{
    QByteArray bytes;
    const std::unique_ptr<archive, int (*)(archive *)> tar(archive_write_new(), &archive_write_free);
    archive_write_set_format_pax_restricted(tar.get());
    archive_write_open(tar.get(), &bytes, nullptr, &append, nullptr);
    for (const TarPart &part : parts) {
        const std::unique_ptr<archive_entry, void (*)(archive_entry *)> entry(archive_entry_new(), &archive_entry_free);
        archive_entry_set_pathname_utf8(entry.get(), part.path.constData());
        archive_entry_set_filetype(entry.get(), fileType(part.type));
        archive_entry_set_perm(entry.get(), static_cast<__LA_MODE_T>(part.mode));
        archive_entry_set_size(entry.get(), part.hole + part.data.size());
        if (part.hole > 0)
            archive_entry_sparse_add_entry(entry.get(), part.hole, part.data.size());
        archive_entry_set_mtime(entry.get(), part.modified, 0);
        if (part.type == TarPart::Type::Link)
            archive_entry_set_symlink_utf8(entry.get(), part.target.constData());
        if (part.type == TarPart::Type::HardLink)
            archive_entry_set_hardlink_utf8(entry.get(), part.target.constData());
        archive_write_header(tar.get(), entry.get());
        const QByteArray data = QByteArray(part.hole, '\0') + part.data;
        archive_write_data(tar.get(), data.constData(), static_cast<std::size_t>(data.size()));
    }
    archive_write_close(tar.get());
    return bytes;
}

} // namespace test
