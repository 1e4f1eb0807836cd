// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/commands.h"

#include <QObject>

class QWidget;

namespace models {
class Actions;
class EngineSession;
class JobsModel;
class SettingsStore;
} // namespace models

namespace ui {

/// Answers Commands::uiRequested for every command that needs a dialog or a confirmation: Run…, Pull…, Remove…, Rename…, Kill…,
/// Tag…, History, Prune…. Dialogs are window-modal or modeless and never block the event loop.
class CommandPresenter : public QObject
{
    Q_OBJECT
public:
    CommandPresenter(models::EngineSession &session, models::Commands &commands, models::Actions &actions,
                     models::JobsModel &jobs, models::SettingsStore &settings, QWidget *window);

    /// Returns false for commands that are the main window's own (pages, palette, quit).
    bool present(const QString &id, const models::Selection &selection);

Q_SIGNALS:
    /// A run has succeeded: select this container and show its log.
    void containerStarted(const QString &id);

private:
    models::EngineSession &m_session;
    models::Commands &m_commands;
    models::Actions &m_actions;
    models::JobsModel &m_jobs;
    models::SettingsStore &m_settings;
    QWidget *m_window;
};

} // namespace ui
