// SPDX-License-Identifier: Apache-2.0
#include "ui/tone_label.h"

#include <QEvent>
#include <QGuiApplication>

namespace ui {

ToneLabel::ToneLabel(Tone tone, const QString &text, QWidget *parent) : QLabel(parent), m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setText(text);
    applyTone();
}

void ToneLabel::setTone(Tone tone)
{
    m_tone = tone;
    applyTone();
}

void ToneLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        applyTone();
}

void ToneLabel::applyTone()
{
    const QColor color = toneColor(m_tone, parentWidget() ? parentWidget()->palette() : QGuiApplication::palette());
    if (palette().color(QPalette::WindowText) == color)
        return; // setPalette below comes back here as a PaletteChange
    QPalette own;
    own.setColor(QPalette::WindowText, color);
    setPalette(own);
}

QLabel *makeHeading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

} // namespace ui

#include "moc_tone_label.cpp"
