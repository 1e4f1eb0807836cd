// SPDX-License-Identifier: Apache-2.0
#include "models/engine_session.h"

#include "models/connection.h"
#include "models/containers_model.h"
#include "models/idle_stop.h"
#include "models/images_model.h"
#include "models/notebook_finder.h"
#include "models/resource_sync.h"
#include "models/stats_hub.h"

#include <QDateTime>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace models {

struct EngineSession::Private
{
    Private(EngineSession &session, const engine::Endpoint &endpoint, const SessionTimings &timings);
    void connectParts();
    void setStale(bool stale);
    void lost(const engine::EngineError &error);
    void listed();
    void askVersion();
    void updateAges();
    void updateAgesTimer();

    EngineSession &q;
    engine::EngineClient client;
    ContainersModel containers;
    ImagesModel images;
    Connection connection;
    ResourceSync sync;
    StatsHub stats;
    NotebookFinder notebooks;
    IdleStop idle;
    engine::RequestHandle versionCall;
    engine::VersionInfo version;
    QTimer ages;
    int agesInterval;
    bool isLoaded = false, isStale = false, isVersionCurrent = false, isVisible = true;
};

EngineSession::Private::Private(EngineSession &session, const engine::Endpoint &endpoint, const SessionTimings &timings)
    : q(session)
    , client(endpoint)
    , images(containers)
    , connection(timings)
    , sync(client, containers, images, timings)
    , stats(client, containers)
    , notebooks(client, containers)
    , idle(client, containers)
    , agesInterval(timings.ages)
{
    ages.setTimerType(Qt::VeryCoarseTimer);
    connectParts();
}

void EngineSession::Private::connectParts()
{
    connect(&sync, &ResourceSync::asked, &connection, &Connection::asked);
    connect(&sync, &ResourceSync::answered, &connection, [this] { connection.answered(sync.isWaiting()); });
    connect(&sync, &ResourceSync::failed, &q, [this](const engine::EngineError &error) { lost(error); });
    connect(&sync, &ResourceSync::containersListed, &q, [this] { listed(); });
    connect(&sync, &ResourceSync::containerEvent, &q, &EngineSession::containerEvent);
    connect(&sync, &ResourceSync::containerEvent, &notebooks, &NotebookFinder::takeEvent);
    connect(&connection, &Connection::attemptDue, &sync, &ResourceSync::start);
    connect(&connection, &Connection::changed, &q, &EngineSession::stateChanged);
    connect(&ages, &QTimer::timeout, &q, [this] { updateAges(); });
}

void EngineSession::Private::setStale(bool stale)
{
    if (isStale == stale)
        return;
    isStale = stale;
    updateAgesTimer();
    Q_EMIT q.stateChanged();
}

void EngineSession::Private::lost(const engine::EngineError &error)
{
    isVersionCurrent = false;
    versionCall.abort();
    stats.setOnline(false);
    notebooks.setOnline(false);
    idle.setOnline(false);
    connection.failed(error);
    setStale(isLoaded);
}

void EngineSession::Private::listed()
{
    setStale(false);
    stats.setOnline(true);
    notebooks.setOnline(true);
    idle.setOnline(true);
    askVersion();
    if (isLoaded)
        return;
    isLoaded = true;
    updateAgesTimer();
    Q_EMIT q.containersLoaded();
}

/// Costs some engines 5 ms: it is asked for after the lists, once for each connection.
void EngineSession::Private::askVersion()
{
    if (isVersionCurrent || versionCall.isActive())
        return;
    versionCall = client.system().version(&q, [this](engine::Result<engine::VersionInfo> result) {
        if (!result)
            return;
        version = std::move(*result);
        isVersionCurrent = true;
        Q_EMIT q.versionChanged();
    });
}

void EngineSession::Private::updateAges()
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    containers.updateAges(now);
    images.updateAges(now);
}

/// While the lists are stale their ages stand still: nobody knows whether a container is still up.
void EngineSession::Private::updateAgesTimer()
{
    if (!isVisible || !isLoaded || isStale)
        ages.stop();
    else if (!ages.isActive())
        ages.start(agesInterval);
}

EngineSession::EngineSession(const engine::Endpoint &endpoint, QObject *parent)
    : EngineSession(endpoint, SessionTimings(), parent)
{}

EngineSession::EngineSession(const engine::Endpoint &endpoint, const SessionTimings &timings, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, endpoint, timings))
{}

EngineSession::~EngineSession() = default;

void EngineSession::start()
{
    d->connection.begin(d->client.endpoint());
    d->sync.start();
}

void EngineSession::connectTo(const engine::Endpoint &endpoint)
{
    d->sync.stop();
    d->versionCall.abort();
    d->stats.setOnline(false);
    d->notebooks.setOnline(false);
    d->idle.setOnline(false);
    d->images.clear();
    d->containers.clear();
    d->version = {};
    d->isVersionCurrent = d->isLoaded = d->isStale = false;
    d->updateAgesTimer();
    d->client.setEndpoint(endpoint);
    start();
    Q_EMIT versionChanged();
}

void EngineSession::retryNow()
{
    if (d->connection.state() == ConnectionState::Connected)
        refresh();
    else
        d->connection.retryNow();
}

void EngineSession::refresh()
{
    if (d->connection.state() == ConnectionState::Connected)
        d->sync.refresh();
    else
        d->connection.retryNow();
}

void EngineSession::setVisible(bool visible)
{
    if (d->isVisible == visible)
        return;
    d->isVisible = visible;
    if (visible && !d->isStale)
        d->updateAges();
    d->updateAgesTimer();
    d->sync.setVisible(visible);
    d->connection.setVisible(visible);
    d->stats.setVisible(visible);
    d->notebooks.setVisible(visible);
}

ConnectionState EngineSession::state() const
{
    return d->connection.state();
}

QString EngineSession::stateText() const
{
    return d->connection.stateText();
}

bool EngineSession::isStale() const
{
    return d->isStale;
}

std::optional<engine::EngineError> EngineSession::lastError() const
{
    return d->connection.lastError();
}

const engine::VersionInfo &EngineSession::version() const
{
    return d->version;
}

const engine::Endpoint &EngineSession::endpoint() const
{
    return d->client.endpoint();
}

bool EngineSession::isPodman() const
{
    return d->version.name.startsWith("Podman"_L1);
}

engine::EngineClient &EngineSession::client()
{
    return d->client;
}

ContainersModel &EngineSession::containers()
{
    return d->containers;
}

ImagesModel &EngineSession::images()
{
    return d->images;
}

StatsHub &EngineSession::stats()
{
    return d->stats;
}

IdleStop &EngineSession::idleStop()
{
    return d->idle;
}

NotebookFinder &EngineSession::notebooks()
{
    return d->notebooks;
}

} // namespace models

#include "moc_engine_session.cpp"
