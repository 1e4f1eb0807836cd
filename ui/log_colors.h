// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/ansi_parser.h"
#include "models/stored_line.h"

#include <QHash>
#include <QPalette>
#include <QRgb>

namespace ui {

/// What a stretch of log text is painted with.
struct LogInk
{
    QRgb text = 0;
    QRgb back = 0; ///< alpha 0: none
    bool operator==(const LogInk &) const = default;
};

/// Turns the colours that containers ask for into ones that can be read on the palette at hand: every text reaches 4.5:1 on what is
/// behind it, in light and dark, and in the line that keys are about too. Value of a LogView; UI thread.
class LogColors
{
public:
    explicit LogColors(const QPalette &palette = {});

    [[nodiscard]] LogInk ink(const models::AnsiStyle &style, models::StoredLine::Kind kind) const;

    [[nodiscard]] QRgb base() const { return m_base; }
    [[nodiscard]] QRgb muted() const { return m_muted; }
    [[nodiscard]] QRgb rule() const { return m_rule; }
    /// Behind the line that keys are about.
    [[nodiscard]] QRgb currentLine() const { return m_currentLine; }
    /// The bar beside lines of stderr.
    [[nodiscard]] QRgb errorBar() const { return m_errorBar; }
    [[nodiscard]] const LogInk &hit() const { return m_hit; }
    [[nodiscard]] const LogInk &currentHit() const { return m_currentHit; }
    [[nodiscard]] const LogInk &selection() const { return m_selection; }

    /// The name of the `index`th of several containers: eight colours, then the same again.
    [[nodiscard]] QRgb name(int index) const;

    /// Contrast of two opaque colours as WCAG counts it: 1 to 21.
    [[nodiscard]] static double contrast(QRgb a, QRgb b);

private:
    [[nodiscard]] QRgb textColor(const models::AnsiColor &color, QRgb fallback) const;
    [[nodiscard]] QRgb readable(QRgb text, QRgb back) const;

    bool m_dark;
    QRgb m_base, m_text, m_muted, m_rule, m_errorBar, m_errorText, m_currentLine;
    LogInk m_hit, m_currentHit, m_selection;
    mutable QHash<quint64, QRgb> m_readable; ///< by both colours; few differ in any log
};

} // namespace ui
