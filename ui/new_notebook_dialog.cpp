// SPDX-License-Identifier: Apache-2.0
#include "ui/new_notebook_dialog.h"

#include "engine-client/web_probe.h"
#include "models/actions.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/folder_look.h"
#include "models/format.h"
#include "models/gpu_offer.h"
#include "models/images_model.h"
#include "models/notebook_job.h"
#include "models/run_form_parts.h"
#include "models/secret_text.h"
#include "models/settings.h"
#include "ui/command_preview.h"
#include "ui/field_note.h"
#include "ui/folder_field.h"
#include "ui/kind_list.h"
#include "ui/notebook_form_view.h"
#include "ui/notebook_ready_view.h"
#include "ui/outcome_panel.h"
#include "ui/port_watch.h"
#include "ui/preset_menu.h"
#include "ui/run_progress_view.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace ui {

using models::FormProblem;
using models::NotebookPlan;
using models::NotebookPreset;
using models::RunForm;

namespace {

constexpr QSize DefaultSize{960, 600};
constexpr QSize SmallestSize{780, 460};
constexpr int CheckDelayMs = 40;   ///< one check for the keys typed meanwhile
constexpr int SettleDelayMs = 250; ///< quiet time before engine and file system are asked

bool isError(const FormProblem &problem)
{
    return problem.severity == FormProblem::Severity::Error;
}

/// A list of problems without the check's own of the same field.
void add(QList<FormProblem> &problems, const QString &field, const QString &message)
{
    problems.removeIf([&field](const FormProblem &problem) { return problem.field == field; });
    problems += {field, message, FormProblem::Severity::Error};
}

} // namespace

NewNotebookDialog::NewNotebookDialog(models::EngineSession &session, models::Actions &actions,
                                     models::SettingsStore &settings, QWidget *parent, const QString &presetFolder)
    : Dialog(tr("New notebook"), parent)
    , m_session(session)
    , m_actions(actions)
    , m_settings(settings)
    , m_library(presetFolder)
    , m_kinds(new KindList(this))
    , m_pages(new QStackedWidget(this))
    , m_scroll(new QScrollArea(this))
    , m_formPage(new QWidget(this))
    , m_form(new NotebookFormView)
    , m_progress(new RunProgressView({tr("Pull"), tr("Create"), tr("Start"), tr("Wait until it answers")}, this))
    , m_ready(new NotebookReadyView(session.containers(), this))
    , m_outcome(new OutcomePanel(this))
    , m_command(new CommandPreview(this))
    , m_summary(new FieldNote(this))
    , m_portWatch(new PortWatch(session, this))
    , m_presets(new PresetMenu(
          m_library, [this] { return m_form->plan().preset; }, this))
    , m_folderLook(new models::FolderLook(this))
{
    build();
    makeButtons();
    connectAll();
    setMinimumSize(SmallestSize);
    resize(DefaultSize);
    m_form->folder()->setRecent(settings.get().recentFolders);
    m_form->folder()->setText(settings.get().recentFolders.value(0));
    m_kinds->setEntries(m_library.entries());
    m_kinds->choose(settings.get().notebookKind);
    askEngine();
    refreshButtons();
    m_kinds->setFocus(Qt::OtherFocusReason);
}

void NewNotebookDialog::build()
{
    auto *inner = new QWidget;
    auto *innerLayout = new QVBoxLayout(inner);
    innerLayout->setContentsMargins(0, 0, Gap, 0); // room between the fields and the scroll bar
    innerLayout->addWidget(m_form);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(inner);
    auto *columns = new QHBoxLayout(m_formPage);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(Margin);
    columns->addWidget(m_kinds);
    columns->addWidget(m_scroll, 1);
    m_pages->addWidget(m_formPage);
    m_pages->addWidget(m_progress);
    m_pages->addWidget(m_ready);
    content()->addWidget(m_pages, 1);
    content()->addWidget(m_outcome);
    content()->addWidget(m_command);
    m_command->setMaximumLines(3);
}

void NewNotebookDialog::makeButtons()
{
    m_cancelLaunch = new QPushButton(tr("Cancel launch"), this);
    m_close = new QPushButton(tr("Cancel"), this);
    m_launch = new QPushButton(tr("Launch"), this);
    setButtonKind(m_launch, ButtonKind::Primary, u"rocket"_s);
    m_launch->setDefault(true);
    auto *line = new QHBoxLayout;
    line->setSpacing(Gap - 4);
    line->addWidget(m_presets);
    line->addWidget(m_summary, 1);
    line->addStretch();
    line->addWidget(m_cancelLaunch);
    line->addWidget(m_close);
    line->addWidget(m_launch);
    content()->addLayout(line);
}

