// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/shell_dialects.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ShellReader", text);
}

/// Nobody writes ${A:-${B:-…}} deeper than this.
constexpr int deepest = 8;

} // namespace

qsizetype PosixReader::joinLength() const
{
    return markedLineEnd(u'\\');
}

bool PosixReader::takeSpecial()
{
    switch (peek().unicode()) {
    case u'\\':
        takeEscape();
        return true;
    case u'\'':
        takeSingleQuoted();
        return true;
    case u'"':
        takeDoubleQuoted();
        return true;
    case u'$':
        takeDollar(false);
        return true;
    case u'`':
        takeBackticks(false);
        return true;
    case u'~':
        return takeTilde();
    case u'(':
    case u')':
        ++m_at;
        keepUnrun(m_at - 1);
        return true;
    default:
        return false;
    }
}

void PosixReader::takeEscape()
{
    startWord();
    if (m_at + 1 < m_text.size())
        append(QStringView(m_text).mid(m_at + 1, 1));
    m_at = std::min(m_at + 2, m_text.size());
}

void PosixReader::takeSingleQuoted()
{
    startWord();
    const qsizetype from = m_at, end = m_text.indexOf(u'\'', m_at + 1);
    append(QStringView(m_text).mid(from + 1, (end < 0 ? m_text.size() : end) - from - 1));
    m_at = end < 0 ? m_text.size() : end + 1;
    if (end < 0)
        note(tr("The quote ' isn't closed."), from, true);
}

void PosixReader::takeDoubleQuoted()
{
    startWord();
    const qsizetype from = m_at++;
    while (!atEnd() && peek() != u'"') {
        const QChar next = peek(1);
        if (peek() == u'\\' && (next == u'$' || next == u'`' || next == u'"' || next == u'\\')) {
            append(QStringView(m_text).mid(m_at + 1, 1));
            m_at += 2;
        } else if (peek() == u'\\' && (next == u'\n' || looksAt(u"\\\r\n"))) {
            m_at += next == u'\n' ? 2 : 3;
        } else if (peek() == u'$') {
            takeDollar(true);
        } else if (peek() == u'`') {
            takeBackticks(true);
        } else {
            append(QStringView(m_text).mid(m_at++, 1));
        }
    }
    if (atEnd())
        note(tr("The quote \" isn't closed."), from, true);
    else
        ++m_at;
}

void PosixReader::takeDollar(bool quoted)
{
    const qsizetype from = m_at;
    if (peek(1) == u'(') {
        const qsizetype end = closingParenthesis(m_at + 2);
        m_at = std::min(end + 1, m_text.size());
        takeOutput(from, m_text.mid(from + 2, end - from - 2), quoted);
    } else if (peek(1) == u'{') {
        takeBraces(quoted);
    } else if (isNameStart(peek(1))) {
        for (++m_at; isNamePart(peek()); ++m_at) {
        }
        takeVariable(from, m_text.mid(from + 1, m_at - from - 1), quoted);
    } else if (!peek(1).isNull() && u"0123456789@*#?-$!"_s.contains(peek(1))) {
        m_at += 2;
        keepUnrun(from);
    } else {
        append(QStringView(m_text).mid(m_at++, 1));
    }
}

void PosixReader::takeBackticks(bool quoted)
{
    const qsizetype from = m_at, end = m_text.indexOf(u'`', m_at + 1);
    m_at = end < 0 ? m_text.size() : end + 1;
    takeOutput(from, m_text.mid(from + 1, (end < 0 ? m_text.size() : end) - from - 1), quoted);
}

void PosixReader::takeOutput(qsizetype from, const QString &command, bool quoted)
{
    Q_UNUSED(quoted); // a folder's blanks hold together: nobody who writes $(pwd) means two folders
    if (const auto text = output(command))
        append(*text);
    else
        keepUnrun(from);
}

void PosixReader::takeVariable(qsizetype from, const QString &name, bool quoted)
{
    const auto value = variable(name);
    if (!value)
        note(tr("%1 isn't set: nothing stands in its place.").arg(name), from, false);
    put(name, value.value_or(QString()), quoted);
}

