// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QString>

class QAbstractButton;
class QApplication;

namespace ui {

/// Meaning of a colour; never the only sign of it (a word or a shape stands beside).
enum class Tone { Neutral, Ok, Warning, Error, Accent, Muted };

/// What a push button is to its window: the one thing to do, a plain one, or one that destroys.
enum class ButtonKind { Plain, Primary, Destructive };

/// Fusion with the product's own light and dark palettes; follows the system's scheme.
void applyTheme(QApplication &application);
/// The product's own palette.
[[nodiscard]] QPalette themePalette(bool dark);
/// Readable (4.5:1 or better) on the palette's Base and Window.
[[nodiscard]] QColor toneColor(Tone tone, const QPalette &palette);
/// The accent as a surface under white text, and its destructive twin.
[[nodiscard]] QColor fillColor(ButtonKind kind, const QPalette &palette);
/// Hairlines between areas.
[[nodiscard]] QColor separatorColor(const QPalette &palette);
[[nodiscard]] bool isDark(const QPalette &palette);
/// resources/icons/<name>.svg drawn in the palette's text colour, at every scale and mode (normal, disabled, selected).
[[nodiscard]] QIcon icon(const QString &name);
/// The same in one colour, for coloured surfaces.
[[nodiscard]] QIcon icon(const QString &name, const QColor &color);
/// Also sets the icon (empty: none) in a colour that can be read on it.
void setButtonKind(QAbstractButton *button, ButtonKind kind, const QString &iconName = {});
[[nodiscard]] ButtonKind buttonKind(const QObject *button);
[[nodiscard]] QFont monospaceFont();
/// The application's font, larger and heavier, for page titles (`step` 2), headings (1).
[[nodiscard]] QFont headingFont(int step);

} // namespace ui
