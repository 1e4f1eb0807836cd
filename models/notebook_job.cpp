// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_job.h"

#include "models/ansi_parser.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/pull_job.h"
#include "models/quantities.h"
#include "models/run_job.h"
#include "models/secret_text.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;
using engine::EngineError;
using engine::ErrorKind;
using engine::Result;
using engine::WebAnswer;

namespace {

constexpr int lastLines = 20;
constexpr qsizetype longestLine = 400;

QString titleOf(const NotebookPlan &plan)
{
    const QString kind = visibleText(plan.preset.title);
    return plan.name.isEmpty() ? NotebookJob::tr("Launch %1").arg(kind)
                               : NotebookJob::tr("Launch %1 as %2").arg(kind, visibleText(plan.name));
}

/// Whether a server that wants a token has not taken ours: it says so, or sends us to its login.
bool isLoginAsked(const WebAnswer &answer)
{
    const bool isSentAway = answer.status >= 300 && answer.status < 400;
    return answer.status == 401 || answer.status == 403 || (isSentAway && answer.header("location").contains("login"));
}

} // namespace

struct NotebookJob::Private
{
    Private(EngineSession &engineSession, const NotebookPlan &notebookPlan, const NotebookTimings &notebookTimings)
        : session(engineSession), plan(notebookPlan), timings(notebookTimings)
    {
        if (plan.preset.secret != NotebookPreset::Secret::None)
            secret = newNotebookSecret();
    }

    EngineSession &session;
    NotebookPlan plan;
    const NotebookTimings timings;
    QString secret;
    Step step = Step::Pull;
    RunJob *run = nullptr; ///< child of the job; the last one
    QString containerId;
    QStringList warnings;
    bool cancelled = false, portReplaced = false;
    QElapsedTimer waiting;
    QTimer next;
    bool ending = false; ///< only the container is still to be removed
    QStringList log;
    // The last members: their ends must not meet a half-destroyed job.
    engine::RequestHandle request, exit;
};

NotebookJob::NotebookJob(EngineSession &session, const NotebookPlan &plan, const NotebookTimings &timings,
                         QObject *parent)
    : Job(titleOf(plan), parent), d(std::make_unique<Private>(session, plan, timings))
{
    d->next.setSingleShot(true);
    connect(&d->next, &QTimer::timeout, this, &NotebookJob::askWhetherReady);
    startRun();
}

NotebookJob::~NotebookJob() = default;

void NotebookJob::startRun()
{
    const RunForm form = toRunForm(d->plan, d->secret);
    setDockerCommands({toDockerCommand(form, true)}, {toDockerCommand(form, false)});
    d->run = new RunJob(d->session, form, this);
    connect(d->run, &Job::changed, this, &NotebookJob::runChanged);
    connect(d->run, &Job::finished, this, &NotebookJob::runEnded);
    runChanged();
}

void NotebookJob::runChanged()
{
    if (d->run->step() != RunJob::Step::Done)
        d->step = Step(int(d->run->step()));
    setProgress(d->cancelled ? tr("Cancelling…") : masked(d->run->statusText()), d->run->progress());
}

void NotebookJob::runEnded()
{
    d->containerId = d->run->containerId();
    switch (d->run->state()) {
    case State::Succeeded:
        if (d->cancelled)
            takeBack([this] { endCancelled(tr("Cancelled")); });
        else
            wait();
        break;
    case State::Failed:
        runFailed();
        break;
    default:
        endCancelled(tr("Cancelled"));
        break;
    }
}

void NotebookJob::runFailed()
{
    const bool isOurPort = d->run->busyPortRow() == 0 && d->run->offeredPort() != 0;
    if (isOurPort && !d->plan.isPortChosen && !d->portReplaced && !d->cancelled) {
        d->portReplaced = true;
        d->plan.hostPort = d->run->offeredPort();
        d->run->deleteLater();
        startRun();
        return;
    }
    fail(masked(d->run->errorText()), masked(d->run->errorDetails()));
}

void NotebookJob::wait()
{
    d->step = Step::Wait;
    d->waiting.start();
    setProgress(tr("Waiting until it answers…"), -1);
    watchExit();
    askWhetherReady();
}