void PosixReader::put(const QString &name, const QString &value, bool quoted)
{
    if (quoted || name == u"PWD" || name == u"HOME")
        append(value);
    else
        appendSplit(value);
}

/// ${NAME}, and ${NAME:-word} with its kin.
void PosixReader::takeBraces(bool quoted)
{
    const qsizetype from = m_at;
    qsizetype at = m_at + 2;
    while (at < m_text.size() && isNamePart(m_text.at(at)))
        ++at;
    const QString name = m_text.mid(from + 2, at - from - 2);
    const bool colon = at < m_text.size() && m_text.at(at) == u':';
    const qsizetype operation = colon ? at + 1 : at;
    const QChar kind = operation < m_text.size() ? m_text.at(operation) : QChar();
    const qsizetype end = closingBrace(operation);
    m_at = std::min(end + 1, m_text.size());
    const bool named = !name.isEmpty() && isNameStart(name.front()) && end < m_text.size();
    if (named && kind == u'}' && !colon)
        return takeVariable(from, name, quoted);
    if (!named || kind.isNull() || !u"-=?+"_s.contains(kind))
        return keepUnrun(from);
    const auto value = variable(name);
    const bool there = value && !(colon && value->isEmpty());
    if (kind == u'+' ? !there : there)
        return put(name, kind == u'+' ? QString() : *value, quoted);
    if (kind == u'?') {
        note(tr("%1 isn't set, and the command asks for it.").arg(name), from, true);
        return startWord();
    }
    takeAlternative(from, operation + 1, end, quoted);
}

/// The word from `inside` to `end` in ${NAME:-word}, read as text between quotes is; the whole begins at `from`.
void PosixReader::takeAlternative(qsizetype from, qsizetype inside, qsizetype end, bool quoted)
{
    if (m_depth >= deepest)
        return keepUnrun(from);
    const QString inner = m_text.mid(inside, end - inside);
    PosixReader reader(inner, m_environment, m_depth + 1);
    reader.readInside(*this);
    QStringList words;
    for (const ShellCommand &command : reader.run()) {
        for (const ShellWord &word : command.words)
            words += word.text;
        for (const ShellNote &one : command.notes)
            note(one.message, from, one.blocks);
    }
    put({}, words.join(u' '), quoted || inner.contains(u'"') || inner.contains(u'\''));
}

qsizetype PosixReader::closingBrace(qsizetype from) const
{
    int depth = 1;
    for (qsizetype at = from; at < m_text.size(); ++at) {
        if (m_text.at(at) == u'\\')
            ++at;
        else if (m_text.at(at) == u'{')
            ++depth;
        else if (m_text.at(at) == u'}' && --depth == 0)
            return at;
    }
    return m_text.size();
}

/// The system is asked about few names: that can take a network.
std::optional<QString> PosixReader::homeOf(const QString &name)
{
    constexpr qsizetype mostNames = 8;
    const auto known = m_homes.constFind(name);
    if (known != m_homes.cend())
        return *known;
    if (!m_environment.homeOf || m_homes.size() >= mostNames)
        return {};
    return *m_homes.insert(name, m_environment.homeOf(name));
}

/// ~, ~/… and ~name/… at a word's start.
bool PosixReader::takeTilde()
{
    qsizetype length = 1;
    while (isNamePart(peek(length)) || (length > 1 && (peek(length) == u'-' || peek(length) == u'.')))
        ++length;
    const QChar next = peek(length);
    const bool ends = next.isNull() || next == u'/' || next == u' ' || next == u'\t' || next == u'\n' || next == u';' ||
                      next == u'\r' || next == u'&' || next == u'|';
    if (!ends || !atWordStart())
        return false;
    const QString name = m_text.mid(m_at + 1, length - 1);
    const auto home = name.isEmpty() ? std::optional(m_environment.home) : homeOf(name);
    if (!home)
        return false;
    append(*home);
    m_at += length;
    return true;
}

} // namespace models::run
