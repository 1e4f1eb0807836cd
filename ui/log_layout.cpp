// SPDX-License-Identifier: Apache-2.0
#include "ui/log_layout.h"

#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace ui {
namespace {

constexpr qreal UnwrappedWidth = 1'000'000;
constexpr qsizetype LineCost = 300;
constexpr qsizetype ShapedCost = 200; ///< a character in a QTextLayout

/// Tabs are blank cells already.
QString layoutText(const QString &shown)
{
    QString text = shown;
    std::replace_if(
        text.begin(), text.end(), [](QChar c) { return c == u'\t' || c == models::AnsiTabFill; }, QChar(u' '));
    return text;
}

} // namespace

void LogLayout::setDocument(const models::LogDocument *document)
{
    m_document = document;
    forget();
}

void LogLayout::setFont(const LogFont &font)
{
    m_font = font;
    forget();
}

void LogLayout::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    forget();
}

const ShownLine &LogLayout::line(qint64 line)
{
    if (const ShownLine *known = m_lines.object(line))
        return *known;
    const models::LineStore &store = m_document->store();
    const models::StoredLine stored = store.line(line);
    auto shown = std::make_unique<ShownLine>();
    shown->ansi = models::parseAnsi(stored.bytes, store.ansiState(line));
    shown->timeNs = stored.timeNs;
    shown->kind = stored.kind;
    shown->continuation = stored.continuation;
    measure(*shown);
    const qsizetype cost = LineCost + shown->ansi.text.size() * (shown->layout ? ShapedCost : 2);
    ShownLine *kept = shown.release();
    m_lines.insert(line, kept, std::min(cost, m_lines.maxCost()));
    return *kept;
}

void LogLayout::measure(ShownLine &shown) const
{
    if (!m_font.isGrid(shown.ansi.text))
        return shape(shown);
    const qsizetype length = shown.ansi.text.size();
    const qsizetype columns = m_columns > 0 ? m_columns : std::max<qsizetype>(length, 1);
    shown.rows = int(std::max<qsizetype>(1, (length + columns - 1) / columns));
    shown.width = qreal(std::min(length, columns)) * m_font.cellWidth();
}

void LogLayout::shape(ShownLine &shown) const
{
    shown.layout = std::make_unique<QTextLayout>(layoutText(shown.ansi.text), m_font.font());
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(m_columns > 0 ? QTextOption::WrapAnywhere : QTextOption::NoWrap);
    shown.layout->setTextOption(option);
    shown.layout->beginLayout();
    int rows = 0;
    for (QTextLine line = shown.layout->createLine(); line.isValid(); line = shown.layout->createLine()) {
        line.setLineWidth(m_columns > 0 ? m_columns * m_font.cellWidth() : UnwrappedWidth);
        // Fonts that stand in for missing characters have other heights: all rows keep to the grid.
        line.setPosition(QPointF(0, rows * m_font.rowHeight() + m_font.baseLine() - line.ascent()));
        shown.width = std::max(shown.width, line.naturalTextWidth());
        ++rows;
    }
    shown.layout->endLayout();
    shown.rows = std::max(1, rows);
}

LogRow LogLayout::firstRow() const
{
    return {m_document->firstLine(), 0};
}

LogRow LogLayout::lastRow()
{
    const qint64 last = m_document->endLine() - 1;
    return {last, line(last).rows - 1};
}

LogRow LogLayout::moved(LogRow from, qint64 rows, qint64 *rest)
{
    while (rows < 0 && (from.row > 0 || from.line > m_document->firstLine())) {
        if (from.row == 0) {
            --from.line;
            from.row = line(from.line).rows - 1;
            ++rows;
        } else {
            const qint64 step = std::min<qint64>(from.row, -rows);
            from.row -= int(step);
            rows += step;
        }
    }
    while (rows > 0) {
        const int last = line(from.line).rows - 1;
        if (from.row < last) {
            const qint64 step = std::min<qint64>(last - from.row, rows);
            from.row += int(step);
            rows -= step;
        } else if (from.line + 1 < m_document->endLine()) {
            ++from.line;
            from.row = 0;
            --rows;
        } else {
            break;
        }
    }
    if (rest)
        *rest = rows;
    return from;
}

std::pair<qsizetype, qsizetype> LogLayout::range(const LogRow &row)
{
    const ShownLine &shown = line(row.line);
    if (shown.layout) {
        const QTextLine text = shown.layout->lineAt(row.row);
        return {text.textStart(), text.textStart() + text.textLength()};
    }
    const qsizetype length = shown.ansi.text.size();
    if (m_columns == 0)
        return {0, length};
    const qsizetype begin = qsizetype(row.row) * m_columns;
    return {std::min(begin, length), std::min(begin + m_columns, length)};
}

LogPosition LogLayout::positionAt(const LogRow &row, qreal x)
{
    const ShownLine &shown = line(row.line);
    if (shown.layout)
        return {row.line, shown.layout->lineAt(row.row).xToCursor(x)};
    const auto [begin, end] = range(row);
    const auto cell = qsizetype(std::floor(x / m_font.cellWidth() + 0.5));
    qsizetype offset = std::clamp(begin + cell, begin, end);
    while (offset > begin && offset < shown.ansi.text.size() && shown.ansi.text[offset] == QChar(models::AnsiTabFill))
        --offset;
    return {row.line, offset};
}

LogRow LogLayout::rowOf(const LogPosition &position)
{
    const ShownLine &shown = line(position.line);
    if (shown.layout)
        return {position.line, std::max(0, shown.layout->lineForTextPosition(int(position.offset)).lineNumber())};
    const int row = m_columns > 0 ? int(position.offset / m_columns) : 0;
    return {position.line, std::min(row, shown.rows - 1)};
}

qreal LogLayout::xOf(const LogPosition &position)
{
    const LogRow row = rowOf(position);
    const ShownLine &shown = line(position.line);
    if (shown.layout)
        return shown.layout->lineAt(row.row).cursorToX(int(position.offset));
    return qreal(position.offset - range(row).first) * m_font.cellWidth();
}

} // namespace ui
