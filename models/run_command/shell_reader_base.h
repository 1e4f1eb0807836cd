// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/shell_reader.h"

namespace models::run {

/// Of a variable's name, in every shell.
[[nodiscard]] inline bool isNameStart(QChar c)
{
    return c == u'_' || (c.unicode() < 128 && c.isLetter());
}
[[nodiscard]] inline bool isNamePart(QChar c)
{
    return isNameStart(c) || (c >= u'0' && c <= u'9');
}

/// What all shells share: blanks, commands, prompts, comments, redirections. One pass over the text; subclasses take the characters
/// that are special to theirs. Lives for one reading, on the stack.
class ShellReaderBase
{
public:
    ShellReaderBase(const QString &text, const ShellEnvironment &environment) : m_text(text), m_environment(environment)
    {}
    virtual ~ShellReaderBase() = default;
    [[nodiscard]] QList<ShellCommand> run();

protected:
    /// Takes a special character and what belongs to it; false when it is an ordinary one. Stands at it, and behind it afterwards.
    virtual bool takeSpecial() = 0;
    /// How many characters end the line without ending the command, here; 0: none.
    [[nodiscard]] virtual qsizetype joinLength() const = 0;
    [[nodiscard]] virtual bool isComment() const { return peek() == u'#'; }
    [[nodiscard]] virtual bool takesAssignments() const { return false; }
    [[nodiscard]] virtual bool semicolonEnds() const { return true; }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar();
    }
    [[nodiscard]] bool looksAt(QStringView text) const { return QStringView(m_text).mid(m_at).startsWith(text); }
    /// `mark`, blanks perhaps, and the end of the line.
    [[nodiscard]] qsizetype markedLineEnd(QChar mark) const;
    void append(QStringView text)
    {
        startWord();
        m_word += text;
    }
    /// Unquoted: blanks in it separate words.
    void appendSplit(const QString &text);
    void startWord();
    [[nodiscard]] bool atWordStart() const { return !m_inWord || isAssignmentStart(); }
    /// The first hundreds of a command are kept: nobody reads more.
    void note(const QString &message, qsizetype from, bool blocks);
    /// Keeps the text from `from` on as it is and says that a shell would run it.
    void keepUnrun(qsizetype from);
    [[nodiscard]] std::optional<QString> variable(const QString &name) const;
    /// pwd, id -u, id -g: what they print; nothing for all else.
    [[nodiscard]] std::optional<QString> output(const QString &command) const;
    /// Reads a part of the text of `outer`, whose variables it knows.
    void readInside(const ShellReaderBase &outer) { m_set = outer.m_set; }
    /// The end of a $( … ), from behind its opening parenthesis; the text's end when it isn't closed.
    [[nodiscard]] qsizetype closingParenthesis(qsizetype from) const;

    const QString &m_text;
    const ShellEnvironment &m_environment;
    qsizetype m_at = 0;

private:
    void takePrompt();
    bool takeOperator();
    void takeRedirection();
    void takeComment();
    void endWord();
    void endCommand();
    void setVariables();
    /// Behind NAME= in front of a command.
    [[nodiscard]] bool isAssignmentStart() const;

    QList<ShellCommand> m_commands;
    ShellCommand m_command;
    std::shared_ptr<VariableHistory> m_set = std::make_shared<VariableHistory>(); ///< by the commands before
    QString m_word;
    bool m_inWord = false, m_skipWord = false, m_lineStart = true;
    qsizetype m_wordStart = 0, m_commandEnd = 0;
};

} // namespace models::run
