// SPDX-License-Identifier: Apache-2.0
#include "ui/pull_dialog.h"

#include "engine-client/image_reference.h"
#include "models/actions.h"
#include "models/engine_session.h"
#include "models/images_model.h"
#include "models/pull_job.h"
#include "models/settings.h"
#include "models/shell_words.h"
#include "ui/command_preview.h"
#include "ui/disclosure.h"
#include "ui/field_grid.h"
#include "ui/field_note.h"
#include "ui/pull_view.h"
#include "ui/tone_label.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int Width = 640;
constexpr int ProgressHeight = 480;
constexpr qsizetype MaximumRecent = 20;

QString commandText(const QString &reference, const QString &platform)
{
    QStringList words{u"docker"_s, u"pull"_s};
    if (!platform.isEmpty())
        words += {u"--platform"_s, platform};
    return models::joinShellWords(words + QStringList{reference});
}

} // namespace

PullDialog::PullDialog(models::EngineSession &session, models::Actions &actions, models::SettingsStore &settings,
                       QWidget *parent)
    : Dialog(tr("Pull an image"), parent)
    , m_session(session)
    , m_actions(actions)
    , m_settings(settings)
    , m_pages(new QStackedWidget(this))
    , m_command(new CommandPreview(this))
{
    m_pages->addWidget(makeForm());
    m_pages->addWidget(makeProgress());
    content()->addWidget(m_pages, 1);
    content()->addWidget(m_command);
    makeButtons();
    setReference({});
    showForm();
    setGrowing(true);
    resize(Width, sizeHint().height());
}

void PullDialog::setReference(const QString &reference)
{
    m_reference->setEditText(reference);
    m_reference->lineEdit()->selectAll();
    checkReference();
}

QWidget *PullDialog::makeForm()
{
    auto *page = new QWidget(this);
    m_grid = new FieldGrid(page);
    m_reference = new QComboBox;
    m_reference->setEditable(true);
    m_reference->setInsertPolicy(QComboBox::NoInsert);
    m_reference->addItems(m_settings.get().recentPulls);
    m_reference->lineEdit()->setPlaceholderText(
        tr("dwhitena/minimal-jupyter, ubuntu:22.04, quay.io/jupyter/base-notebook"));
    auto *completer = new QCompleter(suggestions(), m_reference);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_reference->setCompleter(completer);
    m_grid->add(u"image"_s, tr("Image"), m_reference, FieldGrid::Columns);
    connect(m_reference, &QComboBox::editTextChanged, this, &PullDialog::checkReference);

    auto *more = new Disclosure(tr("More"), page);
    m_moreGrid = new FieldGrid(page);
    m_platform = new QComboBox;
    m_platform->setEditable(true);
    m_platform->addItems({u"linux/amd64"_s, u"linux/arm64"_s, u"linux/arm/v7"_s});
    m_platform->setCurrentIndex(-1);
    m_platform->lineEdit()->setPlaceholderText(tr("the engine's own"));
    m_moreGrid->add(u"platform"_s, tr("Platform"), m_platform, FieldGrid::Columns / 2);
    more->setPart(m_moreGrid);
    connect(m_platform, &QComboBox::editTextChanged, this, &PullDialog::checkReference);

    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Gap);
    layout->addWidget(m_grid);
    layout->addWidget(more, 0, Qt::AlignLeft);
    layout->addWidget(m_moreGrid);
    layout->addStretch();
    return page;
}

QWidget *PullDialog::makeProgress()
{
    auto *page = new QWidget(this);
    m_title = new QLabel(page);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(headingFont(1));
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_view = new PullView(page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Gap);
    layout->addWidget(m_title);
    layout->addWidget(m_view, 1);
    return page;
}

