// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"

#include <nlohmann/json_fwd.hpp>

namespace engine::json {

/// Binds, volumes and other mounts of an inspect answer. `keepsAll`: volumes that nobody has named go by the names that the engine gave
/// them, those of the image too. Pure.
void readMounts(ContainerRecipe &recipe, const nlohmann::json &container, const nlohmann::json &imageConfig,
                bool keepsAll);

/// One field of --mount's (or --network's) comma-separated value.
[[nodiscard]] QString csvField(const QString &key, const QString &value);

} // namespace engine::json
