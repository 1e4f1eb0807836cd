// SPDX-License-Identifier: Apache-2.0
#include "models/shell_words.h"

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

namespace {

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

/// One pass over the text; each read… takes what its opening character began and stands behind it afterwards.
class Splitter
{
public:
    explicit Splitter(const QString &text) : m_text(text) {}

    tl::expected<QStringList, ShellWordsError> run()
    {
        while (m_position < m_text.size()) {
            const QChar c = m_text.at(m_position);
            if (isBlank(c)) {
                endWord();
                ++m_position;
            } else if (!take(c)) {
                return tl::unexpected(m_error);
            }
        }
        endWord();
        return m_words;
    }

private:
    bool take(QChar c)
    {
        if (c == u'\\')
            return takeEscape();
        m_inWord = true;
        if (c == u'\'')
            return takeSingleQuoted();
        if (c == u'"')
            return takeDoubleQuoted();
        m_word += c;
        ++m_position;
        return true;
    }

    bool takeEscape()
    {
        if (m_position + 1 == m_text.size())
            return unclosed(m_position, u"Nothing follows the backslash at character %1."_s);
        const QChar next = m_text.at(m_position + 1);
        m_position += 2;
        if (next == u'\n')
            return true; // a joined line
        m_inWord = true;
        m_word += next;
        return true;
    }

    bool takeSingleQuoted()
    {
        const qsizetype end = m_text.indexOf(u'\'', m_position + 1);
        if (end < 0)
            return unclosed(m_position, u"The quote ' at character %1 isn't closed."_s);
        m_word += QStringView(m_text).mid(m_position + 1, end - m_position - 1);
        m_position = end + 1;
        return true;
    }

    bool takeDoubleQuoted()
    {
        const qsizetype start = m_position++;
        for (; m_position < m_text.size(); ++m_position) {
            const QChar c = m_text.at(m_position);
            if (c == u'"') {
                ++m_position;
                return true;
            }
            const QChar next = m_position + 1 < m_text.size() ? m_text.at(m_position + 1) : QChar();
            // Inside double quotes a backslash is special only before these.
            if (c == u'\\' && (next == u'"' || next == u'\\' || next == u'$' || next == u'`' || next == u'\n')) {
                ++m_position;
                if (next != u'\n')
                    m_word += next;
            } else {
                m_word += c;
            }
        }
        return unclosed(start, u"The quote \" at character %1 isn't closed."_s);
    }

    bool unclosed(qsizetype position, const QString &message)
    {
        m_error = {message.arg(position + 1), position};
        return false;
    }

    void endWord()
    {
        if (m_inWord)
            m_words += m_word;
        m_word.clear();
        m_inWord = false;
    }

    const QString &m_text;
    qsizetype m_position = 0;
    QString m_word;
    bool m_inWord = false; // '' is a word too
    QStringList m_words;
    ShellWordsError m_error;
};

bool isPlain(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
           QStringView(u"_@%+=:,./-").contains(c);
}

} // namespace

tl::expected<QStringList, ShellWordsError> splitShellWords(const QString &text)
{
    return Splitter(text).run();
}

QString quoteShellWord(const QString &word)
{
    if (!word.isEmpty() && std::all_of(word.cbegin(), word.cend(), isPlain))
        return word;
    QString quoted;
    quoted.reserve(word.size() + 2);
    quoted += u'\'';
    for (const QChar c : word) {
        if (c == u'\'')
            quoted += u"'\\''";
        else
            quoted += c;
    }
    return quoted += u'\'';
}

QString joinShellWords(const QStringList &words)
{
    QStringList quoted;
    quoted.reserve(words.size());
    std::transform(words.cbegin(), words.cend(), std::back_inserter(quoted), quoteShellWord);
    return quoted.join(u' ');
}

} // namespace models
