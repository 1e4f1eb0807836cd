// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPalette>
#include <QString>

class QApplication;

namespace ui {

/// Meaning of a colour; never the only sign of it (a word or a shape stands beside).
enum class Tone { Neutral, Ok, Warning, Error, Accent, Muted };

/// Fusion with the product's own light and dark palettes; follows the system's scheme.
void applyTheme(QApplication &application);
/// Readable (4.5:1 or better) on the palette's Base and Window.
[[nodiscard]] QColor toneColor(Tone tone, const QPalette &palette);
[[nodiscard]] bool isDark(const QPalette &palette);
/// resources/icons/<name>.svg drawn in the palette's text colour, at every scale and mode (normal, disabled, selected).
[[nodiscard]] QIcon icon(const QString &name);
[[nodiscard]] QFont monospaceFont();

} // namespace ui
