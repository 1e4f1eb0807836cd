// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_spec.h"
#include "models/run_form.h"

namespace models {

/// Where docker run --use-api-socket puts the logins to registries.
inline constexpr const char *LoginsFile = "/run/secrets/docker/config.json";

/// Whether the form says --use-api-socket: the container gets the engine's socket, and the docker client's logins to registries.
[[nodiscard]] bool wantsApiSocket(const RunForm &form);
/// Not where the form says itself where docker's settings are.
[[nodiscard]] bool wantsLogins(const RunForm &form);
/// Has the container be given the socket of the engine that it is made by, and told where its logins are.
void giveApiSocket(engine::ContainerSpec &spec, const QString &socketPath, bool withLogins);

} // namespace models
