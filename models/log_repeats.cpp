// SPDX-License-Identifier: Apache-2.0
#include "models/log_repeats.h"

#include <algorithm>

namespace models {
namespace {

constexpr qint64 LookBack = 64; ///< lines of other streams that may have come meanwhile

bool endsWith(const LineStore &store, const LogPiece &piece)
{
    const auto kind = StoredLine::kindOf(piece.stream);
    bool found = false;
    store.visit(store.endLine() - LookBack, store.endLine(), [&](qint64, const StoredLine &line) {
        found = line.kind == kind && line.timeNs == storedTime(piece.timeNs) && line.bytes == piece.bytes;
        return !found;
    });
    return found;
}

} // namespace

bool LogRepeats::take(const LineStore &store, const LogPiece &piece)
{
    qint64 &last = m_lastNs[std::min(std::size_t(piece.stream), m_lastNs.size() - 1)];
    const bool goesBack =
        piece.timeNs < last || (piece.timeNs == last && m_exactTimes && last != 0 && endsWith(store, piece));
    if (goesBack && !piece.continuation)
        m_held = LogOverlap::ofEnd(store);
    else if (!m_held.isEmpty() && storedTime(piece.timeNs) > m_held.maxTimeNs())
        m_held = {};
    last = piece.timeNs;
    return m_held.take(piece);
}

bool LogRepeats::hasNone(const engine::LogFacts &facts) const
{
    if (!m_held.isEmpty() || !(m_exactTimes ? facts.isRising : facts.isSorted))
        return false;
    for (std::size_t stream = 0; stream < facts.times.size(); ++stream) {
        const engine::LogTimes &times = facts.times[stream];
        if (times.count > 0 && times.firstNs <= m_lastNs[stream] && m_lastNs[stream] != 0)
            return false;
    }
    return true;
}

void LogRepeats::take(const engine::LogFacts &facts)
{
    for (std::size_t stream = 0; stream < facts.times.size(); ++stream) {
        if (facts.times[stream].count > 0)
            m_lastNs[stream] = facts.times[stream].lastNs;
    }
}

} // namespace models
