// SPDX-License-Identifier: Apache-2.0
#include "models/copy_out_job.h"

#include "engine-client/byte_pipe.h"
#include "engine-client/tar_extractor.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"

#include <QSet>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

namespace models {

using namespace Qt::StringLiterals;

struct CopyOutJob::Private
{
    Private(EngineSession &engineSession, const CopyOutPlan &copyPlan)
        : session(engineSession)
        , plan(copyPlan)
        , home(engineSession.endpoint().url())
        , extractor({copyPlan.folder, copyPlan.replace})
    {}

    EngineSession &session;
    const CopyOutPlan plan;
    const QString home;             ///< the engine that it began with
    engine::TarExtractor extractor; ///< the worker's while it runs
    QList<CopyOutPlan::Item> copied;
    QStringList gone;
    qsizetype next = 0;
    std::optional<bool> isComplete;              ///< what the worker said of this file
    std::optional<engine::Result<void>> outcome; ///< what the engine said
    std::atomic<bool> isCancelled = false;
    QTimer reports;
    std::shared_ptr<engine::BytePipe> pipe;
    std::thread worker;
    engine::RequestHandle request;

    [[nodiscard]] const CopyOutPlan::Item &current() const { return plan.items.at(next); }
    [[nodiscard]] bool isAtHome() const { return session.endpoint().url() == home; }
};

namespace {

constexpr int ReportIntervalMs = 100;

QString sourceOf(const QList<CopyOutPlan::Item> &items)
{
    QSet<QString> names;
    for (const CopyOutPlan::Item &item : items)
        names += item.containerName;
    return names.size() == 1 ? visibleText(items.constFirst().containerName)
                             : CopyOutJob::tr("%1 containers").arg(names.size());
}

QString titleOf(const QList<CopyOutPlan::Item> &items)
{
    const QString what = items.size() == 1 ? visibleText(items.constFirst().path.section(u'/', -1))
                                           : CopyOutJob::tr("%1 files").arg(items.size());
    return CopyOutJob::tr("Copy %1 out of %2").arg(what, sourceOf(items));
}

} // namespace

CopyOutJob::CopyOutJob(EngineSession &session, const CopyOutPlan &plan, QObject *parent)
    : Job(titleOf(plan.items), parent), d(std::make_unique<Private>(session, plan))
{
    setDockerCommands(plan.dockerCommands());
    connect(&d->reports, &QTimer::timeout, this, &CopyOutJob::report);
    d->reports.start(ReportIntervalMs);
    report();
    copyNext();
}

CopyOutJob::~CopyOutJob()
{
    d->isCancelled = true;
    d->request = {};
    if (d->pipe)
        d->pipe->abandon();
    if (d->worker.joinable())
        d->worker.join();
}

const CopyOutPlan &CopyOutJob::plan() const
{
    return d->plan;
}

const QList<CopyOutPlan::Item> &CopyOutJob::copied() const
{
    return d->copied;
}

CopyOutPlan CopyOutJob::remaining() const
{
    CopyOutPlan plan = d->plan;
    if (state() != State::Cancelled)
        plan.items.removeIf([this](const CopyOutPlan::Item &item) { return d->copied.contains(item); });
    return plan;
}

bool CopyOutJob::canCancel() const
{
    return isRunning() && !d->isCancelled;
}

bool CopyOutJob::canRetry() const
{
    return (state() == State::Failed || state() == State::Cancelled) && d->isAtHome();
}

QString CopyOutJob::lossWhenQuit() const
{
    return isRunning() ? tr("the copy of files out of %1").arg(sourceOf(d->plan.items)) : QString();
}

void CopyOutJob::cancel()
{
    if (!canCancel())
        return;
    d->isCancelled = true;
    d->request = {};
    d->pipe->abandon(); // the call may have ended before its reader
    setProgress(tr("Cancelling…"), -1);
}

void CopyOutJob::copyNext()
{
    if (!d->isAtHome())
        return stop(tr("Connected to another engine: the rest was not copied."), {});
    d->isComplete.reset();
    d->outcome.reset();
    d->pipe = std::make_shared<engine::BytePipe>();
    const CopyOutPlan::Item &item = d->current();
    d->request = d->session.client().files().archive(item.containerId, item.path, d->pipe, this,
                                                     [this](const engine::Result<void> &result) { replied(result); });
    d->worker = std::thread([this, pipe = d->pipe, subfolder = item.subfolder] {
        const bool isComplete = d->extractor.extract(*pipe, subfolder);
        if (d->isCancelled)
            d->extractor.undo();
        QMetaObject::invokeMethod(
            this, [this, isComplete] { extracted(isComplete); }, Qt::QueuedConnection);
    });
}

void CopyOutJob::extracted(bool isComplete)
{
    d->worker.join();
    d->isComplete = isComplete;
    if (d->isCancelled) {
        d->extractor.undo(); // cancelled between the worker's last look and now
        d->reports.stop();
        endCancelled(tr("Cancelled: nothing was kept"));
        return;
    }
    if (!isComplete && !d->extractor.error().isEmpty())
        return stop(d->extractor.error(), {});
    take();
}

void CopyOutJob::replied(const engine::Result<void> &result)
{
    d->outcome = result;
    take();
}

/// Goes on when both the engine and the worker have ended.
void CopyOutJob::take()
{
    if (!d->outcome || !d->isComplete || d->isCancelled)
        return;
    if (*d->outcome && *d->isComplete) {
        d->copied += d->current();
    } else if (!*d->outcome && d->outcome->error().kind == engine::ErrorKind::NotFound) {
        d->gone += d->current().path;
    } else {
        const engine::EngineError error = *d->outcome ? engine::EngineError() : d->outcome->error();
        return stop(explainError(error).text(), visibleText(error.message));
    }
    if (++d->next < d->plan.items.size())
        copyNext();
    else
        end();
}

/// The worker has ended.
void CopyOutJob::stop(const QString &why, const QString &details)
{
    d->request = {};
    d->reports.stop();
    const QString count = tr("%1 of %2 files were copied.").arg(d->copied.size()).arg(d->plan.items.size());
    fail(d->plan.items.size() > 1 ? why + u' ' + count : why, details);
}

void CopyOutJob::report()
{
    if (d->isCancelled)
        return;
    const qsizetype count = d->plan.items.size();
    const QString size = formatSize(d->extractor.bytes());
    setProgress(count == 1 ? size : tr("%1 of %2 files, %3").arg(d->next).arg(count).arg(size),
                count == 1 ? -1 : double(d->next) / double(count));
}

void CopyOutJob::end()
{
    d->reports.stop();
    const QStringList left = d->gone + d->extractor.passedOver();
    if (d->copied.isEmpty() && !d->gone.isEmpty())
        return stop(tr("No such file any more: %1.").arg(visibleText(d->gone.constFirst())), {});
    const qsizetype files = d->extractor.files();
    QString status = files == 1 ? tr("1 file copied to %1").arg(d->plan.folder)
                                : tr("%1 files copied to %2").arg(files).arg(d->plan.folder);
    if (!left.isEmpty())
        status += tr("; left out, gone or no plain file: %1").arg(visibleText(left.join(u", "_s)));
    succeed(status);
}

} // namespace models

#include "moc_copy_out_job.cpp"
