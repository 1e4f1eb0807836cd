// SPDX-License-Identifier: Apache-2.0
#include "ui/log_time_bar.h"

#include "ui/status_place.h"
#include "ui/theme.h"
#include "ui/tone_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int LeastTextWidth = 110;
constexpr int TextWidth = 260; ///< room for the examples

} // namespace

LogTimeBar::LogTimeBar(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
    , m_label(new QLabel(this))
    , m_text(new QLineEdit(this))
    , m_go(new QPushButton(this))
    , m_status(new ToneLabel(Tone::Muted, {}, this))
{
    m_rows->setContentsMargins(8, 4, 8, 4);
    m_rows->setSpacing(2);
    m_rows->addLayout(m_row);
    m_row->setSpacing(6);
    m_label->setBuddy(m_text);
    m_text->setPlaceholderText(tr("10 min, 18:00 or 2026-11-22 18:00"));
    m_text->setMinimumWidth(LeastTextWidth);
    m_text->setMaximumWidth(TextWidth);
    m_go->setAutoDefault(false);
    m_status->setWordWrap(false);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *const close = new QToolButton(this);
    close->setIcon(icon(u"x"_s));
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close"));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    m_row->addWidget(m_label);
    m_row->addWidget(m_text, 2);
    m_row->addWidget(m_go);
    m_statusIndex = m_row->count();
    m_row->addWidget(m_status, 3);
    m_row->addStretch();
    m_row->addWidget(close);
    connect(m_go, &QPushButton::clicked, this, [this] { Q_EMIT accepted(m_text->text()); });
    connect(m_text, &QLineEdit::textEdited, this, [this] { setStatus({}, false); });
    connect(close, &QToolButton::clicked, this, &LogTimeBar::closed);
}

void LogTimeBar::open(const QString &label, const QString &button, const QString &text)
{
    m_label->setText(label);
    m_text->setAccessibleName(label);
    m_go->setText(button);
    m_text->setText(text);
    setStatus({}, false);
    show();
    m_text->setFocus();
    m_text->selectAll();
}

void LogTimeBar::setStatus(const QString &text, bool isError)
{
    m_status->setText(text);
    m_status->setToolTip(text);
    m_status->setVisible(!text.isEmpty());
    m_status->setTone(isError ? Tone::Error : Tone::Muted);
    place();
}

/// The button says enough where there is no room for what the field is called.
void LogTimeBar::place()
{
    const int label = m_label->sizeHint().width() + m_row->spacing();
    const int others = leastWidth(*m_row, *m_status) - (m_label->isHidden() ? 0 : label);
    m_label->setVisible(others + label <= roomIn(*m_rows));
    placeStatus(*m_rows, *m_row, *m_status, m_statusIndex);
}

void LogTimeBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void LogTimeBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT accepted(m_text->text());
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui

#include "moc_log_time_bar.cpp"
