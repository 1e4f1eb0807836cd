// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/log_colors.h"
#include "ui/log_layout.h"

#include <QRectF>
#include <QRegion>

#include <utility>
#include <vector>

class QPainter;

namespace ui {

/// Paints the text of shown lines: colours of the container first, then marks (found places, the selection) over them. Made for
/// one paint event.
class LogPainter
{
public:
    /// Other ink for some characters of a line. Later marks lie above earlier ones.
    struct Mark
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        LogInk ink;
        bool underlined = false;
    };

    LogPainter(QPainter &painter, const LogFont &font, const LogColors &colors, bool withColours);

    /// Paints characters `begin` to `end` of a row on the grid. `origin` is the top left of the row's first character, which
    /// is `rowBegin`; the rest lies outside the view.
    void drawCells(const ShownLine &shown, const QPointF &origin, qsizetype rowBegin, qsizetype begin, qsizetype end,
                   const std::vector<Mark> &marks);
    /// Paints what is not on the grid. `origin` is the top left of its layout, `top` that of the row.
    void drawShaped(const ShownLine &shown, const ShapedText &text, const QPointF &origin, qreal top,
                    const std::vector<Mark> &marks);

private:
    struct Span
    {
        qsizetype begin = 0;
        qsizetype end = 0;
        LogInk ink;
        quint8 flags = 0;
        std::vector<std::pair<qreal, qreal>> extents; ///< once they were asked for: they take long to find

        const std::vector<std::pair<qreal, qreal>> &extentsIn(const ShapedText &text);
    };

    /// The text of `parts`, which are all of `text`, without what lies under it.
    void drawInks(const ShapedText &text, const QPointF &origin, qreal top, std::vector<Span> &parts);
    void drawApart(const ShapedText &text, const QPointF &origin, const std::vector<Span> &parts);
    [[nodiscard]] QRegion regionOf(const ShapedText &text, const QPointF &origin, qreal top, QRgb ink,
                                   std::vector<Span> &parts) const;
    static void append(std::vector<Span> &spans, const Span &next);
    [[nodiscard]] static std::vector<Span> marked(const std::vector<Span> &spans, const std::vector<Mark> &marks);
    [[nodiscard]] std::vector<Span> spans(const ShownLine &shown, qsizetype begin, qsizetype end,
                                          const std::vector<Mark> &marks) const;

    QPainter &m_painter;
    const LogFont &m_font;
    const LogColors &m_colors;
    bool m_withColours;
};

} // namespace ui
