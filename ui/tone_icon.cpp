// SPDX-License-Identifier: Apache-2.0
#include "ui/tone_icon.h"

#include <QPainter>

namespace ui {

QPixmap tonePixmap(const QString &name, Tone tone, const QPalette &palette, int size, qreal ratio)
{
    return icon(name, toneColor(tone, palette)).pixmap(QSize(size, size), ratio);
}

ToneIcon::ToneIcon(const QString &name, Tone tone, int size, QWidget *parent)
    : QWidget(parent), m_name(name), m_tone(tone), m_size(size)
{
    setFixedSize(size, size);
}

void ToneIcon::setIcon(const QString &name, Tone tone)
{
    m_name = name;
    m_tone = tone;
    update();
}

void ToneIcon::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.drawPixmap(rect(), tonePixmap(m_name, m_tone, palette(), m_size, devicePixelRatioF()));
}

} // namespace ui

#include "moc_tone_icon.cpp"
