// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/commands.h"
#include "models/run_form.h"

#include <QObject>

#include <optional>

class QWidget;

namespace models {
class Actions;
class EngineSession;
class Job;
class JobsModel;
class NotebookJob;
class PullJob;
class SettingsStore;
struct RunText;
} // namespace models

namespace ui {

class NewNotebookDialog;
class PullDialog;
class RunDialog;

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
    /// Opens "Run a container" with this form.
    void openRun(const models::RunForm &form);
    /// The same, filled from a command that was read into a form.
    void openCommand(const models::RunText &command);
    void openPull(const QString &reference);
    /// The way back to what shows a job (Activity's Show): the layers of a pull, the steps of a launch or the form it came from.
    void showJob(models::Job *job);

Q_SIGNALS:
    /// A run has succeeded: select this container and show its log.
    void containerStarted(const QString &id);
    /// One stands in the place of another now.
    void containerReplaced(const QString &oldId, const QString &newId);

private:
    bool presentForContainers(const QString &id, const QList<engine::Container> &containers);
    bool presentForImages(const QString &id, const QList<models::ImagesModel::Row> &rows);
    void showPull(models::PullJob *job);
    void showLaunch(models::NotebookJob *job);
    NewNotebookDialog *makeNotebookDialog();
    RunDialog *makeRunDialog();
    PullDialog *makePullDialog();

    models::EngineSession &m_session;
    models::Actions &m_actions;
    models::SettingsStore &m_settings;
    QWidget *m_window;
    std::optional<models::RunForm> m_draft; ///< of a run dialog that was closed half way; for this session only
};

} // namespace ui
