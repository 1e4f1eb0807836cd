// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QRawFont>
#include <QStringView>
#include <QTextLine>

#include <utility>
#include <vector>

class QGlyphRun;
class QPainter;

namespace ui {

/// Where each character of a row of shaped text stands, and which glyph it is. Qt tells it of stretches only and goes through all of
/// the row for each: so it is asked for few and long ones, those that read in one direction. Owned by a ShapedText; UI thread.
class CharacterMap
{
public:
    using Edges = std::pair<qreal, qreal>; ///< left and right, px from the start of the row
    using Stretches = std::vector<std::pair<qsizetype, qsizetype>>;

    /// `text` is that of `line`; characters are counted from its first one. `isMixed`: some of it reads from right to left.
    CharacterMap(const QTextLine &line, QStringView text, bool isMixed);

    /// Only if they are apart or `isMixed`. Of a character that is part of another one, or has no width: those of that one.
    [[nodiscard]] const Edges &edges(qsizetype character) const { return m_characters[std::size_t(character)].edges; }
    /// Whether each character is a glyph of its own, so that some can be painted without the others.
    [[nodiscard]] bool isApart() const { return m_isApart; }
    /// Paints the characters from the first to before the second of each pair with the painter's pen. Only if they are apart.
    void draw(QPainter &painter, const QPointF &origin, const Stretches &stretches) const;

private:
    struct Character
    {
        Edges edges;
        quint32 glyph = 0;
        int font = -1; ///< among m_fonts; -1: no glyph of its own
        QPointF place;
    };

    void addStretch(const QTextLine &line, QStringView text, qsizetype begin, qsizetype end);
    /// Whether these are one glyph for each character of the stretch, in their order.
    [[nodiscard]] bool addGlyphs(const QList<QGlyphRun> &runs, QStringView stretch);
    [[nodiscard]] int fontIndex(const QRawFont &font);

    std::vector<Character> m_characters;
    std::vector<QRawFont> m_fonts;
    bool m_isApart = true;
};

} // namespace ui
