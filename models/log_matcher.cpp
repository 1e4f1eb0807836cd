// SPDX-License-Identifier: Apache-2.0
#include "models/log_matcher.h"

#include <algorithm>
#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace models {
namespace {

constexpr int LinesPerCheck = 512;

/// See LogScan::Oddities::joining.
constexpr std::array<char, 4> Joining{'\x1b', '\r', '\b', '\a'};

const char *findByte(const char *from, const char *end, char byte)
{
    const void *found = from < end ? std::memchr(from, byte, std::size_t(end - from)) : nullptr;
    return found ? static_cast<const char *>(found) : end;
}

const char *findBytes(const char *from, const char *end, QByteArrayView needle)
{
    const void *found =
        from < end ? memmem(from, std::size_t(end - from), needle.data(), std::size_t(needle.size())) : nullptr;
    return found ? static_cast<const char *>(found) : end;
}

QByteArray asciiLower(const char *bytes, qsizetype size)
{
    QByteArray lower(size, Qt::Uninitialized);
    std::transform(bytes, bytes + size, lower.data(),
                   [](char c) { return char(c | ((c >= 'A' && c <= 'Z') ? 0x20 : 0)); });
    return lower;
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
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

} // namespace

LogMatcher::LogMatcher(const LogQuery &query)
    : m_text(query.text)
    , m_case(query.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive)
    , m_isExpression(query.regularExpression)
    , m_wholeWord(query.wholeWord)
{
    if (m_isExpression)
        compile(query);
    else if (query.caseSensitive)
        m_needle = query.text.toUtf8();
    else if (isAscii(query.text))
        m_needle = query.text.toLower().toUtf8();
}

void LogMatcher::compile(const LogQuery &query)
{
    QRegularExpression::PatternOptions options =
        query.caseSensitive ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption;
    m_expression.setPatternOptions(options);
    m_expression.setPattern(query.text);
    if (!m_expression.isValid()) { // said of the person's own text, not of what is put around it
        m_error = m_expression.errorString();
        return;
    }
    // The limit keeps an expression that backtracks without end from holding a thread for minutes.
    const QString limit = u"(*LIMIT_MATCH=1000000)"_s;
    QString pattern = query.text;
    if (query.wholeWord) {
        options |= QRegularExpression::UseUnicodePropertiesOption;
        pattern = u"(?<!\\w)(?:"_s + query.text + u")(?!\\w)"_s;
    }
    m_expression.setPatternOptions(options);
    m_expression.setPattern(limit + pattern);
    if (m_expression.isValid())
        m_expression.optimize();
    else
        m_error = m_expression.errorString();
    m_scan = LogScan(query.text, pattern, options);
}

std::vector<LogHit> LogMatcher::find(const LineStore::Piece &piece, const std::atomic<bool> &cancelled) const
{
    std::vector<LogHit> hits;
    visitCandidates(piece, cancelled, [&](QByteArrayView bytes, qint64 line) {
        findInLine(parseAnsi(bytes, {}).text, [&](qsizetype start, qsizetype length) {
            hits.push_back({line, qint32(start), qint32(length)});
            return true;
        });
    });
    return hits;
}

std::vector<qint64> LogMatcher::matchingLines(const LineStore::Piece &piece, const std::atomic<bool> &cancelled) const
{
    std::vector<qint64> lines;
    visitCandidates(piece, cancelled, [&](QByteArrayView bytes, qint64 line) {
        findInLine(parseAnsi(bytes, {}).text, [&](qsizetype, qsizetype) {
            lines.push_back(line);
            return false;
        });
    });
    return lines;
}

void LogMatcher::visitCandidates(const LineStore::Piece &piece, const std::atomic<bool> &cancelled,
                                 const LineVisitor &visit) const
{
    if (m_text.isEmpty() || !m_error.isEmpty())
        return;
    if (!m_needle.isEmpty())
        visitLikely(piece, cancelled, visit);
    else if (!m_scan.visitMatching(piece, cancelled, visit))
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
    const QByteArray lower = m_case == Qt::CaseInsensitive ? asciiLower(piece.bytes.get(), piece.size) : QByteArray();
    const char *const begin = lower.isEmpty() ? piece.bytes.get() : lower.constData();
    const char *const end = begin + piece.size;
    std::array<const char *, Joining.size()> joining{};
    joining.fill(LogScan::oddities(piece).joining ? begin - 1 : end);
    const char *literal = begin - 1;
    qint64 line = piece.firstLine;
    for (const char *from = begin; from < end && !cancelled;) {
        if (literal < from)
            literal = findBytes(from, end, m_needle);
        const char *candidate = literal;
        for (std::size_t i = 0; i < joining.size(); ++i) {
            if (joining[i] < from)
                joining[i] = findByte(from, end, Joining[i]);
            candidate = std::min(candidate, joining[i]);
        }
        if (candidate == end)
            return;
        line += std::count(from, candidate, '\n');
        const char *const start =
            std::find(std::make_reverse_iterator(candidate), std::make_reverse_iterator(from), '\n').base();
        const char *const feed = findByte(candidate, end, '\n');
        visit(QByteArrayView(piece.bytes.get() + (start - begin), feed - start), line);
        from = feed + 1;
        ++line;
    }
}

template<class Take>
void LogMatcher::findInLine(const QString &shown, const Take &take) const
{
    if (m_isExpression) {
        for (QRegularExpressionMatchIterator matches = m_expression.globalMatch(shown); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            if (match.capturedLength() > 0 && !take(match.capturedStart(), match.capturedLength()))
                return;
        }
        return;
    }
    for (qsizetype at = shown.indexOf(m_text, 0, m_case); at >= 0;) {
        const bool isHit = !m_wholeWord || isWord(shown, at);
        if (isHit && !take(at, m_text.size()))
            return;
        at = shown.indexOf(m_text, at + (isHit ? m_text.size() : 1), m_case);
    }
}

/// Where the text itself begins or ends with something else, nothing is asked of what stands beside it.
bool LogMatcher::isWord(QStringView shown, qsizetype start) const
{
    const qsizetype end = start + m_text.size();
    const bool isCutBefore = isWordAt(shown, start - 1) && isWordAt(shown, start);
    const bool isCutBehind = isWordAt(shown, end - 1) && isWordAt(shown, end);
    return !isCutBefore && !isCutBehind;
}

} // namespace models
