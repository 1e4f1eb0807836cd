// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/character_map.h"

#include <QGlyphRun>
#include <QList>
#include <QString>
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
    /// `text` is that of the layout; `offset` is added to positions in it.
    ShapedText(const QTextLine &line, qsizetype offset, const QString &text);

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
    /// Whether drawApart() can paint any of them, however many stretches there are, as quickly as all at once.
    [[nodiscard]] bool isApart() const { return map().isApart(); }
    void drawApart(QPainter &painter, const QPointF &origin, CharacterMap::Stretches stretches) const;

private:
    [[nodiscard]] const CharacterMap &map() const;
    [[nodiscard]] std::pair<qreal, qreal> straightExtent(qsizetype begin, qsizetype end) const;

    QTextLine m_line;
    qsizetype m_offset;
    QString m_text;
    bool m_isMixed;                            ///< some of it reads from right to left
    mutable QList<QGlyphRun> m_glyphs;         ///< of all, once they were needed
    mutable std::optional<CharacterMap> m_map; ///< likewise
};

} // namespace ui
