// SPDX-License-Identifier: Apache-2.0
#include "models/log_matcher.h"

#include <algorithm>
#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace models {
namespace {

constexpr int LinesPerCheck = 512;

/// Control characters that take part of a line away, so that text which is not in the bytes may be on the screen.
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

} // namespace

LogMatcher::LogMatcher(const LogQuery &query)
    : m_text(query.text)
    , m_case(query.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive)
    , m_isExpression(query.regularExpression)
{
    if (m_isExpression) {
        // The limit keeps an expression that backtracks without end from holding a thread for minutes.
        m_expression.setPattern(u"(*LIMIT_MATCH=1000000)"_s + query.text);
        m_expression.setPatternOptions(query.caseSensitive ? QRegularExpression::NoPatternOption
                                                           : QRegularExpression::CaseInsensitiveOption);
        if (m_expression.isValid())
            m_expression.optimize();
        else
            m_error = m_expression.errorString();
    } else if (query.caseSensitive) {
        m_needle = query.text.toUtf8();
    } else if (isAscii(query.text)) {
        m_needle = query.text.toLower().toUtf8();
    }
}

std::vector<LogHit> LogMatcher::find(const LineStore::Piece &piece, const std::atomic<bool> &cancelled) const
{
    std::vector<LogHit> hits;
    if (m_text.isEmpty() || !m_error.isEmpty())
        return hits;
    if (m_needle.isEmpty())
        findInEveryLine(piece, cancelled, hits);
    else
        findCandidates(piece, cancelled, hits);
    return hits;
}

void LogMatcher::findInEveryLine(const LineStore::Piece &piece, const std::atomic<bool> &cancelled,
                                 std::vector<LogHit> &hits) const
{
    const char *from = piece.bytes.get();
    const char *const end = from + piece.size;
    for (qint64 line = piece.firstLine; from < end; ++line) {
        if ((line - piece.firstLine) % LinesPerCheck == 0 && cancelled)
            return;
        const char *const feed = findByte(from, end, '\n');
        findInLine(QByteArrayView(from, feed - from), line, hits);
        from = feed + 1;
    }
}

void LogMatcher::findCandidates(const LineStore::Piece &piece, const std::atomic<bool> &cancelled,
                                std::vector<LogHit> &hits) const
{
    const QByteArray lower = m_case == Qt::CaseInsensitive ? asciiLower(piece.bytes.get(), piece.size) : QByteArray();
    const char *const begin = lower.isEmpty() ? piece.bytes.get() : lower.constData();
    const char *const end = begin + piece.size;
    std::array<const char *, Joining.size()> joining{};
    joining.fill(begin - 1);
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
        findInLine(QByteArrayView(piece.bytes.get() + (start - begin), feed - start), line, hits);
        from = feed + 1;
        ++line;
    }
}

void LogMatcher::findInLine(QByteArrayView bytes, qint64 line, std::vector<LogHit> &hits) const
{
    const QString shown = parseAnsi(bytes, {}).text;
    if (m_isExpression) {
        for (QRegularExpressionMatchIterator matches = m_expression.globalMatch(shown); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            if (match.capturedLength() > 0)
                hits.push_back({line, qint32(match.capturedStart()), qint32(match.capturedLength())});
        }
        return;
    }
    for (qsizetype at = shown.indexOf(m_text, 0, m_case); at >= 0;
         at = shown.indexOf(m_text, at + m_text.size(), m_case))
        hits.push_back({line, qint32(at), qint32(m_text.size())});
}

} // namespace models
