// SPDX-License-Identifier: Apache-2.0
#include "ui/run_dialog.h"

#include "models/actions.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/folder_watch.h"
#include "models/images_model.h"
#include "models/run_job.h"
#include "models/run_text.h"
#include "ui/field_note.h"
#include "ui/form_preset_dialog.h"
#include "ui/outcome_panel.h"
#include "ui/port_watch.h"
#include "ui/ports_editor.h"
#include "ui/run_command_field.h"
#include "ui/run_form_view.h"
#include "ui/run_paster.h"
#include "ui/run_progress_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using models::FormProblem;
using models::Job;
using models::RunForm;

constexpr QSize DefaultSize{800, 600};
constexpr QSize SmallestSize{620, 440};
constexpr int CheckDelayMs = 40;  ///< one check for the keys typed meanwhile
constexpr int ImageDelayMs = 250; ///< quiet time before the engine is asked about an image

QString hostPortField(qsizetype row)
{
    return u"ports[%1].hostPort"_s.arg(row);
}

QString hostAddressField(qsizetype row)
{
    return u"ports[%1].hostAddress"_s.arg(row);
}

bool isError(const FormProblem &problem)
{
    return problem.severity == FormProblem::Severity::Error;
}

} // namespace

RunDialog::RunDialog(models::EngineSession &session, models::Actions &actions, QWidget *parent)
    : Dialog(tr("Run a container"), parent)
    , m_session(session)
    , m_actions(actions)
    , m_pages(new QStackedWidget(this))
    , m_draftNote(new FieldNote(this))
    , m_progress(new RunProgressView({tr("Pull"), tr("Create"), tr("Start")}, this))
    , m_outcome(new OutcomePanel(this))
    , m_command(new RunCommandField(this))
    , m_summary(new FieldNote(this))
    , m_portWatch(new PortWatch(session, this))
    , m_folderWatch(new models::FolderWatch(this))
{
    buildForm();
    m_form->ports()->setPortChooser([this](quint16 wanted, const QString &protocol) {
        return models::nextFreePort(m_session, {u"127.0.0.1"_s, wanted, protocol});
    });
    m_pages->addWidget(m_progress);
    content()->addWidget(m_draftNote);
    content()->addWidget(m_pages, 1);
    content()->addWidget(m_outcome);
    content()->addWidget(m_command);
    makeButtons();

    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(CheckDelayMs);
    m_imageTimer.setSingleShot(true);
    m_imageTimer.setInterval(ImageDelayMs);
    connect(&m_checkTimer, &QTimer::timeout, this, &RunDialog::check);
    connect(&m_imageTimer, &QTimer::timeout, this, &RunDialog::imageSettled);
    connect(m_portWatch, &PortWatch::changed, &m_checkTimer, qOverload<>(&QTimer::start));
    connect(m_folderWatch, &models::FolderWatch::changed, &m_checkTimer, qOverload<>(&QTimer::start));
    connect(m_form, &RunFormView::edited, this, &RunDialog::formEdited);
    connect(m_command, &RunCommandField::edited, this, &RunDialog::commandEdited);
    auto *paster = new RunPaster(this);
    paster->watch(m_form->imageField());
    connect(m_command, &RunCommandField::pasteRequested, paster, &RunPaster::paste);
    connect(paster, &RunPaster::chosen, this, &RunDialog::takePasted);
    connect(m_form, &RunFormView::offerAccepted, this, &RunDialog::acceptOffer);
    connect(m_outcome, &OutcomePanel::offerAccepted, this, &RunDialog::mendPortAndRun);
    connect(m_draftNote, &FieldNote::offerAccepted, this, &RunDialog::restoreDraft);
    connect(m_summary, &FieldNote::offerAccepted, this, &RunDialog::focusFirstProblem);
    connect(&m_session.images(), &models::ResourceModel::countsChanged, this, [this] {
        m_form->setKnownImages(m_session.images().references());
        m_imageTimer.start();
    });
    m_form->setKnownImages(m_session.images().references());
    setMinimumSize(SmallestSize);
    resize(DefaultSize);
    formEdited();
    refreshButtons();
}

void RunDialog::buildForm()
{
    m_form = new RunFormView;
    auto *inner = new QWidget;
    auto *layout = new QVBoxLayout(inner);
    layout->setContentsMargins(0, 0, Gap, 0); // room between the fields and the scroll bar
    layout->addWidget(m_form);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(inner);
    m_pages->addWidget(m_scroll);
}

