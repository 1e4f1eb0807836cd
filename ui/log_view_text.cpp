// SPDX-License-Identifier: Apache-2.0
// How a LogView paints the text of lines.
#include "ui/log_view_p.h"
#include "ui/theme.h"

#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace ui {

std::vector<LogPainter::Mark> LogView::marksOn(qint64 line)
{
    std::vector<LogPainter::Mark> marks;
    if (d->link && d->link->line == line)
        marks.push_back(
            {d->link->start, d->link->start + d->link->length, {toneColor(Tone::Accent, palette()).rgb(), 0}, true});
    if (d->search) {
        d->search->visit(line, line + 1, [&](const models::LogHit &hit) {
            marks.push_back(
                {hit.start, hit.start + hit.length, hit == d->currentHit ? d->colors.currentHit() : d->colors.hit()});
        });
    }
    const LogPosition begin = m_selection.begin();
    const LogPosition end = m_selection.end();
    if (!m_selection.isEmpty() && begin.line <= line && line <= end.line) {
        const qsizetype length = m_layout.line(line).ansi.text.size();
        marks.push_back(
            {begin.line < line ? 0 : begin.offset, end.line > line ? length : end.offset, d->colors.selection()});
    }
    return marks;
}

qreal LogView::paintText(LogPainter &text, LogRow first, int lastRow, const QRect &area, int scrolled)
{
    const qreal cell = m_layout.font().cellWidth();
    const int rowHeight = m_layout.font().rowHeight();
    const std::vector<LogPainter::Mark> marks = marksOn(first.line);
    const ShownLine &shown = m_layout.line(first.line);
    qreal end = area.left() - scrolled;
    /// Characters `from` to `to` begin at `origin`, perhaps left of what is in view.
    const auto drawCells = [&](const QPointF &origin, qsizetype from, qsizetype to) {
        const auto hidden = std::max<qsizetype>(0, qsizetype((area.left() - origin.x()) / cell));
        const auto room = std::max<qsizetype>(0, qsizetype((area.right() - origin.x()) / cell) + 2);
        const qsizetype visibleFrom = std::min(to, from + hidden);
        text.drawCells(shown, origin, from, visibleFrom, std::clamp(from + room, visibleFrom, to), marks);
        end = origin.x() + qreal(to - from) * cell;
    };
    if (!shown.parts.empty()) {
        end = area.right() + cell; // unless all of the line is painted
        m_layout.visitParts(first.line, scrolled, scrolled + area.width(), [&](const ShownLine::Part &part, qreal x) {
            const QPointF origin(area.left() - scrolled + x, area.top());
            if (part.shaped)
                text.drawShaped(shown, *part.shaped, origin, area.top(), marks);
            else
                drawCells(origin, part.begin, part.end);
            end = part.end == shown.ansi.text.size() ? origin.x() + part.width : area.right() + cell;
        });
        return end;
    }
    for (int row = first.row; row <= lastRow; ++row) {
        const QPointF origin(area.left() - scrolled, area.top() + (row - first.row) * rowHeight);
        if (shown.shapedRows.empty()) {
            const auto [from, to] = m_layout.range({first.line, row});
            drawCells(origin, from, to);
        } else {
            const ShapedText &shaped = shown.shapedRows[std::size_t(row)];
            text.drawShaped(shown, shaped, QPointF(origin.x(), area.top() - first.row * rowHeight), origin.y(), marks);
            end = origin.x() + shaped.width();
        }
    }
    return end;
}

void LogView::settle()
{
    placeBars();
    if (m_layout.isUnfinished())
        viewport()->update();
}

void LogView::lookForAwaited()
{
    const bool isThere =
        d->awaited && hasLines() && *d->awaited >= d->document->firstLine() && *d->awaited < d->document->endLine();
    if (isThere && isSeen() && !d->document->store().isAtHand(*d->awaited, *d->awaited + 1))
        return;
    d->arrival.stop();
    d->awaited.reset();
    if (!isSeen()) {
        d->isDirty = true;
        return;
    }
    if (d->revealing && hasLines())
        reveal(bounded(*std::exchange(d->revealing, std::nullopt)));
    refresh();
}

} // namespace ui
