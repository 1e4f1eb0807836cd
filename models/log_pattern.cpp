// SPDX-License-Identifier: Apache-2.0
#include "models/log_pattern.h"

#include <QChar>
#include <QString>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

using namespace Qt::StringLiterals;

namespace models {
namespace {

using Runs = std::vector<LogNeedle::Run>;

constexpr qsizetype ShortestRun = 2; ///< a single byte is in too many lines

bool isAsciiLetterOrDigit(char16_t c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z');
}

/// Reads an expression from left to right and collects what must be in the text, one behind the other.
class Reader
{
public:
    Reader(QStringView pattern, bool caseSensitive, bool unicodeClasses)
        : m_pattern(pattern), m_caseSensitive(caseSensitive), m_unicodeClasses(unicodeClasses)
    {}

    /// The longest run that is in each match, or if there is no long one, runs of which one is. Empty: nothing is known.
    Runs needed()
    {
        while (m_at < m_pattern.size() && m_isUnderstood)
            atom();
        endRun();
        if (!m_isUnderstood)
            return {};
        const qsizetype length = qsizetype(m_longest.size());
        return length < ShortestRun || length < shortestOf(m_choice) ? m_choice : Runs{m_longest};
    }

    /// The same for an expression that may be alternatives.
    static Runs neededOfAny(QStringView pattern, bool caseSensitive, bool unicodeClasses)
    {
        Runs all;
        for (const QStringView part : Reader(pattern, caseSensitive, unicodeClasses).alternatives()) {
            const Runs runs = Reader(part, caseSensitive, unicodeClasses).needed();
            if (runs.empty() || all.size() + runs.size() > LogNeedle::MostRuns)
                return {};
            all.insert(all.end(), runs.begin(), runs.end());
        }
        return all;
    }

private:
    /// How often what stands before it is wanted.
    enum class Times { Once, AtLeastOnce, Maybe };

    [[nodiscard]] char16_t peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_pattern.size() ? m_pattern[m_at + ahead].unicode() : u'\0';
    }

    void atom()
    {
        const char16_t c = peek();
        if (c == u'^' || c == u'$') {
            ++m_at;
            (void)times();
        } else if (c == u'(') {
            group();
        } else if (c == u'[') {
            take(characterClass());
        } else if (c == u'\\') {
            escape();
        } else if (c == u'.') {
            ++m_at;
            take(std::nullopt);
        } else if (u"|)*+?"_s.contains(QChar(c))) {
            m_isUnderstood = false; // anything may do instead, or it is not what it seems
        } else {
            take(literal());
        }
    }

    void group()
    {
        const qsizetype from = m_at;
        skipGroup();
        const QStringView all = m_pattern.sliced(from, std::min(m_at, m_pattern.size()) - from);
        endRun();
        const bool isPlain = !all.startsWith(u"(?") || all.startsWith(u"(?:");
        if (times() == Times::Maybe || !m_isUnderstood || !isPlain)
            return;
        const qsizetype begin = all.startsWith(u"(?:") ? 3 : 1;
        const Runs runs = neededOfAny(all.sliced(begin).chopped(1), m_caseSensitive, m_unicodeClasses);
        if (shortestOf(runs) > shortestOf(m_choice))
            m_choice = runs;
    }

    /// The parts between the '|' that are in no group. None: it is not understood.
    std::vector<QStringView> alternatives()
    {
        std::vector<QStringView> parts;
        qsizetype from = 0;
        while (m_at < m_pattern.size() && m_isUnderstood) {
            const char16_t c = peek();
            if (c == u'[') {
                skipClass();
            } else if (c == u'(') {
                skipGroup();
            } else {
                if (c == u'|') {
                    parts.push_back(m_pattern.sliced(from, m_at - from));
                    from = m_at + 1;
                }
                m_at += c == u'\\' ? 2 : 1;
            }
        }
        parts.push_back(m_pattern.sliced(std::min(from, m_pattern.size())));
        return m_isUnderstood ? parts : std::vector<QStringView>();
    }

    static qsizetype shortestOf(const Runs &runs)
    {
        std::size_t shortest = runs.empty() ? 0 : runs.front().size();
        for (const LogNeedle::Run &run : runs)
            shortest = std::min(shortest, run.size());
        return qsizetype(shortest);
    }

    void escape()
    {
        const char16_t c = peek(1);
        if (c == u'b' || c == u'B') {
            m_at += 2;
            (void)times();
        } else if (!isAsciiLetterOrDigit(c) && c > u' ' && c < 0x7f) {
            ++m_at;
            take(literal());
        } else if (c == u'd' && !m_unicodeClasses) {
            m_at += 2;
            take(LogNeedle::Run{{0x3f, 0x0f}}); // the digits and six more
        } else if (c != u'\0' && u"dwWDsS"_s.contains(QChar(c))) {
            m_at += 2;
            take(std::nullopt);
        } else {
            m_isUnderstood = false;
        }
    }

