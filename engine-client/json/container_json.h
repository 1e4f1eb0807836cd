// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/result.h"

/// Answers under `/containers`. Pure, any thread; `operation` goes into errors (BadReply) and into the log.
namespace engine::json {

/// `GET /containers/json`, 1000 rows in about 10 ms. `now` (seconds since 1970) is what Container::stateSince is counted back from.
[[nodiscard]] Result<QList<Container>> decodeContainerList(const QByteArray &body, const QString &operation,
                                                           qint64 now);
/// `GET /containers/{id}/json`
[[nodiscard]] Result<ContainerDetails> decodeContainerDetails(const QByteArray &body, const QString &operation);
/// `POST /containers/create`; an answer without an id is a BadReply.
[[nodiscard]] Result<CreatedContainer> decodeCreatedContainer(const QByteArray &body, const QString &operation);
/// `GET /containers/{id}/top`. Podman 4 sends each process as one text: it is split along the titles.
[[nodiscard]] Result<ProcessList> decodeProcessList(const QByteArray &body, const QString &operation);
/// `POST /containers/{id}/wait`: the exit code. What the engine says in `Error` is an EngineFailure.
[[nodiscard]] Result<int> decodeExitCode(const QByteArray &body, const QString &operation);
/// `POST /containers/prune` and `POST /images/prune`
[[nodiscard]] Result<PruneReport> decodePruneReport(const QByteArray &body, const QString &operation);

/// The engine's word for a state, Docker's or Podman's ("stopped", "configured").
[[nodiscard]] ContainerState containerState(QStringView word);

} // namespace engine::json
