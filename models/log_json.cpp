// SPDX-License-Identifier: Apache-2.0
#include "models/log_json.h"

#include "models/ansi_parser.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace models {
namespace {

constexpr int IndentCells = 2;
constexpr int DeepestIndent = 40; ///< levels; what is nested deeper is not moved further right
constexpr qint64 MostCrossed =
    4096; ///< lines in which the pieces of one are looked for; the other stream's are between

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Turns the writing direction, or is a control character.
bool misleads(QChar c)
{
    return (c.category() == QChar::Other_Control && c != u'\n') || (c >= u'\u202a' && c <= u'\u202e') ||
           (c >= u'\u2066' && c <= u'\u2069') || c == u'\u200e' || c == u'\u200f' || c == u'\u061c';
}

/// Walks over valid JSON and puts the breaks in; nothing comes of it with too many of them.
class Indenter
{
public:
    explicit Indenter(QByteArrayView json) : m_json(json) { m_out.reserve(json.size() * 2); }

    QByteArray run()
    {
        for (m_at = 0; m_at < m_json.size() && m_rows <= MostLogJsonRows; ++m_at) {
            const char c = m_json[m_at];
            if (c == '"')
                copyText();
            else if (c == '{' || c == '[')
                open(c);
            else if (c == '}' || c == ']')
                close(c);
            else if (c == ',')
                breakLine(',');
            else if (c == ':')
                m_out += ": ";
            else if (!isBlank(c))
                m_out += c;
        }
        return m_rows <= MostLogJsonRows ? m_out : QByteArray();
    }

private:
    void copyText()
    {
        const qsizetype begin = m_at;
        for (++m_at; m_json[m_at] != '"'; ++m_at)
            m_at += m_json[m_at] == '\\' ? 1 : 0;
        m_out += m_json.sliced(begin, m_at - begin + 1);
    }

    void open(char bracket)
    {
        qsizetype next = m_at + 1;
        while (isBlank(m_json[next]))
            ++next;
        if (m_json[next] == '}' || m_json[next] == ']') { // empty
            m_out += bracket;
            m_out += m_json[next];
            m_at = next;
            return;
        }
        ++m_depth;
        breakLine(bracket);
    }

    void close(char bracket)
    {
        --m_depth;
        breakLine('\0');
        m_out += bracket;
    }

    void breakLine(char before)
    {
        ++m_rows;
        if (before != '\0')
            m_out += before;
        m_out += '\n';
        m_out += QByteArray(std::min(m_depth, DeepestIndent) * IndentCells, ' ');
    }

    QByteArrayView m_json;
    QByteArray m_out;
    qsizetype m_at = 0;
    qsizetype m_rows = 1;
    int m_depth = 0;
};

/// Where a long line of which `line` is a piece begins, as far as it is here and not too far. None: not all of it is at hand.
std::optional<qint64> firstPiece(const LineStore &store, qint64 line)
{
    const auto isHere = [&store](qint64 index) { return store.isAtHand(index, index + 1); };
    if (!isHere(line))
        return std::nullopt;
    const StoredLine::Kind kind = store.line(line).kind;
    const qint64 lowest = std::max(store.firstLine(), line - MostCrossed);
    qsizetype size = 0;
    while (store.line(line).continuation && size <= LongestLogJson) {
        qint64 before = line - 1;
        while (before >= lowest && isHere(before) && store.line(before).kind != kind)
            --before;
        if (before < lowest)
            break;
        if (!isHere(before))
            return std::nullopt;
        line = before;
        size += store.line(line).bytes.size();
    }
    return line;
}

} // namespace

QString indentedJson(QByteArrayView json)
{
    const QByteArrayView text = json.trimmed();
    if (text.size() > LongestLogJson || !text.startsWith('{') || !text.endsWith('}'))
        return {};
    if (!nlohmann::json::accept(text.begin(), text.end()))
        return {};
    QString shown = QString::fromUtf8(Indenter(text).run());
    std::replace_if(shown.begin(), shown.end(), misleads, QChar(QChar::ReplacementCharacter));
    return shown;
}

std::optional<QString> logLineAsJson(const LineStore &store, qint64 line)
{
    if (line < store.firstLine() || line >= store.endLine())
        return QString();
    const std::optional<qint64> first = firstPiece(store, line);
    if (!first)
        return std::nullopt;
    const StoredLine::Kind kind = store.line(*first).kind;
    if (kind == StoredLine::Kind::Mark)
        return QString();
    QByteArray whole;
    bool goesOn = true;
    const qint64 end = std::min(line + MostCrossed, store.endLine());
    for (qint64 from = *first; goesOn && from < end; from = store.runAt(from).end) {
        if (!store.isAtHand(from, from + 1))
            return std::nullopt;
        store.visit(from, std::min(store.runAt(from).end, end), [&](qint64, const StoredLine &piece) {
            const bool isOther = piece.kind != kind; // of the other stream, between the pieces
            whole += isOther ? QByteArrayView() : piece.bytes;
            goesOn = (isOther ? piece.kind != StoredLine::Kind::Mark : piece.open) && whole.size() <= LongestLogJson;
            return goesOn;
        });
    }
    if (whole.contains('\x1b'))
        whole = plainText(parseAnsi(whole, {}).text).toUtf8();
    return indentedJson(whole);
}

} // namespace models
