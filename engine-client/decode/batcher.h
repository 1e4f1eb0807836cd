// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace engine {

/// When a stream's decoded bytes go out: at once after a quiet time, so that a single line is seen without delay, and under
/// load every 33 ms or 512 KiB, so that the receiver is not woken for each read. Owned by a Transfer, on the engine
/// thread; it only counts, and knows no clock of its own.
class Batcher
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::milliseconds interval{33};
    static constexpr std::size_t sizeLimit = std::size_t{512} * 1024;

    /// So many undecoded bytes have been taken in.
    void add(std::size_t bytes) { m_pending += bytes; }
    /// True when the batch should not grow any further.
    [[nodiscard]] bool isFull() const { return m_pending >= sizeLimit; }
    /// When the batch should go out; nothing when there is none.
    [[nodiscard]] std::optional<TimePoint> due() const
    {
        if (m_pending == 0)
            return std::nullopt;
        return !m_last || isFull() ? TimePoint::min() : *m_last + interval;
    }
    /// The batch went out. `sent` false: it held nothing whole, and what completes it will not have to wait.
    void flushed(TimePoint now, bool sent)
    {
        m_pending = 0;
        if (sent)
            m_last = now;
    }

private:
    std::size_t m_pending = 0;
    std::optional<TimePoint> m_last;
};

} // namespace engine
