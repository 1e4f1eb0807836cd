// SPDX-License-Identifier: Apache-2.0
// The part of the new notebook dialog that begins with Launch.
#include "models/actions.h"
#include "models/notebook_job.h"
#include "models/settings.h"
#include "ui/command_preview.h"
#include "ui/field_note.h"
#include "ui/kind_list.h"
#include "ui/new_notebook_dialog.h"
#include "ui/notebook_form_view.h"
#include "ui/notebook_ready_view.h"
#include "ui/open_link.h"
#include "ui/outcome_panel.h"
#include "ui/port_watch.h"
#include "ui/preset_menu.h"
#include "ui/run_progress_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

using models::FormProblem;
using models::Job;
using models::NotebookJob;
using models::NotebookPlan;

namespace {

bool isError(const FormProblem &problem)
{
    return problem.severity == FormProblem::Severity::Error;
}

} // namespace

void NewNotebookDialog::launch()
{
    m_strict = true;
    m_failedField.clear();
    check();
    if (!m_launch->isEnabled() || std::any_of(m_problems.cbegin(), m_problems.cend(), isError)) {
        focusFirstProblem();
        return;
    }
    const NotebookPlan now = plan();
    remember(now);
    showJob(m_actions.notebook(now));
}

void NewNotebookDialog::remember(const NotebookPlan &plan)
{
    models::Settings &settings = m_settings.edit();
    settings.notebookKind = m_kinds->chosen();
    if (plan.folder.isEmpty())
        return;
    settings.recentFolders.removeAll(plan.folder);
    settings.recentFolders.prepend(plan.folder);
}

void NewNotebookDialog::setPlan(const NotebookPlan &plan)
{
    m_kinds->choose(plan.preset.id);
    m_form->setPlan(plan);
}

void NewNotebookDialog::showJob(NotebookJob *job)
{
    m_outcome->clear();
    m_summary->clear();
    m_job = job;
    connect(job, &Job::finished, this, &NewNotebookDialog::jobFinished);
    connect(job, &Job::changed, this, &NewNotebookDialog::refreshButtons);
    m_progress->setJob(job, [job] { return RunProgressView::Progress{int(job->step()), job->pull()}; });
    m_command->setCommand(job->dockerCommands().join(u'\n'), models::notebookCommand(job->plan(), true));
    m_pages->setCurrentWidget(m_progress);
    refreshButtons();
    m_close->setFocus(Qt::OtherFocusReason);
    if (!job->isRunning())
        jobFinished();
}

NotebookJob *NewNotebookDialog::job() const
{
    return m_job;
}

void NewNotebookDialog::jobFinished()
{
    if (m_pages->currentWidget() != m_progress)
        return;
    switch (m_job->state()) {
    case Job::State::Succeeded:
        m_pages->setCurrentWidget(m_ready);
        m_ready->setJob(m_job);
        refreshButtons();
        Q_EMIT notebookReady(m_job->containerId());
        break;
    case Job::State::Cancelled:
        showForm();
        m_outcome->showOutcome(Tone::Warning, m_job->statusText(), {});
        break;
    case Job::State::Failed:
    case Job::State::Running:
        showFailure();
        break;
    }
}

void NewNotebookDialog::showFailure()
{
    showForm();
    m_portWatch->askAgain();
    m_failedField = m_job->failedField();
    const quint16 port = m_job->offeredPort();
    m_outcome->showOutcome(Tone::Error, m_job->errorText(), m_job->errorDetails(),
                           port == 0 ? QString() : tr("Use %1 and launch").arg(port));
    check();
    m_form->focusField(m_failedField);
}

void NewNotebookDialog::showForm()
{
    m_progress->setJob(nullptr);
    m_pages->setCurrentWidget(m_formPage);
    formEdited();
    imageSettled();
    refreshButtons();
}

void NewNotebookDialog::openNotebook()
{
    openLink({m_ready->address()}, this, [this](const QUrl &url) {
        QGuiApplication::clipboard()->setText(url.toString(QUrl::FullyEncoded));
        m_outcome->showOutcome(Tone::Warning, tr("No browser opens here. The address was copied: paste it into one."),
                               {});
    });
}

void NewNotebookDialog::refreshButtons()
{
    const bool isForm = m_pages->currentWidget() == m_formPage;
    const bool isRunning = m_pages->currentWidget() == m_progress && m_job && m_job->isRunning();
    m_launch->setVisible(isForm);
    m_presets->setVisible(isForm);
    m_cancelLaunch->setVisible(isRunning);
    m_cancelLaunch->setEnabled(isRunning && m_job->canCancel());
    m_close->setText(isForm ? tr("Cancel") : isRunning ? tr("Hide") : tr("Close"));
    m_close->setToolTip(isRunning ? tr("The launch goes on; Activity shows it") : QString());
    if (isForm)
        m_launch->setDefault(true);
    else if (isRunning)
        m_close->setDefault(true);
}

} // namespace ui
