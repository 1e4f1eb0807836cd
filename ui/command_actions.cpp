// SPDX-License-Identifier: Apache-2.0
#include "ui/command_actions.h"

#include "models/format.h"
#include "ui/theme.h"

#include <QAction>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int mostCommandsShown = 4;

} // namespace

CommandActions::CommandActions(models::Commands &commands, QWidget *window) : QObject(window), m_commands(commands)
{
    for (const models::Command &command : models::Commands::all()) {
        auto *action = new QAction(icon(command.icon), command.label, this);
        action->setObjectName(command.id);
        if (!command.shortcut.isEmpty()) {
            action->setShortcut(QKeySequence::fromString(command.shortcut, QKeySequence::PortableText));
            window->addAction(action);
        }
        connect(action, &QAction::triggered, this, [this, id = command.id] { run(id); });
        m_actions.insert(command.id, action);
    }
    refresh();
}

QAction *CommandActions::action(const QString &id) const
{
    return m_actions.value(id);
}

void CommandActions::setSelection(const models::Selection &selection)
{
    m_selection = selection;
    refreshLater();
}

void CommandActions::refreshLater()
{
    if (m_refreshPending)
        return;
    m_refreshPending = true;
    QMetaObject::invokeMethod(this, &CommandActions::refresh, Qt::QueuedConnection);
}

void CommandActions::refresh()
{
    m_refreshPending = false;
    for (auto it = m_actions.cbegin(); it != m_actions.cend(); ++it) {
        it.value()->setEnabled(m_commands.availability(it.key(), m_selection).enabled);
        it.value()->setToolTip(models::toolTipText(explanation(it.key())));
    }
    Q_EMIT refreshed();
}

void CommandActions::run(const QString &id)
{
    Q_EMIT aboutToRun();
    m_commands.run(id, m_selection);
}

void CommandActions::fillMenu(QMenu &menu, models::Command::Scope scope) const
{
    menu.setToolTipsVisible(true);
    delete menu.findChild<QMenu *>(u"share"_s, Qt::FindDirectChildrenOnly); // of the last time
    QMenu *share = nullptr;
    QString group;
    for (const models::Command &command : models::Commands::all()) {
        if (command.scope != scope)
            continue;
        if (!menu.isEmpty() && command.group != group)
            menu.addSeparator();
        group = command.group;
        if (group == u"share" && !share) {
            share = menu.addMenu(icon(u"upload"_s), tr("Share"));
            share->setObjectName(u"share"_s);
            share->setToolTipsVisible(true);
        }
        (group == u"share" ? share : &menu)->addAction(m_actions.value(command.id));
    }
}

QString CommandActions::explanation(const QString &id) const
{
    const models::Command *command = models::Commands::find(id);
    if (!command)
        return {};
    QStringList lines{command->label};
    const models::Commands::Availability availability = m_commands.availability(id, m_selection);
    if (!availability.enabled)
        lines << availability.reason;
    if (!command->shortcut.isEmpty())
        lines.first() +=
            u" ("_s + QKeySequence::fromString(command->shortcut).toString(QKeySequence::NativeText) + u')';
    const QStringList docker = m_commands.dockerCommands(id, m_selection);
    lines << docker.mid(0, mostCommandsShown);
    if (docker.size() > mostCommandsShown)
        lines << u"and %1 more"_s.arg(docker.size() - mostCommandsShown);
    return lines.join(u'\n');
}

} // namespace ui
