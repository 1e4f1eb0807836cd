// SPDX-License-Identifier: Apache-2.0
#include "ui/command_bar.h"

#include "ui/command_actions.h"
#include "ui/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {

CommandBar::CommandBar(CommandActions &actions, const QStringList &ids, models::Command::Scope scope, QWidget *parent)
    : QWidget(parent), m_caption(new QLabel(this)), m_more(new QToolButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (const QString &id : ids) {
        QAction *action = actions.action(id);
        if (!action)
            continue;
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAutoRaise(true);
        m_buttons << button;
        row->addWidget(button);
    }
    m_more->setText(u"More"_s);
    m_more->setIcon(icon(u"ellipsis"_s));
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setAutoRaise(true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setToolTip(u"All commands"_s);
    auto *menu = new QMenu(m_more);
    m_more->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [menu, &actions, scope] {
        if (menu->isEmpty())
            actions.fillMenu(*menu, scope);
    });
    row->addWidget(m_more);
    row->addStretch(1);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(m_caption);
}

void CommandBar::setCaption(const QString &text)
{
    m_caption->setText(text);
    fit();
}

void CommandBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void CommandBar::fit()
{
    int room = width() - m_more->sizeHint().width() - m_caption->sizeHint().width() - 16;
    for (QToolButton *button : m_buttons) {
        room -= button->sizeHint().width() + 2;
        button->setVisible(room >= 0);
    }
}

} // namespace ui
