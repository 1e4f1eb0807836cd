// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/http_request.h"

/// What the typed calls (ContainersApi, ImagesApi, SystemApi) have in common. Pure functions.
namespace engine {

/// A request with words for EngineError::operation.
[[nodiscard]] HttpRequest apiRequest(const QByteArray &method, const QByteArray &path, const QString &operation);
/// `/containers/{id}{suffix}` or `/images/{name}{suffix}`, with the name encoded.
[[nodiscard]] QByteArray objectPath(const QByteArray &collection, const QString &name, const QByteArray &suffix = {});
/// A name as it is; of a whole id the first twelve digits, as docker shows it.
[[nodiscard]] QString shownName(const QString &idOrName);

} // namespace engine
