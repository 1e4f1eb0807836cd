// SPDX-License-Identifier: Apache-2.0
// What a LogView paints beside the text of a line.
#include "ui/log_view_p.h"

#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

constexpr int LevelWidth = 3;

} // namespace

void LogView::Private::paintEdges(QPainter &painter, const LogRow &first, const QRect &rows, const QPalette &palette)
{
    if (first.row == 0 && document->isGapBefore(first.line))
        painter.fillRect(QRect(rows.topLeft(), QSize(rows.width(), 1)), QColor::fromRgb(colors.rule()));
    const std::optional<models::LogLevel> level = levels.at(*document, first.line);
    if (!level)
        awaited = std::max(document->firstLine(), first.line - LogLevels::LinesBefore);
    else if (*level >= models::LogLevel::Warning)
        painter.fillRect(QRect(rows.topLeft(), QSize(LevelWidth, rows.height())), logLevelColor(*level, palette));
}

} // namespace ui
