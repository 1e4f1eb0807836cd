// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_chunk.h"

#include <deque>

namespace models {

/// The chunks of a LineStore, which owns it. When many go at once, they are freed on a thread of the common pool: to give some
/// hundred MiB back takes longer than a frame. UI thread.
class LogChunks : public std::deque<LogChunk>
{
public:
    LogChunks() = default;
    ~LogChunks();
    LogChunks(LogChunks &&other) noexcept { swap(other); }
    LogChunks &operator=(LogChunks &&other) noexcept
    {
        swap(other);
        return *this;
    }
};

} // namespace models
