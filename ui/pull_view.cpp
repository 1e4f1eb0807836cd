// SPDX-License-Identifier: Apache-2.0
#include "ui/pull_view.h"

#include "models/format.h"
#include "models/pull_job.h"
#include "ui/bar.h"
#include "ui/bar_delegate.h"
#include "ui/outcome_panel.h"
#include "ui/plain_table.h"
#include "ui/tone_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using models::Job;
using models::PullLayersModel;

constexpr int RowHeight = 28;
constexpr int LayerWidth = 130;
constexpr int PhaseWidth = 150;
constexpr int BytesWidth = 150;

BarDelegate::Look lookOf(const QModelIndex &index)
{
    BarDelegate::Look look;
    look.fraction = index.data(PullLayersModel::FractionRole).toDouble();
    // A layer that waits has an empty bar; one whose size nobody knows moves.
    if (look.fraction < 0 && index.data(PullLayersModel::CurrentRole).toLongLong() < 0)
        look.fraction = 0;
    if (index.data(PullLayersModel::DoneRole).toBool())
        look = {true, 1, Tone::Ok};
    return look;
}

QTableView *makeTable(QWidget *parent)
{
    auto *view = plainTable(PullView::tr("Layers"), parent);
    view->setSelectionMode(QAbstractItemView::NoSelection);
    setRowHeight(view, RowHeight);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setMinimumHeight(4 * RowHeight);
    view->setItemDelegateForColumn(PullLayersModel::Progress, new BarDelegate(view, lookOf, BytesWidth));
    return view;
}

} // namespace

PullView::PullView(QWidget *parent)
    : QWidget(parent)
    , m_status(makeHeading({}, this))
    , m_percent(new QLabel(this))
    , m_bar(new Bar(this))
    , m_figures(new ToneLabel(Tone::Muted, {}, this))
    , m_layers(makeTable(this))
    , m_outcome(new OutcomePanel(this))
{
    m_status->setWordWrap(true);
    m_percent->setTextFormat(Qt::PlainText);
    m_bar->setAccessibleName(tr("Whole pull"));
    auto *top = new QHBoxLayout;
    top->addWidget(m_status, 1);
    top->addWidget(m_percent);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addWidget(m_bar);
    layout->addWidget(m_figures);
    layout->addWidget(m_layers, 1);
    layout->addWidget(m_outcome);
    layout->addStretch(); // when there are no layers to take the room
}

models::PullJob *PullView::job() const
{
    return m_job;
}

void PullView::setJob(models::PullJob *job)
{
    if (m_job == job)
        return;
    if (m_job) {
        m_job->disconnect(this);
        m_job->layers().disconnect(this);
    }
    m_job = job;
    m_outcome->clear();
    m_layers->setModel(job ? &job->layers() : nullptr);
    if (!job)
        return;
    QHeaderView *header = m_layers->horizontalHeader();
    header->setSectionResizeMode(PullLayersModel::Progress, QHeaderView::Stretch);
    header->resizeSection(PullLayersModel::Layer, LayerWidth);
    header->resizeSection(PullLayersModel::Phase, PhaseWidth);
    connect(job, &Job::changed, this, &PullView::refresh);
    connect(job, &Job::finished, this, &PullView::refresh);
    // A layer that joins or is done need not change the job's own words.
    connect(&job->layers(), &QAbstractItemModel::rowsInserted, this, &PullView::showFigures);
    connect(&job->layers(), &QAbstractItemModel::dataChanged, this, &PullView::showFigures);
    refresh();
}

void PullView::refresh()
{
    m_status->setText(m_job->statusText());
    const double progress = m_job->progress();
    const bool running = m_job->isRunning();
    m_percent->setText(running && progress >= 0 ? tr("%1 %").arg(int(progress * 100)) : QString());
    m_percent->setVisible(!m_percent->text().isEmpty());
    showFigures();
    // The outcome says the rest.
    m_status->setVisible(running || !m_showsOutcome);
    m_bar->setVisible(running || m_job->state() == Job::State::Succeeded);
    m_layers->setVisible(running || m_job->layers().rowCount() > 0);
    switch (m_job->state()) {
    case Job::State::Running:
        m_bar->setTone(Tone::Accent);
        m_bar->setFraction(progress);
        break;
    case Job::State::Succeeded:
        m_bar->setTone(Tone::Ok);
        m_bar->setFraction(1);
        break;
    case Job::State::Failed:
    case Job::State::Cancelled:
        m_bar->setTone(m_job->state() == Job::State::Failed ? Tone::Error : Tone::Muted);
        m_bar->setFraction(qMax(progress, 0.0));
        break;
    }
    if (!running && m_showsOutcome)
        showOutcome();
}

void PullView::showFigures()
{
    m_figures->setText(figures());
    m_figures->setVisible(!m_figures->text().isEmpty());
}

QString PullView::figures() const
{
    // The status line tells of what goes on now; this one of the other half.
    const PullLayersModel &layers = m_job->layers();
    if (m_job->isRunning() && layers.isDownloading() && layers.rowCount() > 0)
        return tr("%1 of %2 layers complete").arg(layers.doneCount()).arg(layers.rowCount());
    return m_job->bytesDone() > 0 ? tr("%1 downloaded").arg(models::formatSize(m_job->bytesDone())) : QString();
}

void PullView::showOutcome()
{
    switch (m_job->state()) {
    case Job::State::Running:
        break;
    case Job::State::Succeeded:
        m_outcome->showOutcome(Tone::Ok, m_job->endStatus().isEmpty() ? m_job->statusText() : m_job->endStatus(),
                               m_job->digest());
        break;
    case Job::State::Failed:
        m_outcome->showOutcome(Tone::Error, m_job->errorText(), m_job->errorDetails());
        break;
    case Job::State::Cancelled:
        m_outcome->showOutcome(Tone::Warning, m_job->statusText(), {});
        break;
    }
}

} // namespace ui

#include "moc_pull_view.cpp"
