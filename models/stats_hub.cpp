// SPDX-License-Identifier: Apache-2.0
#include "models/stats_hub.h"

#include "models/containers_model.h"
#include "models/stats_rates.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace models {

namespace {

constexpr int settleMs = 150;                  ///< rows that are scrolled past open no stream
constexpr qint64 historyMs = 10LL * 60 * 1000; ///< of points
constexpr qsizetype keptHistories = 8;         ///< of containers that nobody watches any more
constexpr int firstRetryMs = 2000;             ///< after a stream that ended though its container runs
constexpr int lastRetryMs = 60'000;
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

} // namespace

struct StatsHub::Private
{
    struct Stream
    {
        engine::RequestHandle handle;
        std::optional<engine::StatsSample> last;
        QElapsedTimer ended; ///< invalid while the stream is open
        int retryMs = firstRetryMs;
    };

    Private(StatsHub &hub, engine::EngineClient &engineClient, ContainersModel &model)
        : q(hub), client(engineClient), containers(model)
    {
        settle.setSingleShot(true);
    }

    void update();
    [[nodiscard]] QStringList wanted() const;
    [[nodiscard]] bool isRunning(const QString &id) const;
    void open(const QString &id, Stream &stream);
    void take(const QString &id, const engine::StatsSample &sample);
    void ended(const QString &id);
    void unwatch(const QString &id);
    void addPoint(const QString &id, const StatsPoint &point);
    void shelve(const QString &id);

    StatsHub &q;
    engine::EngineClient &client;
    ContainersModel &containers;
    QStringList visible; ///< came into view last first
    QHash<QString, int> watchers;
    std::map<QString, Stream> streams;
    QHash<QString, QList<StatsPoint>> histories;
    QStringList shelved; ///< with a history, but no stream; left last at the end
    QTimer settle;
    bool isOnline = true, isVisible = true;
};

StatsHub::StatsHub(engine::EngineClient &client, ContainersModel &containers, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, client, containers))
{
    connect(&d->settle, &QTimer::timeout, this, [this] { d->update(); });
    connect(&containers, &ContainersModel::runningChanged, this, [this](const QStringList &ids) {
        const bool concerns = std::any_of(ids.cbegin(), ids.cend(), [this](const QString &id) {
            return d->watchers.contains(id) || d->visible.contains(id);
        });
        if (concerns)
            d->update();
    });
}

StatsHub::~StatsHub() = default;

void StatsHub::setVisibleRows(const QSet<QString> &ids)
{
    QStringList next;
    for (const QString &id : ids) {
        if (!d->visible.contains(id))
            next += id;
    }
    std::copy_if(d->visible.cbegin(), d->visible.cend(), std::back_inserter(next),
                 [&ids](const QString &id) { return ids.contains(id); });
    d->visible = next;
    d->settle.start(settleMs);
}

std::shared_ptr<void> StatsHub::watch(const QString &id)
{
    ++d->watchers[id];
    d->shelved.removeAll(id);
    d->update();
    const QPointer<StatsHub> hub(this);
    return {nullptr, [hub, id](void *) {
                if (hub)
                    hub->d->unwatch(id);
            }};
}

const QList<StatsPoint> &StatsHub::history(const QString &id) const
{
    static const QList<StatsPoint> none;
    const auto found = d->histories.constFind(id);
    return found == d->histories.cend() ? none : *found;
}

int StatsHub::streamCount() const
{
    return static_cast<int>(std::count_if(d->streams.begin(), d->streams.end(),
                                          [](const auto &entry) { return entry.second.handle.isActive(); }));
}

void StatsHub::setOnline(bool online)
{
    if (d->isOnline == online)
        return;
    d->isOnline = online;
    if (!online)
        d->containers.clearUsage();
    d->update();
}

void StatsHub::setVisible(bool visible)
{
    if (d->isVisible == visible)
        return;
    d->isVisible = visible;
    d->update();
}

