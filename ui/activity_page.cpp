// SPDX-License-Identifier: Apache-2.0
#include "ui/activity_page.h"

#include "models/actions.h"
#include "models/format.h"
#include "models/jobs_model.h"
#include "models/notebook_job.h"
#include "models/pull_job.h"
#include "models/run_job.h"
#include "models/settings.h"
#include "ui/bar_delegate.h"
#include "ui/command_log_view.h"
#include "ui/command_preview.h"
#include "ui/empty_state.h"
#include "ui/job_delegate.h"
#include "ui/outcome_panel.h"
#include "ui/plain_table.h"
#include "ui/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using models::Job;
using models::JobsModel;

constexpr int PageMargin = 16;
constexpr int RowHeight = 32;
constexpr int PercentWidth = 72;

// In the settings:
constexpr auto PageId = "activity"_L1;
constexpr std::array SizedColumns{
    std::pair(JobsModel::Title, "title"_L1), std::pair(JobsModel::Progress, "progress"_L1),
    std::pair(JobsModel::Started, "started"_L1), std::pair(JobsModel::Command, "command"_L1)};

BarDelegate::Look lookOf(const QModelIndex &index)
{
    BarDelegate::Look look;
    look.hasBar = Job::State(index.data(JobsModel::JobStateRole).toInt()) == Job::State::Running;
    look.fraction = index.data(JobsModel::FractionRole).toDouble();
    return look;
}

QTableView *makeTable(QWidget *parent, JobsModel &jobs)
{
    auto *table = plainTable(ActivityPage::tr("Activity"), parent);
    table->setModel(&jobs);
    setRowHeight(table, RowHeight);
    table->setObjectName(u"jobs"_s);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    table->setFrameShape(QFrame::NoFrame);
    QHeaderView *header = table->horizontalHeader();
    header->setSectionResizeMode(JobsModel::Status, QHeaderView::Stretch);
    header->resizeSection(JobsModel::Title, 260);
    header->resizeSection(JobsModel::Progress, 160);
    header->resizeSection(JobsModel::Started, 84);
    header->resizeSection(JobsModel::Command, 180);
    table->setItemDelegateForColumn(JobsModel::Title, new JobDelegate(table));
    table->setItemDelegateForColumn(JobsModel::Progress, new BarDelegate(table, lookOf, PercentWidth));
    return table;
}

QString timesText(const Job &job)
{
    const QString started = models::formatTime(job.startedAt().toSecsSinceEpoch());
    if (job.isRunning())
        return ActivityPage::tr("Started %1").arg(started);
    return ActivityPage::tr("Started %1, took %2")
        .arg(started, models::formatDuration(job.startedAt().msecsTo(job.endedAt())));
}

} // namespace

ActivityPage::ActivityPage(JobsModel &jobs, models::Actions &actions, models::SettingsStore &settings, QWidget *parent)
    : QWidget(parent), m_jobs(jobs), m_actions(actions), m_settings(settings), m_table(makeTable(this, jobs))
{
    restoreColumns();
    auto *empty = new EmptyState(this);
    empty->setContent(u"activity"_s, tr("Nothing has run yet"),
                      tr("Pulls, runs, stops and removals appear here, with the docker command of each."));
    m_empty = empty;
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    auto *details = new QScrollArea(this); // however long an error is, it can be read in full
    details->setFrameShape(QFrame::NoFrame);
    details->setWidgetResizable(true);
    details->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    details->setWidget(makeDetails());
    splitter->addWidget(details);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    m_body = makeViews(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_body, 1);

    setFocusProxy(m_table);
    connect(m_table, &QTableView::customContextMenuRequested, this, &ActivityPage::openMenu);
    connect(m_table, &QTableView::doubleClicked, this, &ActivityPage::showJob);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ActivityPage::refreshDetails);
    connect(&jobs, &JobsModel::rowsInserted, this, &ActivityPage::selectNewest);
    connect(&jobs, &JobsModel::rowsRemoved, this, &ActivityPage::refresh);
    connect(&jobs, &JobsModel::dataChanged, this, &ActivityPage::refreshChanged);
    connect(&jobs, &JobsModel::jobFinished, this, &ActivityPage::refresh);
    selectNewest();
}

void ActivityPage::restoreColumns()
{
    const QHash<QString, int> widths = m_settings.get().tables.value(PageId).widths;
    QHeaderView *const header = m_table->horizontalHeader();
    for (const auto &[column, id] : SizedColumns) {
        if (const int width = widths.value(id); width > 0)
            header->resizeSection(column, width);
    }
    connect(header, &QHeaderView::sectionResized, this, [this](int column) {
        if (column != JobsModel::Status) // takes what the others leave
            rememberColumns();
    });
}

void ActivityPage::rememberColumns()
{
    models::TableSettings table;
    for (const auto &[column, id] : SizedColumns)
        table.widths.insert(id, m_table->columnWidth(column));
    if (table != m_settings.get().tables.value(PageId))
        m_settings.edit().tables.insert(PageId, table);
}

QWidget *ActivityPage::makeHeader()
{
    auto *header = new QWidget(this);
    auto *title = new QLabel(tr("Activity"), header);
    title->setFont(headingFont(2));
    auto *line = new QHBoxLayout(header);
    line->setContentsMargins(PageMargin, 14, PageMargin, 6);
    line->addWidget(title);
    line->addStretch();
    m_script = addButton(header, u"terminal"_s, tr("Copy all as a script"), &ActivityPage::copyScript);
    m_clear = addButton(header, u"eraser"_s, tr("Clear finished"), &ActivityPage::clearFinished);
    line->addWidget(m_script);
    line->addWidget(m_clear);
    return header;
}

QWidget *ActivityPage::makeDetails()
{
    m_details = new QWidget(this);
    m_title = makeHeading({}, m_details);
    m_title->setWordWrap(true);
    m_times = new ToneLabel(Tone::Muted, {}, m_details);
    m_outcome = new OutcomePanel(m_details);
    m_command = new CommandPreview(m_details);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_show = addButton(m_details, u"layers"_s, tr("Show"), &ActivityPage::showJob);
    m_retry = addButton(m_details, u"rotate-cw"_s, tr("Retry"), &ActivityPage::retry);
    m_cancel = addButton(m_details, u"x"_s, tr("Cancel"), &ActivityPage::cancel);
    m_copyCommand = addButton(m_details, u"copy"_s, tr("Copy command"), &ActivityPage::copyCommand);
    m_copyDetails = addButton(m_details, u"clipboard-copy"_s, tr("Copy details"), &ActivityPage::copyDetails);
    for (QPushButton *button : {m_show, m_retry, m_cancel, m_copyCommand, m_copyDetails})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(m_details);
    layout->setContentsMargins(PageMargin, 12, PageMargin, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_times);
    layout->addLayout(buttons);
    layout->addWidget(m_outcome);
    layout->addWidget(m_command);
    layout->addStretch();
    return m_details;
}

