// SPDX-License-Identifier: Apache-2.0
#include "models/job.h"

#include <algorithm>

namespace models {

namespace {
constexpr int ChangeIntervalMs = 33; // a display shows no more, and the list repaints for each
} // namespace

Job::Job(const QString &title, QObject *parent) : QObject(parent), m_title(title)
{
    m_changeTimer.setSingleShot(true);
    connect(&m_changeTimer, &QTimer::timeout, this, &Job::announce);
}

void Job::setProgress(const QString &status, double progress)
{
    const double bounded = progress < 0 ? -1 : std::min(progress, 1.0);
    if (!isRunning() || (status == m_status && bounded == m_progress))
        return;
    m_status = status;
    m_progress = bounded;
    if (m_changeTimer.isActive())
        return;
    const qint64 since = m_sinceChange.isValid() ? m_sinceChange.elapsed() : ChangeIntervalMs;
    if (since >= ChangeIntervalMs)
        announce();
    else
        m_changeTimer.start(ChangeIntervalMs - int(since));
}

void Job::setDockerCommands(const QStringList &commands, const QStringList &whole)
{
    const QStringList &wholeOnes = whole.isEmpty() ? commands : whole;
    if (commands == m_commands && wholeOnes == m_wholeCommands)
        return;
    m_commands = commands;
    m_wholeCommands = wholeOnes;
    Q_EMIT commandsChanged();
}

void Job::announce()
{
    m_sinceChange.start();
    Q_EMIT changed();
}

void Job::succeed(const QString &status)
{
    if (!isRunning())
        return;
    m_progress = 1;
    end(State::Succeeded, status);
}

void Job::fail(const QString &explanation, const QString &details)
{
    if (!isRunning())
        return;
    m_error = explanation;
    m_details = details;
    end(State::Failed, explanation);
}

void Job::endCancelled(const QString &status)
{
    if (isRunning())
        end(State::Cancelled, status);
}

void Job::end(State state, const QString &status)
{
    m_state = state;
    m_status = status;
    m_endedAt = QDateTime::currentDateTimeUtc();
    m_changeTimer.stop();
    announce();
    Q_EMIT finished(this);
}

} // namespace models

#include "moc_job.cpp"
