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
constexpr int BookmarkHeight = 4;

} // namespace

MarkScrollBar::MarkScrollBar(QWidget *parent) : QScrollBar(Qt::Vertical, parent)
{}

void MarkScrollBar::setMarks(HasMark hasMark)
{
    m_hasMark = std::move(hasMark);
    update();
}

void MarkScrollBar::setBookmarks(HasMark hasMark)
{
    m_hasBookmark = std::move(hasMark);
    update();
}

void MarkScrollBar::paintEvent(QPaintEvent *event)
{
    QScrollBar::paintEvent(event);
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect groove = style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarGroove, this);
    QPainter painter(this);
    const auto paintMarks = [&](const HasMark &hasMark, int height, int width, Tone tone) {
        for (int y = 0; hasMark && y < groove.height(); y += height) {
            if (hasMark(double(y) / groove.height(), double(y + height) / groove.height()))
                painter.fillRect(groove.left(), groove.top() + y, width, height, toneColor(tone, palette()));
        }
    };
    paintMarks(m_hasBookmark, BookmarkHeight, groove.width(), Tone::Accent);
    paintMarks(m_hasMark, MarkHeight, groove.width() / 3,
               Tone::Warning); // there may be so many that they hid the slider
}

} // namespace ui
