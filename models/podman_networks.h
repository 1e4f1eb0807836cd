// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"
#include "models/run_command/run_command.h"

#include <QStringList>

namespace models {

/// Writes the networks of a command as podman takes them, "side:alias=db,ip=10.0.0.9", and adds those that docker run can't say, which
/// podman can. Returns what podman has no word for: "driver-opt".
[[nodiscard]] QStringList usePodmanNetworks(run::RunCommand &command,
                                            const QList<engine::ContainerRecipe::Network> &joins);

} // namespace models