/// So that a container that ends is seen at once.
void NotebookJob::watchExit()
{
    d->exit = d->session.client().containers().wait(d->containerId, this, [this](const Result<int> &code) {
        if (code)
            exited(*code);
        else if (code.error().kind == ErrorKind::NotFound || code.error().kind == ErrorKind::ShuttingDown)
            engineLost(code.error());
        // Otherwise the engine is away for the moment; the next question to the server asks this again as well.
    });
}

void NotebookJob::askWhetherReady()
{
    if (d->waiting.elapsed() >= d->timings.limitMs) {
        gaveUp();
        return;
    }
    if (!d->exit.isActive())
        watchExit();
    engine::WebRequest request;
    request.url = notebookUrl(d->plan, d->plan.preset.ports.value(0).probePath);
    request.operation = tr("look whether %1 is ready").arg(shownName());
    request.timeoutMs = d->timings.questionMs;
    d->request =
        d->session.client().web().ask(request, this, [this](const Result<WebAnswer> &answer) { tookAnswer(answer); });
}

void NotebookJob::tookAnswer(const Result<WebAnswer> &answer)
{
    if (answer && d->plan.preset.ports.value(0).probeStatuses.contains(answer->status)) {
        checkToken();
        return;
    }
    const qint64 seconds = d->waiting.elapsed() / 1000;
    setProgress(seconds == 0 ? tr("Waiting until it answers…")
                             : tr("Waiting until it answers: %1").arg(formatSeconds(seconds)),
                -1);
    d->next.start(d->timings.intervalMs);
}

void NotebookJob::exited(int code)
{
    QString explanation = tr("%1 ended with exit code %2 before its server answered.").arg(shownName()).arg(code);
    if (code == 137)
        explanation += u' ' + tr("It was killed, as happens when its memory is used up: give it more.");
    else
        explanation += u' ' + tr("Its last lines say why; mend it and launch it again.");
    readLastLines(explanation);
}

void NotebookJob::gaveUp()
{
    readLastLines(tr("%1 runs, but its server has not answered at %2 within %3. Check the port inside and the address "
                     "that the server listens on (0.0.0.0).")
                      .arg(shownName(), notebookUrl(d->plan, {}).toString(), formatSeconds(d->timings.limitMs / 1000)));
}

/// Nothing can be taken back: the container is gone, or calls go to another engine now.
void NotebookJob::engineLost(const EngineError &error)
{
    d->next.stop();
    d->request.abort();
    fail(error.kind == ErrorKind::NotFound
             ? tr("%1 was removed before its server answered.").arg(shownName())
             : tr("Another engine was chosen; %1 goes on on the one before.").arg(shownName()),
         masked(error.message));
}

/// What the container printed last, for the person who has to mend it.
void NotebookJob::readLastLines(const QString &explanation)
{
    d->ending = true;
    d->next.stop();
    d->exit.abort();
    engine::LogOptions options;
    options.follow = false;
    options.timestamps = false;
    options.tail = lastLines;
    engine::StreamSink<engine::LogBatch> sink;
    sink.onBatch = [this](const engine::LogBatch &batch) {
        for (const engine::LogLine &line : batch.lines) {
            const QByteArrayView bytes(batch.bytes.constData() + line.offset, qsizetype(line.length));
            d->log += masked(plainText(parseAnsi(bytes, {}).text)).left(longestLine);
        }
    };
    sink.onEnd = [this, explanation](const Result<void> &) {
        const QString lines = d->log.mid(std::max<qsizetype>(0, d->log.size() - lastLines)).join(u'\n').trimmed();
        takeBack([this, explanation, lines] { failCleaned(explanation, lines); });
    };
    d->request = d->session.client().containers().logs(d->containerId, options, this, std::move(sink));
}

/// Of a server that is ready: whether what the browser is given opens it.
void NotebookJob::checkToken()
{
    if (d->plan.preset.secret != NotebookPreset::Secret::Token) {
        checkFolder();
        return;
    }
    setProgress(tr("Checking its token…"), -1);
    engine::WebRequest request;
    request.url = notebookUrl(d->plan, d->plan.preset.openPath);
    request.headers = {{"Authorization", "token " + d->secret.toLatin1()}};
    request.operation = tr("open %1").arg(shownName());
    request.timeoutMs = d->timings.questionMs;
    d->request = d->session.client().web().ask(request, this, [this](const Result<WebAnswer> &answer) {
        if (answer && isLoginAsked(*answer))
            d->warnings += tr("The server does not take the token that Longshore gave it: its log may name another.");
        checkFolder();
    });
}

