// SPDX-License-Identifier: Apache-2.0
#include "ui/shaped_text.h"

#include <QPainter>

#include <algorithm>
#include <limits>

namespace ui {
namespace {

constexpr qreal Seam = 1; ///< px; fonts round the widths of characters

/// One run for each font: painting many short ones is what costs.
QList<QGlyphRun> merged(const QList<QGlyphRun> &runs)
{
    QList<QGlyphRun> result;
    for (const QGlyphRun &run : runs) {
        const auto same = std::find_if(result.begin(), result.end(),
                                       [&run](const QGlyphRun &other) { return other.rawFont() == run.rawFont(); });
        if (same == result.end()) {
            result.append(run);
            continue;
        }
        same->setGlyphIndexes(same->glyphIndexes() + run.glyphIndexes());
        same->setPositions(same->positions() + run.positions());
    }
    return result;
}

/// From where to where the glyphs of some characters stand; nothing: there are none.
std::pair<qreal, qreal> extentOf(const QList<QGlyphRun> &runs)
{
    std::pair<qreal, qreal> extent{std::numeric_limits<qreal>::max(), 0};
    for (const QGlyphRun &run : runs) {
        const QList<QPointF> places = run.positions();
        const QList<QPointF> advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes());
        for (qsizetype i = 0; i < std::min(places.size(), advances.size()); ++i) {
            extent.first = std::min(extent.first, places[i].x());
            extent.second = std::max(extent.second, places[i].x() + advances[i].x());
        }
    }
    return extent;
}

} // namespace

void ShapedText::prepare() const
{
    if (m_glyphs.isEmpty())
        m_glyphs = merged(m_line.glyphRuns());
}

std::vector<std::pair<qreal, qreal>> ShapedText::extents(qsizetype begin, qsizetype end) const
{
    begin = std::max(begin, this->begin());
    end = std::min(end, this->end());
    if (begin >= end)
        return {};
    if (begin == this->begin() && end == this->end())
        return {{0, width()}};
    if (!m_isMixed)
        return {straightExtent(begin, end)};
    if (m_edges.empty())
        m_edges.resize(std::size_t(m_line.textLength()));
    std::vector<std::pair<qreal, qreal>> edges;
    for (qsizetype i = begin; i < end;
         ++i) { // not by cursorToX(): that is wrong where directions meet and in ligatures
        std::optional<std::pair<qreal, qreal>> &edge = m_edges[std::size_t(i - this->begin())];
        if (!edge)
            edge = extentOf(m_line.glyphRuns(int(i - m_offset), 1));
        edges.push_back(*edge);
    }
    std::sort(edges.begin(), edges.end());
    std::vector<std::pair<qreal, qreal>> result;
    for (const auto &[left, right] : edges) {
        if (left >= right)
            continue;
        if (!result.empty() && left <= result.back().second + Seam)
            result.back().second = std::max(result.back().second, right);
        else
            result.emplace_back(left, right);
    }
    return result;
}

/// Where all reads from left to right; what is within a character, or a mark on one, is all of that.
std::pair<qreal, qreal> ShapedText::straightExtent(qsizetype begin, qsizetype end) const
{
    int from = int(begin - m_offset);
    int to = int(end - m_offset);
    qreal left = 0;
    for (int place = from; from >= m_line.textStart(); place = --from) {
        left = m_line.cursorToX(&place);
        if (place == from)
            break;
    }
    const qreal right = m_line.cursorToX(&to);
    return {std::min(left, right), std::max(left, right)};
}

void ShapedText::draw(QPainter &painter, const QPointF &origin, qsizetype begin, qsizetype end) const
{
    begin = std::max(begin, this->begin());
    end = std::min(end, this->end());
    if (begin >= end)
        return;
    const bool isWhole = begin == this->begin() && end == this->end();
    if (isWhole)
        prepare();
    const QList<QGlyphRun> glyphs = isWhole ? m_glyphs : m_line.glyphRuns(int(begin - m_offset), int(end - begin));
    for (const QGlyphRun &run : glyphs)
        painter.drawGlyphRun(origin, run);
}

} // namespace ui
