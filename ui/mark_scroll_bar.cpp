// SPDX-License-Identifier: Apache-2.0
#include "ui/mark_scroll_bar.h"

#include "ui/theme.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>

#include <utility>

namespace ui {
namespace {

constexpr int MarkHeight = 2;

} // namespace

MarkScrollBar::MarkScrollBar(QWidget *parent) : QScrollBar(Qt::Vertical, parent)
{}

void MarkScrollBar::setMarks(HasMark hasMark)
{
    m_hasMark = std::move(hasMark);
    update();
}

void MarkScrollBar::paintEvent(QPaintEvent *event)
{
    QScrollBar::paintEvent(event);
    if (!m_hasMark)
        return;
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect groove = style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarGroove, this);
    const QColor color = toneColor(Tone::Warning, palette());
    QPainter painter(this);
    for (int y = 0; y < groove.height(); y += MarkHeight) {
        if (m_hasMark(double(y) / groove.height(), double(y + MarkHeight) / groove.height()))
            painter.fillRect(groove.left() + 1, groove.top() + y, groove.width() - 2, MarkHeight, color);
    }
}

} // namespace ui
