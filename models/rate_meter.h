// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <deque>

namespace models {

/// How fast a count of bytes grows, over the last three seconds. A plain value without a clock: the caller says when.
class RateMeter
{
public:
    /// `total` bytes have come by `timeMs` (any monotonic clock). A total that falls begins anew.
    void add(qint64 timeMs, qint64 total);
    /// Bytes a second; 0 when nothing moves or half a second has not passed yet.
    [[nodiscard]] double perSecond(qint64 timeMs) const;

private:
    struct Sample
    {
        qint64 timeMs, total;
    };
    std::deque<Sample> m_samples; ///< at least 100 ms apart, but for the newest
};

} // namespace models
