// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_spill.h"

#include <QByteArray>

#include <memory>

namespace models {

/// A run of whole lines of a LineStore for searching: each ends with '\n'. May be read on any thread, as long as one likes.
struct LogStretch
{
    std::shared_ptr<const char[]> bytes;
    qsizetype size = 0;
    qint64 firstLine = 0;
    qint64 lineCount = 0;
    QByteArray flags; ///< of each line, for LineFlags; empty: not asked for
    bool isInFile = false;

    /// After reading: pages of the file need not stay in memory.
    void release() const
    {
        if (isInFile)
            LogSpill::release(bytes.get(), size);
    }
};

} // namespace models
