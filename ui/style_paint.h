// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyleOption>

class QPainter;
class QWidget;

/// The strokes of ui::Style, one function an element. All paint in logical pixels with the option's palette.
namespace ui::paint {

constexpr qreal radius = 6;

void buttonPanel(const QStyleOption &option, QPainter &painter, const QWidget *widget);
void toolPanel(const QStyleOption &option, QPainter &painter);
/// A button and the `arrow` of its menu: one shape, with the arrow's part darker while the menu is open.
void splitPanel(const QStyleOptionToolButton &tool, const QRect &arrow, QPainter &painter);
void field(const QStyleOption &option, QPainter &painter, bool focused);
void spinBox(const QStyleOptionSpinBox &box, const QRect &up, const QRect &down, QPainter &painter);
void focusRing(const QStyleOption &option, QPainter &painter);
void frame(const QStyleOption &option, QPainter &painter);
void baseLine(const QStyleOption &option, QPainter &painter); ///< a hairline along the bottom
void menuPanel(const QStyleOption &option, QPainter &painter);
void tipPanel(const QStyleOption &option, QPainter &painter);
void sortArrow(const QStyleOption &option, QPainter &painter);
void downArrow(const QStyleOption &option, QPainter &painter);
inline void nothing(const QStyleOption &, QPainter &)
{}
void checkBox(const QStyleOption &option, QPainter &painter);
void radioButton(const QStyleOption &option, QPainter &painter);
void branch(const QStyleOption &option, QPainter &painter);
void tab(const QStyleOptionTab &option, QPainter &painter);
void headerSection(const QStyleOption &option, QPainter &painter);
void progressGroove(const QStyleOptionProgressBar &option, QPainter &painter);
void progressContents(const QStyleOptionProgressBar &option, QPainter &painter);
void scrollBar(const QStyleOptionSlider &option, const QRect &slider, QPainter &painter);
void splitter(const QStyleOption &option, QPainter &painter);
void menuItem(const QStyleOptionMenuItem &option, QPainter &painter);
void menuBarItem(const QStyleOptionMenuItem &option, QPainter &painter);
/// An arrow head of two strokes in the middle of `rect`.
void chevron(QPainter &painter, const QRectF &rect, Qt::ArrowType direction, const QColor &color, qreal size = 4);

} // namespace ui::paint
