// SPDX-License-Identifier: Apache-2.0
#include "ui/command_presenter.h"

#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/notebook_job.h"
#include "models/pull_job.h"
#include "ui/commit_dialog.h"
#include "ui/history_dialog.h"
#include "ui/kill_dialog.h"
#include "ui/new_notebook_dialog.h"
#include "ui/paste_dialog.h"
#include "ui/prune_containers_dialog.h"
#include "ui/prune_images_dialog.h"
#include "ui/pull_dialog.h"
#include "ui/recreate_container.h"
#include "ui/remove_containers_dialog.h"
#include "ui/remove_images_dialog.h"
#include "ui/rename_dialog.h"
#include "ui/republish_dialog.h"
#include "ui/run_dialog.h"
#include "ui/share_container.h"
#include "ui/tag_dialog.h"

#include <QWidget>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// Whether one stands open already.
template<class D, class J>
bool raiseDialogOf(const QWidget *window, const J *job)
{
    const QList<D *> open = window->findChildren<D *>();
    for (D *dialog : open) {
        if (dialog->job() == job) {
            dialog->raise();
            dialog->activateWindow();
            return true;
        }
    }
    return false;
}

} // namespace

CommandPresenter::CommandPresenter(models::EngineSession &session, models::Commands & /*commands*/,
                                   models::Actions &actions, models::JobsModel & /*jobs*/,
                                   models::SettingsStore &settings, QWidget *window)
    : QObject(window), m_session(session), m_actions(actions), m_settings(settings), m_window(window)
{}

bool CommandPresenter::present(const QString &id, const models::Selection &selection)
{
    if (id == u"global.run") {
        openRun({});
        return true;
    }
    if (id == u"global.runCommand") {
        auto *dialog = new PasteDialog(m_window);
        connect(dialog, &PasteDialog::chosen, this, &CommandPresenter::openCommand);
        dialog->setText(PasteDialog::clipboardCommand());
        dialog->open();
        return true;
    }
    if (id == u"global.notebook") {
        makeNotebookDialog()->show();
        return true;
    }
    if (id == u"image.pull") {
        openPull(selection.images.size() == 1 ? selection.images.constFirst().reference : QString());
        return true;
    }
    if (id == u"container.prune") {
        (new PruneContainersDialog(m_session, m_actions, m_window))->open();
        return true;
    }
    if (id == u"image.prune") {
        (new PruneImagesDialog(m_session, m_actions, m_window))->open();
        return true;
    }
    if (!selection.containers.isEmpty() && id.startsWith(u"container."))
        return presentForContainers(id, selection.containers);
    if (!selection.images.isEmpty() && id.startsWith(u"image."))
        return presentForImages(id, selection.images);
    return false;
}

bool CommandPresenter::presentForContainers(const QString &id, const QList<engine::Container> &containers)
{
    if (shareContainer(id, containers.constFirst(), m_session, m_actions, m_window))
        return true;
    if (id == u"container.recreate") {
        recreateContainer(containers.constFirst(), m_session, m_actions, m_window,
                          [this, oldId = containers.constFirst().id](const QString &newId) {
                              Q_EMIT containerReplaced(oldId, newId);
                          });
        return true;
    }
    Dialog *dialog = nullptr;
    if (id == u"container.remove")
        dialog = new RemoveContainersDialog(m_session, containers, m_actions, m_window);
    else if (id == u"container.republish")
        dialog = new RepublishDialog(m_session, containers.constFirst(), m_actions, m_window);
    else if (id == u"container.kill")
        dialog = new KillDialog(containers, m_actions, m_window);
    else if (id == u"container.rename")
        dialog = new RenameDialog(containers.constFirst(), m_session.containers(), m_actions, m_window);
    else if (id == u"container.commit")
        dialog = new CommitDialog(containers.constFirst(), m_session.images(), m_actions, m_window);
    if (dialog)
        dialog->open();
    return dialog != nullptr;
}

bool CommandPresenter::presentForImages(const QString &id, const QList<models::ImagesModel::Row> &rows)
{
    if (id == u"image.run") {
        models::RunForm form;
        form.image = rows.constFirst().reference;
        openRun(form);
        return true;
    }
    if (id == u"image.history") {
        (new HistoryDialog(m_session, rows.constFirst().reference, m_window))->show();
        return true;
    }
    Dialog *dialog = nullptr;
    if (id == u"image.remove")
        dialog = new RemoveImagesDialog(rows, m_actions, m_window);
    else if (id == u"image.tag")
        dialog = new TagDialog(rows.constFirst(), m_session.images(), m_actions, m_window);
    if (dialog)
        dialog->open();
    return dialog != nullptr;
}

RunDialog *CommandPresenter::makeRunDialog()
{
    auto *dialog = new RunDialog(m_session, m_actions, m_window);
    connect(dialog, &RunDialog::containerStarted, this, &CommandPresenter::containerStarted);
    connect(dialog, &RunDialog::containerStarted, this, [this] { m_draft.reset(); });
    connect(dialog, &RunDialog::draftLeft, this, [this](const models::RunForm &draft) { m_draft = draft; });
    if (m_draft)
        dialog->offerDraft(*m_draft);
    return dialog;
}

void CommandPresenter::openRun(const models::RunForm &form)
{
    RunDialog *dialog = makeRunDialog();
    dialog->setForm(form);
    dialog->show();
}

void CommandPresenter::openCommand(const models::RunText &command)
{
    RunDialog *dialog = makeRunDialog();
    dialog->setCommand(command);
    dialog->show();
}

void CommandPresenter::openPull(const QString &reference)
{
    PullDialog *dialog = makePullDialog();
    dialog->setReference(reference);
    dialog->show();
}

void CommandPresenter::showJob(models::Job *job)
{
    if (auto *pull = qobject_cast<models::PullJob *>(job))
        showPull(pull);
    else if (auto *launch = qobject_cast<models::NotebookJob *>(job))
        showLaunch(launch);
}

void CommandPresenter::showPull(models::PullJob *job)
{
    if (raiseDialogOf<PullDialog>(m_window, job))
        return;
    PullDialog *dialog = makePullDialog();
    dialog->showJob(job);
    dialog->show();
}

/// A notebook that was launched is shown by its container; without it, it can be launched again.
void CommandPresenter::showLaunch(models::NotebookJob *job)
{
    if (raiseDialogOf<NewNotebookDialog>(m_window, job))
        return;
    const bool isReady = job->state() == models::Job::State::Succeeded;
    if (isReady && m_session.containers().find(job->containerId())) {
        Q_EMIT containerStarted(job->containerId());
        return;
    }
    NewNotebookDialog *dialog = makeNotebookDialog();
    dialog->setPlan(job->plan());
    if (!isReady)
        dialog->showJob(job);
    dialog->show();
}

NewNotebookDialog *CommandPresenter::makeNotebookDialog()
{
    auto *dialog = new NewNotebookDialog(m_session, m_actions, m_settings, m_window);
    connect(dialog, &NewNotebookDialog::notebookReady, this, &CommandPresenter::containerStarted);
    return dialog;
}

PullDialog *CommandPresenter::makePullDialog()
{
    auto *dialog = new PullDialog(m_session, m_actions, m_settings, m_window);
    connect(dialog, &PullDialog::runRequested, this, [this](const QString &reference) {
        models::RunForm form;
        form.image = reference;
        openRun(form);
    });
    return dialog;
}

} // namespace ui

#include "moc_command_presenter.cpp"
