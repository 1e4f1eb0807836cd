// SPDX-License-Identifier: Apache-2.0
#include "models/jobs_model.h"

#include <QLocale>

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

namespace {

constexpr int KeptEndedJobs = 500;

QString commandCell(const QStringList &commands)
{
    if (commands.size() < 2)
        return commands.value(0);
    return JobsModel::tr("%1 (and %2 more)").arg(commands.first()).arg(commands.size() - 1);
}

QString progressCell(const Job &job)
{
    switch (job.state()) {
    case Job::State::Running:
        return job.progress() < 0 ? JobsModel::tr("Running") : u"%1 %"_s.arg(int(job.progress() * 100));
    case Job::State::Succeeded:
        return JobsModel::tr("Done");
    case Job::State::Failed:
        return JobsModel::tr("Failed");
    case Job::State::Cancelled:
        return JobsModel::tr("Cancelled");
    }
    return {};
}

} // namespace

JobsModel::JobsModel(QObject *parent) : QAbstractTableModel(parent)
{}

JobsModel::~JobsModel()
{
    // Jobs end silently here: their owners' connections must not see a model that is half gone.
    for (Job *job : std::as_const(m_jobs))
        job->disconnect(this);
    qDeleteAll(m_jobs);
}

int JobsModel::runningCount() const
{
    return int(std::count_if(m_jobs.cbegin(), m_jobs.cend(), [](const Job *job) { return job->isRunning(); }));
}

QList<Job *> JobsModel::running() const
{
    QList<Job *> jobs;
    std::copy_if(m_jobs.cbegin(), m_jobs.cend(), std::back_inserter(jobs),
                 [](const Job *job) { return job->isRunning(); });
    return jobs;
}

Job *JobsModel::at(int row) const
{
    return m_jobs.value(row);
}

void JobsModel::clearEnded()
{
    for (int row = int(m_jobs.size()) - 1; row >= 0; --row) {
        if (!m_jobs.at(row)->isRunning())
            drop(row);
    }
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Job &job = *m_jobs.at(index.row());
    if (role == FractionRole)
        return job.progress();
    if (role == JobStateRole)
        return int(job.state());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Title:
        return job.title();
    case Status:
        return job.statusText();
    case Progress:
        return progressCell(job);
    case Started:
        return QLocale().toString(job.startedAt().toLocalTime().time(), QLocale::ShortFormat);
    case Command:
        return commandCell(job.dockerCommands());
    default:
        return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title:
        return tr("Activity");
    case Status:
        return tr("Status");
    case Progress:
        return tr("Progress");
    case Started:
        return tr("Started");
    case Command:
        return tr("Docker command");
    default:
        return {};
    }
}

void JobsModel::addJob(Job *job)
{
    job->setParent(this);
    beginInsertRows({}, 0, 0);
    m_jobs.prepend(job);
    endInsertRows();
    connect(job, &Job::changed, this, [this, job] { refreshRow(job); });
    connect(job, &Job::commandsChanged, this, [this, job] { refreshRow(job); });
    connect(job, &Job::finished, this, &JobsModel::jobEnded);
    Q_EMIT jobAdded(job);
    if (job->isRunning())
        Q_EMIT runningCountChanged();
    else
        jobEnded(job);
}

void JobsModel::refreshRow(Job *job)
{
    const int row = int(m_jobs.indexOf(job));
    Q_EMIT dataChanged(index(row, Status), index(row, Command));
}

void JobsModel::jobEnded(Job *job)
{
    Q_EMIT runningCountChanged();
    Q_EMIT jobFinished(job);
    dropOldEnded();
}

void JobsModel::dropOldEnded()
{
    int ended = int(m_jobs.size()) - runningCount();
    for (int row = int(m_jobs.size()) - 1; row >= 0 && ended > KeptEndedJobs; --row) {
        if (m_jobs.at(row)->isRunning())
            continue;
        drop(row);
        --ended;
    }
}

void JobsModel::drop(int row)
{
    beginRemoveRows({}, row, row);
    Job *job = m_jobs.takeAt(row);
    endRemoveRows();
    // Its own finished() may still be on the stack.
    job->disconnect(this);
    job->deleteLater();
}

} // namespace models

#include "moc_jobs_model.cpp"
