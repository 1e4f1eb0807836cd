// SPDX-License-Identifier: Apache-2.0
#include "models/log_sift.h"

#include <algorithm>

namespace models {
namespace {

constexpr qint64 MemoryBytes = 16LL * 1024 * 1024;

LineStore makeStore()
{
    return LineStore(MemoryBytes, std::make_shared<LogSpill>());
}

std::shared_ptr<const LogMatcher> makeMatcher(const LogQuery &query)
{
    return query.text.isEmpty() ? nullptr : std::make_shared<const LogMatcher>(query);
}

} // namespace

LogSift::LogSift(const LogFilterQuery &query)
    : m_context(query.hideMatching && !query.text.text.isEmpty() ? 0 : query.context)
    , m_lines(makeStore())
    , m_passed(makeStore())
    , m_matcher(makeMatcher(query.text))
    , m_sieve(query, m_matcher)
{
    m_rows.reset(m_passed, m_context);
}

void LogSift::push(const engine::LogBatch &batch, const Take &take)
{
    m_cutter.push(batch, [this](const LogPiece &piece) { m_lines.append(piece); });
    decide();
    const std::vector<qint64> undecided = m_sieve.undecided();
    handOn(undecided.empty() ? m_decided : undecided.front() - m_context, take);
}

void LogSift::finish(const Take &take)
{
    m_cutter.flush([this](const LogPiece &piece) { m_lines.append(piece); });
    decide();
    handOn(m_decided, take);
}

void LogSift::decide()
{
    for (LineStore::Piece &piece : m_lines.snapshot(m_decided, m_lines.endLine(), m_sieve.neededFlags())) {
        const LogSieve::Result result = piece.load() ? m_sieve.push(piece, m_cancelled) : LogSieve::pushUnread(piece);
        m_rows.take(m_passed, m_lines, result.passed.data(), result.passed.data() + result.passed.size());
        m_rows.flip(m_passed, m_lines, result.flipped, !m_sieve.hidesMatching(), result.endLine);
        m_rows.settle(m_passed, m_lines, result.endLine);
        m_decided = result.endLine;
    }
}

void LogSift::handOn(qint64 end, const Take &take)
{
    m_passed.visit(m_rows.rowOf(m_handedOn), m_rows.rowOf(end), [&](qint64 row, const StoredLine &line) {
        take(line);
        m_handedOn = m_rows.at(row).source + 1; // a match that comes next may still want lines from here on
        return true;
    });
    const qint64 needed = end - m_context;
    m_rows.dropBefore(needed);
    m_passed.dropBefore(m_rows.firstRow());
    m_lines.dropBefore(needed);
}

} // namespace models
