// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace models {

/// A colour as a container asked for it; the view's palette decides what it looks like.
struct AnsiColor
{
    enum class Kind : quint8 { Default, Indexed, Rgb };
    Kind kind = Kind::Default;
    quint8 red = 0; ///< Indexed: the index, 0..255
    quint8 green = 0;
    quint8 blue = 0;
    bool operator==(const AnsiColor &) const = default;
};

/// What SGR sequences have set. Concealed and blinking text is shown like any other: a log hides nothing.
struct AnsiStyle
{
    enum Flag : quint8 { Bold = 1, Faint = 2, Italic = 4, Underline = 8, Inverse = 16, StrikeOut = 32 };
    AnsiColor foreground;
    AnsiColor background;
    quint8 flags = 0;
    bool operator==(const AnsiStyle &) const = default;
};

/// What the next bytes of a stream start with: the style, and whether a cut fell inside a sequence that is being swallowed.
struct AnsiState
{
    enum class Mode : quint8 { Text, ControlSequence, ControlString };
    AnsiStyle style;
    Mode mode = Mode::Text;
    bool operator==(const AnsiState &) const = default;
};

/// `style` holds from `start` (UTF-16 units) to the next run.
struct AnsiRun
{
    qsizetype start = 0;
    AnsiStyle style;
    bool operator==(const AnsiRun &) const = default;
};

/// A log line as it is shown. Each tab is one '\t' followed by AnsiTabFill up to the next multiple of eight, so that one
/// character is one cell; plainText() takes the fill out again.
struct AnsiLine
{
    QString text;
    std::vector<AnsiRun> runs; ///< the first starts at 0; empty when the text is
    AnsiState end;
};

inline constexpr char16_t AnsiTabFill = u'\uFDD0';

/// Reads one line (or one piece of a long one) the way a terminal would show it, with all that could mislead taken out:
/// SGR (16, 256 and 24 bit colours, bold, underline, inverse…) becomes style; every other escape sequence is swallowed; text
/// before a lone CR is overwritten by what follows; BS takes back one character; other control characters become ^@,
/// ^A…; invalid UTF-8, C1 controls and bidirectional overrides become U+FFFD. Pure; time and memory are
/// bounded by eight characters a byte. Any thread.
[[nodiscard]] AnsiLine parseAnsi(QByteArrayView bytes, const AnsiState &start);

/// The same for the state at the end only: a memchr when there is no escape.
[[nodiscard]] AnsiState skipAnsi(QByteArrayView bytes, const AnsiState &start);

/// True when bytes and shown text are the same but for UTF-8 and tabs: no control character that parseAnsi acts on.
[[nodiscard]] bool isPlainLog(QByteArrayView bytes);

/// Shown text as it is copied: without the fill behind tabs.
[[nodiscard]] QString plainText(QStringView shown);

} // namespace models
