// SPDX-License-Identifier: Apache-2.0
#include "models/recreate_job.h"

#include "engine-client/recipe.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/images_model.h"
#include "models/pull_job.h"
#include "models/run_form_convert.h"
#include "models/shell_words.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace models {

using engine::ContainerState;
using engine::Result;

namespace {

/// Programs that can't run with their new settings mostly end within this time.
constexpr std::chrono::milliseconds settleTime{1500};
/// Podman 4 kills at once when it is told no time; everywhere else the container's own stop timeout applies.
constexpr int podmanGraceSeconds = 10;

} // namespace

QString RecreateJob::asideName(const QString &name, const QStringList &takenNames)
{
    QString aside = name + u"-old"_s;
    for (int number = 2; takenNames.contains(aside); ++number)
        aside = u"%1-old-%2"_s.arg(name).arg(number);
    return aside;
}

QStringList RecreateJob::commandsOf(const RecreatePlan &plan, const QString &aside, bool maskSecrets)
{
    const QString &name = plan.container.name;
    run::RunCommand command = toRunCommand(plan.form);
    command.verb = plan.start ? run::RunCommand::Verb::Run : run::RunCommand::Verb::Create;
    NetworkLines networks = plan.networks;
    if (command.has(run::RunOption::Network))
        networks.joins.clear(); // which were joined beside the default one
    QStringList commands;
    if (plan.container.state == ContainerState::Paused)
        commands += joinShellWords({u"docker"_s, u"unpause"_s, name});
    if (plan.container.isUp())
        commands += joinShellWords({u"docker"_s, u"stop"_s, name});
    commands += joinShellWords({u"docker"_s, u"rename"_s, name, aside});
    commands += networks.commands(command, maskSecrets, u"CONTAINER"_s);
    return commands << joinShellWords({u"docker"_s, u"rm"_s, aside});
}

RecreateJob::RecreateJob(EngineSession &session, const RecreatePlan &plan, QObject *parent)
    : Job(tr("Recreate %1").arg(visibleText(plan.container.name)), parent)
    , m_session(session)
    , m_plan(plan)
    , m_aside(asideName(plan.container.name, session.containers().names()))
{
    setDockerCommands(commandsOf(plan, m_aside, true), commandsOf(plan, m_aside, false));
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        m_call = m_session.client().containers().inspect(
            m_newId, this, [this](const Result<engine::ContainerDetails> &details) { lookAtNew(details); });
    });
    setProgress(tr("Looking at the old container…"), -1);
    m_call = session.client().containers().inspect(
        plan.container.id, this, [this](const Result<engine::ContainerDetails> &details) { inspected(details); });
}

RecreateJob::~RecreateJob() = default;

QString RecreateJob::newName() const
{
    return m_plan.form.name.trimmed();
}

engine::Reply<void> RecreateJob::then(Next next)
{
    return [this, next](const Result<void> &result) {
        if (result)
            (this->*next)();
        else
            putBack(result.error());
    };
}

void RecreateJob::inspected(const Result<engine::ContainerDetails> &details)
{
    if (!details) {
        fail(explainError(details.error()).text(), visibleText(details.error().message));
        return;
    }
    if (removesItself(details->json)) {
        fail(tr("It is removed when it stops (--rm), so it could not be put back."), {});
        return;
    }
    m_wasUp = engine::isUp(details->state);
    m_wasPaused = details->state == ContainerState::Paused;
    showCommands(*details);
    if (!toRunCommand(m_plan.form).has(run::RunOption::Network))
        m_joins = unsaidNetworks(details->json);
    lookForImage();
}

/// Now that its state and its networks are known.
void RecreateJob::showCommands(const engine::ContainerDetails &details)
{
    RecreatePlan plan = m_plan;
    plan.container.state = details.state;
    plan.networks.takesSeveral = takesSeveralNetworks(m_session);
    if (const auto recipe = engine::recipeOf(details.json, "{}", {}))
        plan.networks.joins = recipe->joins;
    setDockerCommands(commandsOf(plan, m_aside, true), commandsOf(plan, m_aside, false));
}