void StatsHub::Private::unwatch(const QString &id)
{
    if (--watchers[id] > 0)
        return;
    watchers.remove(id);
    update();
    if (!streams.contains(id))
        shelve(id);
}

/// Nobody looks at it any longer: its history is kept until those of others have followed.
void StatsHub::Private::shelve(const QString &id)
{
    shelved.removeAll(id);
    shelved += id;
    while (shelved.size() > keptHistories)
        histories.remove(shelved.takeFirst());
}

bool StatsHub::Private::isRunning(const QString &id) const
{
    const engine::Container *container = containers.find(id);
    return container && container->state == engine::ContainerState::Running;
}

QStringList StatsHub::Private::wanted() const
{
    if (!isOnline || !isVisible)
        return {};
    QStringList ids = watchers.keys();
    for (const QString &id : visible) {
        if (!watchers.contains(id))
            ids += id;
    }
    ids.erase(std::remove_if(ids.begin(), ids.end(), [this](const QString &id) { return !isRunning(id); }), ids.end());
    return ids.mid(0, maxStreams);
}

/// Closes what nobody looks at, opens what somebody does, and comes back when one that failed may be tried again.
void StatsHub::Private::update()
{
    const QStringList ids = wanted();
    std::erase_if(streams, [this, &ids](const auto &entry) {
        if (ids.contains(entry.first))
            return false;
        containers.setUsage(entry.first, unknown, -1); // figures that nobody refreshes would be wrong soon
        if (!watchers.contains(entry.first))
            shelve(entry.first);
        return true;
    });
    int nextRetry = -1;
    for (const QString &id : ids) {
        Stream &stream = streams[id];
        if (stream.handle.isActive())
            continue;
        const int left = stream.ended.isValid() ? stream.retryMs - static_cast<int>(stream.ended.elapsed()) : 0;
        if (left <= 0)
            open(id, stream);
        else
            nextRetry = nextRetry < 0 ? left : std::min(nextRetry, left);
    }
    if (nextRetry >= 0)
        settle.start(nextRetry);
}

void StatsHub::Private::open(const QString &id, Stream &stream)
{
    stream.ended.invalidate();
    stream.last.reset();
    shelved.removeAll(id);
    engine::StreamSink<engine::StatsSample> sink;
    sink.onBatch = [this, id](const engine::StatsSample &sample) { take(id, sample); };
    sink.onEnd = [this, id](const engine::Result<void> &) { ended(id); };
    stream.handle = client.containers().stats(id, &q, std::move(sink));
}

void StatsHub::Private::take(const QString &id, const engine::StatsSample &sample)
{
    const auto found = streams.find(id);
    // A container that has just ended sends one more sample, with no time and all zero.
    if (found == streams.end() || !sample.read.isValid())
        return;
    Stream &stream = found->second;
    const double cpu = cpuPercent(sample, stream.last).value_or(unknown);
    const std::optional<StatsPoint> point = statsPoint(sample, stream.last);
    stream.last = sample;
    stream.retryMs = firstRetryMs;
    containers.setUsage(id, cpu, static_cast<qint64>(sample.memoryBytes));
    if (point)
        addPoint(id, *point);
}

void StatsHub::Private::addPoint(const QString &id, const StatsPoint &point)
{
    QList<StatsPoint> &points = histories[id];
    points.append(point);
    const auto firstKept = std::find_if(points.cbegin(), points.cend(), [&point](const StatsPoint &old) {
        return old.timeMs > point.timeMs - historyMs;
    });
    points.erase(points.cbegin(), firstKept);
    Q_EMIT q.pointAdded(id);
}

void StatsHub::Private::ended(const QString &id)
{
    const auto found = streams.find(id);
    if (found == streams.end())
        return;
    containers.setUsage(id, unknown, -1);
    Stream &stream = found->second;
    stream.ended.start();
    stream.last.reset();
    update();
    stream.retryMs = std::min(stream.retryMs * 2, lastRetryMs);
}

} // namespace models

#include "moc_stats_hub.cpp"
