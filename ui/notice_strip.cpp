// SPDX-License-Identifier: Apache-2.0
#include "ui/notice_strip.h"

#include "ui/bar.h"
#include "ui/tone_icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int SignSize = 16;
constexpr int TintAlpha = 26;
constexpr int NarrowestBar = 60, WidestBar = 200; ///< px

QString signName(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return u"circle-check"_s;
    case Tone::Warning:
        return u"triangle-alert"_s;
    case Tone::Error:
        return u"circle-alert"_s;
    default:
        return u"info"_s;
    }
}

} // namespace

NoticeStrip::NoticeStrip(QWidget *parent)
    : QWidget(parent)
    , m_sign(new ToneIcon(signName(Tone::Neutral), Tone::Neutral, SignSize, this))
    , m_text(new QLabel(this))
    , m_bar(new Bar(this))
    , m_button(new QPushButton(this))
{
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 5, 8, 5);
    layout->setSpacing(8);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    layout->addWidget(m_sign, 0, Qt::AlignVCenter);
    layout->addWidget(m_text, 1);
    m_bar->setMinimumWidth(NarrowestBar);
    m_bar->setMaximumWidth(WidestBar);
    m_bar->setAccessibleName(tr("Progress"));
    layout->addWidget(m_bar);
    layout->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &NoticeStrip::buttonClicked);
    hide();
}

void NoticeStrip::say(Tone tone, const QString &text, const QString &button, std::optional<double> fraction)
{
    m_tone = tone;
    m_sign->setIcon(signName(tone), tone);
    m_text->setText(text);
    setAccessibleName(text);
    m_bar->setVisible(fraction.has_value());
    if (fraction)
        m_bar->setFraction(*fraction);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    show();
    update();
}

void NoticeStrip::clear()
{
    hide();
    m_text->clear();
}

QString NoticeStrip::text() const
{
    return m_text->text();
}

void NoticeStrip::paintEvent(QPaintEvent *)
{
    QColor tint = toneColor(m_tone, palette());
    tint.setAlpha(TintAlpha);
    QPainter(this).fillRect(rect(), tint);
}

} // namespace ui
