// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"

#include <nlohmann/json_fwd.hpp>

namespace engine::json {

/// Devices, GPUs and the limits of block devices from HostConfig of an inspect answer. Pure.
void readDevices(ContainerRecipe &recipe, const nlohmann::json &host);

} // namespace engine::json