void RecreateJob::lookForImage()
{
    const QString image = m_plan.form.image.trimmed();
    if (m_session.images().find(image)) {
        beginWithOld();
        return;
    }
    m_call = m_session.client().images().inspect(image, this, [this](const Result<engine::ImageDetails> &details) {
        if (details)
            beginWithOld();
        else if (details.error().kind == engine::ErrorKind::NotFound)
            pull();
        else
            fail(explainError(details.error()).text(), visibleText(details.error().message));
    });
}

void RecreateJob::pull()
{
    m_pull = new PullJob(m_session, m_plan.form.image, m_plan.form.platform, this);
    connect(m_pull, &Job::changed, this, [this] { setProgress(m_pull->statusText(), m_pull->progress()); });
    connect(m_pull, &Job::finished, this, [this] {
        if (m_pull->state() == State::Succeeded)
            beginWithOld();
        else if (m_pull->state() == State::Failed)
            fail(m_pull->errorText(), m_pull->errorDetails());
        else
            endCancelled(tr("Cancelled"));
    });
}

/// A paused program can't be asked to end.
void RecreateJob::beginWithOld()
{
    m_hasBegun = true;
    if (m_wasPaused)
        m_call = m_session.client().containers().unpause(m_plan.container.id, this, then(&RecreateJob::stopOld));
    else if (m_wasUp)
        stopOld();
    else
        renameOld();
}

void RecreateJob::stopOld()
{
    setProgress(tr("Stopping the old container…"), -1);
    m_call = m_session.client().containers().stop(m_plan.container.id, m_session.isPodman() ? podmanGraceSeconds : -1,
                                                  this, then(&RecreateJob::renameOld));
}

void RecreateJob::renameOld()
{
    m_isRenamed = true; // or not, when the answer is lost: renameBack() finds out
    m_call = m_session.client().containers().rename(m_plan.container.id, m_aside, this, then(&RecreateJob::createNew));
}

void RecreateJob::createNew()
{
    setProgress(tr("Creating the new container…"), -1);
    engine::ContainerSpec spec = toContainerSpec(m_plan.form);
    m_joins += takeFurtherNetworks(spec);
    m_call =
        m_session.client().containers().create(spec, this, [this](const Result<engine::CreatedContainer> &created) {
            if (!created) {
                putBack(created.error());
                return;
            }
            m_newId = created->id;
            joinNetworks();
        });
}

void RecreateJob::joinNetworks()
{
    if (m_joins.isEmpty()) {
        startOrEnd();
        return;
    }
    const NetworkJoin join = m_joins.takeFirst();
    m_call = m_session.client().containers().connectNetwork(m_newId, join.name, join.body, this,
                                                            then(&RecreateJob::joinNetworks));
}

void RecreateJob::startOrEnd()
{
    if (m_plan.start)
        startNew();
    else
        removeOld();
}

void RecreateJob::startNew()
{
    setProgress(tr("Starting the new container…"), -1);
    m_call = m_session.client().containers().start(m_newId, this, then(&RecreateJob::watchNew));
}

void RecreateJob::watchNew()
{
    setProgress(tr("Seeing whether it stays up…"), -1);
    m_settle.start();
}

/// What ends at once with an error has failed to start, though the engine was content.
void RecreateJob::lookAtNew(const Result<engine::ContainerDetails> &details)
{
    if (!details) {
        putBack(details.error());
        return;
    }
    const bool falters = details->state == ContainerState::Restarting || details->restartCount > 0;
    m_hasEnded = !engine::isUp(details->state);
    if (falters || (m_hasEnded && details->exitCode != 0))
        putBack(tr("The new container ended at once, with exit code %1.").arg(details->exitCode),
                visibleText(details->stateError));
    else
        removeOld();
}

