// SPDX-License-Identifier: Apache-2.0
#include "models/log_sift.h"

#include <algorithm>
#include <utility>

namespace models {
namespace {

LineStore makeStore(qint64 bytes, const QString &folder)
{
    return LineStore(bytes, std::make_shared<LogSpill>(folder));
}

std::shared_ptr<const LogMatcher> makeMatcher(const LogQuery &query)
{
    return query.text.isEmpty() ? nullptr : std::make_shared<const LogMatcher>(query);
}

} // namespace

LogSift::LogSift(const LogFilterQuery &query, qint64 memoryBytes, const QString &folder)
    : m_context(query.hideMatching && !query.text.text.isEmpty() ? 0 : query.context)
    , m_lines(makeStore(memoryBytes, folder))
    , m_passed(makeStore(memoryBytes, folder))
    , m_matcher(makeMatcher(query.text))
    , m_sieve(query, m_matcher)
{
    m_rows.reset(m_passed, m_context, FilteredRows::Wait::ForTheDisk);
}

void LogSift::append(const LogPiece &piece)
{
    m_lines.append(piece);
    while (m_owners.endLine() < m_lines.endLine())
        m_owners.append(m_log);
}

void LogSift::push(const engine::LogBatch &batch, std::size_t log, const Take &take)
{
    if (m_log != log) // what the one before has left open is never finished
        m_cutter.flush([this](const LogPiece &piece) { append(piece); });
    m_log = LineOwners::Owner(log);
    m_cutter.push(batch, [this](const LogPiece &piece) { append(piece); });
    decide();
    const std::vector<qint64> undecided = m_sieve.undecided();
    handOn(undecided.empty() ? m_decided : undecided.front() - m_context, take);
}

void LogSift::finish(const Take &take)
{
    m_cutter.flush([this](const LogPiece &piece) { append(piece); });
    decide();
    handOn(m_decided, take);
    tellMissing(0, take);
}

void LogSift::decide()
{
    for (LineStore::Piece &piece : m_lines.snapshot(m_decided, m_lines.endLine(), m_sieve.neededFlags())) {
        const bool isRead = piece.load();
        const LogSieve::Result result = isRead ? m_sieve.push(piece, m_cancelled) : LogSieve::pushUnread(piece);
        if (!isRead)
            m_unread[piece.firstLine] = piece.lineCount;
        noteDropped(result.flipped);
        m_rows.take(m_passed, m_lines, result.passed.data(), result.passed.data() + result.passed.size());
        m_rows.flip(m_passed, m_lines, result.flipped, !m_sieve.hidesMatching(), result.endLine);
        m_rows.settle(m_lines, result.endLine);
        m_rows.copy(m_passed, m_lines, m_rows.endRow() - m_passed.endLine());
        m_decided = result.endLine;
    }
}

/// Pieces of a long line that now turns out to pass, and that neither memory nor the file had room for.
void LogSift::noteDropped(const std::vector<qint64> &flipped)
{
    if (!m_sieve.hidesMatching())
        miss(std::lower_bound(flipped.begin(), flipped.end(), m_lines.firstLine()) - flipped.begin());
}

void LogSift::miss(qint64 lines)
{
    m_missing += lines;
    m_untold += lines;
}

qint64 LogSift::countMissing(qint64 row) const
{
    const auto unread = m_unread.find(m_rows.at(row).source);
    return unread == m_unread.end() ? 1 : unread->second;
}

void LogSift::tellMissing(qint64 timeNs, const Take &take)
{
    const qint64 lines = std::exchange(m_untold, 0);
    if (lines == 0)
        return;
    const QByteArray count = QByteArray::number(lines) + (lines == 1 ? " line" : " lines");
    const QByteArray text = count + " could not be read back from the cache folder";
    take({text, timeNs, StoredLine::Kind::Mark, false, false}, 0);
}

void LogSift::handOn(qint64 end, const Take &take)
{
    m_passed.visit(m_rows.rowOf(m_handedOn), m_rows.rowOf(end), [&](qint64 row, const StoredLine &line) {
        miss(row - std::exchange(m_nextRow, row + 1)); // rows that had no room
        if (line.kind == StoredLine::Kind::Mark || m_rows.at(row).kind == FilteredLine::Kind::Mark) {
            miss(countMissing(row)); // no engine sends marks
        } else {
            tellMissing(line.timeNs, take);
            take(line, std::size_t(std::max(0, m_owners.at(m_rows.at(row).source))));
        }
        m_handedOn = m_rows.at(row).source + 1; // a match that comes next may still want lines from here on
        return true;
    });
    const qint64 needed = end - m_context;
    m_rows.dropBefore(m_passed, needed);
    m_passed.dropBefore(m_rows.firstRow());
    m_lines.dropBefore(needed);
    m_owners.dropBefore(needed);
    m_unread.erase(m_unread.begin(), m_unread.lower_bound(needed));
}

} // namespace models
