// SPDX-License-Identifier: Apache-2.0
#include "models/log_repeats.h"

#include <algorithm>

namespace models {
namespace {

constexpr qint64 LookBack = 64; ///< lines of other streams that may have come meanwhile

bool endsWith(const LineStore &store, const LogPiece &piece)
{
    const auto kind = piece.stream == engine::LogStream::Stderr ? StoredLine::Kind::Stderr : StoredLine::Kind::Stdout;
    bool found = false;
    store.visit(store.endLine() - LookBack, store.endLine(), [&](qint64, const StoredLine &line) {
        found = line.kind == kind && line.timeNs == piece.timeNs && line.bytes == piece.bytes;
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
    else if (!m_held.isEmpty() && piece.timeNs > m_held.maxTimeNs())
        m_held = {};
    last = piece.timeNs;
    return m_held.take(piece);
}

} // namespace models
