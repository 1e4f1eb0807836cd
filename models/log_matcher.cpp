// SPDX-License-Identifier: Apache-2.0
#include "models/log_matcher.h"

#include "models/ansi_parser.h"

#include <QList>

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace models {
namespace {

constexpr int LinesPerCheck = 512;
constexpr qint64 FewMisses = 64; ///< in a stretch tell nothing yet

const char *findByte(const char *from, const char *end, char byte)
{
    const void *found = from < end ? std::memchr(from, byte, std::size_t(end - from)) : nullptr;
    return found ? static_cast<const char *>(found) : end;
}

bool isPlain(QByteArrayView line)
{
    return LogNeedle::findOdd(line.begin(), line.end()).at == line.end();
}

/// Copies a line without the sequences that colour it. False when it is not printable ASCII then, or more is made of it.
bool takeOffColours(QByteArrayView line, QByteArray &plain)
{
    plain.resize(0);
    const char *const end = line.end();
    for (const char *at = line.begin(); at != end;) {
        const char *const escape = findByte(at, end, '\x1b');
        plain.append(at, escape - at);
        at = escape;
        if (escape == end)
            break;
        if (end - escape < 2 || escape[1] != '[')
            return false;
        at = std::find_if_not(escape + 2, end, [](char c) { return c >= 0x20 && c <= 0x3f; });
        if (at == end)
            break;
        if (*at < 0x40 || *at > 0x7e)
            return false;
        ++at;
    }
    return isPlain(plain);
}

bool isWordByte(QByteArrayView line, qsizetype at)
{
    if (at < 0 || at >= line.size())
        return false;
    const char c = line[at];
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool isWordAt(QStringView text, qsizetype at)
{
    if (at < 0 || at >= text.size())
        return false;
    const QChar c = text[at];
    if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::isLetterOrNumber(QChar::surrogateToUcs4(c, text[at + 1]));
    if (c.isLowSurrogate() && at > 0 && text[at - 1].isHighSurrogate())
        return QChar::isLetterOrNumber(QChar::surrogateToUcs4(text[at - 1], c));
    return c.isLetterOrNumber() || c.isMark() || c == u'_';
}

/// Where the text itself begins or ends with something else, nothing is asked of what stands beside it.
template<class IsWord>
bool isWord(qsizetype start, qsizetype length, const IsWord &isWordAt)
{
    const qsizetype end = start + length;
    return !(isWordAt(start - 1) && isWordAt(start)) && !(isWordAt(end - 1) && isWordAt(end));
}

/// The longest run that lines with `text` have in them.
LogNeedle needleOf(const QString &text, bool caseSensitive)
{
    LogNeedle::Run longest;
    LogNeedle::Run run;
    for (const uint c : text.toUcs4()) {
        if (LogNeedle::append(run, c, caseSensitive))
            continue;
        longest = std::max(longest, run, [](const auto &a, const auto &b) { return a.size() < b.size(); });
        run.clear();
    }
    longest = std::max(longest, run, [](const auto &a, const auto &b) { return a.size() < b.size(); });
    return longest.empty() ? LogNeedle() : LogNeedle(std::move(longest));
}

} // namespace

LogMatcher::LogMatcher(const LogQuery &query)
    : m_text(query.text)
    , m_case(query.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive)
    , m_isExpression(query.regularExpression)
    , m_wholeWord(query.wholeWord)
{
    if (m_isExpression)
        m_expression = LogExpression(query.text, query.caseSensitive, query.wholeWord);
    m_needle = m_isExpression ? m_expression.needle() : needleOf(query.text, query.caseSensitive);
    m_isNeedle = !m_isExpression && m_needle.size() == m_text.size();
}

std::vector<LogHit> LogMatcher::find(const LineStore::Piece &piece, const std::atomic<bool> &cancelled) const
{
    std::vector<LogHit> hits;
    visitCandidates(piece, cancelled, [&](QByteArrayView bytes, qint64 line) {
        const std::size_t before = hits.size();
        findInLine(bytes, [&](qsizetype start, qsizetype length) {
            hits.push_back({line, qint32(start), qint32(length)});
            return true;
        });
        return hits.size() > before;
    });
    return hits;
}

std::vector<qint64> LogMatcher::matchingLines(const LineStore::Piece &piece, const std::atomic<bool> &cancelled) const
{
    std::vector<qint64> lines;
    visitCandidates(piece, cancelled, [&](QByteArrayView bytes, qint64 line) {
        findInLine(bytes, [&](qsizetype, qsizetype) {
            lines.push_back(line);
            return false;
        });
        return !lines.empty() && lines.back() == line;
    });
    return lines;
}

void LogMatcher::visitCandidates(const LineStore::Piece &piece, const std::atomic<bool> &cancelled,
                                 const LineVisitor &visit) const
{
    if (m_text.isEmpty() || !error().isEmpty())
        return;
    if (!m_needle.isEmpty())
        visitLikely(piece, cancelled, visit);
    else if (m_expression.canScan())
        m_expression.scan(piece, cancelled, visit);
    else
        visitAll(piece, cancelled, visit);
}

void LogMatcher::visitAll(const LineStore::Piece &piece, const std::atomic<bool> &cancelled,
                          const LineVisitor &visit) const
{
    const char *from = piece.bytes.get();
    const char *const end = from + piece.size;
    for (qint64 line = piece.firstLine; from < end; ++line) {
        if ((line - piece.firstLine) % LinesPerCheck == 0 && cancelled)
            return;
        const char *const feed = findByte(from, end, '\n');
        visit(QByteArrayView(from, feed - from), line);
        from = feed + 1;
    }
}

void LogMatcher::visitLikely(const LineStore::Piece &piece, const std::atomic<bool> &cancelled,
                             const LineVisitor &visit) const
{
    const char *from = piece.bytes.get();
    const char *const end = from + piece.size;
    qint64 line = piece.firstLine;
    qint64 misses = 0;
    while (from < end && !cancelled) {
        // The needle is in most lines: the expression is quicker with many of them at once.
        if (misses > FewMisses && misses * 4 > line - piece.firstLine && m_expression.canScan())
            return m_expression.scan(piece.from(from, line), cancelled, visit);
        const LogNeedle::Place place = m_needle.findOrControl(from, end);
        if (place.at == end)
            return;
        line += place.feeds;
        const void *const before = place.at > from ? memrchr(from, '\n', std::size_t(place.at - from)) : nullptr;
        const char *const start = before ? static_cast<const char *>(before) + 1 : from;
        const char *const feed = findByte(place.at, end, '\n');
        misses += visit(QByteArrayView(start, feed - start), line++) ? 0 : 1;
        from = feed + 1;
    }
}

/// Calls `take(start, length)` for each hit in a line until it returns false.
void LogMatcher::findInLine(QByteArrayView bytes, const LogExpression::Take &take) const
{
    if (isTooSlow())
        return;
    while (bytes.endsWith('\r')) // belongs to the line end
        bytes.chop(1);
    thread_local QByteArray plain;
    if (!isPlain(bytes)) {
        if (!takeOffColours(bytes, plain))
            return findInOdd(bytes, take);
        bytes = plain;
    }
    if (m_isExpression)
        note(m_expression.findInAscii(bytes, take));
    else if (m_isNeedle)
        findTextInAscii(bytes, take);
    else
        findTextInShown(QString::fromLatin1(bytes), take);
}

void LogMatcher::findInOdd(QByteArrayView bytes, const LogExpression::Take &take) const
{
    if (m_isExpression && m_needle.isEmpty() && m_expression.rulesOut(bytes))
        return;
    const QString shown = parseAnsi(bytes, {}).text;
    if (m_isExpression)
        note(m_expression.findInShown(shown, take));
    else
        findTextInShown(shown, take);
}

void LogMatcher::findTextInAscii(QByteArrayView line, const LogExpression::Take &take) const
{
    const char *const begin = line.begin();
    const char *const end = line.end();
    for (const char *at = m_needle.find(begin, end); at != end;) {
        const bool isHit =
            !m_wholeWord || isWord(at - begin, m_text.size(), [line](qsizetype i) { return isWordByte(line, i); });
        if (isHit && !take(at - begin, m_text.size()))
            return;
        at = m_needle.find(at + (isHit ? m_text.size() : 1), end);
    }
}

void LogMatcher::findTextInShown(const QString &shown, const LogExpression::Take &take) const
{
    for (qsizetype at = shown.indexOf(m_text, 0, m_case); at >= 0;) {
        const bool isHit =
            !m_wholeWord || isWord(at, m_text.size(), [&shown](qsizetype i) { return isWordAt(shown, i); });
        if (isHit && !take(at, m_text.size()))
            return;
        at = shown.indexOf(m_text, at + (isHit ? m_text.size() : 1), m_case);
    }
}

} // namespace models
