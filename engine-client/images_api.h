// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/dto/image.h"
#include "engine-client/request_handle.h"

#include <QObject>

namespace engine {

class Transport;

/// Typed calls under `/images`. Same rules as ContainersApi. `name` may be an id, `repo:tag` or `repo@sha256:…`.
class ImagesApi
{
public:
    explicit ImagesApi(Transport &transport) : m_transport(transport) {}

    /// GET /images/json. A malformed element is logged and skipped.
    RequestHandle list(QObject *context, Reply<QList<Image>> reply);
    /// GET /images/{name}/json
    RequestHandle inspect(const QString &name, QObject *context, Reply<ImageDetails> reply);
    /// GET /images/{name}/history
    RequestHandle history(const QString &name, QObject *context, Reply<QList<HistoryEntry>> reply);
    /// POST /images/create?fromImage=&tag=. `reference` gets `:latest` when it has neither tag nor digest, since the API
    /// pulls every tag otherwise. An `error` line in the stream ends it as a failure. `platform` may be empty.
    RequestHandle pull(const QString &reference, const QString &platform, QObject *context,
                       StreamSink<QList<PullMessage>> sink);
    /// POST /images/{name}/tag?repo=&tag=
    RequestHandle tag(const QString &name, const QString &repository, const QString &tag, QObject *context,
                      Reply<void> reply);
    /// DELETE /images/{name}?force=. Podman 4 and 5.4 delete the containers of a forced image: never force one in use.
    RequestHandle remove(const QString &name, bool force, QObject *context, Reply<QList<ImageRemoval>> reply);
    /// POST /images/prune; `all`: every unused image, not only dangling ones
    RequestHandle prune(bool all, QObject *context, Reply<PruneReport> reply);

private:
    Transport &m_transport;
};

} // namespace engine