    /// None: not known to be certain bytes.
    std::optional<LogNeedle::Run> literal()
    {
        char32_t c = peek();
        if (QChar::isSurrogate(c)) {
            if (!QChar::isHighSurrogate(c) || !QChar::isLowSurrogate(peek(1))) {
                m_isUnderstood = false;
                return std::nullopt;
            }
            c = QChar::surrogateToUcs4(char16_t(c), peek(1));
            ++m_at;
        }
        ++m_at;
        LogNeedle::Run run;
        // Letters of other scripts may be these in another case.
        const bool isFolded = !m_caseSensitive && c < 0x80 && u"kKsS"_s.contains(QChar(char16_t(c)));
        if (c < 0x20 || isFolded || !LogNeedle::append(run, c, m_caseSensitive))
            return std::nullopt;
        return run;
    }

    /// A simple class of ASCII characters as one byte that fits these.
    std::optional<LogNeedle::Run> characterClass()
    {
        const qsizetype from = m_at;
        if (!skipClass())
            return std::nullopt;
        const QStringView inside = m_pattern.sliced(from + 1, m_at - from - 2);
        const bool isSimple =
            !inside.isEmpty() && inside.front() != u'^' && std::all_of(inside.begin(), inside.end(), [](QChar c) {
                return c.unicode() < 0x7f && c != u'\\' && c != u'[' && c != u']';
            });
        if (!isSimple || !(m_caseSensitive || noneHasOtherCase(inside)))
            return std::nullopt;
        quint8 any = 0;
        quint8 all = 0xff;
        std::array<quint64, 2> only{};
        for (qsizetype i = 0; i < inside.size(); ++i) {
            const bool isRange = i + 2 < inside.size() && inside[i + 1] == u'-';
            const auto first = quint8(inside[i].unicode());
            const auto last = isRange ? quint8(inside[i + 2].unicode()) : first;
            for (int byte = first; byte <= last; ++byte) {
                any |= quint8(byte);
                all &= quint8(byte);
                only[std::size_t(byte / 64)] |= quint64(1) << byte % 64;
            }
            i += isRange ? 2 : 0;
        }
        return LogNeedle::Run{{any, quint8(any ^ all), only}};
    }

    static bool noneHasOtherCase(QStringView text)
    {
        return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < u'A'; });
    }

    /// What must come next, and then how often. None: something or other.
    void take(const std::optional<LogNeedle::Run> &bytes)
    {
        if (!m_isUnderstood)
            return;
        const Times often = times();
        if (bytes && often != Times::Maybe)
            m_run.insert(m_run.end(), bytes->begin(), bytes->end());
        if (bytes && often == Times::Once)
            return;
        endRun();
        if (bytes && often == Times::AtLeastOnce)
            m_run = *bytes; // the last one
    }

    Times times()
    {
        const char16_t c = peek();
        Times often = Times::Once;
        if (c == u'{') { // {0} among others
            do {
                ++m_at;
            } while ((peek() >= u'0' && peek() <= u'9') || peek() == u',');
            m_isUnderstood = m_isUnderstood && peek() == u'}';
            often = Times::Maybe;
        } else if (c == u'*' || c == u'?') {
            often = Times::Maybe;
        } else if (c == u'+') {
            often = Times::AtLeastOnce;
        } else {
            return often;
        }
        ++m_at;
        m_at += peek() == u'?' || peek() == u'+';
        m_isUnderstood = m_isUnderstood && (m_at >= m_pattern.size() || !u"*+?{"_s.contains(QChar(peek())));
        return often;
    }

    void endRun()
    {
        if (m_run.size() > m_longest.size())
            m_longest = m_run;
        m_run.clear();
    }

    /// m_at stands on '[' and then behind the ']'. False: there may be more to it.
    bool skipClass()
    {
        ++m_at;
        m_at += peek() == u'^';
        m_at += peek() == u']';
        while (m_at < m_pattern.size() && peek() != u']') {
            if (peek() == u'[' || (peek() == u'\\' && isAsciiLetterOrDigit(peek(1)) && peek(1) != u'd' &&
                                   peek(1) != u'w' && peek(1) != u's'))
                m_isUnderstood = false;
            m_at += peek() == u'\\' ? 2 : 1;
        }
        ++m_at;
        return m_isUnderstood;
    }

    /// m_at stands on '(' and then behind the ')' that belongs to it.
    void skipGroup()
    {
        int depth = 0;
        do {
            const char16_t c = peek();
            if (c == u'[') {
                skipClass();
                continue;
            }
            if (c == u'(') {
                ++depth;
                // Verbs and options change what all the rest means.
                const bool isKnown = peek(1) != u'*' && (peek(1) != u'?' || u":=!<>"_s.contains(QChar(peek(2))));
                m_isUnderstood = m_isUnderstood && isKnown;
            } else if (c == u')') {
                --depth;
            } else if (c == u'\\') {
                m_isUnderstood = m_isUnderstood && peek(1) != u'Q' && peek(1) != u'E' && peek(1) != u'c';
                ++m_at;
            }
            ++m_at;
        } while (depth > 0 && m_at < m_pattern.size() && m_isUnderstood);
    }

    const QStringView m_pattern;
    const bool m_caseSensitive;
    const bool m_unicodeClasses;
    qsizetype m_at = 0;
    bool m_isUnderstood = true;
    LogNeedle::Run m_run;
    LogNeedle::Run m_longest;
    Runs m_choice; ///< of a group
};

