// SPDX-License-Identifier: Apache-2.0
#include "ui/log_painter.h"

#include <QPainter>

#include <algorithm>
#include <map>

namespace ui {
namespace {

using models::AnsiStyle;

constexpr std::size_t MostPasses = 4; ///< over a row of shaped text that has no more inks

int facesOf(quint8 flags)
{
    return (flags & AnsiStyle::Bold ? LogFont::Bold : 0) | (flags & AnsiStyle::Italic ? LogFont::Italic : 0);
}

/// Lines under and through the text.
void drawLines(QPainter &painter, const LogFont &font, qreal left, qreal top, qreal width, const QColor &ink,
               quint8 flags)
{
    const qreal base = top + font.baseLine();
    if (flags & AnsiStyle::Underline)
        painter.fillRect(QRectF(left, base + 2, width, 1), ink);
    if (flags & AnsiStyle::StrikeOut)
        painter.fillRect(QRectF(left, base - font.baseLine() / 3, width, 1), ink);
}

} // namespace

LogPainter::LogPainter(QPainter &painter, const LogFont &font, const LogColors &colors, bool withColours)
    : m_painter(painter), m_font(font), m_colors(colors), m_withColours(withColours)
{}

const std::vector<std::pair<qreal, qreal>> &LogPainter::Span::extentsIn(const ShapedText &text)
{
    if (extents.empty())
        extents = text.extents(begin, end);
    return extents;
}

/// Spans that look the same are painted as one.
void LogPainter::append(std::vector<Span> &spans, const Span &next)
{
    if (next.begin >= next.end)
        return;
    if (!spans.empty() && spans.back().ink == next.ink && spans.back().flags == next.flags)
        spans.back().end = next.end;
    else
        spans.push_back(next);
}

std::vector<LogPainter::Span> LogPainter::spans(const ShownLine &shown, qsizetype begin, qsizetype end,
                                                const std::vector<Mark> &marks) const
{
    std::vector<Span> result;
    const std::vector<models::AnsiRun> &runs = shown.ansi.runs;
    auto run = std::upper_bound(runs.begin(), runs.end(), begin,
                                [](qsizetype at, const models::AnsiRun &later) { return at < later.start; });
    if (run != runs.begin())
        --run;
    for (; run != runs.end() && run->start < end; ++run) {
        const qsizetype runEnd = run + 1 != runs.end() ? (run + 1)->start : shown.ansi.text.size();
        const qsizetype from = std::max(begin, run->start);
        const qsizetype to = std::min(end, runEnd);
        const AnsiStyle style = m_withColours ? run->style : AnsiStyle();
        if (from < to)
            result.push_back({from, to, m_colors.ink(style, shown.kind), style.flags, {}});
    }
    return marks.empty() ? result : marked(result, marks);
}

/// In one go over the characters: a row may have hundreds of marks.
std::vector<LogPainter::Span> LogPainter::marked(const std::vector<Span> &spans, const std::vector<Mark> &marks)
{
    struct Over
    {
        const Mark *mark = nullptr; ///< the one on top
        quint8 flags = 0;
    };
    if (spans.empty())
        return spans;
    const qsizetype begin = spans.front().begin;
    const qsizetype end = spans.back().end;
    std::vector<Over> overs(std::size_t(end - begin));
    for (const Mark &mark : marks) {
        for (qsizetype at = std::max(begin, mark.begin); at < std::min(end, mark.end); ++at) {
            Over &over = overs[std::size_t(at - begin)];
            over.mark = &mark;
            over.flags |= quint8(mark.underlined ? AnsiStyle::Underline : 0);
        }
    }
    std::vector<Span> result;
    for (const Span &span : spans) {
        for (qsizetype at = span.begin; at < span.end; ++at) {
            const Over &over = overs[std::size_t(at - begin)];
            append(result, {at, at + 1, over.mark ? over.mark->ink : span.ink, quint8(span.flags | over.flags), {}});
        }
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
        const QPointF base(xOf(part.begin), origin.y() + m_font.baseLine());
        m_painter.setPen(ink);
        m_font.draw(m_painter, base, QStringView(shown.ansi.text).mid(part.begin, part.end - part.begin),
                    facesOf(part.flags));
        drawLines(m_painter, m_font, base.x(), origin.y(), qreal(part.end - part.begin) * cell, ink, part.flags);
    }
}

void LogPainter::drawShaped(const ShownLine &shown, const ShapedText &text, const QPointF &origin, qreal top,
                            const std::vector<Mark> &marks)
{
    std::vector<Span> parts = spans(shown, text.begin(), text.end(), marks);
    for (Span &part : parts) {
        if (qAlpha(part.ink.back) == 0)
            continue;
        for (const auto &[left, right] : part.extentsIn(text))
            m_painter.fillRect(QRectF(origin.x() + left, top, right - left, m_font.rowHeight()),
                               QColor::fromRgb(part.ink.back));
    }
    drawInks(text, origin, top, parts);
    for (Span &part : parts) {
        const QColor ink = QColor::fromRgb(part.ink.text);
        if ((part.flags & (AnsiStyle::Underline | AnsiStyle::StrikeOut)) == 0)
            continue;
        for (const auto &[left, right] : part.extentsIn(text))
            drawLines(m_painter, m_font, origin.x() + left, top, right - left, ink, part.flags);
    }
}

void LogPainter::drawApart(const ShapedText &text, const QPointF &origin, const std::vector<Span> &parts)
{
    std::map<QRgb, CharacterMap::Stretches> stretches; // by ink
    for (const Span &part : parts)
        stretches[part.ink.text].emplace_back(part.begin, part.end);
    for (const auto &[ink, places] : stretches) {
        m_painter.setPen(QColor::fromRgb(ink));
        text.drawApart(m_painter, origin, places);
    }
}

void LogPainter::drawInks(const ShapedText &text, const QPointF &origin, qreal top, std::vector<Span> &parts)
{
    if (parts.size() > MostPasses && text.isApart())
        return drawApart(text, origin, parts);
    std::vector<std::pair<qsizetype, QRgb>> inks; // with how many characters have each
    for (const Span &part : parts) {
        auto known =
            std::find_if(inks.begin(), inks.end(), [&](const auto &ink) { return ink.second == part.ink.text; });
        if (known == inks.end())
            known = inks.insert(known, {0, part.ink.text});
        known->first += part.end - part.begin;
    }
    if (inks.size() > MostPasses || parts.size() <= inks.size()) {
        for (const Span &part : parts) {
            m_painter.setPen(QColor::fromRgb(part.ink.text));
            text.draw(m_painter, origin, part.begin, part.end);
        }
        return;
    }
    // To find the glyphs of many stretches costs more than to paint all of them, and let only those be seen. What most have is
    // seen wherever nothing else is.
    std::sort(inks.begin(), inks.end());
    const int spare = m_font.rowHeight() / 2; // for what reaches out of its cell
    QRegion rest(QRectF(origin.x(), top, text.width(), m_font.rowHeight()).toAlignedRect() +
                 QMargins(spare, spare, spare, spare));
    for (const auto &[count, ink] : inks) {
        QRegion seen = rest;
        if (ink != inks.back().second)
            seen = regionOf(text, origin, top, ink, parts) & rest;
        rest -= seen;
        m_painter.save();
        m_painter.setClipRegion(seen, Qt::IntersectClip);
        m_painter.setPen(QColor::fromRgb(ink));
        text.draw(m_painter, origin, text.begin(), text.end());
        m_painter.restore();
    }
}

/// Where characters of this ink stand, with what is above and below them.
QRegion LogPainter::regionOf(const ShapedText &text, const QPointF &origin, qreal top, QRgb ink,
                             std::vector<Span> &parts) const
{
    const int height = m_font.rowHeight();
    QRegion region;
    for (Span &part : parts) {
        if (part.ink.text != ink)
            continue;
        for (const auto &[left, right] : part.extentsIn(text)) {
            const int from = qRound(origin.x() + left);
            region += QRect(from, int(top) - height / 2, qRound(origin.x() + right) - from, 2 * height);
        }
    }
    return region;
}

} // namespace ui
