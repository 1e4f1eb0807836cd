// SPDX-License-Identifier: Apache-2.0
#include "ui/toast.h"

#include "models/format.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int toastWidth = 380;
constexpr int longestText = 400; ///< characters; the whole text is under Activity

QString iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Error:
        return u"circle-alert"_s;
    case Tone::Warning:
        return u"triangle-alert"_s;
    case Tone::Ok:
        return u"circle-check"_s;
    default:
        return u"info"_s;
    }
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    const QString shown = models::visibleText(text);
    label->setText(shown.size() > longestText ? shown.left(longestText) + u'…' : shown);
    return label;
}

} // namespace

Toast::Toast(Tone tone, const QString &headline, const QString &text, QWidget *parent)
    : QFrame(parent), m_buttons(new QHBoxLayout), m_tone(tone)
{
    setFixedWidth(toastWidth);
    setAccessibleName(models::visibleText(headline));
    setAccessibleDescription(models::visibleText(text));
    auto *sign = new QLabel(this);
    sign->setPixmap(icon(iconOf(tone), toneColor(tone, palette())).pixmap(QSize(18, 18), devicePixelRatioF()));
    QLabel *title = plainLabel(headline, this);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    auto *closeButton = new QToolButton(this);
    closeButton->setIcon(icon(u"x"_s));
    closeButton->setToolTip(u"Close notification"_s);
    closeButton->setAccessibleName(u"Close notification"_s);
    closeButton->setAutoRaise(true);
    closeButton->setFocusPolicy(Qt::TabFocus);
    connect(closeButton, &QToolButton::clicked, this, &Toast::closeRequested);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(14, 10, 8, 12);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    grid->addWidget(sign, 0, 0, Qt::AlignTop);
    grid->addWidget(title, 0, 1, Qt::AlignVCenter);
    grid->addWidget(closeButton, 0, 2, Qt::AlignTop);
    if (!text.isEmpty())
        grid->addWidget(plainLabel(text, this), 1, 1, 1, 2);
    m_buttons->setContentsMargins(0, 6, 0, 0);
    m_buttons->addStretch(1);
    grid->addLayout(m_buttons, 2, 1, 1, 2);
    grid->setColumnStretch(1, 1);
}

QAbstractButton *Toast::addButton(const QString &label, const QString &iconName)
{
    auto *button = new QPushButton(label, this);
    button->setAutoDefault(false);
    button->setFocusPolicy(Qt::TabFocus);
    setButtonKind(button, ButtonKind::Plain, iconName);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    connect(button, &QPushButton::clicked, this, &Toast::closeRequested, Qt::QueuedConnection);
    return button;
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(isDark(palette()) ? palette().color(QPalette::Dark) : separatorColor(palette()).darker(115), 1));
    painter.setBrush(isDark(palette()) ? palette().color(QPalette::Button) : palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(m_tone, palette()));
    painter.drawRoundedRect(QRectF(5, 10, 3, height() - 20), 1.5, 1.5);
}

} // namespace ui
