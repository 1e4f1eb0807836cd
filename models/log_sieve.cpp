// SPDX-License-Identifier: Apache-2.0
#include "models/log_sieve.h"

#include "models/line_flags.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace models {
namespace {

bool isBefore(const FilteredLine &line, qint64 index)
{
    return line.source < index;
}

} // namespace

LogSieve::LogSieve(const LogFilterQuery &query, std::shared_ptr<const LogMatcher> matcher)
    : m_matcher(std::move(matcher)), m_levels(query.levels), m_hides(query.hideMatching && m_matcher)
{}

LogSieve::Result LogSieve::push(const LineStore::Piece &piece, const std::atomic<bool> &cancelled)
{
    Result result;
    result.firstLine = piece.firstLine;
    result.endLine = piece.firstLine + piece.lineCount;
    const std::vector<qint64> matching = m_matcher ? m_matcher->matchingLines(piece, cancelled) : std::vector<qint64>();
    if (piece.flags.isEmpty()) {
        pushPlain(matching, result);
        return result;
    }
    LineFlags flags(piece.flags);
    auto match = matching.begin();
    const char *at = piece.bytes.get();
    const char *const end = at + piece.size;
    for (qint64 index = result.firstLine; index < result.endLine && !cancelled; ++index) {
        StoredLine line = flags.next();
        if (m_levels) {
            const auto *const feed = static_cast<const char *>(std::memchr(at, '\n', std::size_t(end - at)));
            line.bytes = QByteArrayView(at, feed - at);
            at = feed + 1;
        }
        const bool isMatch = match != matching.end() && *match == index;
        match += isMatch;
        pushLine(line, index, isMatch, result);
    }
    return result;
}

LogSieve::Result LogSieve::pushUnread(const LineStore::Piece &piece)
{
    Result result;
    result.firstLine = piece.firstLine;
    result.endLine = piece.firstLine + piece.lineCount;
    result.passed.push_back({piece.firstLine, FilteredLine::Kind::Mark});
    return result;
}

/// No marks, no pieces of long lines, no levels asked for.
void LogSieve::pushPlain(const std::vector<qint64> &matching, Result &result) const
{
    if (!m_hides) {
        std::transform(matching.begin(), matching.end(), std::back_inserter(result.passed), [](qint64 index) {
            return FilteredLine{index, FilteredLine::Kind::Match};
        });
        return;
    }
    auto match = matching.begin();
    for (qint64 index = result.firstLine; index < result.endLine; ++index) {
        if (match != matching.end() && *match == index)
            ++match;
        else
            result.passed.push_back({index, FilteredLine::Kind::Match});
    }
}

void LogSieve::pushLine(const StoredLine &line, qint64 index, bool isMatch, Result &result)
{
    if (line.kind == StoredLine::Kind::Mark) {
        result.passed.push_back({index, FilteredLine::Kind::Mark});
        return;
    }
    LongLine &whole = m_lines[std::size_t(line.kind)];
    LogLevelTrail &trail = m_trails[std::size_t(line.kind)];
    if (!line.continuation || !whole.isOpen) {
        const LogLevel level = !m_levels || line.continuation ? trail.level() : trail.next(line.bytes);
        whole.hasLevel = !m_levels || m_levels & LogFilterQuery::levelBit(level);
        whole.hasMatched = false;
        whole.pieces.clear();
    }
    if (isMatch && whole.hasLevel)
        flip(whole, result);
    whole.hasMatched = whole.hasMatched || isMatch;
    whole.isOpen = line.open;
    if (line.open && m_matcher && whole.hasLevel && !whole.hasMatched)
        whole.pieces.push_back(index);
    else
        whole.pieces.clear();
    if (whole.hasLevel && (!m_matcher || whole.hasMatched != m_hides))
        result.passed.push_back({index, FilteredLine::Kind::Match});
}

/// `line` matches: the pieces of it that are decided already were so as if it didn't.
void LogSieve::flip(LongLine &line, Result &result) const
{
    for (const qint64 piece : std::exchange(line.pieces, {})) {
        const auto place = std::lower_bound(result.passed.begin(), result.passed.end(), piece, isBefore);
        if (piece < result.firstLine)
            result.flipped.push_back(piece);
        else if (m_hides)
            result.passed.erase(place);
        else
            result.passed.insert(place, {piece, FilteredLine::Kind::Match});
    }
    std::sort(result.flipped.begin(), result.flipped.end());
}

std::vector<qint64> LogSieve::undecided() const
{
    std::vector<qint64> pieces;
    std::merge(m_lines[0].pieces.begin(), m_lines[0].pieces.end(), m_lines[1].pieces.begin(), m_lines[1].pieces.end(),
               std::back_inserter(pieces));
    return pieces;
}

} // namespace models