/// Asked of the container itself, where mount options, file systems and users have all had their say.
void NotebookJob::checkFolder()
{
    if (d->plan.folder.isEmpty() || d->plan.preset.folder.isEmpty()) {
        ready();
        return;
    }
    setProgress(tr("Checking the folder…"), -1);
    const QStringList command{u"test"_s, u"-w"_s, d->plan.preset.folder};
    d->request =
        d->session.client().programs().create(d->containerId, command, this, [this](const Result<QString> &id) {
            if (!id) { // no reason to keep a person from a notebook that answers
                ready();
                return;
            }
            d->request = d->session.client().programs().run(*id, this, [this, execId = *id](const Result<void> &ran) {
                if (ran)
                    endExec(execId);
                else
                    ready();
            });
        });
}

void NotebookJob::endExec(const QString &execId)
{
    d->request = d->session.client().programs().exitCode(execId, this, [this](const Result<int> &code) {
        if (code && *code == 1) // others: there is no such program
            d->warnings += tr("The notebook can’t write to %1: what is changed there can’t be saved.")
                               .arg(visibleText(d->plan.folder));
        ready();
    });
}

void NotebookJob::ready()
{
    d->next.stop();
    d->exit.abort();
    d->step = Step::Done;
    succeed(QStringList{tr("%1 is ready").arg(shownName()), d->warnings.join(u' ')}.join(
        d->warnings.isEmpty() ? QString() : u". "_s));
}

/// Removes the container that this job has made, by its id. Its anonymous volumes were made with it.
void NotebookJob::takeBack(const std::function<void()> &then)
{
    setProgress(tr("Removing the container…"), -1);
    d->request = d->session.client().containers().remove(d->containerId, {.force = true, .volumes = true}, this,
                                                         [this, then](const Result<void> &result) {
                                                             if (result || result.error().kind == ErrorKind::NotFound)
                                                                 d->containerId.clear();
                                                             then();
                                                         });
}

void NotebookJob::failCleaned(const QString &explanation, const QString &details)
{
    QString text = explanation;
    if (!d->containerId.isEmpty())
        text += u' ' + tr("The container %1 could not be removed again.").arg(shortId(d->containerId));
    fail(text, details);
}

bool NotebookJob::canCancel() const
{
    return isRunning() && !d->cancelled && !d->ending;
}

void NotebookJob::cancel()
{
    if (!canCancel())
        return;
    d->cancelled = true;
    if (d->run->isRunning()) {
        if (d->run->canCancel())
            d->run->cancel();
        else // the engine is starting it: it is removed once that is over
            setProgress(tr("Cancelling…"), -1);
        return;
    }
    d->ending = true;
    d->next.stop();
    d->exit.abort();
    takeBack([this] { endCancelled(tr("Cancelled")); });
}

QString NotebookJob::masked(const QString &text) const
{
    return d->secret.isEmpty() ? text : QString(text).replace(d->secret, SecretMask.toString());
}

QString NotebookJob::shownName() const
{
    return visibleText(d->plan.name.isEmpty() ? d->plan.preset.title : d->plan.name);
}

NotebookJob::Step NotebookJob::step() const
{
    return d->step;
}

PullJob *NotebookJob::pull() const
{
    return d->run->pull();
}

const QString &NotebookJob::containerId() const
{
    return d->containerId;
}

const NotebookPlan &NotebookJob::plan() const
{
    return d->plan;
}

QUrl NotebookJob::address() const
{
    return notebookAddress(d->plan, d->secret);
}

const QString &NotebookJob::secret() const
{
    return d->secret;
}

const QStringList &NotebookJob::warnings() const
{
    return d->warnings;
}

QString NotebookJob::failedField() const
{
    return state() == State::Failed ? d->run->failedField() : QString();
}

quint16 NotebookJob::offeredPort() const
{
    return d->run->busyPortRow() == 0 ? d->run->offeredPort() : quint16(0);
}

QString NotebookJob::lossWhenQuit() const
{
    if (!isRunning())
        return {};
    return d->run->isRunning() ? d->run->lossWhenQuit() : tr("the start of %1").arg(shownName());
}

} // namespace models

#include "moc_notebook_job.cpp"
