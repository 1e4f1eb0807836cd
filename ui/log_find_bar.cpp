// SPDX-License-Identifier: Apache-2.0
#include "ui/log_find_bar.h"

#include "ui/clear_button.h"
#include "ui/status_place.h"
#include "ui/theme.h"
#include "ui/tone_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int LeastTextWidth = 60;
constexpr int TextWidth = 280;

} // namespace

LogFindBar::LogFindBar(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
    , m_row(new QHBoxLayout)
    , m_text(new QLineEdit(this))
    , m_status(new ToneLabel(Tone::Muted, {}, this))
{
    m_rows->setContentsMargins(8, 4, 8, 4);
    m_rows->setSpacing(2);
    m_rows->addLayout(m_row);
    m_row->setSpacing(4);
    m_text->setPlaceholderText(tr("Find in log"));
    m_text->setAccessibleName(tr("Find in log"));
    addClearButton(*m_text);
    m_text->setMinimumWidth(LeastTextWidth);
    m_text->setMaximumWidth(TextWidth);
    m_text->addAction(icon(u"search"_s), QLineEdit::LeadingPosition)->setText(tr("Find"));
    m_row->addWidget(m_text, 1);
    m_case = addButton(tr("Match case"), u"case-sensitive"_s, true);
    m_wholeWord = addButton(tr("Whole word"), u"whole-word"_s, true);
    m_expression = addButton(tr("Regular expression"), u"regex"_s, true);
    m_previous = addButton(tr("Previous (Shift+F3)"), u"chevron-up"_s, false);
    m_next = addButton(tr("Next (F3)"), u"chevron-down"_s, false);
    m_status->setWordWrap(false);
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long one must not widen the pane
    m_statusIndex = m_row->count();
    m_row->addWidget(m_status, 1);
    m_row->addStretch();
    QToolButton *const close = addButton(tr("Close"), u"x"_s, false);

    connect(m_text, &QLineEdit::textChanged, this, &LogFindBar::queryChanged);
    connect(m_case, &QToolButton::toggled, this, &LogFindBar::queryChanged);
    connect(m_wholeWord, &QToolButton::toggled, this, &LogFindBar::queryChanged);
    connect(m_expression, &QToolButton::toggled, this, &LogFindBar::queryChanged);
    connect(m_previous, &QToolButton::clicked, this, &LogFindBar::previousRequested);
    connect(m_next, &QToolButton::clicked, this, &LogFindBar::nextRequested);
    connect(close, &QToolButton::clicked, this, &LogFindBar::closed);
    setSteppable(false);
}

QToolButton *LogFindBar::addButton(const QString &name, const QString &iconName, bool checkable)
{
    auto *const button = new QToolButton(this);
    button->setIcon(icon(iconName));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setCheckable(checkable);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    m_row->addWidget(button);
    return button;
}

models::LogQuery LogFindBar::query() const
{
    return {m_text->text(), m_case->isChecked(), m_expression->isChecked(), m_wholeWord->isChecked()};
}

void LogFindBar::open()
{
    show();
    m_text->setFocus();
    m_text->selectAll();
}

void LogFindBar::setStatus(const QString &text, bool isError)
{
    m_status->setText(text);
    m_status->setToolTip(text);
    m_status->setTone(isError ? Tone::Error : Tone::Muted);
    placeStatus(*m_rows, *m_row, *m_status, m_statusIndex);
}

void LogFindBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeStatus(*m_rows, *m_row, *m_status, m_statusIndex);
}

void LogFindBar::setSteppable(bool steppable)
{
    m_previous->setEnabled(steppable);
    m_next->setEnabled(steppable);
}

void LogFindBar::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else if (isEnter && event->modifiers() & Qt::ShiftModifier)
        Q_EMIT previousRequested();
    else if (isEnter)
        Q_EMIT nextRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui
