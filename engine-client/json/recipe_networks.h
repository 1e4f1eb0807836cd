// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"

#include <nlohmann/json_fwd.hpp>

namespace engine::json {

/// What a person told of the networks: aliases, fixed addresses, links, driver options. `recipe.network` is read already. Those
/// beside the default one, which docker run can't say, are the recipe's joins. Pure.
void readNetworks(ContainerRecipe &recipe, const nlohmann::json &container);

} // namespace engine::json
