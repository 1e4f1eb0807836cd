// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/system.h"
#include "engine-client/request_handle.h"

#include <QObject>

namespace engine {

class Transport;

/// Typed calls on the engine itself. Same rules as ContainersApi.
class SystemApi
{
public:
    explicit SystemApi(Transport &transport) : m_transport(transport) {}

    /// GET /_ping, unversioned
    RequestHandle ping(QObject *context, Reply<PingInfo> reply);
    /// GET /version
    RequestHandle version(QObject *context, Reply<VersionInfo> reply);
    /// GET /info; slow on some engines: never on the start path
    RequestHandle info(QObject *context, Reply<SystemInfo> reply);
    /// GET /events?since=; `sinceSeconds` 0: from now on. Never ends by itself: the end is always worth a reconnect.
    /// `onBatch({})` (an empty list) comes once when the engine has answered 200: from then on nothing is missed.
    RequestHandle events(qint64 sinceSeconds, QObject *context, StreamSink<QList<Event>> sink);

private:
    Transport &m_transport;
};

} // namespace engine
