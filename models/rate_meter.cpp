// SPDX-License-Identifier: Apache-2.0
#include "models/rate_meter.h"

namespace models {

namespace {
constexpr qint64 WindowMs = 3000;
constexpr qint64 SpacingMs = 100;
constexpr qint64 LeastSpanMs = 500; // over less, one packet makes a rate
} // namespace

void RateMeter::add(qint64 timeMs, qint64 total)
{
    if (!m_samples.empty() && total < m_samples.back().total)
        m_samples.clear();
    const std::size_t count = m_samples.size();
    if (count >= 2 && m_samples[count - 1].timeMs - m_samples[count - 2].timeMs < SpacingMs)
        m_samples.back() = {timeMs, total};
    else
        m_samples.push_back({timeMs, total});
    // One sample older than the window is kept: the window begins between it and the next.
    while (m_samples.size() > 2 && m_samples[1].timeMs <= timeMs - WindowMs)
        m_samples.pop_front();
}

double RateMeter::perSecond(qint64 timeMs) const
{
    if (m_samples.size() < 2 || timeMs - m_samples.front().timeMs < LeastSpanMs)
        return 0;
    if (m_samples.back().timeMs <= timeMs - WindowMs)
        return 0; // nothing has been told for the whole window
    const Sample &first = m_samples.front();
    return double(m_samples.back().total - first.total) * 1000 / double(timeMs - first.timeMs);
}

} // namespace models
