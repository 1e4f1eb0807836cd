// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/recipe.h"

#include <nlohmann/json_fwd.hpp>

namespace engine::json {

/// The rarer options of a container (see ContainerRecipe::options) from its inspect answer; engines' defaults are left out. Pure.
[[nodiscard]] QList<ContainerRecipe::Option> recipeOptions(const nlohmann::json &container,
                                                           const nlohmann::json &imageConfig, const RecipeWish &wish);
/// Podman tells more as if it had been asked for than Docker does.
[[nodiscard]] bool isPodmans(const nlohmann::json &host);

} // namespace engine::json
