// SPDX-License-Identifier: Apache-2.0
#include "models/spill_disk.h"

#include <cerrno>

#include <sys/uio.h>
#include <unistd.h>

namespace models {
namespace {

bool readAll(int file, char *bytes, qint64 size, qint64 at, int flags)
{
    while (size > 0) {
        const iovec room{bytes, std::size_t(size)};
        const ssize_t got = preadv2(file, &room, 1, at, flags);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes += got;
        size -= got;
        at += got;
    }
    return true;
}

} // namespace

bool SpillDisk::read(int file, char *bytes, qint64 size, qint64 at) const
{
    return readAll(file, bytes, size, at, 0);
}

bool SpillDisk::readHeld(int file, char *bytes, qint64 size, qint64 at) const
{
    return readAll(file, bytes, size, at, RWF_NOWAIT);
}

bool SpillDisk::write(int file, const char *bytes, qint64 size, qint64 at) const
{
    while (size > 0) {
        const ssize_t written = pwrite(file, bytes, std::size_t(size), at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= written;
        at += written;
    }
    return true;
}

} // namespace models
