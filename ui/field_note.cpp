// SPDX-License-Identifier: Apache-2.0
#include "ui/field_note.h"

#include "ui/tone_icon.h"
#include "ui/tone_label.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int IconSize = 14;

/// The style draws a field's frame from these two roles.
void outline(QWidget &field, Tone tone)
{
    QPalette palette;
    if (tone != Tone::Muted) {
        palette.setColor(QPalette::Mid, toneColor(tone, field.palette()));
        palette.setColor(QPalette::Dark, toneColor(tone, field.palette()));
    }
    field.setPalette(palette);
}

} // namespace

FieldNote::FieldNote(QWidget *parent)
    : QWidget(parent)
    , m_icon(new ToneIcon(u"circle-alert"_s, Tone::Error, IconSize, this))
    , m_label(new ToneLabel(Tone::Error, {}, this))
    , m_offer(new QPushButton(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 2);
    layout->setSpacing(6);
    layout->addWidget(m_icon);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_offer);
    m_offer->setAutoDefault(false);
    connect(m_offer, &QPushButton::clicked, this, &FieldNote::offerAccepted);
    hide();
}

void FieldNote::show(QWidget *field, Tone tone, const QString &text, const QString &offer)
{
    m_field = field;
    m_text = text;
    m_icon->setVisible(tone != Tone::Muted);
    m_icon->setIcon(tone == Tone::Error ? u"circle-alert"_s : u"triangle-alert"_s, tone);
    m_label->setTone(tone);
    m_label->setText(text);
    m_offer->setVisible(!offer.isEmpty());
    m_offer->setText(offer);
    layout()->setAlignment(m_icon, offer.isEmpty() ? Qt::AlignTop : Qt::AlignVCenter);
    if (field) {
        field->setAccessibleDescription(text);
        outline(*field, tone);
    }
    setVisible(!text.isEmpty());
}

void FieldNote::clear()
{
    if (m_field) {
        m_field->setAccessibleDescription({});
        outline(*m_field, Tone::Muted);
    }
    m_text.clear();
    m_label->clear();
    hide();
}

} // namespace ui

#include "moc_field_note.cpp"
