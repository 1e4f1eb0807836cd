// SPDX-License-Identifier: Apache-2.0
#include "ui/nav_button.h"

#include "ui/theme.h"

#include <QFocusEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int buttonHeight = 34;

} // namespace

NavButton::NavButton(const QString &iconName, const QString &text, QWidget *parent)
    : QAbstractButton(parent), m_iconName(iconName)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize NavButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 96, qMax(buttonHeight, fontMetrics().height() + 14)};
}

void NavButton::setCount(int count, const QString &meaning)
{
    m_count = count;
    setAccessibleName(count > 0 ? text() + u", "_s + meaning : text());
    update();
}

void NavButton::focusInEvent(QFocusEvent *event)
{
    m_ring = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
             event->reason() == Qt::ShortcutFocusReason;
    QAbstractButton::focusInEvent(event);
}

void NavButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ground = QRectF(rect()).adjusted(0, 1, 0, -1);
    QColor fill = Qt::transparent;
    if (isChecked())
        fill = palette().color(QPalette::Highlight);
    else if (underMouse())
        fill = palette().color(QPalette::Midlight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(ground, 6, 6);
    if (hasFocus() && m_ring) {
        painter.setPen(QPen(toneColor(Tone::Accent, palette()), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 5, 5);
    }
    const QColor text = palette().color(isChecked() ? QPalette::HighlightedText : QPalette::WindowText);
    ui::icon(m_iconName, text).paint(&painter, QRect(10, (height() - 16) / 2, 16, 16));
    QFont label = font();
    label.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
    painter.setFont(label);
    painter.setPen(text);
    painter.drawText(rect().adjusted(36, 0, -10, 0), Qt::AlignVCenter | Qt::AlignLeft, this->text());
    if (m_count <= 0)
        return;
    const QString count = QString::number(m_count);
    QFont small = font();
    small.setWeight(QFont::DemiBold);
    small.setPointSizeF(font().pointSizeF() * 0.88);
    painter.setFont(small);
    const qreal width = std::max<qreal>(20, painter.fontMetrics().horizontalAdvance(count) + 12);
    const QRectF pill(this->width() - width - 8, (height() - 18) / 2.0, width, 18);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fillColor(ButtonKind::Primary, palette()));
    painter.drawRoundedRect(pill, 9, 9);
    painter.setPen(Qt::white);
    painter.drawText(pill, Qt::AlignCenter, count);
}

} // namespace ui
