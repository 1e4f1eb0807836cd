// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/shell_reader_base.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ShellReader", text);
}

/// What stands behind so many is one more, whatever it says: a script is no paste.
constexpr qsizetype mostCommands = 2000;

bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\r' || c == u'\u00a0';
}

/// NAME= at a word's start: the length of the name, or 0.
qsizetype assignedName(const QString &word)
{
    qsizetype end = 0;
    while (end < word.size() && isNamePart(word.at(end)))
        ++end;
    return end > 0 && end < word.size() && word.at(end) == u'=' && isNameStart(word.front()) ? end : 0;
}

/// Cheap, for texts of thousands of lines: the characters that every longer prompt has near its start.
bool mayBePrompt(QStringView line)
{
    constexpr qsizetype longestName = 64;
    const qsizetype end = std::min(line.size(), longestName);
    for (qsizetype at = 0; at < end && line.at(at) != u'\n'; ++at) {
        if (line.at(at) == u'@' || (line.at(at) == u':' && line.mid(at + 1).startsWith(u'\\')))
            return true;
    }
    return false;
}

} // namespace

QList<ShellCommand> ShellReaderBase::run()
{
    while (!atEnd()) {
        if (m_commands.size() == mostCommands) {
            m_commands += ShellCommand{{}, {}, {}, {m_at, m_text.size() - m_at}};
            return m_commands;
        }
        if (m_lineStart)
            takePrompt();
        if (atEnd())
            break;
        if (const qsizetype joined = joinLength()) {
            m_at += joined;
            m_lineStart = true;
        } else if (isBlank(peek())) {
            endWord();
            ++m_at;
        } else if (!m_inWord && isComment()) {
            takeComment();
        } else if (!takeOperator() && !takeSpecial()) {
            append(peek() == u'\0' ? QStringView() : QStringView(m_text).mid(m_at, 1));
            ++m_at;
        }
    }
    endCommand();
    return m_commands;
}

qsizetype ShellReaderBase::markedLineEnd(QChar mark) const
{
    if (peek() != mark)
        return 0;
    qsizetype length = 1;
    while (isBlank(peek(length)))
        ++length;
    return peek(length) == u'\n' ? length + 1 : 0;
}

/// "$ ", "# ", "> " and "name@host:~$ " as they stand in front of what was typed.
void ShellReaderBase::takePrompt()
{
    m_lineStart = false;
    if (m_inWord)
        return;
    while (isBlank(peek()))
        ++m_at;
    const QStringView line = QStringView(m_text).mid(m_at, 200);
    if (line.startsWith(u"$ ") || line.startsWith(u"> ") || line.startsWith(u"% ")) {
        m_at += 2;
    } else if (line.startsWith(u"# docker ") || line.startsWith(u"# podman ") || line.startsWith(u"# sudo ")) {
        m_at += 2;
    } else if (m_command.words.isEmpty() && mayBePrompt(line)) {
        static const QRegularExpression longer(
            uR"(^(?:PS )?[A-Za-z]:\\[^>\n]{0,100}> ?|^\[?[\w.-]{1,60}@[\w.-]{1,60}[^$#\n]{0,100}[$#] )"_s);
        m_at += longer.match(line.toString()).capturedLength();
    }
}

void ShellReaderBase::takeComment()
{
    const qsizetype end = m_text.indexOf(u'\n', m_at);
    m_at = end < 0 ? m_text.size() : end;
}

bool ShellReaderBase::takeOperator()
{
    const QChar c = peek();
    const qsizetype from = m_at;
    if (c == u'\n' || (c == u';' && semicolonEnds())) {
        endCommand();
        ++m_at;
        m_lineStart = c == u'\n';
        return true;
    }
    if (c == u'<' || c == u'>') {
        takeRedirection();
        return true;
    }
    if (c != u'&' && c != u'|')
        return false;
    const bool twice = peek(1) == c;
    m_at += twice ? 2 : 1;
    endWord();
    const QString text = m_text.mid(from, m_at - from);
    if (c == u'|' && !twice)
        note(tr("“|” is left out: what the container prints goes nowhere else."), from, false);
    else if (c == u'|')
        note(tr("“||” is left out: what follows is a command of its own."), from, false);
    else if (!twice)
        note(tr("“&” is left out: the container runs in the background anyway."), from, false);
    endCommand();
    return true;
}

void ShellReaderBase::takeRedirection()
{
    const qsizetype from = m_at;
    const bool number =
        !m_word.isEmpty() && std::all_of(m_word.cbegin(), m_word.cend(), [](QChar c) { return c.isDigit(); });
    if (number && m_at == m_wordStart + m_word.size())
        m_inWord = false; // the 2 of 2>
    else
        endWord();
    m_word.clear();
    while (peek() == u'<' || peek() == u'>' || peek() == u'&' || peek() == u'|')
        ++m_at;
    note(tr("“%1” is left out: nothing is redirected.").arg(m_text.mid(from, m_at - from)), from, false);
    m_skipWord = true;
}

