// SPDX-License-Identifier: Apache-2.0
#include "ui/outcome_panel.h"

#include "ui/tone_icon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int IconSize = 18;
constexpr int Radius = 6;

QString iconName(Tone tone)
{
    if (tone == Tone::Ok)
        return u"circle-check"_s;
    return tone == Tone::Error ? u"circle-alert"_s : u"triangle-alert"_s;
}

QLabel *makeText(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

OutcomePanel::OutcomePanel(QWidget *parent)
    : QFrame(parent)
    , m_icon(new ToneIcon(u"circle-check"_s, Tone::Ok, IconSize, this))
    , m_text(makeText(this))
    , m_details(makeText(this))
    , m_offer(new QPushButton(this))
    , m_copy(new QPushButton(icon(u"copy"_s), tr("Copy"), this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_details->setFont(monospaceFont());
    m_offer->setAutoDefault(false);
    m_copy->setAutoDefault(false);
    m_copy->setAccessibleName(tr("Copy details"));
    connect(m_offer, &QPushButton::clicked, this, &OutcomePanel::offerAccepted);
    connect(m_copy, &QPushButton::clicked, this, &OutcomePanel::copy);

    auto *buttons = new QVBoxLayout;
    buttons->addWidget(m_offer);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(m_text);
    texts->addWidget(m_details);
    texts->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 10, 10, 10);
    layout->setSpacing(10);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(texts, 1);
    layout->addLayout(buttons);
    hide();
}

void OutcomePanel::showOutcome(Tone tone, const QString &text, const QString &details, const QString &offer)
{
    m_tone = tone;
    m_icon->setIcon(iconName(tone), tone);
    m_text->setText(text);
    m_details->setText(details);
    m_details->setVisible(!details.isEmpty());
    m_offer->setText(offer);
    m_offer->setVisible(!offer.isEmpty());
    setAccessibleName(text);
    show();
    update();
}

QString OutcomePanel::text() const
{
    return m_text->text();
}

QString OutcomePanel::details() const
{
    return m_details->text();
}

void OutcomePanel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor color = toneColor(m_tone, palette());
    QColor edge = color;
    color.setAlphaF(0.08F);
    edge.setAlphaF(0.45F);
    painter.setBrush(color);
    painter.setPen(edge);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Radius, Radius);
}

void OutcomePanel::copy()
{
    const QString details = m_details->text();
    QGuiApplication::clipboard()->setText(details.isEmpty() ? m_text->text() : m_text->text() + u'\n' + details);
}

} // namespace ui

#include "moc_outcome_panel.cpp"
