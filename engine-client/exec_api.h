// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/request_handle.h"

#include <QObject>
#include <QStringList>

namespace engine {

class Transport;

/// Typed calls that run a short program inside a running container. Same rules as ContainersApi; each step is a call of its own.
class ExecApi
{
public:
    explicit ExecApi(Transport &transport) : m_transport(transport) {}

    /// POST /containers/{id}/exec, as the container's own user; replies the id for the other two. Conflict when it does not run.
    RequestHandle create(const QString &id, const QStringList &command, QObject *context, Reply<QString> reply);
    /// POST /exec/{id}/start; replies when the program has ended. What it printed is dropped. Timeout after 10 s.
    RequestHandle run(const QString &execId, QObject *context, Reply<void> reply);
    /// GET /exec/{id}/json; the exit code: 126 and 127 when there is no such program
    RequestHandle exitCode(const QString &execId, QObject *context, Reply<int> reply);

private:
    Transport &m_transport;
};

} // namespace engine