void PullDialog::makeButtons()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(Gap - 4);
    const auto add = [this, line](const QString &text, auto slot) {
        auto *button = new QPushButton(text, this);
        connect(button, &QPushButton::clicked, this, slot);
        line->addWidget(button);
        return button;
    };
    line->addStretch();
    m_change = add(tr("Change…"), &PullDialog::showForm);
    m_cancelPull = add(tr("Cancel pull"), [this] {
        if (m_view->job())
            m_view->job()->cancel();
    });
    m_close = add(tr("Cancel"), &PullDialog::reject);
    m_retry = add(tr("Retry"), [this] { showJob(m_actions.pull(m_title->text(), platform())); });
    m_run = add(tr("Run…"), [this] {
        accept(); // gives the focus back, which the next dialog takes
        Q_EMIT runRequested(m_title->text());
    });
    m_pull = add(tr("Pull"), &PullDialog::startPull);
    setButtonKind(m_pull, ButtonKind::Primary, u"download"_s);
    setButtonKind(m_run, ButtonKind::Primary, u"play"_s);
    setButtonKind(m_retry, ButtonKind::Primary, u"rotate-cw"_s);
    content()->addLayout(line);
}

void PullDialog::checkReference()
{
    const QString text = m_reference->currentText().trimmed();
    FieldNote *note = m_grid->note(u"image"_s);
    const auto reference = engine::parseReference(text);
    m_pull->setEnabled(reference.has_value());
    m_pull->setToolTip(reference ? QString() : tr("Type the name of an image first."));
    if (text.isEmpty())
        note->show(m_reference, Tone::Muted, tr("A name, with a tag when you don't want the latest."));
    else if (!reference)
        note->show(m_reference, Tone::Error, reference.error().text);
    else
        note->show(m_reference, Tone::Muted, tr("Will pull %1").arg(reference->text()));
    const QString named = text.isEmpty() ? u"IMAGE"_s : text; // where the name goes
    m_command->setCommand(commandText(reference ? reference->text() : named, platform()));
}

void PullDialog::startPull()
{
    const auto reference = engine::parseReference(m_reference->currentText());
    if (!reference)
        return;
    remember(reference->text());
    showJob(m_actions.pull(reference->text(), platform()));
}

void PullDialog::showJob(models::PullJob *job)
{
    m_title->setText(job->reference());
    m_view->setJob(job);
    m_command->setCommand(job->dockerCommands().join(u'\n'));
    showPage(1);
    connect(job, &models::Job::finished, this, &PullDialog::refreshButtons);
    if (height() < ProgressHeight)
        resize(width(), ProgressHeight);
    refreshButtons();
}

models::PullJob *PullDialog::job() const
{
    return m_view->job();
}

void PullDialog::showForm()
{
    m_view->setJob(nullptr);
    showPage(0);
    checkReference();
    refreshButtons();
    m_reference->setFocus(Qt::OtherFocusReason);
}

void PullDialog::showPage(int index)
{
    // Otherwise the stack is as tall as the tallest of its pages.
    for (int i = 0; i < m_pages->count(); ++i) {
        const auto vertical = i == index ? QSizePolicy::Preferred : QSizePolicy::Ignored;
        m_pages->widget(i)->setSizePolicy(QSizePolicy::Preferred, vertical);
    }
    m_pages->setCurrentIndex(index);
}

void PullDialog::refreshButtons()
{
    const models::PullJob *job = m_view->job();
    const bool running = job && job->isRunning();
    const bool done = job && job->state() == models::Job::State::Succeeded;
    const bool failed = job && !running && !done;
    m_pull->setVisible(!job);
    m_cancelPull->setVisible(running);
    m_change->setVisible(failed);
    m_retry->setVisible(failed);
    m_run->setVisible(done);
    m_close->setText(!job ? tr("Cancel") : running ? tr("Hide") : tr("Close"));
    m_close->setToolTip(running ? tr("The pull goes on; Activity shows it") : QString());
    QPushButton *best = !job ? m_pull : running ? m_close : done ? m_run : m_retry;
    best->setDefault(true);
    if (job)
        best->setFocus(Qt::OtherFocusReason);
}

void PullDialog::remember(const QString &reference)
{
    QStringList &recent = m_settings.edit().recentPulls;
    recent.removeAll(reference);
    recent.prepend(reference);
    if (recent.size() > MaximumRecent)
        recent.resize(MaximumRecent);
}

QStringList PullDialog::suggestions() const
{
    QStringList all = m_settings.get().recentPulls + m_session.images().references();
    all.removeDuplicates();
    return all;
}

QString PullDialog::platform() const
{
    return m_platform->currentText().trimmed();
}

} // namespace ui

#include "moc_pull_dialog.cpp"
