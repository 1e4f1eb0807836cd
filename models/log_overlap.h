// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/line_store.h"

#include <QHash>

namespace models {

/// Recognises lines that are held already. The engine can only be asked for lines by time ("since", "until"), and lines of
/// equal or slightly crossed times exist; so a stretch is asked for again, and each line of it that equals a held one
/// in time, stream and content is passed over as often as it is held. Value of a LogSession, for one request.
class LogOverlap
{
public:
    /// The newest second of `store` (at most 65536 lines, and what is in memory): what to ask again when a log goes on.
    [[nodiscard]] static LogOverlap ofEnd(const LineStore &store);
    /// Holds more of the oldest second of `store`, which is to ask again when older lines are fetched: from line `next` on, as
    /// far as no line waits for the disk, and some at a time. Returns true when that is all, else asks for what comes next.
    [[nodiscard]] bool addBegin(const LineStore &store, qint64 &next);

    /// More than the time stamps of the two streams of a container ever cross.
    static constexpr qint64 SpanNs = 1'000'000'000;

    /// Nothing to recognise: no line with a time was held, or all have come again.
    [[nodiscard]] bool isEmpty() const { return m_held.isEmpty(); }
    [[nodiscard]] qint64 minTimeNs() const { return m_min; }
    [[nodiscard]] qint64 maxTimeNs() const { return m_max; }
    /// Whether any line was recognised yet.
    [[nodiscard]] bool hasMatched() const { return m_matched; }
    /// True when the piece is held already. Each held one answers once.
    [[nodiscard]] bool take(const LogPiece &piece);

private:
    bool add(const StoredLine &line);
    /// False: the file begins before all was found. Lines of before `fromNs` are left out.
    bool addEnd(const LineStore &store, qint64 fromNs);

    QHash<quint64, int> m_held;
    qint64 m_min = 0, m_max = 0;
    int m_lines = 0;
    bool m_matched = false;
};

} // namespace models
