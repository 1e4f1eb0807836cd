// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/system.h"
#include "engine-client/request_handle.h"
#include "models/notebook_plan.h"
#include "models/preset_library.h"
#include "ui/dialog.h"

#include <QTimer>

#include <optional>

class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace models {
class Actions;
class EngineSession;
class FolderLook;
class NotebookJob;
class SettingsStore;
} // namespace models

namespace ui {

class CommandPreview;
class FieldNote;
class KindList;
class NotebookFormView;
class NotebookReadyView;
class OutcomePanel;
class PortWatch;
class PresetMenu;
class RunProgressView;

/// "New notebook": a kind, a folder, a port, and Launch; then the steps on their way, and the button that opens the notebook. A
/// failed launch comes back to the form with the field marked. The job belongs to the Activity list and goes on when the dialog is
/// hidden.
class NewNotebookDialog : public Dialog
{
    Q_OBJECT
public:
    /// `presetFolder` empty: the default place of one's own presets.
    NewNotebookDialog(models::EngineSession &session, models::Actions &actions, models::SettingsStore &settings,
                      QWidget *parent, const QString &presetFolder = {});

    /// Fills the form as it was when this was launched.
    void setPlan(const models::NotebookPlan &plan);
    /// Shows a launch; of one that has failed or was cancelled the outcome, over the form.
    void showJob(models::NotebookJob *job);
    [[nodiscard]] models::NotebookJob *job() const;

Q_SIGNALS:
    /// A notebook answers: select its container.
    void notebookReady(const QString &containerId);

private:
    void build();
    void makeButtons();
    void connectAll();
    void askEngine();
    void chooseKind(const QString &id);
    void presetsChanged(const QString &id);
    void formEdited();
    void imageSettled();
    void adviseFolder();
    [[nodiscard]] models::NotebookPlan plan() const;
    [[nodiscard]] QString safetyText(const models::NotebookPreset &preset) const;
    void check();
    [[nodiscard]] QList<models::FormProblem> problemsOf(const models::NotebookPlan &plan) const;
    void showProblems(const QList<models::FormProblem> &problems);
    void focusFirstProblem();
    void launch();
    void remember(const models::NotebookPlan &plan);
    void jobFinished();
    void showFailure();
    void showForm();
    void openNotebook();
    void refreshButtons();
    [[nodiscard]] bool isEngineHere() const;

    models::EngineSession &m_session;
    models::Actions &m_actions;
    models::SettingsStore &m_settings;
    models::PresetLibrary m_library;
    KindList *m_kinds;
    QStackedWidget *m_pages;
    QScrollArea *m_scroll;
    QWidget *m_formPage;
    NotebookFormView *m_form;
    RunProgressView *m_progress;
    NotebookReadyView *m_ready;
    OutcomePanel *m_outcome;
    CommandPreview *m_command;
    FieldNote *m_summary;
    PortWatch *m_portWatch;
    PresetMenu *m_presets;
    models::FolderLook *m_folderLook;
    QPushButton *m_close = nullptr, *m_cancelLaunch = nullptr, *m_launch = nullptr;

    QPointer<models::NotebookJob> m_job; ///< the last one; owned by the Activity list
    QString m_failedField, m_inspectedImage;
    std::optional<QString> m_imageUser;       ///< of m_inspectedImage, when it is on the engine
    std::optional<engine::SystemInfo> m_info; ///< nothing before the answer
    QList<models::FormProblem> m_problems;
    engine::RequestHandle m_inspect, m_askInfo;
    QTimer m_checkTimer, m_settleTimer;
    bool m_strict = false; ///< Launch was pressed: empty fields are complained of as well
};

} // namespace ui
