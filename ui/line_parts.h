// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/log_font.h"

#include <vector>

namespace ui {

/// A stretch of a line that looks the same whatever stands around it.
struct LinePart
{
    qsizetype begin = 0;
    qsizetype end = 0;
    bool isGrid = false; ///< each character takes one cell
    qreal width = 0;     ///< px; where it is not a grid, what it is likely to take
};

/// Whether some of a line reads from right to left.
[[nodiscard]] bool isMixed(QStringView text);

/// Cuts a line where neither shapes nor directions reach across: stretches on the grid, as long as they are, and short ones that a
/// font has to be asked about. So only what is in view needs to be shaped. The line reads from left to right as a whole and has no
/// characters that embed or override directions.
[[nodiscard]] std::vector<LinePart> cutParts(QStringView text, const LogFont &font);

} // namespace ui
