// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace models {

/// How a LogSpill reads and writes its file. Of its own, so that a test can have a disk as slow as it wants. Owned by the LogSpill; any thread.
class SpillDisk
{
public:
    virtual ~SpillDisk() = default;

    /// Waits for the disk. False: not all of it can be read.
    [[nodiscard]] virtual bool read(int file, char *bytes, qint64 size, qint64 at) const;
    /// Only what the system holds in memory. False: that is not all of it, or nobody can tell.
    [[nodiscard]] virtual bool readHeld(int file, char *bytes, qint64 size, qint64 at) const;
    /// False: not all of it can be written.
    [[nodiscard]] virtual bool write(int file, const char *bytes, qint64 size, qint64 at) const;
};

} // namespace models
