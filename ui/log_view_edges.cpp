// SPDX-License-Identifier: Apache-2.0
// What a LogView paints beside the text of a line.
#include "ui/log_view_p.h"

#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

constexpr int LevelWidth = 3;
constexpr int WarningInset = 4; ///< px, by which warnings are told from errors, and from stderr, without colour

} // namespace

void LogView::Private::paintEdges(QPainter &painter, const LogRow &first, const QRect &rows, const QPalette &palette)
{
    if (first.row == 0 && document->isGapBefore(first.line))
        painter.fillRect(QRect(rows.topLeft(), QSize(rows.width(), 1)), QColor::fromRgb(colors.rule()));
    const std::optional<models::LogLevel> level = levels.at(*document, first.line);
    if (!level)
        awaited = std::max(document->firstLine(), first.line - LogLevels::LinesBefore);
    else if (*level >= models::LogLevel::Warning) {
        const int inset = *level == models::LogLevel::Warning ? WarningInset : 0;
        painter.fillRect(QRect(rows.topLeft(), QSize(LevelWidth, rows.height())).adjusted(0, inset, 0, -inset),
                         logLevelColor(*level, palette));
    }
}

} // namespace ui
