// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/request_handle.h"
#include "models/run_form.h"
#include "ui/dialog.h"

#include <QTimer>

#include <functional>
#include <optional>

class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace models {
class Actions;
class EngineSession;
class FolderWatch;
class Job;
class RunJob;
struct RunText;
} // namespace models

namespace ui {

class FieldNote;
class OutcomePanel;
class PortWatch;
class RunCommandField;
class RunFormView;
class RunProgressView;

/// "Run a container": the form with its checks and the live docker command, then the run itself. A failed run comes back to the
/// form with the field marked. The job belongs to the Activity list and goes on when the dialog is hidden.
class RunDialog : public Dialog
{
    Q_OBJECT
public:
    RunDialog(models::EngineSession &session, models::Actions &actions, QWidget *parent);

    /// Starts from this form (an image alone, or a whole one); it counts as not edited.
    void setForm(const models::RunForm &form);
    /// Starts from a command that was read into a form: nothing is suggested beyond it, and its notes are shown.
    void setCommand(const models::RunText &command);
    /// Offers to restore what was left unfinished before.
    void offerDraft(const models::RunForm &draft);

    /// Run makes no further container but asks for this one to be made anew; its name and ports count as free.
    void setReplaced(const engine::Container &container, const QStringList &notes);
    /// Hides until the job ends: comes back with the form as it is when that failed.
    void awaitRecreate(models::Job *job);

    void done(int result) override;

protected:
    void changeEvent(QEvent *event) override;

Q_SIGNALS:
    void containerStarted(const QString &id);
    void recreateRequested(const models::RunForm &form);
    void recreated(const QString &newId);
    /// Closed with a form that somebody has filled in and that has not become a container.
    void draftLeft(const models::RunForm &form);

private:
    void buildForm();
    void makeButtons();
    void fillUnasked(const std::function<void()> &fill);
    void formEdited();
    void commandEdited(const models::RunForm &form);
    void takePasted(const models::RunText &command);
    void imageSettled();
    void proposePorts(const QStringList &exposed);
    void suggestName();
    void check();
    void showProblems(const QList<models::FormProblem> &problems);
    void acceptOffer(const QString &field);
    void focusFirstProblem();
    void restoreDraft();
    void run();
    void jobFinished();
    void showFailure();
    void mendPortAndRun();
    void showForm();
    void refreshButtons();
    [[nodiscard]] bool isRunning() const;

    models::EngineSession &m_session;
    models::Actions &m_actions;
    QStackedWidget *m_pages;
    QScrollArea *m_scroll = nullptr;
    FieldNote *m_draftNote;
    RunFormView *m_form = nullptr;
    RunProgressView *m_progress;
    OutcomePanel *m_outcome;
    RunCommandField *m_command;
    FieldNote *m_summary;
    PortWatch *m_portWatch;
    models::FolderWatch *m_folderWatch;
    QPushButton *m_keep = nullptr, *m_close = nullptr, *m_cancelRun = nullptr, *m_run = nullptr;

    models::RunForm m_pristine; ///< what the form held without a person's doing
    std::optional<models::RunForm> m_draft;
    QPointer<models::RunJob> m_job; ///< the last one; owned by the Activity list
    QString m_failedField;          ///< that the engine refused; until something is edited
    QList<models::FormProblem> m_problems;
    QString m_suggestedName, m_replacedName;
    QString m_inspectedImage;
    engine::RequestHandle m_inspect;
    QTimer m_checkTimer, m_imageTimer;
    bool m_asGiven = false; ///< the form is a command's: nothing is put into it unasked
    bool m_strict = false;  ///< Run was pressed: empty fields are complained of as well
    bool m_succeeded = false;
};

} // namespace ui
