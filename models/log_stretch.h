// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_spill.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace models {

/// The bytes of a mark that stands for a line whose part of the file can't be read.
inline constexpr QByteArrayView UnreadableLine = "Could not be read from the cache folder";

/// A run of whole lines of a LineStore for searching: each ends with '\n'. May be read on any thread: what is in memory, as long
/// as one likes; what is in the file, after load() and as long as the store has not dropped it.
struct LogStretch
{
    std::shared_ptr<const char[]> bytes; ///< null until load() when it is in the file
    qsizetype size = 0;
    qint64 firstLine = 0;
    qint64 lineCount = 0;
    QByteArray flags; ///< of each line, for LineFlags; empty: not asked for

    std::weak_ptr<const LogSpill::Block> block; ///< never held: it would keep room in the file
    qsizetype at = 0;                           ///< in the block: the lines, and their flags
    qsizetype flagsAt = 0;
    qsizetype flagsSize = 0;

    /// The lines from `line` on, which begins at `begin`; without flags. Precondition: load().
    [[nodiscard]] LogStretch from(const char *begin, qint64 line) const
    {
        LogStretch rest;
        rest.bytes = {bytes, begin};
        rest.size = size - (begin - bytes.get());
        rest.firstLine = line;
        rest.lineCount = firstLine + lineCount - line;
        return rest;
    }
    /// Reads what is in the file; waits for the disk. False: it can't be read, or is not there any longer.
    [[nodiscard]] bool load()
    {
        if (bytes)
            return true;
        const LogSpill::BlockPtr held = block.lock();
        const std::shared_ptr<const char[]> all = held ? held->read() : nullptr;
        if (!all)
            return false;
        bytes = std::shared_ptr<const char[]>(all, all.get() + at);
        flags = {all.get() + flagsAt, flagsSize};
        return true;
    }
};

} // namespace models
