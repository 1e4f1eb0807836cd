// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_spec.h"

#include <QByteArray>
#include <QStringList>

#include <utility>

/// Requests under `/containers`. Pure, any thread.
namespace engine::json {

/// The body of `POST /containers/create`, as the docker client would send it, members that are not set left out. Host folders go
/// into Mounts, not Binds, so that Docker refuses a folder that is not there instead of making one. What can't be read (a range of
/// ports that does not fit, a device with too many parts) is passed on as it is, for the engine to refuse.
[[nodiscard]] QByteArray encodeContainerSpec(const ContainerSpec &spec);

/// The body of `POST /containers/{id}/update`; what is 0 or empty is left out.
[[nodiscard]] QByteArray encodeUpdate(qint64 memoryBytes, qint64 nanoCpus, const QString &restartPolicy);

/// The body of `POST /networks/{id}/connect`: `object` with the member Container.
[[nodiscard]] QByteArray withContainer(const QByteArray &object, const QString &id);

/// The query parameter `filters`: `{"id":["a","b"]}`; filters without values are left out, empty when none is left.
[[nodiscard]] QString encodeFilters(const QList<std::pair<QString, QStringList>> &filters);

} // namespace engine::json
