// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QGlyphRun>
#include <QList>
#include <QTextLine>

#include <optional>
#include <utility>
#include <vector>

class QPainter;

namespace ui {

/// Text on one row that a font had to be asked about: other scripts, emoji, combining marks. Knows where each of its characters
/// is and paints some of them in one ink. QTextLayout::draw() could paint many inks, but joins and cuts painter paths for that:
/// hundreds of milliseconds a page. Refers to a layout of its owner; UI thread.
class ShapedText
{
public:
    /// `offset` is added to positions in the layout. `isMixed`: some of it reads from right to left.
    ShapedText(const QTextLine &line, qsizetype offset, bool isMixed)
        : m_line(line), m_offset(offset), m_isMixed(isMixed)
    {}

    /// Does ahead what the first draw() of all of it would do.
    void prepare() const;

    [[nodiscard]] qsizetype begin() const { return m_line.textStart() + m_offset; }
    [[nodiscard]] qsizetype end() const { return begin() + m_line.textLength(); }
    [[nodiscard]] qreal width() const { return m_line.naturalTextWidth(); }
    /// Pixels from the start of the row.
    [[nodiscard]] qreal xOf(qsizetype position) const { return m_line.cursorToX(int(position - m_offset)); }
    [[nodiscard]] qsizetype positionAt(qreal x) const { return m_line.xToCursor(x) + m_offset; }
    /// From where to where characters `begin` to `end` stand, from left to right: in several places where directions are mixed.
    [[nodiscard]] std::vector<std::pair<qreal, qreal>> extents(qsizetype begin, qsizetype end) const;
    /// Paints characters `begin` to `end` with the painter's pen. `origin` is the top left of the layout.
    void draw(QPainter &painter, const QPointF &origin, qsizetype begin, qsizetype end) const;

private:
    [[nodiscard]] std::pair<qreal, qreal> straightExtent(qsizetype begin, qsizetype end) const;

    QTextLine m_line;
    qsizetype m_offset;
    bool m_isMixed;
    mutable QList<QGlyphRun> m_glyphs; ///< of all, once they were needed
    mutable std::vector<std::optional<std::pair<qreal, qreal>>>
        m_edges; ///< of each character, once they were asked for
};

} // namespace ui