void NewNotebookDialog::connectAll()
{
    for (QTimer *timer : {&m_checkTimer, &m_settleTimer})
        timer->setSingleShot(true);
    m_checkTimer.setInterval(CheckDelayMs);
    m_settleTimer.setInterval(SettleDelayMs);
    const auto checkSoon = qOverload<>(&QTimer::start);
    connect(&m_checkTimer, &QTimer::timeout, this, &NewNotebookDialog::check);
    connect(&m_settleTimer, &QTimer::timeout, this, &NewNotebookDialog::imageSettled);
    connect(m_portWatch, &PortWatch::changed, &m_checkTimer, checkSoon);
    connect(m_folderLook, &models::FolderLook::changed, this, &NewNotebookDialog::adviseFolder);
    connect(m_kinds, &KindList::kindChosen, this, &NewNotebookDialog::chooseKind);
    connect(m_presets, &PresetMenu::changed, this, &NewNotebookDialog::presetsChanged);
    connect(m_presets, &PresetMenu::failed, this,
            [this](const QString &problem) { m_outcome->showOutcome(Tone::Error, problem, {}); });
    connect(m_form, &NotebookFormView::edited, this, &NewNotebookDialog::formEdited);
    connect(m_form, &NotebookFormView::portOfferAccepted, this, [this] { m_form->takePort(m_portWatch->offer(0)); });
    connect(m_outcome, &OutcomePanel::offerAccepted, this, [this] {
        m_form->takePort(m_job->offeredPort());
        launch();
    });
    connect(m_summary, &FieldNote::offerAccepted, this, &NewNotebookDialog::focusFirstProblem);
    connect(&m_session.images(), &models::ResourceModel::countsChanged, &m_settleTimer, checkSoon);
    connect(m_cancelLaunch, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->cancel();
    });
    connect(m_close, &QPushButton::clicked, this, &NewNotebookDialog::reject);
    connect(m_launch, &QPushButton::clicked, this, &NewNotebookDialog::launch);
    connect(m_ready->openButton(), &QPushButton::clicked, this, &NewNotebookDialog::openNotebook);
}

/// What there is to offer; without an answer nothing is offered, which keeps nobody from a launch.
void NewNotebookDialog::askEngine()
{
    m_askInfo = m_session.client().system().info(this, [this](const engine::Result<engine::SystemInfo> &info) {
        if (!info)
            return;
        m_info = *info;
        m_form->setGpuOffer(models::gpuOffer(*info));
        adviseFolder();
    });
}

bool NewNotebookDialog::isEngineHere() const
{
    return m_session.endpoint().kind == engine::Endpoint::Kind::Unix;
}

void NewNotebookDialog::chooseKind(const QString &id)
{
    const models::PresetLibrary::Entry *entry = m_library.find(id);
    if (!entry)
        return;
    m_scroll->setEnabled(!entry->isBroken());
    m_presets->setChosen(id);
    m_strict = false;
    const NotebookPreset &preset = entry->preset;
    m_command->setVisible(!entry->isBroken());
    m_form->setSafety(preset.secret, entry->isBroken() ? entry->problem + u' ' + tr("Mend it with Presets, Edit file.")
                                                       : safetyText(preset));
    m_form->setPreset(preset);
    const quint16 port = preset.ports.value(0).number;
    if (port != 0)
        m_form->proposePort(models::nextFreePort(m_session, {u"127.0.0.1"_s, port, u"tcp"_s}));
    m_scroll->verticalScrollBar()->setValue(0);
    imageSettled();
}

void NewNotebookDialog::presetsChanged(const QString &id)
{
    m_kinds->setEntries(m_library.entries());
    m_kinds->choose(id.isEmpty() ? m_kinds->chosen() : id);
    m_kinds->setFocus(Qt::OtherFocusReason);
}

QString NewNotebookDialog::safetyText(const NotebookPreset &preset) const
{
    const NotebookPlan where = plan();
    if (where.hostAddress != u"127.0.0.1") {
        const QString host = models::visibleText(where.host);
        return preset.secret == NotebookPreset::Secret::None
                   ? tr("It has no login, and whoever reaches %1 reaches it.").arg(host)
                   : tr("Whoever reaches %1 reaches it; what lets them in is made by Longshore.").arg(host);
    }
    switch (preset.secret) {
    case NotebookPreset::Secret::Token:
        return tr("Open to this machine only, with a token that Longshore makes.");
    case NotebookPreset::Secret::Password:
        return tr("Open to this machine only, with a password that Longshore makes.");
    case NotebookPreset::Secret::None:
        break;
    }
    return models::visibleText(preset.note);
}

NotebookPlan NewNotebookDialog::plan() const
{
    NotebookPlan plan = m_form->plan();
    const engine::Endpoint &endpoint = m_session.endpoint();
    if (endpoint.kind == engine::Endpoint::Kind::Tcp && !engine::isLoopbackHost(endpoint.host)) {
        plan.hostAddress = u"0.0.0.0"_s; // its loopback is out of our reach
        plan.host = endpoint.host;
    }
    return plan;
}

void NewNotebookDialog::formEdited()
{
    if (m_pages->currentWidget() != m_formPage)
        return;
    const NotebookPlan now = plan();
    m_command->setCommand(models::notebookCommand(now, false), models::notebookCommand(now, true));
    m_failedField.clear();
    m_outcome->clear();
    m_portWatch->setRows(models::toRunForm(now, {}).ports.mid(0, 1));
    if (now.preset.image != m_inspectedImage || now.folder != m_folderLook->path())
        m_settleTimer.start();
    m_checkTimer.start();
}

