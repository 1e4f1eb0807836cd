// SPDX-License-Identifier: Apache-2.0
#include "models/command_log_model.h"

#include "models/format.h"
#include "models/jobs_model.h"

#include <QLocale>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QString resultCell(const Job &job)
{
    switch (job.state()) {
    case Job::State::Running:
        return CommandLogModel::tr("Running");
    case Job::State::Succeeded:
        return CommandLogModel::tr("Done");
    case Job::State::Failed:
        return CommandLogModel::tr("Failed: %1").arg(job.errorText());
    case Job::State::Cancelled:
        return CommandLogModel::tr("Cancelled");
    }
    return {};
}

} // namespace

CommandLogModel::CommandLogModel(const JobsModel &jobs, QObject *parent) : QAbstractTableModel(parent), m_jobs(jobs)
{
    connect(&jobs, &JobsModel::jobAdded, this, &CommandLogModel::add);
    connect(&jobs, &JobsModel::jobFinished, this, &CommandLogModel::refresh);
    connect(&jobs, &JobsModel::rowsRemoved, this, &CommandLogModel::readAgain);
    for (int row = 0; row < jobs.rowCount(); ++row)
        follow(jobs.at(row));
    readAgain();
}

void CommandLogModel::follow(const Job *job)
{
    connect(job, &Job::commandsChanged, this, [this, job] { replace(job); });
}

void CommandLogModel::replace(const Job *job)
{
    const auto isOfJob = [job](const Line &line) { return line.job == job; };
    const auto first = std::find_if(m_lines.cbegin(), m_lines.cend(), isOfJob);
    const auto behind = std::find_if_not(first, m_lines.cend(), isOfJob);
    if (first == behind) {
        readAgain();
        return;
    }
    const int row = int(first - m_lines.cbegin());
    const qsizetype before = behind - first, count = job->dockerCommands().size();
    beginRemoveRows({}, row, row + int(before) - 1);
    m_lines.remove(row, before);
    endRemoveRows();
    if (count == 0)
        return;
    beginInsertRows({}, row, row + int(count) - 1);
    for (qsizetype i = 0; i < count; ++i)
        m_lines.insert(row, {job, i});
    endInsertRows();
}

/// Of several commands the last one stands on top.
void CommandLogModel::add(const Job *job)
{
    follow(job);
    const qsizetype count = job->dockerCommands().size();
    if (count == 0)
        return;
    beginInsertRows({}, 0, int(count) - 1);
    for (qsizetype i = 0; i < count; ++i)
        m_lines.prepend({job, i});
    endInsertRows();
}

void CommandLogModel::readAgain()
{
    beginResetModel();
    m_lines.clear();
    for (int row = 0; row < m_jobs.rowCount(); ++row) {
        const Job *job = m_jobs.at(row);
        for (qsizetype i = job->dockerCommands().size() - 1; i >= 0; --i)
            m_lines.append({job, i});
    }
    endResetModel();
}

void CommandLogModel::refresh()
{
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0, Result), index(int(m_lines.size()) - 1, Result));
}

QString CommandLogModel::text(const Line &line, bool whole) const
{
    return (whole ? line.job->wholeCommands() : line.job->dockerCommands()).value(line.command);
}

QString CommandLogModel::commands(QList<int> rows, bool whole) const
{
    std::sort(rows.begin(), rows.end(), std::greater<>()); // oldest first
    QStringList lines;
    for (const int row : std::as_const(rows))
        lines += text(m_lines.at(row), whole);
    return lines.join(u'\n');
}

bool CommandLogModel::hasSecrets(const QList<int> &rows) const
{
    return std::any_of(rows.cbegin(), rows.cend(),
                       [this](int row) { return text(m_lines.at(row), true) != text(m_lines.at(row), false); });
}

int CommandLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int CommandLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CommandLogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Line &line = m_lines.at(index.row());
    if (role == Qt::ToolTipRole)
        return toolTipText(index.column() == Time ? formatTime(line.job->startedAt().toSecsSinceEpoch())
                                                  : data(index, Qt::DisplayRole).toString());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return QLocale().toString(line.job->startedAt().toLocalTime().time(), u"HH:mm:ss"_s);
    case Command:
        return visibleText(text(line, false));
    case Result:
        return visibleText(resultCell(*line.job));
    default:
        return {};
    }
}

QVariant CommandLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Command:
        return tr("Docker command");
    case Result:
        return tr("Result");
    default:
        return {};
    }
}

} // namespace models

#include "moc_command_log_model.cpp"
