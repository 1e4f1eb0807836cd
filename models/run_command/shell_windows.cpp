// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/shell_dialects.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ShellReader", text);
}

} // namespace

qsizetype PowerShellReader::joinLength() const
{
    return markedLineEnd(u'`');
}

bool PowerShellReader::takeSpecial()
{
    switch (peek().unicode()) {
    case u'`':
        takeEscape();
        return true;
    case u'\'':
        takeSingleQuoted();
        return true;
    case u'"':
        takeDoubleQuoted();
        return true;
    case u'$':
        takeDollar();
        return true;
    case u'(':
    case u')':
        ++m_at;
        keepUnrun(m_at - 1);
        return true;
    default:
        return false;
    }
}

void PowerShellReader::takeEscape()
{
    startWord();
    const QChar next = peek(1);
    if (!next.isNull())
        append(next == u'n' ? u"\n"_s : next == u't' ? u"\t"_s : QString(next));
    m_at = std::min(m_at + 2, m_text.size());
}

void PowerShellReader::takeSingleQuoted()
{
    startWord();
    const qsizetype from = m_at++;
    for (; !atEnd(); ++m_at) {
        if (peek() == u'\'' && peek(1) != u'\'')
            break;
        if (peek() == u'\'')
            ++m_at;
        append(QStringView(m_text).mid(m_at, 1));
    }
    if (atEnd())
        note(tr("The quote ' isn't closed."), from, true);
    else
        ++m_at;
}

void PowerShellReader::takeDoubleQuoted()
{
    startWord();
    const qsizetype from = m_at++;
    while (!atEnd()) {
        if (peek() == u'"' && peek(1) != u'"')
            break;
        if (peek() == u'`') {
            takeEscape();
        } else if (peek() == u'$') {
            takeDollar();
        } else {
            m_at += peek() == u'"' ? 1 : 0;
            append(QStringView(m_text).mid(m_at++, 1));
        }
    }
    if (atEnd())
        note(tr("The quote \" isn't closed."), from, true);
    else
        ++m_at;
}

/// $NAME, ${NAME}, $env:NAME, ${env:NAME}, $(pwd).
void PowerShellReader::takeDollar()
{
    const qsizetype from = m_at;
    if (peek(1) == u'(') {
        const qsizetype end = closingParenthesis(m_at + 2);
        m_at = std::min(end + 1, m_text.size());
        const QString command = m_text.mid(from + 2, end - from - 2).trimmed();
        const bool location = command.compare(u"get-location", Qt::CaseInsensitive) == 0 || command == u"gl";
        const auto text = output(location ? u"pwd"_s : command);
        return text ? append(*text) : keepUnrun(from);
    }
    const bool braced = peek(1) == u'{';
    qsizetype end = m_at + (braced ? 2 : 1);
    const auto partAt = [this](qsizetype at) { return at < m_text.size() && isNamePart(m_text.at(at)); };
    while (partAt(end) || (end < m_text.size() && m_text.at(end) == u':' && partAt(end + 1)))
        ++end;
    QString name = m_text.mid(from + (braced ? 2 : 1), end - from - (braced ? 2 : 1));
    if (name.isEmpty())
        return append(QStringView(m_text).mid(m_at++, 1));
    m_at = braced && end < m_text.size() && m_text.at(end) == u'}' ? end + 1 : end;
    if (name.startsWith(u"env:", Qt::CaseInsensitive))
        name.remove(0, 4);
    else if (name.compare(u"pwd", Qt::CaseInsensitive) == 0 || name.compare(u"home", Qt::CaseInsensitive) == 0)
        name = name.toUpper();
    auto value = variable(name);
    if (!value && name.compare(u"userprofile", Qt::CaseInsensitive) == 0)
        value = m_environment.home;
    if (!value)
        note(tr("%1 isn't set: nothing stands in its place.").arg(name), from, false);
    append(value.value_or(QString()));
}

qsizetype CmdReader::joinLength() const
{
    return markedLineEnd(u'^');
}

bool CmdReader::isComment() const
{
    return looksAt(u"::") || QStringView(m_text).mid(m_at, 4).compare(u"rem ", Qt::CaseInsensitive) == 0;
}

bool CmdReader::takeSpecial()
{
    switch (peek().unicode()) {
    case u'^':
        append(QStringView(m_text).mid(m_at + 1, 1));
        m_at = std::min(m_at + 2, m_text.size());
        return true;
    case u'"':
        takeQuoted();
        return true;
    case u'%':
        takePercent();
        return true;
    default:
        return false;
    }
}

void CmdReader::takeQuoted()
{
    startWord();
    const qsizetype from = m_at++;
    while (!atEnd() && peek() != u'"') {
        if (peek() == u'%') {
            takePercent();
        } else {
            m_at += peek() == u'\\' && peek(1) == u'"' ? 1 : 0;
            append(QStringView(m_text).mid(m_at++, 1));
        }
    }
    if (atEnd())
        note(tr("The quote \" isn't closed."), from, true);
    else
        ++m_at;
}

void CmdReader::takePercent()
{
    const qsizetype from = m_at;
    qsizetype end = m_at + 1;
    while (end < m_text.size() && isNamePart(m_text.at(end)))
        ++end;
    if (end == m_at + 1 || end == m_text.size() || m_text.at(end) != u'%')
        return append(QStringView(m_text).mid(m_at++, 1));
    const QString name = m_text.mid(from + 1, end - from - 1);
    m_at = end + 1;
    auto value =
        name.compare(u"cd", Qt::CaseInsensitive) == 0 ? std::optional(m_environment.workingDir) : variable(name);
    if (!value && name.compare(u"userprofile", Qt::CaseInsensitive) == 0)
        value = m_environment.home;
    if (!value)
        note(tr("%1 isn't set: nothing stands in its place.").arg(name), from, false);
    append(value.value_or(QString()));
}

ShellDialect guessDialect(const QString &text)
{
    static const QRegularExpression powerShell(uR"(`[ \t\r]*\n|\$\{?env:\w)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression cmd(uR"(\^[ \t\r]*\n|%(?:cd|userprofile)%)"_s,
                                        QRegularExpression::CaseInsensitiveOption);
    if (text.contains(powerShell))
        return ShellDialect::PowerShell;
    return text.contains(cmd) ? ShellDialect::Cmd : ShellDialect::Posix;
}

QList<ShellCommand> readShell(const QString &text, const ShellEnvironment &environment)
{
    return readShell(text, environment, guessDialect(text));
}

QList<ShellCommand> readShell(const QString &text, const ShellEnvironment &environment, ShellDialect dialect)
{
    switch (dialect) {
    case ShellDialect::PowerShell:
        return PowerShellReader(text, environment).run();
    case ShellDialect::Cmd:
        return CmdReader(text, environment).run();
    case ShellDialect::Posix:
        break;
    }
    return PosixReader(text, environment).run();
}

} // namespace models::run
