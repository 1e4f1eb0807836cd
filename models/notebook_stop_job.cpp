// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_stop_job.h"

#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/shell_words.h"

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr int patienceMs = 10'000;
constexpr int graceSeconds = 10;

QStringList commandsOf(const QString &name, bool interrupts)
{
    QStringList commands;
    if (interrupts)
        commands = {joinShellWords({u"docker"_s, u"kill"_s, u"-s"_s, u"SIGINT"_s, name}),
                    joinShellWords({u"timeout"_s, QString::number(patienceMs / 1000), u"docker"_s, u"wait"_s, name})};
    commands += joinShellWords({u"docker"_s, u"stop"_s, u"-t"_s, QString::number(graceSeconds), name});
    return commands;
}

} // namespace

NotebookStopJob::NotebookStopJob(EngineSession &session, const engine::Container &container, const QString &why,
                                 QObject *parent)
    : Job(u"Stop %1, %2"_s.arg(visibleText(container.name), why), parent), m_session(session), m_container(container)
{
    setDockerCommands(commandsOf(container.name, true));
    m_timer.setSingleShot(true);
    m_timer.setInterval(patienceMs);
    connect(&m_timer, &QTimer::timeout, this, &NotebookStopJob::stop);
    m_call = session.client().containers().inspect(
        container.id, this, [this](const engine::Result<engine::ContainerDetails> &details) { inspected(details); });
}

void NotebookStopJob::inspected(const engine::Result<engine::ContainerDetails> &details)
{
    if (!details) {
        end(tl::unexpected(details.error()));
        return;
    }
    // An interrupted one would be started again by the engine; what is stopped stays so.
    if (!details->restartPolicy.isEmpty() && details->restartPolicy != "no"_L1) {
        setDockerCommands(commandsOf(m_container.name, false));
        stop();
        return;
    }
    setProgress(u"Interrupting"_s, -1);
    m_wait =
        m_session.client().containers().wait(m_container.id, this, [this](const engine::Result<int> &) { stop(); });
    m_call = m_session.client().containers().kill(m_container.id, u"SIGINT"_s, this,
                                                  [this](const engine::Result<void> &result) {
                                                      if (result)
                                                          m_timer.start();
                                                      else
                                                          stop();
                                                  });
}

/// Also of one that has ended by itself: the engine takes that as done.
void NotebookStopJob::stop()
{
    m_timer.stop();
    m_wait.abort();
    setProgress(u"Stopping"_s, -1);
    m_call = m_session.client().containers().stop(m_container.id, graceSeconds, this,
                                                  [this](const engine::Result<void> &result) { end(result); });
}

void NotebookStopJob::end(const engine::Result<void> &result)
{
    const bool isGone =
        !result && result.error().kind == engine::ErrorKind::NotFound; // of one that is removed when it ends
    if (result || isGone)
        succeed(u"Stopped"_s);
    else
        fail(explainError(result.error()).text(), result.error().message);
}

} // namespace models

#include "moc_notebook_stop_job.cpp"