void NewNotebookDialog::imageSettled()
{
    if (m_pages->currentWidget() != m_formPage)
        return; // its own container and image are news by then
    const NotebookPlan now = plan();
    const QString image = models::toRunForm(now, {}).image;
    const bool isHere = m_session.images().find(image) != nullptr;
    m_form->setImageHint(image.isEmpty() || isHere ? QString() : tr("Not on this engine yet: it will be pulled."));
    m_form->proposeName(image.isEmpty() ? QString() : models::suggestName(image, m_session.containers().names()));
    if (isEngineHere() && now.folder != m_folderLook->path())
        m_folderLook->look(models::form::isFolder(now.folder) ? now.folder : QString());
    m_checkTimer.start();
    if (image == m_inspectedImage)
        return;
    m_inspectedImage = isHere ? image : QString();
    m_imageUser.reset();
    m_inspect = {};
    adviseFolder();
    if (!isHere)
        return;
    m_inspect =
        m_session.client().images().inspect(image, this, [this](const engine::Result<engine::ImageDetails> &details) {
            if (details)
                m_imageUser = details->user;
            adviseFolder();
        });
}

void NewNotebookDialog::adviseFolder()
{
    models::FolderAdvice advice;
    const auto &facts = m_folderLook->facts();
    if (facts) {
        models::FolderUser user = models::folderUser(m_form->plan().preset, m_imageUser);
        user.isRootless = m_info && m_info->isRootless();
        user.isPodman = m_session.isPodman();
        user.ownUid = int(getuid());
        advice = models::folderAdvice(m_folderLook->path(), *facts, user);
    }
    m_form->setFolderAdvice(advice, facts);
    m_checkTimer.start();
}

QList<FormProblem> NewNotebookDialog::problemsOf(const NotebookPlan &plan) const
{
    const RunForm form = models::toRunForm(plan, models::SecretMask.toString());
    QList<FormProblem> problems = models::checkRunForm(form);
    if (plan.hostPort == 0)
        add(problems, u"ports[0].hostPort"_s, tr("Type a port from 1 to 65535."));
    if (plan.preset.ports.value(0).number == 0)
        add(problems, u"ports[0].containerPort"_s, tr("Type the port that the server listens on inside."));
    if (!form.name.isEmpty() && m_session.containers().names().contains(form.name))
        add(problems, u"name"_s,
            tr("A container named %1 exists: choose another name or remove it first.").arg(form.name));
    if (!plan.folder.isEmpty() && !models::form::isFolder(plan.folder))
        add(problems, u"mounts[0].source"_s, tr("Type the whole path of a folder, or choose one."));
    else if (!plan.folder.isEmpty() && plan.preset.folder.isEmpty())
        add(problems, u"mounts[0].target"_s, tr("Type where the folder goes inside."));
    if (m_folderLook->facts() && m_folderLook->path() == plan.folder) {
        const auto advice = models::folderAdvice(plan.folder, *m_folderLook->facts(), {});
        if (advice.isError)
            add(problems, u"mounts[0].source"_s, advice.problem);
    }
    problems += m_portWatch->problems();
    if (!m_failedField.isEmpty())
        problems += {m_failedField, tr("The engine refused this: see below."), FormProblem::Severity::Error};
    return problems;
}

void NewNotebookDialog::check()
{
    if (m_pages->currentWidget() != m_formPage)
        return;
    // A port that somebody took while nobody had typed one is replaced without a word; its check follows.
    if (!m_portWatch->problems().isEmpty() && !m_form->isPortTyped() && m_portWatch->offer(0) != 0)
        m_form->proposePort(m_portWatch->offer(0));
    showProblems(problemsOf(plan()));
}

void NewNotebookDialog::showProblems(const QList<FormProblem> &problems)
{
    m_problems = problems;
    const quint16 offer = m_portWatch->offer(0);
    m_form->setProblems(problems, offer == 0 ? QString() : tr("Use %1").arg(offer), m_strict);
    const models::PresetLibrary::Entry *kind = m_library.find(m_kinds->chosen());
    m_launch->setEnabled(kind && !kind->isBroken());
    m_launch->setToolTip(m_launch->isEnabled() ? QString() : tr("Choose a kind that can be used."));
    const auto errors = std::count_if(problems.cbegin(), problems.cend(), isError);
    if (!m_strict || errors == 0 || m_outcome->isVisible()) {
        m_summary->clear();
        return;
    }
    const auto first = std::find_if(problems.cbegin(), problems.cend(), isError);
    m_summary->show(nullptr, Tone::Error,
                    errors == 1 ? first->message : tr("%1 fields need a change before it can be launched.").arg(errors),
                    tr("Show"));
}

void NewNotebookDialog::focusFirstProblem()
{
    for (const FormProblem &problem : std::as_const(m_problems)) {
        if (isError(problem) && m_form->focusField(problem.field))
            return;
    }
}

} // namespace ui

#include "moc_new_notebook_dialog.cpp"
