// SPDX-License-Identifier: Apache-2.0
#include "ui/shaped_text.h"

#include "ui/line_parts.h"

#include <QPainter>

#include <algorithm>

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

} // namespace

ShapedText::ShapedText(const QTextLine &line, qsizetype offset, const QString &text)
    : m_line(line)
    , m_offset(offset)
    , m_text(text)
    , m_isMixed(isMixed(QStringView(text).mid(line.textStart(), line.textLength())))
{}

const CharacterMap &ShapedText::map() const
{
    if (!m_map)
        m_map.emplace(m_line, QStringView(m_text).mid(m_line.textStart(), m_line.textLength()), m_isMixed);
    return *m_map;
}

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
    const qsizetype first = begin - this->begin();
    const qsizetype last = end - this->begin() - 1;
    if (!m_isMixed && !isApart())
        return {straightExtent(begin, end)};
    if (!m_isMixed)
        return {{map().edges(first).first, map().edges(last).second}};
    std::vector<std::pair<qreal, qreal>> edges;
    for (qsizetype i = first; i <= last; ++i)
        edges.push_back(map().edges(i));
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

void ShapedText::drawApart(QPainter &painter, const QPointF &origin, CharacterMap::Stretches stretches) const
{
    for (auto &[begin, end] : stretches) {
        begin = std::max(begin, this->begin()) - this->begin();
        end = std::min(end, this->end()) - this->begin();
    }
    map().draw(painter, origin, stretches);
}

} // namespace ui
