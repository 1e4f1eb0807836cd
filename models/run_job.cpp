// SPDX-License-Identifier: Apache-2.0
#include "models/run_job.h"

#include "engine-client/tar_file.h"
#include "models/api_socket.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/images_model.h"
#include "models/port_check.h"
#include "models/pull_job.h"
#include "models/registry_logins.h"
#include "models/run_failure.h"
#include "models/run_form_convert.h"
#include "models/run_form_parts.h"

#include <utility>

namespace models {

using namespace Qt::StringLiterals;
using engine::EngineError;
using engine::ErrorKind;
using engine::Result;

struct RunJob::Private
{
    Private(EngineSession &engineSession, const RunForm &runForm)
        : session(engineSession), form(runForm), pullWish(toRunCommand(runForm).value(run::RunOption::Pull))
    {}

    EngineSession &session;
    const RunForm form;
    const QString pullWish; ///< "always", "never", or only when the image is missing
    Step step = Step::Pull;
    PullJob *pull = nullptr; ///< child of the job
    QString containerId, failedField;
    QStringList warnings;
    RegistryLogins *question = nullptr; ///< child of the job; while it is asked
    QByteArray logins;                  ///< to registries, for --use-api-socket: never log
    int busyPortRow = -1;
    quint16 offeredPort = 0;
    bool cancelled = false;
    engine::RequestHandle request; // the last member: its end must not meet a half-destroyed job
};

namespace {

QString titleOf(const RunForm &form)
{
    const QString image = visibleText(form.image.trimmed());
    const QString name = visibleText(form.name.trimmed());
    return name.isEmpty() ? RunJob::tr("Run %1").arg(image) : RunJob::tr("Run %1 as %2").arg(image, name);
}

} // namespace

RunJob::RunJob(EngineSession &session, const RunForm &form, QObject *parent)
    : Job(titleOf(form), parent), d(std::make_unique<Private>(session, form))
{
    setDockerCommands({toDockerCommand(form, true)}, {toDockerCommand(form, false)});
    lookForImage();
}

RunJob::~RunJob() = default;

void RunJob::enter(Step step, const QString &status)
{
    d->step = step;
    Q_EMIT stepChanged();
    setProgress(status, -1);
}

/// The list of images may be behind or not there yet, so only the engine's word leads to a pull.
void RunJob::lookForImage()
{
    const QString image = d->form.image.trimmed();
    if (d->pullWish == u"always") {
        startPull();
        return;
    }
    if (d->pullWish == u"never" || d->session.images().find(image)) {
        create();
        return;
    }
    setProgress(tr("Looking for %1…").arg(visibleText(image)), -1);
    d->request = d->session.client().images().inspect(image, this, [this](const Result<engine::ImageDetails> &details) {
        if (details)
            create();
        else if (details.error().kind == ErrorKind::NotFound)
            startPull();
        else
            refuse(details.error());
    });
}

void RunJob::startPull()
{
    d->pull = new PullJob(d->session, d->form.image, d->form.platform, this);
    connect(d->pull, &Job::changed, this, [this] { setProgress(d->pull->statusText(), d->pull->progress()); });
    connect(d->pull, &Job::finished, this, &RunJob::pullEnded);
    enter(Step::Pull, d->pull->statusText());
}

void RunJob::pullEnded()
{
    switch (d->pull->state()) {
    case State::Succeeded:
        create();
        break;
    case State::Failed:
        d->failedField = u"image"_s;
        fail(d->pull->errorText(), d->pull->errorDetails());
        break;
    default:
        endCancelled(tr("Cancelled"));
        break;
    }
}

void RunJob::create()
{
    enter(Step::Create, tr("Creating the container…"));
    const engine::Endpoint &endpoint = d->session.endpoint();
    if (wantsApiSocket(d->form) && endpoint.kind != engine::Endpoint::Kind::Unix)
        fail(tr("--use-api-socket: this engine is not reached by a socket of this machine."), {});
    else if (wantsLogins(d->form))
        askLogins();
    else
        sendCreate();
}

void RunJob::askLogins()
{
    d->question = new RegistryLogins(run::ShellEnvironment::ofThisProcess(), this);
    connect(d->question, &RegistryLogins::answered, this, [this](const QByteArray &config) {
        std::exchange(d->question, nullptr)->deleteLater();
        d->logins = config;
        sendCreate();
    });
    connect(d->question, &RegistryLogins::failed, this, [this](const QString &why) {
        std::exchange(d->question, nullptr)->deleteLater();
        fail(why, {});
    });
}

void RunJob::sendCreate()
{
    engine::ContainerSpec spec = toContainerSpec(d->form);
    if (wantsApiSocket(d->form))
        giveApiSocket(spec, d->session.endpoint().path, !d->logins.isEmpty());
    d->request =
        d->session.client().containers().create(spec, this, [this](const Result<engine::CreatedContainer> &container) {
            if (container)
                created(*container);
            else if (d->cancelled)
                endCancelled(tr("Cancelled"));
            else if (container.error().kind == ErrorKind::NotFound && !d->pull && d->pullWish != u"never" &&
                     failedFieldOf(d->form, container.error().message) != u"network")
                startPull(); // the local image is of another platform, or has just been removed
            else
                refuse(container.error());
        });
}

void RunJob::created(const engine::CreatedContainer &container)
{
    d->containerId = container.id;
    d->warnings = container.warnings;
    if (d->cancelled)
        takeBack([this] { endCancelled(tr("Cancelled")); });
    else if (!d->logins.isEmpty())
        copyLogins();
    else
        start();
}

/// Before it starts, as the docker client does.
void RunJob::copyLogins()
{
    constexpr int onlyRoot = 0600;
    const QByteArray tar = engine::tarOfFile(LoginsFile, std::exchange(d->logins, {}), onlyRoot);
    d->request = d->session.client().files().put(d->containerId, u"/"_s, tar, this, [this](const Result<void> &result) {
        if (d->cancelled)
            takeBack([this] { endCancelled(tr("Cancelled")); });
        else if (result)
            start();
        else
            takeBack([this, error = result.error()] { refuse(error); });
    });
}

void RunJob::start()
{
    enter(Step::Start, tr("Starting the container…"));
    d->request = d->session.client().containers().start(d->containerId, this, [this](const Result<void> &result) {
        if (result) {
            started();
            return;
        }
        EngineError error = result.error();
        const QString name = d->form.name.trimmed();
        if (!name.isEmpty())
            error.operation.replace(d->containerId, name).replace(shortId(d->containerId), name);
        if (error.kind == ErrorKind::ShuttingDown) // calls go to another engine now
            refuse(error);
        else
            takeBack([this, error] { refuse(error); });
    });
}

void RunJob::started()
{
    d->step = Step::Done;
    Q_EMIT stepChanged();
    const engine::Container *known = d->session.containers().find(d->containerId);
    QString name = d->form.name.trimmed();
    if (name.isEmpty())
        name = known ? known->name : shortId(d->containerId);
    QStringList parts{tr("%1 is running").arg(visibleText(name))};
    for (const QString &warning : d->warnings)
        parts += visibleText(warning);
    succeed(parts.join(u". "_s));
}

/// Removes the container that this job has made, never another one: by id, and not by force. Its anonymous volumes were made
/// with it and are empty.
void RunJob::takeBack(const std::function<void()> &then)
{
    d->request = d->session.client().containers().remove(d->containerId, {.force = false, .volumes = true}, this,
                                                         [this, then](const Result<void> &result) {
                                                             if (result || result.error().kind == ErrorKind::NotFound)
                                                                 d->containerId.clear();
                                                             then();
                                                         });
}

void RunJob::refuse(const EngineError &error)
{
    d->failedField = failedFieldOf(d->form, error.message);
    const quint16 port = busyPortIn(error.message);
    d->busyPortRow = rowOfHostPort(d->form, port);
    if (d->busyPortRow >= 0) {
        const auto &row = d->form.ports.at(d->busyPortRow);
        if (port < 65535)
            d->offeredPort = nextFreePort(d->session, {form::hostAddress(row), quint16(port + 1), form::protocol(row)});
    }
    QString explanation = explainError(error).text();
    if (!d->containerId.isEmpty())
        explanation +=
            u' ' + tr("The container %1 was made and could not be removed again.").arg(shortId(d->containerId));
    fail(explanation, visibleText(error.message));
}

void RunJob::cancel()
{
    if (!canCancel() || d->cancelled)
        return;
    d->cancelled = true;
    if (d->question) {
        delete std::exchange(d->question, nullptr);
        endCancelled(tr("Cancelled"));
    } else if (d->step == Step::Create) {
        // Whether the engine has made it is only known from its answer; then it is removed.
        setProgress(tr("Cancelling…"), -1);
    } else if (d->pull) {
        d->pull->cancel();
    } else {
        d->request.abort();
        endCancelled(tr("Cancelled"));
    }
}

RunJob::Step RunJob::step() const
{
    return d->step;
}

PullJob *RunJob::pull() const
{
    return d->pull;
}

const QString &RunJob::containerId() const
{
    return d->containerId;
}

const RunForm &RunJob::form() const
{
    return d->form;
}

int RunJob::busyPortRow() const
{
    return d->busyPortRow;
}

quint16 RunJob::offeredPort() const
{
    return d->offeredPort;
}

const QString &RunJob::failedField() const
{
    return d->failedField;
}

QString RunJob::lossWhenQuit() const
{
    if (!isRunning())
        return {};
    return d->pull && d->pull->isRunning() ? d->pull->lossWhenQuit()
                                           : tr("the start of %1").arg(visibleText(d->form.image.trimmed()));
}

} // namespace models

#include "moc_run_job.cpp"
