// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QStringView>

#include <array>
#include <memory>

class QPainter;

namespace ui {

/// A monospaced font as a grid: characters that are one cell wide are painted as glyphs at their columns, without shaping. What
/// is not in that set (other scripts, emoji, combining marks) needs a QTextLayout. Owned by a LogLayout; UI thread.
class LogFont
{
public:
    enum Face { Regular = 0, Bold = 1, Italic = 2 };

    /// `devicePixelRatio` of the screen: cells are whole pixels there.
    explicit LogFont(const QFont &font = {}, qreal devicePixelRatio = 1);

    [[nodiscard]] const QFont &font() const { return m_font; }
    [[nodiscard]] qreal devicePixelRatio() const { return m_devicePixelRatio; }
    [[nodiscard]] qreal cellWidth() const { return m_cellWidth; }
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    /// From the top of a row to its base line.
    [[nodiscard]] int baseLine() const { return m_baseLine; }

    /// Whether the character takes one cell, unless a mark follows it.
    [[nodiscard]] bool isCell(QChar c) const;
    /// Whether each character takes one cell.
    [[nodiscard]] bool isGrid(QStringView text) const;
    /// Paints grid text with the painter's pen; `faces` is a combination of Face.
    void draw(QPainter &painter, const QPointF &baseLine, QStringView text, int faces) const;

private:
    struct Glyphs;

    [[nodiscard]] Glyphs &glyphs(int faces) const;
    [[nodiscard]] QFont variant(int faces) const;

    QFont m_font;
    qreal m_devicePixelRatio;
    qreal m_cellWidth = 1;
    int m_rowHeight = 1;
    int m_baseLine = 1;
    mutable std::array<std::shared_ptr<Glyphs>, 4> m_glyphs;
};

} // namespace ui
