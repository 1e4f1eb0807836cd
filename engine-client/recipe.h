// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"
#include "engine-client/dto/system.h"
#include "engine-client/result.h"

#include <QByteArray>

namespace engine {

/// What else is known or wanted when a recipe is read.
struct RecipeWish
{
    QString cgroupNamespace; ///< the engine's default, "host" or "private": engines tell it as if it had been asked for
    QString logDriver;       ///< likewise
    /// For a container that takes the place of this one: anonymous volumes by the names they have, and compose's labels.
    bool keepsAll = false;
};
[[nodiscard]] RecipeWish recipeWish(const SystemInfo &info);

/// `container` is the answer of `GET /containers/{id}/json`, `image` that of `GET /images/{id}/json` of its image ("{}" when there is
/// none any more: nothing is left out then). Labels that compose puts on its containers are left out unless `wish` keeps all. Pure, any
/// thread.
[[nodiscard]] Result<ContainerRecipe> recipeOf(const QByteArray &container, const QByteArray &image,
                                               const QString &operation, const RecipeWish &wish = {});

} // namespace engine
