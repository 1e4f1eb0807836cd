// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/archived_file.h"
#include "engine-client/dto/container.h"
#include "engine-client/dto/container_spec.h"
#include "engine-client/dto/log.h"
#include "engine-client/dto/system.h"
#include "engine-client/request_handle.h"

#include <QObject>

namespace engine {

class Transport;

/// Typed calls under `/containers`. Each returns the handle that keeps the call alive; replies come on the thread of the
/// caller while `context` lives. `id` is an id or a name. Errors are those of the Engine API, mapped to ErrorKind.
class ContainersApi
{
public:
    struct ListOptions
    {
        bool all = true;      ///< false: only running ones
        QStringList ids;      ///< filter `id`: only these
        QStringList statuses; ///< filter `status`: "running", "exited"…
    };
    struct RemoveOptions
    {
        bool force = false;
        bool volumes = false; ///< anonymous volumes too
    };

    explicit ContainersApi(Transport &transport) : m_transport(transport) {}

    /// GET /containers/json. A malformed element is logged and skipped.
    RequestHandle list(const ListOptions &options, QObject *context, Reply<QList<Container>> reply);
    /// GET /containers/{id}/json
    RequestHandle inspect(const QString &id, QObject *context, Reply<ContainerDetails> reply);
    /// POST /containers/create
    RequestHandle create(const ContainerSpec &spec, QObject *context, Reply<CreatedContainer> reply);
    /// The same with a whole body that came from GET /containers/{id}/json; it may hold secrets
    RequestHandle createFrom(const QString &name, const QByteArray &body, QObject *context,
                             Reply<CreatedContainer> reply);
    /// POST /networks/{network}/connect; `body` is an object without the member Container
    RequestHandle connectNetwork(const QString &id, const QString &network, const QByteArray &body, QObject *context,
                                 Reply<void> reply);
    /// POST /containers/{id}/start; 304 (already running) is success
    RequestHandle start(const QString &id, QObject *context, Reply<void> reply);
    /// POST /containers/{id}/stop; `timeoutSeconds` -1: the container's own; 304 is success
    RequestHandle stop(const QString &id, int timeoutSeconds, QObject *context, Reply<void> reply);
    /// POST /containers/{id}/restart
    RequestHandle restart(const QString &id, int timeoutSeconds, QObject *context, Reply<void> reply);
    /// POST /containers/{id}/kill?signal=; `signal` "SIGKILL", "HUP", "9"
    RequestHandle kill(const QString &id, const QString &signal, QObject *context, Reply<void> reply);
    RequestHandle pause(const QString &id, QObject *context, Reply<void> reply);
    RequestHandle unpause(const QString &id, QObject *context, Reply<void> reply);
    RequestHandle rename(const QString &id, const QString &newName, QObject *context, Reply<void> reply);
    /// DELETE /containers/{id}
    RequestHandle remove(const QString &id, const RemoveOptions &options, QObject *context, Reply<void> reply);
    /// GET /containers/{id}/top?ps_args=
    RequestHandle top(const QString &id, const QString &psArguments, QObject *context, Reply<ProcessList> reply);
    /// POST /containers/{id}/wait; replies the exit code when the container has ended
    RequestHandle wait(const QString &id, QObject *context, Reply<int> reply);
    /// POST /containers/prune
    RequestHandle prune(QObject *context, Reply<PruneReport> reply);
    /// POST /containers/{id}/update; `memoryBytes`, `nanoCpus` 0: unchanged; `restartPolicy` empty: unchanged
    RequestHandle update(const QString &id, qint64 memoryBytes, qint64 nanoCpus, const QString &restartPolicy,
                         QObject *context, Reply<void> reply);
    /// GET /containers/{id}/logs (asked with HTTP/1.0: one chunk a line is dear otherwise). Bounded: paused when the
    /// receiver lags. Lines longer than 1 MiB arrive as several with LogLine::partial.
    RequestHandle logs(const QString &id, const LogOptions &options, QObject *context, StreamSink<LogBatch> sink);
    /// GET /containers/{id}/archive?path=: the small files of a folder, or one file; also of a container that does not run.
    /// BadReply when there is more than readTarFiles takes. What lies in a container is untrusted.
    RequestHandle smallFiles(const QString &id, const QString &path, QObject *context,
                             Reply<QList<ArchivedFile>> reply);
    /// GET /containers/{id}/stats?stream=1; about one sample a second
    RequestHandle stats(const QString &id, QObject *context, StreamSink<StatsSample> sink);

private:
    Transport &m_transport;
};

} // namespace engine
