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
    const auto *const bytes = reinterpret_cast<const quint8 *>(stretch.bytes.get());
    quint8 control = 0;
    quint8 joining = 0;
    quint8 all = 0;
    for (qsizetype i = 0; i < stretch.size; ++i) { // one pass, which the compiler makes of vectors
        const quint8 c = bytes[i];
        control |= quint8(((c < 0x20) & (c != '\n')) | (c == 0x7f));
        joining |= quint8((c == 0x1b) | (c == '\r') | (c == '\b') | (c == '\a'));
        all |= c;
    }
    return {control != 0, joining != 0, all >= 0x80};
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
