// SPDX-License-Identifier: Apache-2.0
#include "ui/log_layout.h"

#include <QElapsedTimer>
#include <QTextCharFormat>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace ui {
namespace {

constexpr qreal UnwrappedWidth = 1'000'000;
constexpr qsizetype LineCost = 2000;         ///< more than most take: so no more than 8000 lines are kept
constexpr qint64 MostShapingNs = 10'000'000; ///< a page; the rest is for the next one
constexpr qsizetype ShapedCost = 200;        ///< a character in a QTextLayout
constexpr qsizetype MostFaces = 100;         ///< stretches of a layout that are bold or italic; with more none is

/// Tabs are blank cells already.
QString layoutText(const QString &shown)
{
    QString text = shown;
    std::replace_if(
        text.begin(), text.end(), [](QChar c) { return c == u'\t' || c == models::AnsiTabFill; }, QChar(u' '));
    return text;
}

/// What is bold or italic of characters `begin` to `end`.
QList<QTextLayout::FormatRange> facesOf(const models::AnsiLine &line, qsizetype begin, qsizetype end)
{
    using Style = models::AnsiStyle;
    QList<QTextLayout::FormatRange> faces;
    const auto last = line.runs.cend();
    auto run = std::upper_bound(line.runs.cbegin(), last, begin,
                                [](qsizetype place, const models::AnsiRun &after) { return place < after.start; });
    if (run != line.runs.cbegin())
        --run;
    for (; run != last && run->start < end; ++run) {
        if ((run->style.flags & (Style::Bold | Style::Italic)) == 0)
            continue;
        if (faces.size() == MostFaces)
            return {};
        QTextCharFormat format;
        if (run->style.flags & Style::Bold)
            format.setFontWeight(QFont::Bold);
        format.setFontItalic(run->style.flags & Style::Italic);
        const qsizetype from = std::max(run->start, begin);
        const qsizetype to = std::next(run) == last ? end : std::min(std::next(run)->start, end);
        faces.append({int(from - begin), int(to - from), format});
    }
    return faces;
}

/// The place before the character that `offset` is within: what stands in for it may be wider than one.
LogPosition wholeCharacter(qint64 line, const QString &text, qsizetype offset)
{
    const bool isWithin =
        offset > 0 && offset < text.size() && text[offset].isLowSurrogate() && text[offset - 1].isHighSurrogate();
    return {line, isWithin ? offset - 1 : offset};
}

/// Lays out the next row. Fonts that stand in for missing characters have other heights: all rows keep to the grid.
QTextLine addRow(QTextLayout &layout, const LogFont &font, qreal width, int row)
{
    QTextLine line = layout.createLine();
    if (line.isValid()) {
        line.setLineWidth(width);
        line.setPosition(QPointF(0, row * font.rowHeight() + font.baseLine() - line.ascent()));
    }
    return line;
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
    m_scripts = ScriptFonts::of(font.font());
    forget();
}

void LogLayout::setColumns(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    forget();
}

ShownLine &LogLayout::known(qint64 line)
{
    if (ShownLine *const known = m_lines.object(line))
        return *known;
    const models::LineStore &store = m_document->store();
    if (!store.isAtHand(line, line + 1)) {
        m_awaited = line;
        return m_blank;
    }
    const models::StoredLine stored = store.line(line);
    auto shown = std::make_unique<ShownLine>();
    shown->ansi = models::parseAnsi(stored.bytes, store.ansiState(line));
    shown->timeNs = stored.timeNs;
    shown->kind = stored.kind;
    shown->continuation = stored.continuation;
    measure(*shown);
    qsizetype shaped = shown->layout ? shown->ansi.text.size() : 0;
    for (const Part &part : shown->parts)
        shaped += part.isGrid ? 0 : part.end - part.begin;
    const qsizetype cost = LineCost + shown->ansi.text.size() * 2 + shaped * ShapedCost;
    ShownLine *kept = shown.release();
    m_lines.insert(line, kept, std::min(cost, m_lines.maxCost()));
    return *kept;
}

void LogLayout::measure(ShownLine &shown) const
{
    const qsizetype length = shown.ansi.text.size();
    if (m_font.isGrid(shown.ansi.text)) {
        const qsizetype columns = m_columns > 0 ? m_columns : std::max<qsizetype>(length, 1);
        shown.rows = int(std::max<qsizetype>(1, (length + columns - 1) / columns));
        shown.width = qreal(std::min(length, columns)) * m_font.cellWidth();
    } else if (m_columns > 0) {
        wrap(shown);
    } else {
        for (const LinePart &part : cutParts(shown.ansi.text, m_font)) {
            shown.width += part.width;
            shown.parts.push_back({part, {}, {}});
        }
    }
}

std::unique_ptr<QTextLayout> LogLayout::makeLayout(const models::AnsiLine &shown, qsizetype begin, qsizetype end,
                                                   QTextOption::WrapMode wrapping) const
{
    QString text = layoutText(shown.text.mid(begin, end - begin));
    const QList<QTextLayout::FormatRange> faces = facesOf(shown, begin, end);
    (void)m_scripts->mask(text, m_font, faces);
    auto layout = std::make_unique<QTextLayout>(text, m_font.font());
    layout->setCacheEnabled(true); // or what is shaped to break it into rows would be shaped once more to paint it
    layout->setFormats(faces);
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(wrapping);
    option.setFlags(QTextOption::IncludeTrailingSpaces);
    layout->setTextOption(option);
    return layout;
}

void LogLayout::wrap(ShownLine &shown) const
{
    shown.layout = makeLayout(shown.ansi, 0, shown.ansi.text.size(), QTextOption::WrapAnywhere);
    const QString text = shown.layout->text();
    const qreal width = m_columns * m_font.cellWidth();
    shown.layout->beginLayout();
    for (QTextLine line = addRow(*shown.layout, m_font, width, 0); line.isValid();
         line = addRow(*shown.layout, m_font, width, int(shown.shapedRows.size()))) {
        shown.shapedRows.emplace_back(line, 0, text);
        shown.width = std::max(shown.width, line.naturalTextWidth());
    }
    shown.layout->endLayout();
    shown.rows = std::max(1, int(shown.shapedRows.size()));
}

void LogLayout::shape(ShownLine &shown, Part &part) const
{
    part.layout = makeLayout(shown.ansi, part.begin, part.end, QTextOption::NoWrap);
    part.layout->beginLayout();
    const QTextLine line = addRow(*part.layout, m_font, UnwrappedWidth, 0);
    part.layout->endLayout();
    part.shaped.emplace(line, part.begin, part.layout->text());
    const qreal ratio = m_font.devicePixelRatio();
    const qreal width = std::ceil(part.shaped->width() * ratio) / ratio; // what follows begins at a whole pixel
    shown.width += width - std::exchange(part.width, width);
}

std::pair<const LogLayout::Part *, qreal>
LogLayout::partAt(ShownLine &shown, const std::function<bool(const Part &, qreal right)> &isIt) const
{
    std::pair<const Part *, qreal> at;
    qreal right = 0;
    for (Part &part : shown.parts) {
        if (!part.isGrid && !part.shaped)
            shape(shown, part);
        at = {&part, right};
        right += part.width;
        if (isIt(part, right))
            break;
    }
    return at;
}

void LogLayout::visitParts(qint64 line, qreal left, qreal right,
                           const std::function<void(const ShownLine::Part &part, qreal x)> &visit)
{
    ShownLine &shown = known(line);
    qreal x = 0;
    for (auto part = shown.parts.begin(); part != shown.parts.end() && x < right; ++part) {
        if (!part->isGrid && !part->shaped) {
            m_page.isUnfinished = m_page.shapingNs > MostShapingNs;
            if (m_page.isUnfinished)
                return;
            QElapsedTimer timer;
            timer.start();
            shape(shown, *part);
            part->shaped->prepare();
            m_page.shapingNs += timer.nsecsElapsed();
        }
        if (x + part->width > left)
            visit(*part, x);
        x += part->width;
    }
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
    if (!shown.shapedRows.empty())
        return {shown.shapedRows[std::size_t(row.row)].begin(), shown.shapedRows[std::size_t(row.row)].end()};
    const qsizetype length = shown.ansi.text.size();
    if (m_columns == 0)
        return {0, length};
    const qsizetype begin = qsizetype(row.row) * m_columns;
    return {std::min(begin, length), std::min(begin + m_columns, length)};
}

LogPosition LogLayout::positionAt(const LogRow &row, qreal x)
{
    ShownLine &shown = known(row.line);
    if (!shown.shapedRows.empty())
        return wholeCharacter(row.line, shown.ansi.text, shown.shapedRows[std::size_t(row.row)].positionAt(x));
    auto [begin, end] = range(row);
    if (!shown.parts.empty()) {
        const auto [part, left] = partAt(shown, [x](const Part &, qreal right) { return x < right; });
        x -= left;
        if (part->shaped)
            return wholeCharacter(row.line, shown.ansi.text, part->shaped->positionAt(x));
        begin = part->begin;
        end = part->end;
    }
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
    ShownLine &shown = known(position.line);
    if (!shown.shapedRows.empty())
        return shown.shapedRows[std::size_t(row.row)].xOf(position.offset);
    if (shown.parts.empty())
        return qreal(position.offset - range(row).first) * m_font.cellWidth();
    const auto [part, left] = partAt(shown, [&position](const Part &in, qreal) { return position.offset < in.end; });
    if (position.offset >= part->end)
        return left + part->width;
    return left + (part->shaped ? part->shaped->xOf(position.offset)
                                : qreal(position.offset - part->begin) * m_font.cellWidth());
}

} // namespace ui
