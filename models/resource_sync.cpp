// SPDX-License-Identifier: Apache-2.0
#include "models/resource_sync.h"

#include "models/containers_model.h"
#include "models/images_model.h"

#include <QDateTime>
#include <QLoggingCategory>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace models {

namespace {

Q_LOGGING_CATEGORY(log, "longshore.sync")

/// Events that are answered at once from rest, so that "die" and "destroy" of one removal are both shown without delay.
constexpr int maxFreeAsks = 2;
/// More ids than this make a request line that engines may refuse; a full list is cheaper then anyway.
constexpr int maxIds = 400;
/// A stream that ends sooner than this is of no use…
constexpr qint64 briefStreamMs = 1000;
/// …and after so many of them the engine's events are not relied on.
constexpr int maxBriefStreams = 3;

/// Actions of a container that change nothing in its row. Health checks send three of these every few seconds; "kill" is
/// followed by "die".
bool isIrrelevant(const QString &action)
{
    static constexpr std::array ignored = {
        "top"_L1,    "resize"_L1, "attach"_L1,       "detach"_L1,         "kill"_L1,
        "export"_L1, "copy"_L1,   "archive-path"_L1, "extract-to-dir"_L1,
    };
    return action.startsWith("exec"_L1) ||
           std::any_of(ignored.begin(), ignored.end(), [&](QLatin1StringView word) { return action == word; });
}

bool changesImages(const engine::Event &event)
{
    if (event.type == "image"_L1)
        return event.action != "push"_L1 && event.action != "save"_L1 && event.action != "mount"_L1 &&
               event.action != "unmount"_L1;
    return event.type == "container"_L1 && event.action == "commit"_L1;
}

/// Whether the engine has said something, even if it can't be read.
bool isAnswer(const engine::EngineError &error)
{
    return error.httpStatus != 0 || error.kind == engine::ErrorKind::BadReply;
}

/// Engine and app share a clock on a local socket: events are asked for from a moment before the list, so that there is no
/// gap between the two.
bool sharesClock(const engine::Endpoint &endpoint)
{
    return endpoint.kind == engine::Endpoint::Kind::Unix;
}

} // namespace

