// SPDX-License-Identifier: Apache-2.0
#include "ui/engine_banner.h"

#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "ui/theme.h"
#include "ui/tone_icon.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QPushButton *plainButton(const QString &text, QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setAutoDefault(false);
    return button;
}

} // namespace

EngineBanner::EngineBanner(models::EngineSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_icon(new ToneIcon(u"triangle-alert"_s, Tone::Warning, 20, this))
    , m_title(plainLabel(this))
    , m_text(plainLabel(this))
    , m_copy(plainButton(u"Copy command"_s, this))
    , m_builtIn(plainButton(u"Use the built-in engine"_s, this))
    , m_retry(plainButton(u"Retry"_s, this))
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    setButtonKind(m_retry, ButtonKind::Primary, u"refresh-cw"_s);
    setButtonKind(m_copy, ButtonKind::Plain, u"copy"_s);
    setButtonKind(m_builtIn, ButtonKind::Plain, u"box"_s);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_retry, m_copy, m_builtIn})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addSpacing(4);
    words->addLayout(buttons);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 14, 16, 14);
    row->setSpacing(12);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    connect(m_retry, &QPushButton::clicked, &m_session, &models::EngineSession::retryNow);
    connect(m_builtIn, &QPushButton::clicked, this, &EngineBanner::builtInEngineRequested);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_command); });
    connect(&m_session, &models::EngineSession::stateChanged, this, &EngineBanner::refresh);
    hide();
    refresh();
}

void EngineBanner::setBuiltInEngineAvailable(bool available)
{
    m_builtInAvailable = available;
    refresh();
}

void EngineBanner::refresh()
{
    const models::ConnectionState state = m_session.state();
    const bool wanted = state != models::ConnectionState::Connected && state != models::ConnectionState::Connecting;
    if (!wanted) {
        hide();
        return;
    }
    models::Explanation explanation;
    if (const std::optional<engine::EngineError> error = m_session.lastError()) {
        explanation = models::explainConnection(*error, m_session.endpoint());
    } else {
        explanation.title = m_session.stateText();
        explanation.reason =
            u"The engine at %1 accepts the connection but does not answer."_s.arg(m_session.endpoint().url());
    }
    m_command = explanation.command;
    m_title->setText(models::visibleText(explanation.title));
    m_text->setText(models::visibleText((explanation.reason + u' ' + explanation.advice).trimmed()));
    m_text->setVisible(!m_text->text().isEmpty());
    m_copy->setVisible(!m_command.isEmpty());
    m_copy->setToolTip(models::toolTipText(m_command));
    m_builtIn->setVisible(m_builtInAvailable);
    const Tone tone = state == models::ConnectionState::NotReachable ? Tone::Error : Tone::Warning;
    m_icon->setIcon(u"triangle-alert"_s, tone);
    const bool news = isHidden();
    show();
    if (news) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    setAccessibleName(m_title->text());
}

void EngineBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tone tone = m_session.state() == models::ConnectionState::NotReachable ? Tone::Error : Tone::Warning;
    QColor ground = toneColor(tone, palette());
    ground.setAlphaF(isDark(palette()) ? 0.16F : 0.09F);
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect(0, height() - 1, width(), 1), separatorColor(palette()));
}

} // namespace ui
