// SPDX-License-Identifier: Apache-2.0
#include "models/ansi_parser.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace models {
namespace {

constexpr char Escape = '\x1b';
constexpr qsizetype TabWidth = 8;

bool isControl(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x20 || value == 0x7f;
}

/// Characters that would reorder, break or fake the line: they are shown as replacement characters instead.
bool isMisleading(char16_t c)
{
    return (c >= 0x80 && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
           c == 0x200f || c == 0x061c || c == 0x2028 || c == 0x2029 || c == 0xfeff || (c >= 0xfdd0 && c <= 0xfdef) ||
           c >= 0xfffe;
}

/// Numbers of one control sequence; sub-parameters (':') are kept apart from parameters (';').
class Parameters
{
public:
    void addDigit(int digit) { m_values[m_count] = std::min(m_values[m_count] * 10 + digit, 65'535); }
    void next(bool sub)
    {
        if (m_count + 1 >= int(m_values.size())) {
            m_overflow = true;
            return;
        }
        ++m_count;
        m_values[m_count] = 0;
        m_isSub[m_count] = sub;
    }
    [[nodiscard]] int count() const { return m_overflow ? 0 : m_count + 1; }
    [[nodiscard]] int at(int index) const { return index < count() ? m_values[index] : 0; }
    [[nodiscard]] bool isSub(int index) const { return index < count() && m_isSub[index]; }

private:
    std::array<int, 32> m_values{};
    std::array<bool, 32> m_isSub{};
    int m_count = 0;
    bool m_overflow = false;
};

AnsiColor indexed(int index)
{
    return {AnsiColor::Kind::Indexed, quint8(std::clamp(index, 0, 255)), 0, 0};
}

AnsiColor rgb(int red, int green, int blue)
{
    return {AnsiColor::Kind::Rgb, quint8(std::clamp(red, 0, 255)), quint8(std::clamp(green, 0, 255)),
            quint8(std::clamp(blue, 0, 255))};
}

/// Reads what follows 38, 48 or 58 at `i` ("5;n", "2;r;g;b", "2::r:g:b"); returns the index of its last parameter.
int readColor(const Parameters &p, int i, AnsiColor &color)
{
    const int form = p.at(i + 1);
    if (p.isSub(i + 1)) {
        int last = i + 1;
        while (p.isSub(last + 1))
            ++last;
        if (form == 5)
            color = indexed(p.at(i + 2));
        else if (form == 2 && last >= i + 4) // an optional colour space stands before the three
            color = rgb(p.at(last >= i + 5 ? i + 3 : i + 2), p.at(last >= i + 5 ? i + 4 : i + 3),
                        p.at(last >= i + 5 ? i + 5 : i + 4));
        return last;
    }
    if (form == 5) {
        color = indexed(p.at(i + 2));
        return i + 2;
    }
    if (form == 2) {
        color = rgb(p.at(i + 2), p.at(i + 3), p.at(i + 4));
        return i + 4;
    }
    return i + 1;
}

struct FlagCode
{
    int code;
    int flags;
    bool on;
};

constexpr FlagCode flagCodes[] = {
    {1, AnsiStyle::Bold, true},       {2, AnsiStyle::Faint, true},
    {3, AnsiStyle::Italic, true},     {4, AnsiStyle::Underline, true},
    {7, AnsiStyle::Inverse, true},    {9, AnsiStyle::StrikeOut, true},
    {21, AnsiStyle::Underline, true}, {22, AnsiStyle::Bold | AnsiStyle::Faint, false},
    {23, AnsiStyle::Italic, false},   {24, AnsiStyle::Underline, false},
    {27, AnsiStyle::Inverse, false},  {29, AnsiStyle::StrikeOut, false},
};

void setFlag(AnsiStyle &style, int flags, bool on)
{
    style.flags = quint8(on ? style.flags | flags : style.flags & ~flags);
}

/// One SGR code that is not a colour with arguments.
void applyCode(AnsiStyle &style, int code)
{
    const auto *const flag =
        std::find_if(std::begin(flagCodes), std::end(flagCodes), [code](const FlagCode &f) { return f.code == code; });
    if (flag != std::end(flagCodes))
        setFlag(style, flag->flags, flag->on);
    else if (code == 0)
        style = {};
    else if (code == 39)
        style.foreground = {};
    else if (code == 49)
        style.background = {};
    else if (code >= 30 && code <= 37)
        style.foreground = indexed(code - 30);
    else if (code >= 40 && code <= 47)
        style.background = indexed(code - 40);
    else if (code >= 90 && code <= 97)
        style.foreground = indexed(code - 90 + 8);
    else if (code >= 100 && code <= 107)
        style.background = indexed(code - 100 + 8);
}

void applySgr(AnsiStyle &style, const Parameters &p)
{
    for (int i = 0; i < p.count(); ++i) {
        AnsiColor ignored;
        const int code = p.at(i);
        if (code == 38) {
            i = readColor(p, i, style.foreground);
        } else if (code == 48) {
            i = readColor(p, i, style.background);
        } else if (code == 58) {
            i = readColor(p, i, ignored);
        } else if (code == 4 && p.isSub(i + 1)) {
            setFlag(style, AnsiStyle::Underline, p.at(++i) != 0);
        } else {
            applyCode(style, code);
        }
        while (p.isSub(i + 1))
            ++i;
    }
}

/// One pass over the bytes. With `keepText` false only the state is followed.
class Reader
{
public:
    Reader(QByteArrayView bytes, const AnsiState &start, bool keepText)
        : m_pos(bytes.data()), m_end(bytes.data() + bytes.size()), m_keepText(keepText)
    {
        m_line.end = start;
    }

    AnsiLine read()
    {
        if (m_line.end.mode == AnsiState::Mode::ControlSequence)
            controlSequence(true);
        else if (m_line.end.mode == AnsiState::Mode::ControlString)
            controlString();
        while (m_pos != m_end)
            step();
        return std::move(m_line);
    }

private:
    void step()
    {
        if (*m_pos == Escape) {
            ++m_pos;
            escape();
        } else if (isControl(*m_pos)) {
            control(*m_pos++);
        } else {
            const char *const from = m_pos;
            m_pos = m_keepText ? std::find_if(m_pos, m_end, isControl) : nextEscape();
            if (m_keepText)
                appendText(QByteArrayView(from, m_pos - from));
        }
    }

    [[nodiscard]] const char *nextEscape() const
    {
        const void *found = std::memchr(m_pos, Escape, std::size_t(m_end - m_pos));
        return found ? static_cast<const char *>(found) : m_end;
    }

    void appendText(QByteArrayView utf8)
    {
        openRun();
        const qsizetype from = m_line.text.size();
        m_line.text += QString::fromUtf8(utf8);
        const auto begin = m_line.text.begin() + from;
        std::replace_if(
            begin, m_line.text.end(), [](QChar c) { return isMisleading(c.unicode()); },
            QChar(QChar::ReplacementCharacter));
    }

    void append(char16_t c, qsizetype count = 1)
    {
        openRun();
        m_line.text.resize(m_line.text.size() + count, QChar(c));
    }

    void openRun()
    {
        std::vector<AnsiRun> &runs = m_line.runs;
        if (!runs.empty() && runs.back().style == m_line.end.style)
            return;
        if (!runs.empty() && runs.back().start == m_line.text.size())
            runs.pop_back();
        if (runs.empty() || runs.back().style != m_line.end.style)
            runs.push_back({m_line.text.size(), m_line.end.style});
    }

    void control(char c)
    {
        if (!m_keepText || c == '\a')
            return;
        if (c == '\t') {
            const qsizetype at = m_line.text.size();
            append(AnsiTabFill, TabWidth - at % TabWidth);
            m_line.text[at] = u'\t';
        } else if (c == '\r') {
            // A CR at the end belongs to the line end; "a\r\r\n" too.
            if (std::any_of(m_pos, m_end, [](char next) { return next != '\r'; }))
                clear();
        } else if (c == '\b') {
            eraseLast();
        } else {
            append(u'^');
            append(char16_t(c ^ 0x40)); // ^@, ^A … ^?
        }
    }

    void clear()
    {
        m_line.text.clear();
        m_line.runs.clear();
    }

    void eraseLast()
    {
        QString &text = m_line.text;
        while (text.endsWith(QChar(AnsiTabFill)))
            text.chop(1);
        const bool pair = text.size() > 1 && text.back().isLowSurrogate() && text[text.size() - 2].isHighSurrogate();
        text.chop(pair ? 2 : 1);
        while (!m_line.runs.empty() && m_line.runs.back().start >= text.size())
            m_line.runs.pop_back();
    }

    void escape()
    {
        if (m_pos == m_end)
            return;
        switch (*m_pos) {
        case '[':
            ++m_pos;
            return controlSequence(false);
        case ']':
        case 'P':
        case 'X':
        case '^':
        case '_':
            ++m_pos;
            return controlString();
        default:
            break;
        }
        while (m_pos != m_end && *m_pos >= 0x20 && *m_pos <= 0x2f)
            ++m_pos;
        if (m_pos != m_end && *m_pos >= 0x30 && *m_pos <= 0x7e)
            ++m_pos;
    }

    /// After "ESC [". A sequence that was begun in an earlier piece (`ignore`) has lost its parameters: it does nothing.
    void controlSequence(bool ignore)
    {
        Parameters parameters;
        for (; m_pos != m_end; ++m_pos) {
            const char c = *m_pos;
            if (c >= '0' && c <= '9') {
                parameters.addDigit(c - '0');
            } else if (c == ';' || c == ':') {
                parameters.next(c == ':');
            } else if (c >= 0x20 && c <= 0x3f) {
                ignore = true; // private or intermediate bytes: not SGR
            } else {
                m_line.end.mode = AnsiState::Mode::Text;
                if (c >= 0x40 && c <= 0x7e) {
                    ++m_pos;
                    if (c == 'm' && !ignore)
                        applySgr(m_line.end.style, parameters);
                }
                return; // any other byte breaks the sequence off and counts for itself
            }
        }
        m_line.end.mode = AnsiState::Mode::ControlSequence;
    }

    /// After the opening of OSC, DCS, SOS, PM or APC: up to ST, BEL, CAN or SUB, or a new escape.
    void controlString()
    {
        for (; m_pos != m_end; ++m_pos) {
            const char c = *m_pos;
            if (c != Escape && c != '\a' && c != '\x18' && c != '\x1a')
                continue;
            m_line.end.mode = AnsiState::Mode::Text;
            if (c != Escape)
                ++m_pos; // ST itself is "ESC \": an escape that does nothing
            return;
        }
        m_line.end.mode = AnsiState::Mode::ControlString;
    }

    const char *m_pos;
    const char *m_end;
    bool m_keepText;
    AnsiLine m_line;
};

} // namespace

AnsiLine parseAnsi(QByteArrayView bytes, const AnsiState &start)
{
    return Reader(bytes, start, true).read();
}

AnsiState skipAnsi(QByteArrayView bytes, const AnsiState &start)
{
    if (start.mode == AnsiState::Mode::Text &&
        (bytes.isEmpty() || !std::memchr(bytes.data(), Escape, std::size_t(bytes.size()))))
        return start;
    return Reader(bytes, start, false).read().end;
}

bool isPlainLog(QByteArrayView bytes)
{
    return std::none_of(bytes.begin(), bytes.end(), [](char c) { return isControl(c) && c != '\t'; });
}

QString plainText(QStringView shown)
{
    QString text = shown.toString();
    text.remove(QChar(AnsiTabFill));
    return text;
}

} // namespace models
