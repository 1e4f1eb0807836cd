// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/commands.h"

#include <QHash>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace ui {

/// One QAction for each command of the catalogue, shared by menu bar, tool rows, context menus and palette, so that enabled state,
/// reason and shortcut are the same everywhere. Works on one selection: that of the page in front. Owned by the main window; UI thread.
class CommandActions : public QObject
{
    Q_OBJECT
public:
    /// Shortcuts work in the whole of `window`.
    CommandActions(models::Commands &commands, QWidget *window);

    /// Null when the catalogue has no such command.
    [[nodiscard]] QAction *action(const QString &id) const;
    [[nodiscard]] const models::Selection &selection() const { return m_selection; }
    void setSelection(const models::Selection &selection);
    /// What decides availability may have changed; looked at once per turn of the event loop.
    void refreshLater();
    void run(const QString &id);
    /// All commands of a scope, with separators between groups, in the catalogue's order; the group "share" as a menu of its own.
    void fillMenu(QMenu &menu, models::Command::Scope scope) const;
    /// Name, reason when disabled, shortcut and docker commands, as plain text lines.
    [[nodiscard]] QString explanation(const QString &id) const;

Q_SIGNALS:
    /// A command is about to work on the selection: the page in front brings it up to date, so that no command acts on rows as they were
    /// a moment before.
    void aboutToRun();
    /// Enabled states and explanations are up to date with the selection.
    void refreshed();

private:
    void refresh();

    models::Commands &m_commands;
    QHash<QString, QAction *> m_actions;
    models::Selection m_selection;
    bool m_refreshPending = false;
};

} // namespace ui