/// Copies an expression with all that might match a line feed put so that it can't.
class LineWriter
{
public:
    explicit LineWriter(QStringView pattern) : m_pattern(pattern) {}

    QString rewritten()
    {
        for (m_at = 0; m_at < m_pattern.size() && m_isUnderstood; ++m_at) {
            const char16_t c = m_pattern[m_at].unicode();
            if (c == u'\\')
                escape();
            else if (m_isInClass)
                inClass(c);
            else if (c == u'[')
                beginClass();
            else if (c == u'(')
                group();
            else if (c >= 0x20)
                m_written += QChar(c);
            else
                m_isUnderstood = false;
        }
        return m_isUnderstood && !m_isInClass ? m_written : QString();
    }

private:
    [[nodiscard]] char16_t peek(qsizetype ahead) const
    {
        return m_at + ahead < m_pattern.size() ? m_pattern[m_at + ahead].unicode() : u'\0';
    }

    void escape()
    {
        const char16_t c = peek(1);
        const bool isReference = c >= u'1' && c <= u'9' && !m_isInClass && !(peek(2) >= u'0' && peek(2) <= u'9');
        ++m_at;
        if (m_isInClass ? m_isNegated && u"dDwWsS"_s.contains(QChar(c)) : u"dwSbBt"_s.contains(QChar(c)))
            m_written += u"\\"_s + QChar(c);
        else if (m_isInClass ? u"dwS"_s.contains(QChar(c)) : isReference)
            m_written += u"\\"_s + QChar(c);
        else if (c == u's')
            m_written += m_isInClass ? u" "_s : u"[ ]"_s;
        else if (!m_isInClass && (c == u'W' || c == u'D'))
            m_written += c == u'W' ? u"[^\\w\n]"_s : u"[^\\d\n]"_s;
        else if (!isAsciiLetterOrDigit(c) && c > 0x20)
            m_written += u"\\"_s + QChar(c);
        else
            m_isUnderstood = false;
    }

    void beginClass()
    {
        m_isNegated = peek(1) == u'^';
        m_at += m_isNegated ? 1 : 0;
        m_written += m_isNegated ? u"[^\n"_s : u"["_s;
        m_isInClass = true;
        m_isUnderstood = peek(1) != u']';
    }

    void inClass(char16_t c)
    {
        m_isInClass = c != u']';
        m_isUnderstood = c >= 0x20 && c != u'[';
        m_written += QChar(c);
    }

    /// Options and verbs could change what the rest means.
    void group()
    {
        m_isUnderstood = peek(1) != u'*' && (peek(1) != u'?' || u":=!<>"_s.contains(QChar(peek(2))));
        m_written += u'(';
    }

    const QStringView m_pattern;
    qsizetype m_at = 0;
    QString m_written;
    bool m_isInClass = false;
    bool m_isNegated = false;
    bool m_isUnderstood = true;
};

} // namespace

QString patternForLines(const QString &pattern)
{
    return LineWriter(pattern).rewritten();
}

bool matchesAsShown(QStringView pattern)
{
    // Some characters are shown as U+FFFD, which only these can tell from others.
    bool isSame = !pattern.contains(QChar(QChar::ReplacementCharacter)) && !pattern.contains(u"[:"_s) &&
                  !pattern.contains(u"(*"_s);
    for (qsizetype i = 0; isSame && i + 1 < pattern.size(); ++i) {
        if (pattern[i] != u'\\')
            continue;
        ++i;
        isSame = !isAsciiLetterOrDigit(pattern[i].unicode()) || u"dDwWsSbB"_s.contains(pattern[i]);
    }
    return isSame;
}

LogNeedle requiredNeedle(QStringView pattern, bool caseSensitive, bool unicodeClasses)
{
    return LogNeedle(Reader::neededOfAny(pattern, caseSensitive, unicodeClasses));
}

} // namespace models
