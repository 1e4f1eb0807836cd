// SPDX-License-Identifier: Apache-2.0
#include "models/log_expression.h"

#include "models/log_pattern.h"

#include <algorithm>
#include <cstring>

using namespace Qt::StringLiterals;

namespace models {
namespace {

/// An expression that backtracks without end would hold a thread for minutes: what one line may take, and what all of a
/// stretch may together, before each line is looked at alone.
constexpr quint32 LineSteps = 1'000'000;
constexpr quint32 StretchSteps = 20'000'000;

constexpr qsizetype WindowBytes = 32 * 1024; ///< are looked at twice while they are in the nearest cache

/// Making one costs as much as searching a stretch.
ByteExpression::Match &roomOfThread()
{
    thread_local ByteExpression::Match room;
    return room;
}

const char *lineEnd(const char *from, const char *end)
{
    const void *const feed = from < end ? std::memchr(from, '\n', std::size_t(end - from)) : nullptr;
    return feed ? static_cast<const char *>(feed) : end;
}

/// Of the line that `place` is in; not before `from`.
const char *lineStart(const char *from, const char *place)
{
    const void *const feed = from < place ? memrchr(from, '\n', std::size_t(place - from)) : nullptr;
    return feed ? static_cast<const char *>(feed) + 1 : from;
}

QByteArrayView view(const char *begin, const char *end)
{
    return {begin, end - begin};
}

bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

bool hasControl(QByteArrayView bytes)
{
    return std::any_of(bytes.begin(), bytes.end(), [](char c) { return quint8(c) < 0x20 || c == 0x7f; });
}

} // namespace

LogExpression::LogExpression(const QString &text, bool caseSensitive, bool wholeWord)
{
    QRegularExpression::PatternOptions options =
        caseSensitive ? QRegularExpression::NoPatternOption : QRegularExpression::CaseInsensitiveOption;
    m_shown.setPatternOptions(options);
    m_shown.setPattern(text);
    if (!m_shown.isValid()) { // said of the person's own text, not of what is put around it
        m_error = m_shown.errorString();
        return;
    }
    QString pattern = text;
    if (wholeWord) {
        options |= QRegularExpression::UseUnicodePropertiesOption;
        pattern = u"(?<!\\w)(?:"_s + text + u")(?!\\w)"_s;
    }
    m_shown.setPatternOptions(options);
    m_shown.setPattern(u"(*LIMIT_MATCH=%1)"_s.arg(LineSteps) + pattern);
    if (!m_shown.isValid()) {
        m_error = m_shown.errorString();
        return;
    }
    m_shown.optimize();
    compileBytes(text, pattern, caseSensitive, wholeWord);
}

void LogExpression::compileBytes(const QString &text, const QString &pattern, bool caseSensitive, bool wholeWord)
{
    const QByteArray utf8 = pattern.toUtf8();
    const unsigned letters = caseSensitive ? ByteExpression::NoOption : ByteExpression::CaseInsensitive;
    // Of ASCII text all that tells the scripts apart is known; without it an expression is quicker.
    unsigned options = letters | (isAscii(pattern) ? ByteExpression::NoOption : ByteExpression::Utf8);
    m_ascii = ByteExpression(utf8, options, LineSteps);
    if (!m_ascii.isValid()) {
        options |= ByteExpression::Utf8;
        m_ascii = ByteExpression(utf8, options, LineSteps);
    }
    if (const QString lines = m_ascii.isValid() ? patternForLines(pattern) : QString(); !lines.isEmpty())
        m_stretch = ByteExpression(lines.toUtf8(), options | ByteExpression::Multiline, StretchSteps);
    if (!wholeWord && matchesAsShown(text))
        m_utf8 = ByteExpression(utf8, letters | ByteExpression::Utf8, LineSteps);
    m_needle = requiredNeedle(text, caseSensitive, wholeWord);
}

bool LogExpression::findInAscii(QByteArrayView line, const Take &take) const
{
    if (!m_ascii.isValid())
        return findInShown(QString::fromLatin1(line), take);
    ByteExpression::Match &match = roomOfThread();
    bool mayBeEmpty = true;
    for (qsizetype from = 0; from <= line.size();) {
        const ByteExpression::Outcome outcome =
            mayBeEmpty ? m_ascii.find(line, from, match) : m_ascii.findHere(line, from, match);
        if (outcome == ByteExpression::Outcome::Failed)
            return false;
        if (outcome == ByteExpression::Outcome::None && mayBeEmpty)
            return true;
        const bool isFound = outcome == ByteExpression::Outcome::Found && (mayBeEmpty || match.end() > from);
        if (isFound && match.end() > match.start() && !take(match.start(), match.end() - match.start()))
            return true;
        from = isFound ? match.end() : from + 1;
        mayBeEmpty = !isFound || match.end() > match.start();
    }
    return true;
}

bool LogExpression::findInShown(const QString &line, const Take &take) const
{
    QRegularExpressionMatchIterator matches = m_shown.globalMatch(line);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedLength() > 0 && !take(match.capturedStart(), match.capturedLength()))
            return true;
    }
    return matches.isValid();
}

bool LogExpression::rulesOut(QByteArrayView utf8) const
{
    return m_utf8.isValid() && !hasControl(utf8) &&
           m_utf8.find(utf8, 0, roomOfThread()) == ByteExpression::Outcome::None;
}

void LogExpression::scan(const LogStretch &stretch, const std::atomic<bool> &cancelled, const LineVisitor &visit) const
{
    const char *const end = stretch.bytes.get() + stretch.size;
    qint64 line = stretch.firstLine;
    for (const char *from = stretch.bytes.get(); from < end && !cancelled;) {
        const char *const stop = end - from > WindowBytes ? std::min(end, lineEnd(from + WindowBytes, end) + 1) : end;
        const LogNeedle::Place odd = LogNeedle::findOdd(from, stop);
        const char *const start = odd.at == stop ? stop : lineStart(from, odd.at);
        scanAscii(view(from, start), line, visit);
        line += odd.feeds;
        from = start;
        if (start == stop)
            continue;
        const char *const feed = lineEnd(odd.at, end);
        visit(view(start, feed), line++);
        from = feed + 1;
    }
}

void LogExpression::scanAscii(QByteArrayView lines, qint64 firstLine, const LineVisitor &visit) const
{
    const char *const begin = lines.data();
    const char *const end = begin + lines.size();
    ByteExpression::Match &match = roomOfThread();
    bool isSlow = false;
    qint64 line = firstLine;
    for (const char *from = begin; from < end;) {
        const ByteExpression::Outcome outcome =
            isSlow ? ByteExpression::Outcome::Failed : m_stretch.find(lines, from - begin, match);
        if (outcome == ByteExpression::Outcome::None)
            return;
        isSlow = outcome == ByteExpression::Outcome::Failed; // and so each line of the rest is visited
        const char *const place = isSlow ? from : std::min(begin + match.start(), end - 1);
        const char *const start = lineStart(from, place);
        const char *const feed = lineEnd(place, end);
        line += LogNeedle::countFeeds(from, start);
        visit(view(start, feed), line++);
        from = feed + 1;
    }
}

} // namespace models
