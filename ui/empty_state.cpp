// SPDX-License-Identifier: Apache-2.0
#include "ui/empty_state.h"

#include "ui/theme.h"

#include <QAbstractButton>
#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int iconSide = 40;
constexpr int textWidth = 420;

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    return label;
}

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(plainLabel(this))
    , m_title(plainLabel(this))
    , m_text(plainLabel(this))
    , m_buttons(new QHBoxLayout)
{
    m_title->setFont(headingFont(1));
    m_text->setWordWrap(true);
    m_text->setFixedWidth(textWidth);
    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addLayout(m_buttons);
    column->addStretch(3);
    m_buttons->setAlignment(Qt::AlignHCenter);
    tint();
}

void EmptyState::setContent(const QString &iconName, const QString &title, const QString &text)
{
    m_iconName = iconName;
    m_title->setText(title);
    m_text->setText(text);
    // A layout gives a centred label the height of one line, however many it wraps into.
    if (!text.isEmpty())
        m_text->setFixedHeight(m_text->heightForWidth(textWidth));
    m_text->setVisible(!text.isEmpty());
    tint();
}

void EmptyState::setButtons(const QList<QAbstractButton *> &buttons)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    for (QAbstractButton *button : buttons)
        m_buttons->addWidget(button);
}

QString EmptyState::title() const
{
    return m_title->text();
}

void EmptyState::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        tint();
    QWidget::changeEvent(event);
}

void EmptyState::tint()
{
    const QColor quiet = toneColor(Tone::Muted, palette());
    QPalette colors = m_text->palette();
    if (colors.color(QPalette::WindowText) != quiet) {
        colors.setColor(QPalette::WindowText, quiet);
        m_text->setPalette(colors);
    }
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(icon(m_iconName, quiet).pixmap(QSize(iconSide, iconSide), devicePixelRatioF()));
}

} // namespace ui

#include "moc_empty_state.cpp"
