// SPDX-License-Identifier: Apache-2.0
#include "ui/log_json_panel.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int ShortestText = 90; ///< px

} // namespace

LogJsonPanel::LogJsonPanel(QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_text(new QPlainTextEdit(this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setForegroundRole(QPalette::PlaceholderText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere); // looking for words takes seconds where there are none
    m_text->setFont(monospaceFont());
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Line as JSON"));
    m_text->setMinimumHeight(ShortestText);
    auto *const close = new QToolButton(this);
    close->setIcon(icon(u"x"_s));
    close->setToolTip(tr("Close JSON (Esc)"));
    close->setAccessibleName(tr("Close JSON"));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    auto *const head = new QHBoxLayout;
    head->setContentsMargins(12, 2, 8, 2);
    head->addWidget(m_title, 1);
    head->addWidget(close);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_text, 1);
    connect(close, &QToolButton::clicked, this, &LogJsonPanel::closed);
    hide();
}

void LogJsonPanel::showLine(qint64 line, const QString &time, const QString &json)
{
    m_line = line;
    m_title->setText(time.isEmpty() ? tr("Line as JSON") : tr("Line of %1 as JSON").arg(time));
    m_text->setPlainText(json);
    show();
}

void LogJsonPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ui

#include "moc_log_json_panel.cpp"
