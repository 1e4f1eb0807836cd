// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_spill.h"
#include "models/stored_line.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>

namespace models {

/// The bytes of a mark that stands for a line whose part of the file can't be read.
inline constexpr QByteArrayView UnreadableLine = "Could not be read from the cache folder";

/// Lines of a LineStore that are at hand together: all of them or none.
struct LogRun
{
    qint64 first = 0;
    qint64 end = 0;
    bool isInFile = false;
    qint64 firstNs = 0; ///< when the first line was printed, which is known without the disk
};

/// A run of whole lines of a LineStore for searching: each ends with '\n'. May be read on any thread: what is in memory, as long
/// as one likes; what is in the file, after load() and as long as the store has not dropped it. To make one never waits for the disk.
struct LogStretch
{
    std::shared_ptr<const char[]> bytes; ///< null until load() when it is in the file
    qsizetype size = 0;                  ///< not known before, either
    qint64 firstLine = 0;
    qint64 lineCount = 0;
    QByteArray flags;     ///< of each line, for LineFlags; empty: not asked for
    quint64 beforeUs = 0; ///< the time from which those of the flags count

    /// Where it is in the file.
    struct Place
    {
        std::weak_ptr<const LogSpill::Block> block; ///< never held: it would keep room in the file
        qsizetype metaAt = 0, payloadAt = 0;        ///< in the block, of all its lines
        qsizetype metaSize = 0, payloadSize = 0;
        qint64 lines = 0;
        qint64 skipped = 0; ///< lines of the block before the first one
        bool withFlags = false;
    };
    Place place;

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
    /// Reads what is in the file, `size` included; waits for the disk. False: it can't be read, or is not there any longer.
    [[nodiscard]] bool load();
    /// Calls `visit` for each line, with kind and time. Precondition: load(), and flags.
    void visit(const std::function<void(qint64 index, const StoredLine &line)> &visit) const;
};

} // namespace models
