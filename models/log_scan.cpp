// SPDX-License-Identifier: Apache-2.0
#include "models/log_scan.h"

#include <algorithm>
#include <cstring>
#include <vector>

using namespace Qt::StringLiterals;

namespace models {
namespace {

/// Whether nothing in the expression can match a line feed or tell where the text begins and ends. Rather too strict: what is
/// not known to be harmless isn't.
bool staysInLine(QStringView pattern)
{
    bool isInClass = false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const char16_t c = pattern[i].unicode();
        const char16_t next = i + 1 < pattern.size() ? pattern[i + 1].unicode() : u'\0';
        if (c < 0x20) {
            return false;
        } else if (c == u'\\') {
            const bool isLetterOrDigit =
                (next >= u'0' && next <= u'9') || (next >= u'A' && next <= u'Z') || (next >= u'a' && next <= u'z');
            if (next == u'\0' || (isLetterOrDigit && !u"dwSbB"_s.contains(QChar(next))))
                return false;
            ++i;
        } else if (isInClass) {
            isInClass = c != u']';
            if (c == u'[')
                return false;
        } else if (c == u'[') {
            isInClass = true;
            if (next == u'^' || next == u']')
                return false;
        } else if (c == u'(' && (next == u'*' || (next == u'?' && pattern.mid(i + 2, 1) != u":"))) {
            return false;
        }
    }
    return !isInClass;
}

} // namespace

LogScan::LogScan(const QString &typed, const QString &pattern, QRegularExpression::PatternOptions options)
    // Whoever looks at each line bounds each match; this bound is for all lines of a stretch together.
    : m_expression(u"(*LIMIT_MATCH=20000000)"_s + pattern, options | QRegularExpression::MultilineOption)
    , m_isUsable(staysInLine(typed) && m_expression.isValid())
{
    if (m_isUsable)
        m_expression.optimize();
}

LogScan::Oddities LogScan::oddities(const LogStretch &stretch)
{
    constexpr quint64 Ones = 0x0101010101010101U;
    constexpr quint64 High = 0x80 * Ones;
    const char *const bytes = stretch.bytes.get();
    quint64 control = 0;
    quint64 all = 0;
    qsizetype i = 0;
    for (; i + 8 <= stretch.size; i += 8) { // eight at a time: the high bit of each byte is the answer for it
        quint64 word = 0;
        std::memcpy(&word, bytes + i, 8);
        const quint64 feed = word ^ ('\n' * Ones);
        const quint64 isFeed = ~(((feed & ~High) + ~High) | feed) & High;
        const quint64 isLow = ~((word | High) - 0x20 * Ones) & ~word & High;
        const quint64 isDelete = (((word & ~High) + Ones) & ~word) & High;
        control |= (isLow & ~isFeed) | isDelete;
        all |= word;
    }
    for (; i < stretch.size; ++i) {
        const auto byte = static_cast<quint8>(bytes[i]);
        control |= quint64((byte < 0x20 && byte != '\n') || byte == 0x7f);
        all |= byte;
    }
    Oddities odd{control != 0, false, (all & High) != 0};
    if (odd.control) {
        for (const char c : {'\x1b', '\r', '\b', '\a'})
            odd.joining = odd.joining || std::memchr(bytes, c, std::size_t(stretch.size));
    }
    return odd;
}

bool LogScan::visitMatching(const LogStretch &stretch, const std::atomic<bool> &cancelled,
                            const LineVisitor &visit) const
{
    if (!m_isUsable)
        return false;
    const Oddities odd = oddities(stretch);
    if (odd.control || odd.beyondAscii)
        return false;
    const QString text = QString::fromLatin1(stretch.bytes.get(), stretch.size);
    std::vector<std::pair<QByteArrayView, qint64>> lines;
    const char *const bytes = stretch.bytes.get();
    qint64 line = stretch.firstLine;
    for (qsizetype from = 0; from < stretch.size && !cancelled;) {
        const QRegularExpressionMatch match = m_expression.match(text, from, QRegularExpression::NormalMatch,
                                                                 QRegularExpression::DontCheckSubjectStringMatchOption);
        if (!match.isValid())
            return false; // beyond the bound
        if (!match.hasMatch())
            break;
        const qsizetype at = std::min(match.capturedStart(), stretch.size - 1);
        line += std::count(bytes + from, bytes + at, '\n');
        const void *const before = memrchr(bytes + from, '\n', std::size_t(at - from));
        const qsizetype start = before ? static_cast<const char *>(before) - bytes + 1 : from;
        const auto *const feed =
            static_cast<const char *>(std::memchr(bytes + at, '\n', std::size_t(stretch.size - at)));
        lines.emplace_back(QByteArrayView(bytes + start, feed - bytes - start), line++);
        from = feed - bytes + 1;
    }
    for (const auto &[found, number] : lines)
        visit(found, number);
    return true;
}

} // namespace models