void RecreateJob::removeOld()
{
    setProgress(tr("Removing the old container…"), -1);
    m_call = m_session.client().containers().remove(
        m_plan.container.id, {.force = false, .volumes = false}, this, [this](const Result<void> &result) {
            done(result || result.error().kind == engine::ErrorKind::NotFound
                     ? QString()
                     : tr("; the old container could not be removed and is kept as %1").arg(visibleText(m_aside)));
        });
}

void RecreateJob::done(const QString &addition)
{
    const QString name = visibleText(newName().isEmpty() ? shortId(m_newId) : newName());
    const QString text = !m_plan.start ? tr("%1 was made anew and is not started")
                         : m_hasEnded  ? tr("%1 was made anew, ran and ended")
                                       : tr("%1 was made anew and is running");
    succeed(text.arg(name) + addition);
}

void RecreateJob::putBack(const engine::EngineError &error)
{
    engine::EngineError named = error;
    if (!m_newId.isEmpty())
        named.operation.replace(m_newId, newName()).replace(shortId(m_newId), newName());
    named.operation.replace(m_plan.container.id, m_plan.container.name);
    putBack(explainError(named).text(), visibleText(error.message));
}

/// Undoes what was done, the last thing first.
void RecreateJob::putBack(const QString &problem, const QString &details)
{
    m_problem = problem;
    m_details = details;
    setProgress(tr("Putting the old container back…"), -1);
    if (m_newId.isEmpty()) {
        renameBack();
        return;
    }
    m_call = m_session.client().containers().remove(m_newId, {.force = true, .volumes = false}, this,
                                                    [this](const Result<void> &) { renameBack(); });
}

void RecreateJob::renameBack()
{
    if (!m_isRenamed) {
        startOld();
        return;
    }
    m_call = m_session.client().containers().rename(m_plan.container.id, m_plan.container.name, this,
                                                    [this](const Result<void> &) { startOld(); });
}

void RecreateJob::startOld()
{
    if (!m_wasUp) {
        askOld();
        return;
    }
    m_call = m_session.client().containers().start(m_plan.container.id, this, [this](const Result<void> &) {
        if (m_wasPaused)
            pauseOld();
        else
            askOld();
    });
}

void RecreateJob::pauseOld()
{
    m_call =
        m_session.client().containers().pause(m_plan.container.id, this, [this](const Result<void> &) { askOld(); });
}

/// Only the engine knows what has become of it.
void RecreateJob::askOld()
{
    m_call = m_session.client().containers().inspect(
        m_plan.container.id, this, [this](const Result<engine::ContainerDetails> &details) { tellOld(details); });
}

void RecreateJob::tellOld(const Result<engine::ContainerDetails> &details)
{
    const QString &name = m_plan.container.name;
    QStringList parts{m_problem};
    if (!details) {
        parts +=
            tr("The old container could not be put back for sure: look for %1 or %2 when the engine answers again.")
                .arg(visibleText(name), visibleText(m_aside));
    } else if (details->name != name) {
        parts += tr("The old container is kept as %1.").arg(visibleText(details->name));
    } else if (m_wasUp && !engine::isUp(details->state)) {
        parts += tr("The old container is back, but stopped: start it again.");
    } else if (m_wasPaused && details->state != ContainerState::Paused) {
        parts += tr("The old container is back and runs, but it is not paused.");
    } else {
        parts += m_wasPaused ? tr("The old container is back and paused as before.")
                 : m_wasUp   ? tr("The old container is back and runs as before.")
                             : tr("The old container is back.");
    }
    fail(parts.join(u' '), m_details);
}

bool RecreateJob::canCancel() const
{
    return isRunning() && !m_hasBegun;
}

void RecreateJob::cancel()
{
    if (!canCancel())
        return;
    if (m_pull) {
        m_pull->cancel();
        return;
    }
    m_call.abort();
    endCancelled(tr("Cancelled"));
}

QString RecreateJob::lossWhenQuit() const
{
    return isRunning() ? tr("the new %1, whose old container may be left as %2")
                             .arg(visibleText(m_plan.container.name), visibleText(m_aside))
                       : QString();
}

} // namespace models

#include "moc_recreate_job.cpp"
