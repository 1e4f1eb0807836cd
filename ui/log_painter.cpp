// SPDX-License-Identifier: Apache-2.0
#include "ui/log_painter.h"

#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

using models::AnsiStyle;

int facesOf(quint8 flags)
{
    return (flags & AnsiStyle::Bold ? LogFont::Bold : 0) | (flags & AnsiStyle::Italic ? LogFont::Italic : 0);
}

QTextCharFormat formatOf(const LogInk &ink, quint8 flags)
{
    QTextCharFormat format;
    format.setForeground(QColor::fromRgb(ink.text));
    if (qAlpha(ink.back))
        format.setBackground(QColor::fromRgb(ink.back));
    if (flags & AnsiStyle::Bold)
        format.setFontWeight(QFont::Bold);
    if (flags & AnsiStyle::Italic)
        format.setFontItalic(true);
    format.setFontUnderline(flags & AnsiStyle::Underline);
    format.setFontStrikeOut(flags & AnsiStyle::StrikeOut);
    return format;
}

} // namespace

LogPainter::LogPainter(QPainter &painter, const LogFont &font, const LogColors &colors, bool withColours)
    : m_painter(painter), m_font(font), m_colors(colors), m_withColours(withColours)
{}

std::vector<LogPainter::Span> LogPainter::spans(const ShownLine &shown, qsizetype begin, qsizetype end,
                                                const std::vector<Mark> &marks) const
{
    std::vector<Span> result;
    const std::vector<models::AnsiRun> &runs = shown.ansi.runs;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const qsizetype runEnd = i + 1 < runs.size() ? runs[i + 1].start : shown.ansi.text.size();
        const qsizetype from = std::max(begin, runs[i].start);
        const qsizetype to = std::min(end, runEnd);
        const AnsiStyle style = m_withColours ? runs[i].style : AnsiStyle();
        if (from < to)
            result.push_back({from, to, m_colors.ink(style, shown.kind), style.flags});
    }
    for (const Mark &mark : marks) {
        std::vector<Span> marked;
        for (const Span &span : result) {
            const qsizetype from = std::clamp(mark.begin, span.begin, span.end);
            const qsizetype to = std::clamp(mark.end, from, span.end);
            if (span.begin < from)
                marked.push_back({span.begin, from, span.ink, span.flags});
            if (from < to)
                marked.push_back(
                    {from, to, mark.ink, quint8(span.flags | (mark.underlined ? AnsiStyle::Underline : 0))});
            if (to < span.end)
                marked.push_back({to, span.end, span.ink, span.flags});
        }
        result.swap(marked);
    }
    return result;
}

void LogPainter::drawCells(const ShownLine &shown, const QPointF &origin, qsizetype rowBegin, qsizetype begin,
                           qsizetype end, const std::vector<Mark> &marks)
{
    const qreal cell = m_font.cellWidth();
    const std::vector<Span> parts = spans(shown, begin, end, marks);
    const auto xOf = [&](qsizetype offset) { return origin.x() + qreal(offset - rowBegin) * cell; };
    for (const Span &part : parts) {
        if (qAlpha(part.ink.back))
            m_painter.fillRect(
                QRectF(xOf(part.begin), origin.y(), qreal(part.end - part.begin) * cell, m_font.rowHeight()),
                QColor::fromRgb(part.ink.back));
    }
    for (const Span &part : parts) {
        const QColor ink = QColor::fromRgb(part.ink.text);
        const qreal width = qreal(part.end - part.begin) * cell;
        const QPointF base(xOf(part.begin), origin.y() + m_font.baseLine());
        m_painter.setPen(ink);
        m_font.draw(m_painter, base, QStringView(shown.ansi.text).mid(part.begin, part.end - part.begin),
                    facesOf(part.flags));
        if (part.flags & AnsiStyle::Underline)
            m_painter.fillRect(QRectF(base.x(), base.y() + 2, width, 1), ink);
        if (part.flags & AnsiStyle::StrikeOut)
            m_painter.fillRect(QRectF(base.x(), base.y() - m_font.baseLine() / 3, width, 1), ink);
    }
}

void LogPainter::drawLayout(const ShownLine &shown, const QPointF &origin, const QRectF &clip,
                            const std::vector<Mark> &marks)
{
    const int firstRow =
        std::clamp(int((clip.top() - origin.y()) / m_font.rowHeight()), 0, shown.layout->lineCount() - 1);
    const int lastRow =
        std::clamp(int((clip.bottom() - origin.y()) / m_font.rowHeight()), firstRow, shown.layout->lineCount() - 1);
    const QTextLine last = shown.layout->lineAt(lastRow);
    QList<QTextLayout::FormatRange> formats;
    for (const Span &part :
         spans(shown, shown.layout->lineAt(firstRow).textStart(), last.textStart() + last.textLength(), marks))
        formats.append({int(part.begin), int(part.end - part.begin), formatOf(part.ink, part.flags)});
    shown.layout->draw(&m_painter, origin, formats, clip);
}

} // namespace ui