void ShellReaderBase::startWord()
{
    if (m_inWord)
        return;
    m_inWord = true;
    m_wordStart = m_at;
    if (m_command.words.isEmpty() && m_command.notes.isEmpty() && m_command.place.length == 0)
        m_command.place = {m_at, 1};
}

bool ShellReaderBase::isAssignmentStart() const
{
    const auto &words = m_command.words;
    const bool isFirst = words.isEmpty() || (words.size() == 1 && words.first().text == u"export");
    if (!takesAssignments() || !isFirst || !m_word.endsWith(u'='))
        return false;
    qsizetype start = m_word.size() - 1; // from its end: the same word is asked about at each of its ~
    while (start > 0 && isNamePart(m_word.at(start - 1)))
        --start;
    return start == 0 && m_word.size() > 1 && !m_word.front().isDigit();
}

void ShellReaderBase::appendSplit(const QString &text)
{
    for (const QChar c : text) {
        if (isBlank(c) || c == u'\n')
            endWord();
        else
            append(QStringView(&c, 1));
    }
}

void ShellReaderBase::endWord()
{
    if (!m_inWord)
        return;
    if (!m_skipWord)
        m_command.words += ShellWord{m_word, {m_wordStart, m_at - m_wordStart}};
    m_word.clear();
    m_inWord = m_skipWord = false;
    m_commandEnd = m_at;
}

void ShellReaderBase::endCommand()
{
    endWord();
    m_skipWord = false;
    if (takesAssignments())
        setVariables();
    if (!m_command.words.isEmpty()) {
        m_command.place.length = m_commandEnd - m_command.place.offset;
        m_command.variables.inherit(m_set);
        m_commands += std::move(m_command);
    }
    m_command = {};
}

/// NAME=value in front of a command is for that command, alone or behind export for all that follow.
void ShellReaderBase::setVariables()
{
    auto &words = m_command.words;
    const bool exported = !words.isEmpty() && words.first().text == u"export";
    qsizetype at = exported ? 1 : 0;
    const qsizetype first = at;
    while (at < words.size() && assignedName(words.at(at).text) > 0)
        ++at;
    const bool alone = at == words.size();
    if (at == first || (exported && !alone))
        return;
    for (qsizetype i = first; i < at; ++i) {
        const QString &word = words.at(i).text;
        const qsizetype name = assignedName(word);
        if (alone)
            m_set->set(word.left(name), word.mid(name + 1));
        else
            m_command.variables.set(word.left(name), word.mid(name + 1));
    }
    words.remove(0, at);
}

void ShellReaderBase::note(const QString &message, qsizetype from, bool blocks)
{
    if (m_command.notes.size() < mostNotes)
        m_command.notes += ShellNote{message, {from, m_at - from}, blocks};
    else if (blocks)
        m_command.notes.last().blocks = true;
}

void ShellReaderBase::keepUnrun(qsizetype from)
{
    const QString text = m_text.mid(from, m_at - from);
    const QString shown = text.size() > 60 ? text.left(57) + u'…' : text;
    const bool isKept = m_command.notes.size() < mostNotes;
    note(isKept ? tr("“%1” is not run: type here what it would give.").arg(shown) : QString(), from, true);
    append(text);
}

std::optional<QString> ShellReaderBase::variable(const QString &name) const
{
    if (auto value = m_set->value(name, m_set->moment()))
        return value;
    if (name == u"PWD")
        return m_environment.workingDir;
    const auto value = m_environment.lookUp(name);
    if (!value && name == u"HOME")
        return m_environment.home;
    return value;
}

std::optional<QString> ShellReaderBase::output(const QString &command) const
{
    const QString plain = command.simplified();
    if (plain == u"pwd" || plain == u"pwd -P" || plain == u"pwd -L")
        return m_environment.workingDir;
    if (plain == u"id -u" || plain == u"id --user")
        return QString::number(m_environment.userId);
    if (plain == u"id -g" || plain == u"id --group")
        return QString::number(m_environment.groupId);
    return {};
}

qsizetype ShellReaderBase::closingParenthesis(qsizetype from) const
{
    int depth = 1;
    QChar quote;
    for (qsizetype at = from; at < m_text.size(); ++at) {
        const QChar c = m_text.at(at);
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
        } else if (c == u'\'' || c == u'"') {
            quote = c;
        } else if (c == u'(') {
            ++depth;
        } else if (c == u')' && --depth == 0) {
            return at;
        }
    }
    return m_text.size();
}

} // namespace models::run