void RunDialog::makeButtons()
{
    m_keep = new QPushButton(tr("Save as preset…"), this);
    m_cancelRun = new QPushButton(tr("Cancel run"), this);
    m_close = new QPushButton(tr("Cancel"), this);
    m_run = new QPushButton(tr("Run"), this);
    setButtonKind(m_run, ButtonKind::Primary, u"play"_s);
    m_run->setDefault(true);
    connect(m_cancelRun, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(m_keep, &QPushButton::clicked, this, [this] { FormPresetDialog::ask(m_form->form(), *m_outcome, this); });
    connect(m_close, &QPushButton::clicked, this, &RunDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &RunDialog::run);
    auto *line = new QHBoxLayout;
    line->setSpacing(Gap - 4);
    line->addWidget(m_keep);
    line->addWidget(m_summary, 1);
    line->addStretch();
    line->addWidget(m_cancelRun);
    line->addWidget(m_close);
    line->addWidget(m_run);
    content()->addLayout(line);
}

void RunDialog::setForm(const RunForm &form)
{
    fillUnasked([this, &form] { m_form->setForm(form); });
    m_pristine = m_form->form();
    imageSettled();
    (form.image.isEmpty() ? m_form->imageField() : m_form->nameField())->setFocus(Qt::OtherFocusReason);
}

void RunDialog::setCommand(const models::RunText &command)
{
    m_asGiven = true;
    setForm(command.form.value_or(RunForm()));
    m_command->setNotes(command.notes);
}

void RunDialog::offerDraft(const RunForm &draft)
{
    m_draft = draft;
    m_draftNote->show(nullptr, Tone::Muted, tr("The form that you left last time was kept."), tr("Restore last form"));
}

void RunDialog::restoreDraft()
{
    m_draftNote->clear();
    m_suggestedName.clear();
    m_form->setForm(*m_draft);
    m_form->imageField()->setFocus(Qt::OtherFocusReason);
}

void RunDialog::done(int result)
{
    const RunForm form = m_form->form();
    if (!m_succeeded && form != m_pristine)
        Q_EMIT draftLeft(form);
    Dialog::done(result);
}

void RunDialog::fillUnasked(const std::function<void()> &fill)
{
    const bool untouched = m_form->form() == m_pristine;
    fill();
    if (untouched)
        m_pristine = m_form->form();
}

void RunDialog::formEdited()
{
    const RunForm form = m_form->form();
    m_command->setForm(form);
    m_failedField.clear();
    m_outcome->clear();
    m_portWatch->setRows(form.ports);
    const bool foldersAreHere = m_session.endpoint().kind == engine::Endpoint::Kind::Unix;
    m_folderWatch->setRows(foldersAreHere ? form.mounts : QList<RunForm::MountRow>());
    if (form.image != m_inspectedImage)
        m_imageTimer.start();
    m_checkTimer.start();
}

void RunDialog::commandEdited(const RunForm &form)
{
    m_asGiven = true;
    m_form->setForm(form);
}

void RunDialog::takePasted(const models::RunText &command)
{
    m_draft = m_form->form();
    m_draftNote->show(nullptr, Tone::Muted, tr("The form was filled from the command."), tr("Undo"));
    commandEdited(*command.form);
    m_command->setNotes(command.notes);
    m_scroll->verticalScrollBar()->setValue(0);
    m_form->imageField()->setFocus(Qt::OtherFocusReason);
}

void RunDialog::imageSettled()
{
    const QString image = m_form->form().image;
    const bool here = m_session.images().find(image) != nullptr;
    m_form->setImageHint(image.isEmpty() || here ? QString() : tr("Not on this engine yet: it will be pulled."));
    suggestName();
    m_checkTimer.start();
    if (image == m_inspectedImage)
        return;
    const bool hadImage = !m_inspectedImage.isEmpty();
    m_inspectedImage = here ? image : QString();
    m_inspect = {};
    if (!here) {
        if (hadImage) // its ports are not those of the new one
            proposePorts({});
        return;
    }
    m_inspect = m_session.client().images().inspect(image, this, [this](engine::Result<engine::ImageDetails> details) {
        if (details) // without it nothing is offered, which is no failure of the run
            proposePorts(details->exposedPorts);
    });
}

void RunDialog::proposePorts(const QStringList &exposed)
{
    if (m_strict) // once Run was pressed the form is a person's own
        return;
    if (m_asGiven)
        m_form->ports()->keepRows();
    fillUnasked([this, &exposed] { m_form->ports()->setExposedPorts(exposed); });
}

void RunDialog::suggestName()
{
    const RunForm form = m_form->form();
    if (m_asGiven || form.name != m_suggestedName) // typed by a person, or cleared on purpose
        return;
    m_suggestedName =
        form.image.isEmpty() ? QString() : models::suggestName(form.image, m_session.containers().names());
    fillUnasked([this] { m_form->nameField()->setText(m_suggestedName); });
}

void RunDialog::check()
{
    const RunForm form = m_form->form();
    QList<FormProblem> problems = models::checkRunForm(form);
    if (!form.name.isEmpty() && form.name != m_replacedName && m_session.containers().names().contains(form.name)) {
        problems +=
            {u"name"_s, tr("A container named %1 exists: choose another name or remove it first.").arg(form.name),
             FormProblem::Severity::Error};
    }
    problems += models::hintsForRunForm(form);
    if (!m_command->problem().isEmpty())
        problems += {u"dockerCommand"_s, m_command->problem(), FormProblem::Severity::Error};
    problems += m_portWatch->problems();
    problems += m_folderWatch->problems();
    if (!m_failedField.isEmpty()) // another problem of the same field says more
        problems += {m_failedField, tr("The engine refused this: see below."), FormProblem::Severity::Error};
    showProblems(problems);
}

void RunDialog::showProblems(const QList<FormProblem> &problems)
{
    m_problems = problems;
    QHash<QString, QString> offers;
    for (int row = 0; row < m_form->ports()->rowCount(); ++row) {
        if (const quint16 port = m_portWatch->offer(row))
            offers.insert(hostPortField(row), tr("Use %1").arg(port));
        offers.insert(hostAddressField(row), tr("This computer only"));
    }
    m_form->setProblems(problems, offers, m_strict);
    const auto errors = std::count_if(problems.cbegin(), problems.cend(), isError);
    if (!m_strict || errors == 0 || m_outcome->isVisible())
        return m_summary->clear();
    const auto first = std::find_if(problems.cbegin(), problems.cend(), isError);
    m_summary->show(nullptr, Tone::Error,
                    errors == 1 ? first->message : tr("%1 fields need a change before it can run.").arg(errors),
                    tr("Show"));
}

void RunDialog::acceptOffer(const QString &field)
{
    for (int row = 0; row < m_form->ports()->rowCount(); ++row) {
        if (field == hostPortField(row))
            m_form->ports()->setHostPort(row, QString::number(m_portWatch->offer(row)));
        if (field == hostAddressField(row))
            m_form->ports()->keepOnThisComputer(row);
    }
}

void RunDialog::focusFirstProblem()
{
    for (const FormProblem &problem : std::as_const(m_problems)) {
        if (isError(problem) && m_form->focusField(problem.field))
            return;
        if (problem.field == u"dockerCommand")
            m_command->focusText();
    }
}

void RunDialog::run()
{
    m_strict = true;
    m_failedField.clear();
    m_command->settle();
    check();
    if (std::any_of(m_problems.cbegin(), m_problems.cend(), isError)) {
        focusFirstProblem();
        return;
    }
    if (!m_replacedName.isEmpty()) {
        Q_EMIT recreateRequested(m_form->form());
        return;
    }
    m_outcome->clear();
    m_draftNote->clear();
    m_job = m_actions.run(m_form->form());
    connect(m_job, &Job::finished, this, &RunDialog::jobFinished);
    m_progress->setJob(m_job, [job = m_job.data()] {
        return RunProgressView::Progress{int(job->step()), job->pull()};
    });
    m_pages->setCurrentWidget(m_progress);
    refreshButtons();
    if (!isRunning()) // refused at once
        jobFinished();
}

void RunDialog::jobFinished()
{
    if (m_succeeded || m_pages->currentWidget() != m_progress)
        return;
    switch (m_job->state()) {
    case Job::State::Succeeded:
        m_succeeded = true;
        Q_EMIT containerStarted(m_job->containerId());
        accept();
        return;
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

void RunDialog::changeEvent(QEvent *event)
{
    Dialog::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        m_folderWatch->askAgain(); // a folder is made in another window
}

void RunDialog::showFailure()
{
    showForm();
    m_portWatch->askAgain();
    m_folderWatch->askAgain();
    m_failedField = m_job->failedField();
    const bool busyPort = m_job->busyPortRow() >= 0 && m_job->offeredPort() != 0;
    m_outcome->showOutcome(Tone::Error, m_job->errorText(), m_job->errorDetails(),
                           busyPort ? tr("Use port %1 and run again").arg(m_job->offeredPort()) : QString());
    check();
    if (!m_failedField.isEmpty())
        m_form->focusField(m_failedField);
}

void RunDialog::mendPortAndRun()
{
    if (!m_job || m_job->busyPortRow() < 0)
        return;
    m_form->ports()->setHostPort(m_job->busyPortRow(), QString::number(m_job->offeredPort()));
    run();
}

void RunDialog::showForm()
{
    m_pages->setCurrentWidget(m_scroll);
    m_progress->setJob(nullptr);
    refreshButtons();
}

void RunDialog::refreshButtons()
{
    const bool running = isRunning();
    m_run->setVisible(!running);
    m_keep->setVisible(!running);
    m_cancelRun->setVisible(running);
    m_summary->setVisible(!running && !m_summary->isEmpty());
    m_close->setText(running ? tr("Hide") : tr("Cancel"));
    m_close->setToolTip(running ? tr("The run goes on; Activity shows it") : QString());
    (running ? m_close : m_run)->setDefault(true);
    if (running)
        m_close->setFocus(Qt::OtherFocusReason);
}

bool RunDialog::isRunning() const
{
    return m_job && m_job->isRunning();
}

} // namespace ui

#include "moc_run_dialog.cpp"