ResourceSync::ResourceSync(engine::EngineClient &client, ContainersModel &containers, ImagesModel &images,
                           const SessionTimings &timings, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_containers(containers)
    , m_images(images)
    , m_timings(timings)
    , m_freeAsks(maxFreeAsks)
{
    for (QTimer *timer : {&m_quiet, &m_imagesQuiet})
        timer->setSingleShot(true);
    for (QTimer *timer : {&m_poll, &m_verify})
        timer->setTimerType(Qt::VeryCoarseTimer);
    connect(&m_quiet, &QTimer::timeout, this, &ResourceSync::askAboutDirty);
    connect(&m_imagesQuiet, &QTimer::timeout, this, &ResourceSync::listImages);
    connect(&m_poll, &QTimer::timeout, this, &ResourceSync::poll);
    connect(&m_verify, &QTimer::timeout, this, &ResourceSync::listAll);
}

ResourceSync::~ResourceSync() = default;

void ResourceSync::start()
{
    stop();
    m_isStarted = true;
    listen();
    // The few that run answer ten times sooner than the whole list; both are asked for now, while the window is built.
    if (!m_containers.isLoaded())
        listRunning();
    listAll();
    if (m_containers.isLoaded())
        listImages();
}

void ResourceSync::stop()
{
    m_isStarted = false;
    for (engine::RequestHandle *handle : {&m_events, &m_running, &m_all, &m_some, &m_imageList})
        handle->abort();
    for (QTimer *timer : {&m_quiet, &m_imagesQuiet, &m_poll, &m_verify})
        timer->stop();
    m_dirty.clear();
    m_dirtySince.invalidate();
    m_areImagesDirty = false;
    m_isPolling = false;
    m_hasStreamFailed = false;
    m_hasGap = false;
}

void ResourceSync::refresh()
{
    m_hasGap = false;
    listAll();
    listImages();
}

bool ResourceSync::isWaiting() const
{
    return m_running.isActive() || m_all.isActive() || m_some.isActive() || m_imageList.isActive();
}

// ---- lists

void ResourceSync::listRunning()
{
    engine::ContainersApi::ListOptions options;
    options.all = false;
    m_running = m_client.containers().list(options, this, [this](engine::Result<QList<engine::Container>> result) {
        // Whether this fails is told by the full list.
        if (!result)
            return;
        QStringList ids;
        for (const engine::Container &container : std::as_const(*result))
            ids += container.id;
        m_containers.updateContainers(ids, *result);
        Q_EMIT answered();
    });
    Q_EMIT asked();
}

void ResourceSync::listAll()
{
    if (!m_isStarted)
        return;
    // What is marked up to now is in the answer; what is marked from now on may not be.
    m_some.abort();
    m_dirty.clear();
    m_dirtySince.invalidate();
    m_all = m_client.containers().list({}, this, [this](engine::Result<QList<engine::Container>> result) {
        if (!result) {
            fail(result.error());
            return;
        }
        m_running.abort();
        const bool isFirst = !m_imageList.isActive() && !m_images.isLoaded();
        m_containers.setContainers(*result);
        if (isFirst)
            listImages();
        if (std::exchange(m_hasStreamFailed, false) && !giveEventsUp())
            listen();
        updateTimers();
        Q_EMIT answered();
        Q_EMIT containersListed();
        if (m_hasGap)
            refresh();
        else if (!m_dirty.isEmpty())
            askSoon();
    });
    Q_EMIT asked();
}

void ResourceSync::listImages()
{
    if (!m_isStarted)
        return;
    m_areImagesDirty = false;
    m_imagesSince.start();
    m_imageList = m_client.images().list(this, [this](engine::Result<QList<engine::Image>> result) {
        if (!result) {
            imagesFailed(result.error());
            return;
        }
        Q_EMIT answered();
        m_images.setImages(*result);
    });
    Q_EMIT asked();
}

/// Containers are of use without images: a refusal is shown in their place, and they are asked for again before long. An answer
/// that did not come is no answer, and tells of the connection.
void ResourceSync::imagesFailed(const engine::EngineError &error)
{
    if (!isAnswer(error)) {
        fail(error);
        return;
    }
    Q_EMIT answered();
    qCWarning(log) << "The images can't be listed:" << error.message;
    m_images.setFailure(error);
    m_areImagesDirty = true;
    if (m_isVisible)
        m_imagesQuiet.start(m_timings.pollImages);
}

void ResourceSync::fail(const engine::EngineError &error)
{
    if (error.kind == engine::ErrorKind::ShuttingDown)
        return;
    stop();
    m_images.setFailure({});
    Q_EMIT failed(error);
}

// ---- events

void ResourceSync::listen()
{
    engine::StreamSink<QList<engine::Event>> sink;
    sink.onBatch = [this](const QList<engine::Event> &events) { takeEvents(events); };
    sink.onEnd = [this](const engine::Result<void> &end) { eventsEnded(end); };
    m_eventsSince.invalidate();
    const qint64 from = sharesClock(m_client.endpoint()) ? QDateTime::currentSecsSinceEpoch() - 1 : 0;
    m_events = m_client.system().events(from, this, std::move(sink));
}

void ResourceSync::takeEvents(const QList<engine::Event> &events)
{
    if (!m_eventsSince.isValid()) {
        m_eventsSince.start();
        if (m_isPolling)
            setPolling(false);
        // Elsewhere the lists are asked for once more when the stream is up.
        m_hasGap = !sharesClock(m_client.endpoint());
        if (m_hasGap && !m_all.isActive())
            refresh();
    }
    for (const engine::Event &event : events)
        takeEvent(event);
    if (!m_dirty.isEmpty())
        askSoon();
}

void ResourceSync::takeEvent(const engine::Event &event)
{
    if (event.type == "container"_L1 && !event.id.isEmpty()) {
        if (!isIrrelevant(event.action))
            markDirty(event.id);
        Q_EMIT containerEvent(event);
    } else if (event.type == "network"_L1) {
        const QString container = event.attributes.value(u"container"_s);
        if (!container.isEmpty())
            markDirty(container);
    }
    if (changesImages(event)) {
        m_areImagesDirty = true;
        if (m_isVisible)
            m_imagesQuiet.start(m_timings.imagesQuiet);
    }
}

void ResourceSync::eventsEnded(const engine::Result<void> &end)
{
    const bool isBrief = !m_eventsSince.isValid() || m_eventsSince.elapsed() < briefStreamMs;
    if (!isBrief)
        m_briefStreams = 0;
    if (!end && end.error().httpStatus >= 400) {
        m_briefStreams = maxBriefStreams;
    } else if (isBrief && m_all.isActive()) {
        m_hasStreamFailed = true; // the list tells whether the engine is there
        return;
    }
    if (isBrief && giveEventsUp())
        return;
    const engine::EngineError ended{engine::ErrorKind::NotConnected, 0, u"The engine has ended the stream of events."_s,
                                    u"listen to events"_s, 0};
    fail(end ? ended : end.error());
}

/// Counts a stream that ended too soon. After some of them the lists are polled instead.
bool ResourceSync::giveEventsUp()
{
    if (++m_briefStreams < maxBriefStreams)
        return false;
    qCInfo(log) << "The engine sends no events; its lists are polled.";
    setPolling(true);
    return true;
}

void ResourceSync::markDirty(const QString &id)
{
    // Beyond that a full list is asked for: which ones does not matter any more.
    if (m_dirty.size() <= maxIds)
        m_dirty.insert(id);
    if (!m_dirtySince.isValid())
        m_dirtySince.start();
}

/// Decides when to ask about what is dirty. An answer under way looks again when it comes.
void ResourceSync::askSoon()
{
    if (!m_isVisible || m_all.isActive() || m_some.isActive())
        return;
    if (mayAskAtOnce()) {
        askAboutDirty();
        return;
    }
    const auto untilLatest = static_cast<int>(std::max<qint64>(m_timings.burstLongest - m_dirtySince.elapsed(), 0));
    m_quiet.start(std::min(m_timings.burstQuiet, untilLatest));
}

bool ResourceSync::mayAskAtOnce()
{
    if (m_lastFreeAsk.isValid() && m_freeAsks < maxFreeAsks) {
        const qint64 earned = m_lastFreeAsk.elapsed() / m_timings.freeAskInterval;
        m_freeAsks = static_cast<int>(std::min<qint64>(m_freeAsks + earned, maxFreeAsks));
    }
    if (m_freeAsks == 0)
        return false;
    --m_freeAsks;
    m_lastFreeAsk.start();
    return true;
}

void ResourceSync::askAboutDirty()
{
    m_quiet.stop();
    if (m_dirty.isEmpty() || !m_isVisible || m_all.isActive() || m_some.isActive())
        return;
    if (m_dirty.size() > maxIds) {
        listAll();
        return;
    }
    const QStringList ids(m_dirty.cbegin(), m_dirty.cend());
    m_dirty.clear();
    m_dirtySince.invalidate();
    engine::ContainersApi::ListOptions options;
    options.ids = ids;
    m_some = m_client.containers().list(options, this, [this, ids](engine::Result<QList<engine::Container>> result) {
        if (!result) {
            fail(result.error());
            return;
        }
        m_containers.updateContainers(ids, *result);
        Q_EMIT answered();
        if (!m_dirty.isEmpty())
            askSoon();
    });
    Q_EMIT asked();
}

// ---- without events

void ResourceSync::setVisible(bool visible)
{
    if (m_isVisible == visible)
        return;
    m_isVisible = visible;
    updateTimers();
    if (!visible) {
        m_quiet.stop();
        m_imagesQuiet.stop();
        return;
    }
    if (!m_isStarted)
        return;
    if (m_isPolling)
        refresh();
    else if (!m_dirty.isEmpty())
        askAboutDirty();
    if (m_areImagesDirty)
        listImages();
}

void ResourceSync::setPolling(bool polling)
{
    m_isPolling = polling;
    updateTimers();
}

void ResourceSync::updateTimers()
{
    const auto run = [this](QTimer &timer, bool isWanted, int interval) {
        if (!isWanted || !m_isStarted || !m_isVisible)
            timer.stop();
        else if (!timer.isActive())
            timer.start(interval);
    };
    run(m_poll, m_isPolling, m_timings.poll);
    run(m_verify, !m_isPolling, m_timings.verify);
}

void ResourceSync::poll()
{
    if (!m_all.isActive())
        listAll();
    if (m_imagesSince.hasExpired(m_timings.pollImages) && !m_imageList.isActive())
        listImages();
}

} // namespace models

#include "moc_resource_sync.cpp"
