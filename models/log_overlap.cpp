// SPDX-License-Identifier: Apache-2.0
#include "models/log_overlap.h"

#include <QHashFunctions>

#include <algorithm>

namespace models {
namespace {

constexpr int MaxLines = 65'536;
constexpr qint64 Step = 256;

quint64 key(QByteArrayView bytes, qint64 timeNs, bool isError)
{
    return qHashBits(bytes.data(), std::size_t(bytes.size()), qHashMulti(0, storedTime(timeNs), isError));
}

} // namespace

bool LogOverlap::add(const StoredLine &line)
{
    if (line.kind == StoredLine::Kind::Mark || line.timeNs == 0)
        return true;
    const qint64 low = m_lines ? std::min(m_min, line.timeNs) : line.timeNs;
    const qint64 high = m_lines ? std::max(m_max, line.timeNs) : line.timeNs;
    if (high - low > SpanNs || (m_lines >= MaxLines && (low < m_min || high > m_max)))
        return false;
    m_min = low;
    m_max = high;
    ++m_lines;
    ++m_held[key(line.bytes, line.timeNs, line.kind == StoredLine::Kind::Stderr)];
    return true;
}

bool LogOverlap::addBegin(const LineStore &store, qint64 &next)
{
    next = std::max(next, store.firstLine());
    if (next >= store.endLine())
        return true;
    if (!store.isAtHand(next, next + 1))
        return false;
    bool isDone = false;
    const qint64 end = store.runAt(next).end;
    store.visit(next, end, [&](qint64, const StoredLine &line) {
        isDone = !add(line);
        return !isDone;
    });
    next = end;
    return isDone || next >= store.endLine();
}

LogOverlap LogOverlap::ofEnd(const LineStore &store)
{
    LogOverlap overlap;
    if (overlap.addEnd(store, 0) || overlap.m_min == overlap.m_max)
        return overlap;
    // Of the lines of its first moment some may be in the file: then none of them can be told from new ones.
    const qint64 fromNs = overlap.m_min + 1;
    overlap = {};
    overlap.addEnd(store, fromNs);
    return overlap;
}

bool LogOverlap::addEnd(const LineStore &store, qint64 fromNs)
{
    bool more = true;
    for (qint64 end = store.endLine(); more && end > store.firstLine();) {
        const LogRun run = store.runAt(end - 1);
        if (run.isInFile)
            return false;
        std::vector<StoredLine> lines;
        const qint64 begin = std::max(run.first, end - Step);
        store.visit(begin, end, [&](qint64, const StoredLine &line) {
            lines.push_back(line);
            return true;
        });
        more = std::all_of(lines.rbegin(), lines.rend(), [&](const StoredLine &line) {
            return (line.timeNs != 0 && line.timeNs < fromNs) || add(line);
        });
        end = begin;
    }
    return true;
}

bool LogOverlap::take(const LogPiece &piece)
{
    const auto held = m_held.find(key(piece.bytes, piece.timeNs, piece.stream == engine::LogStream::Stderr));
    if (held == m_held.end() || piece.timeNs == 0)
        return false;
    if (--held.value() == 0)
        m_held.erase(held);
    m_matched = true;
    return true;
}

} // namespace models
