// SPDX-License-Identifier: Apache-2.0
#include "ui/log_colors.h"

#include "ui/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ui {
namespace {

using models::AnsiColor;
using models::AnsiStyle;
using models::StoredLine;

constexpr double CurrentLinePart = 0.06; ///< seen, and what is on it still read
constexpr double ReadableContrast = 4.5;
constexpr qsizetype MostCached = 4096;

/// The sixteen as text on the palette's own background.
constexpr std::array<QRgb, 16> lightText{0xff1c242c, 0xffb3261e, 0xff17743a, 0xff8a5a00, 0xff1f5fbf, 0xff8e3aa8,
                                         0xff0b6a80, 0xff5c6975, 0xff5c6975, 0xffc42f26, 0xff1a7a40, 0xff946000,
                                         0xff2a69cf, 0xff9c45ba, 0xff0d7189, 0xff3b4650};
constexpr std::array<QRgb, 16> darkText{0xff8794a0, 0xffff8f86, 0xff5fcf93, 0xfff0b44c, 0xff7fb2ff, 0xffd9a0f0,
                                        0xff4cc3da, 0xffc7d0d8, 0xff95a2ae, 0xffffaaa3, 0xff86e3b0, 0xffffd07f,
                                        0xffa5c9ff, 0xffe9bdf9, 0xff86ddee, 0xffffffff};
/// The sixteen where a container sets the background too: what most terminals show.
constexpr std::array<QRgb, 16> terminal{0xff000000, 0xffcd3131, 0xff0dbc79, 0xffe5e510, 0xff2472c8, 0xffbc3fbc,
                                        0xff11a8cd, 0xffe5e5e5, 0xff666666, 0xfff14c4c, 0xff23d18b, 0xfff5f543,
                                        0xff3b8eea, 0xffd670d6, 0xff29b8db, 0xffffffff};

/// Of containers' names: far apart in hue, none of them the red or amber of errors.
constexpr std::array<QRgb, 8> lightNames{0xff1f5fbf, 0xff17743a, 0xff8e3aa8, 0xff0b6a80,
                                         0xffa3195b, 0xff5c6600, 0xff5146b8, 0xff7a4a1c};
constexpr std::array<QRgb, 8> darkNames{0xff7fb2ff, 0xff5fcf93, 0xffd9a0f0, 0xff4cc3da,
                                        0xffff8fb6, 0xffc3cc5a, 0xffb0a6ff, 0xffd9a878};

QRgb paletteColor(int index)
{
    if (index < 16)
        return terminal[std::size_t(index)];
    if (index >= 232) {
        const int grey = 8 + (index - 232) * 10;
        return qRgb(grey, grey, grey);
    }
    const auto level = [](int step) { return step ? 55 + step * 40 : 0; };
    const int cube = index - 16;
    return qRgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
}

QRgb plainColor(const AnsiColor &color, QRgb fallback)
{
    switch (color.kind) {
    case AnsiColor::Kind::Default:
        return fallback;
    case AnsiColor::Kind::Indexed:
        return paletteColor(color.red);
    case AnsiColor::Kind::Rgb:
        return qRgb(color.red, color.green, color.blue);
    }
    return fallback;
}

QRgb mixed(QRgb a, QRgb b, double part)
{
    const auto channel = [part](int x, int y) { return int(std::lround(x + (y - x) * part)); };
    return qRgb(channel(qRed(a), qRed(b)), channel(qGreen(a), qGreen(b)), channel(qBlue(a), qBlue(b)));
}

double luminance(QRgb color)
{
    const auto linear = [](int value) {
        const double v = value / 255.0;
        return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(color)) + 0.7152 * linear(qGreen(color)) + 0.0722 * linear(qBlue(color));
}

} // namespace

LogColors::LogColors(const QPalette &palette)
    : m_dark(isDark(palette))
    , m_base(palette.color(QPalette::Active, QPalette::Base).rgb())
    , m_text(palette.color(QPalette::Active, QPalette::Text).rgb())
    , m_muted(toneColor(Tone::Muted, palette).rgb())
    , m_rule(separatorColor(palette).rgb())
    , m_errorBar(toneColor(Tone::Warning, palette).rgb())
    , m_hit{m_dark ? 0xfffff3d6 : 0xff1c242c, m_dark ? 0xff5d4a12 : 0xffffe9a8}
    , m_currentHit{0xff1c1400, m_dark ? 0xfff0b44c : 0xffffc233}
    , m_selection{palette.color(QPalette::Active, QPalette::HighlightedText).rgb(),
                  palette.color(QPalette::Active, QPalette::Highlight).rgb()}
{
    m_currentLine = mixed(m_base, m_text, CurrentLinePart);
    m_errorText = readable(mixed(m_text, m_errorBar, 0.55), m_currentLine);
    m_muted = readable(m_muted, m_currentLine);
}

QRgb LogColors::name(int index) const
{
    const std::array<QRgb, 8> &names = m_dark ? darkNames : lightNames;
    return readable(names[std::size_t(std::max(0, index)) % names.size()], m_currentLine);
}

double LogColors::contrast(QRgb a, QRgb b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QRgb LogColors::readable(QRgb text, QRgb back) const
{
    const quint64 key = quint64(text) << 32 | back;
    const auto known = m_readable.constFind(key);
    if (known != m_readable.constEnd())
        return *known;
    const QRgb target = luminance(back) < 0.18 ? 0xffffffff : 0xff000000;
    QRgb result = text;
    for (double part = 0; part < 1 && contrast(result, back) < ReadableContrast; part += 0.1)
        result = mixed(text, target, part);
    if (contrast(result, back) < ReadableContrast)
        result = target;
    if (m_readable.size() > MostCached)
        m_readable.clear();
    m_readable.insert(key, result);
    return result;
}

QRgb LogColors::textColor(const AnsiColor &color, QRgb fallback) const
{
    if (color.kind == AnsiColor::Kind::Indexed && color.red < 16)
        return (m_dark ? darkText : lightText)[color.red];
    return plainColor(color, fallback);
}

LogInk LogColors::ink(const AnsiStyle &style, StoredLine::Kind kind) const
{
    if (kind == StoredLine::Kind::Mark)
        return {m_muted, 0};
    const QRgb plain = kind == StoredLine::Kind::Stderr ? m_errorText : m_text;
    LogInk ink;
    if (style.flags & AnsiStyle::Inverse) {
        ink.back = plainColor(style.foreground, plain);
        ink.text = readable(plainColor(style.background, m_base), ink.back);
    } else if (style.background.kind != AnsiColor::Kind::Default) {
        ink.back = plainColor(style.background, m_base);
        ink.text = readable(plainColor(style.foreground, plain), ink.back);
    } else if (style.foreground.kind != AnsiColor::Kind::Default) {
        ink.text = readable(textColor(style.foreground, plain), m_currentLine);
    } else {
        ink.text = plain;
    }
    if (style.flags & AnsiStyle::Faint) {
        const QRgb back = qAlpha(ink.back) ? ink.back : m_currentLine;
        ink.text = readable(mixed(ink.text, back, 0.4), back);
    }
    return ink;
}

} // namespace ui