/// The jobs, or the commands that they stand for.
QWidget *ActivityPage::makeViews(QWidget *jobs)
{
    auto *views = new QWidget(this);
    auto *stack = new QStackedWidget(views);
    stack->addWidget(jobs);
    stack->addWidget(new CommandLogView(m_jobs, stack));
    m_tabs = new QTabBar(views);
    m_tabs->setAccessibleName(tr("Jobs and commands"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Jobs"));
    m_tabs->addTab(tr("Commands"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(PageMargin / 2, 0, PageMargin, 0);
    head->addWidget(m_tabs);
    head->addStretch();
    connect(m_tabs, &QTabBar::currentChanged, stack, &QStackedWidget::setCurrentIndex);
    auto *layout = new QVBoxLayout(views);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(stack, 1);
    return views;
}

QPushButton *ActivityPage::addButton(QWidget *parent, const QString &iconName, const QString &text,
                                     void (ActivityPage::*slot)())
{
    auto *button = new QPushButton(icon(iconName), text, parent);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, slot);
    return button;
}

void ActivityPage::selectNewest()
{
    // What somebody looks at stays; otherwise the newest is the one of interest.
    if (!m_table->currentIndex().isValid() && m_jobs.rowCount() > 0)
        m_table->selectRow(0);
    refresh();
}

void ActivityPage::refresh()
{
    const bool any = m_jobs.rowCount() > 0;
    m_empty->setVisible(!any);
    m_body->setVisible(any);
    m_script->setEnabled(any);
    m_clear->setEnabled(m_jobs.rowCount() > m_jobs.runningCount());
    refreshDetails();
}

void ActivityPage::refreshChanged(const QModelIndex &first, const QModelIndex &last)
{
    const int row = m_table->currentIndex().row();
    if (row >= first.row() && row <= last.row())
        refreshDetails();
}

void ActivityPage::refreshDetails()
{
    Job *job = current();
    m_details->setVisible(job != nullptr);
    if (!job)
        return;
    m_title->setText(models::visibleText(job->title()));
    m_times->setText(timesText(*job));
    m_command->setCommand(job->dockerCommands().join(u'\n'));
    m_command->setVisible(!job->dockerCommands().isEmpty());
    m_copyCommand->setVisible(!job->dockerCommands().isEmpty());
    m_cancel->setVisible(job->canCancel());
    m_retry->setVisible(job->canRetry());
    m_show->setVisible(shownOf(job) != nullptr);
    switch (job->state()) {
    case Job::State::Running:
        m_outcome->clear();
        break;
    case Job::State::Succeeded:
        m_outcome->showOutcome(Tone::Ok, job->statusText(), {});
        break;
    case Job::State::Failed:
        m_outcome->showOutcome(Tone::Error, job->errorText(), job->errorDetails());
        break;
    case Job::State::Cancelled:
        m_outcome->showOutcome(Tone::Warning, job->statusText(), {});
        break;
    }
}

void ActivityPage::openMenu(const QPoint &position)
{
    Job *job = current();
    if (!job)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QPushButton *button : {m_show, m_retry, m_cancel, m_copyCommand, m_copyDetails}) {
        if (!button->isHidden())
            menu->addAction(button->icon(), button->text(), button, &QPushButton::click);
    }
    menu->addSeparator();
    menu->addAction(m_clear->icon(), m_clear->text(), m_clear, &QPushButton::click)->setEnabled(m_clear->isEnabled());
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void ActivityPage::cancel()
{
    if (Job *job = current())
        job->cancel();
}

void ActivityPage::retry()
{
    Job *job = current();
    if (job && m_actions.retry(job))
        m_table->selectRow(0); // the new one
}

void ActivityPage::showJob()
{
    if (Job *shown = shownOf(current()))
        Q_EMIT showRequested(shown);
}

void ActivityPage::copyCommand()
{
    if (const Job *job = current())
        QGuiApplication::clipboard()->setText(job->dockerCommands().join(u'\n'));
}

void ActivityPage::copyDetails()
{
    const Job *job = current();
    if (!job)
        return;
    QStringList lines{job->title(), timesText(*job)};
    for (const QString &text : {job->statusText(), job->errorText(), job->errorDetails()}) {
        if (!text.isEmpty() && !lines.contains(text))
            lines += text;
    }
    QGuiApplication::clipboard()->setText((lines + job->dockerCommands()).join(u'\n'));
}

void ActivityPage::copyScript()
{
    QStringList lines{u"#!/bin/sh"_s};
    for (int row = m_jobs.rowCount() - 1; row >= 0; --row) // oldest first
        lines += m_jobs.at(row)->dockerCommands();
    QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
}

void ActivityPage::clearFinished()
{
    m_jobs.clearEnded();
    selectNewest();
}

Job *ActivityPage::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_jobs.at(index.row()) : nullptr;
}

Job *ActivityPage::shownOf(Job *job)
{
    if (auto *run = qobject_cast<models::RunJob *>(job))
        return run->pull();
    const bool hasDialog = qobject_cast<models::PullJob *>(job) || qobject_cast<models::NotebookJob *>(job);
    return hasDialog ? job : nullptr;
}

} // namespace ui

#include "moc_activity_page.cpp"
