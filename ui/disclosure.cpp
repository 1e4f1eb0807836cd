// SPDX-License-Identifier: Apache-2.0
#include "ui/disclosure.h"

#include "ui/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int ChevronSize = 16;
constexpr int Padding = 4;
} // namespace

Disclosure::Disclosure(const QString &text, QWidget *parent) : QAbstractButton(parent)
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    setFont(bold);
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Disclosure::setPart(QWidget *part)
{
    part->setVisible(isChecked());
    connect(this, &QAbstractButton::toggled, part, &QWidget::setVisible);
}

QSize Disclosure::sizeHint() const
{
    return {ChevronSize + 2 * Padding + fontMetrics().horizontalAdvance(text()) + Padding,
            qMax(fontMetrics().height(), ChevronSize) + 2 * Padding};
}

void Disclosure::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const QPixmap chevron = ui::icon(isChecked() ? u"chevron-down"_s : u"chevron-right"_s)
                                .pixmap(QSize(ChevronSize, ChevronSize), devicePixelRatioF());
    painter.drawPixmap(QRect(0, (height() - ChevronSize) / 2, ChevronSize, ChevronSize), chevron);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect().adjusted(ChevronSize + Padding, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

void Disclosure::keyPressEvent(QKeyEvent *event)
{
    // In a dialog Enter would press the default button; here it means this one, as space does.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace ui

#include "moc_disclosure.cpp"
