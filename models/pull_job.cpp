// SPDX-License-Identifier: Apache-2.0
#include "models/pull_job.h"

#include "engine-client/image_reference.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/quantities.h"
#include "models/rate_meter.h"
#include "models/shell_words.h"

#include <cmath>

namespace models {

using namespace Qt::StringLiterals;
using engine::PullMessage;

namespace {
constexpr int RefreshMs = 33; // thirty repaints a second
constexpr int DecayMs = 500;  // while nothing comes, so that the rate shown falls to 0

QString normalised(const QString &text)
{
    const auto reference = engine::parseReference(text);
    return reference ? reference->text() : text.trimmed();
}
} // namespace

struct PullJob::Private
{
    Private(EngineSession &engineSession, const QString &image, const QString &wantedPlatform)
        : session(engineSession)
        , reference(normalised(image))
        , platform(wantedPlatform.trimmed())
        , layers(!engineSession.isPodman())
    {}

    EngineSession &session;
    const QString reference, platform;
    PullLayersModel layers;
    RateMeter meter;
    QElapsedTimer clock;
    QTimer timer; ///< runs only while something changes
    QString opening, digest, endStatus;
    engine::RequestHandle request; // the last member: its end must not meet a half-destroyed job
};

PullJob::PullJob(EngineSession &session, const QString &reference, const QString &platform, QObject *parent)
    : Job(tr("Pull %1").arg(visibleText(normalised(reference))), parent)
    , d(std::make_unique<Private>(session, reference, platform))
{
    QStringList command{u"docker"_s, u"pull"_s};
    if (!d->platform.isEmpty())
        command += {u"--platform"_s, d->platform};
    setDockerCommands({joinShellWords(command << d->reference)});
    d->timer.setSingleShot(true);
    connect(&d->timer, &QTimer::timeout, this, &PullJob::refresh);
    d->clock.start();
    d->meter.add(0, 0);
    setProgress(tr("Asking the registry…"), -1);
    send();
}

PullJob::~PullJob() = default;

void PullJob::send()
{
    const auto parsed = engine::parseReference(d->reference);
    if (!parsed) {
        const QString problem = parsed.error().text;
        QMetaObject::invokeMethod(
            this, [this, problem] { fail(tr("Can't pull %1. %2").arg(visibleText(d->reference), problem), problem); },
            Qt::QueuedConnection);
        return;
    }
    d->request = d->session.client().images().pull(d->reference, d->platform, this,
                                                   {[this](const QList<PullMessage> &messages) { take(messages); },
                                                    [this](const engine::Result<void> &result) { end(result); }});
}

void PullJob::take(const QList<PullMessage> &messages)
{
    d->layers.apply(messages);
    for (const PullMessage &message : messages) {
        if (message.status.startsWith(u"Pulling from "))
            d->opening = visibleText(message.status);
        else if (message.status.startsWith(u"Digest: "))
            d->digest = visibleText(message.status.mid(8));
        else if (message.status.startsWith(u"Status: "))
            d->endStatus = visibleText(message.status.mid(8));
    }
    // A longer wait only lets the rate decay; news are told sooner.
    if (!d->timer.isActive() || d->timer.interval() > RefreshMs)
        d->timer.start(RefreshMs);
}

void PullJob::refresh()
{
    d->layers.flush();
    d->meter.add(d->clock.elapsed(), bytesDone());
    setProgress(progressText(), d->layers.fraction());
    if (isRunning() && bytesPerSecond() > 0)
        d->timer.start(DecayMs);
}

QString PullJob::progressText() const
{
    if (d->layers.rowCount() == 0)
        return d->opening.isEmpty() ? statusText() : d->opening;
    if (!d->layers.isDownloading())
        return tr("%1 of %2 layers complete").arg(d->layers.doneCount()).arg(d->layers.rowCount());
    const QString done = formatSize(bytesDone());
    QStringList parts{d->layers.isTotalKnown() ? tr("%1 of %2").arg(done, formatSize(bytesTotal()))
                                               : tr("%1 downloaded").arg(done)};
    if (const double rate = bytesPerSecond(); rate > 0)
        parts += formatRate(rate);
    if (const int left = secondsLeft(); left >= 0)
        parts += tr("%1 left").arg(formatSeconds(left));
    return parts.join(u" · "_s);
}

void PullJob::end(const engine::Result<void> &result)
{
    d->timer.stop();
    if (result) {
        d->layers.finishAll();
        succeed(d->endStatus.isEmpty() ? tr("Pulled %1").arg(d->reference) : d->endStatus);
        return;
    }
    d->layers.flush();
    fail(explainError(result.error()).text(), visibleText(result.error().message));
}

void PullJob::cancel()
{
    if (!isRunning())
        return;
    d->request.abort();
    d->timer.stop();
    d->layers.flush();
    endCancelled(tr("Cancelled"));
}

const QString &PullJob::reference() const
{
    return d->reference;
}

const QString &PullJob::platform() const
{
    return d->platform;
}

PullLayersModel &PullJob::layers()
{
    return d->layers;
}

qint64 PullJob::bytesDone() const
{
    return d->layers.bytesDone();
}

qint64 PullJob::bytesTotal() const
{
    return d->layers.bytesTotal();
}

double PullJob::bytesPerSecond() const
{
    return isRunning() ? d->meter.perSecond(d->clock.elapsed()) : 0;
}

int PullJob::secondsLeft() const
{
    const double rate = bytesPerSecond();
    const qint64 left = bytesTotal() - bytesDone();
    if (rate <= 0 || left <= 0 || !d->layers.isTotalKnown())
        return -1;
    return int(std::min(std::ceil(double(left) / rate), 359'999.0)); // under a hundred hours
}

const QString &PullJob::digest() const
{
    return d->digest;
}

const QString &PullJob::endStatus() const
{
    return d->endStatus;
}

QString PullJob::lossWhenQuit() const
{
    return isRunning() ? tr("the download of %1").arg(d->reference) : QString();
}

} // namespace models

#include "moc_pull_job.cpp"
