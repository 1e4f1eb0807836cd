// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"
#include "engine-client/result.h"

#include <QByteArray>

namespace engine {

/// `container` is the answer of `GET /containers/{id}/json`, `image` that of `GET /images/{id}/json` of its image ("{}" when there is
/// none any more: nothing is left out then). Labels that compose puts on its containers are left out. Pure, any thread.
[[nodiscard]] Result<ContainerRecipe> recipeOf(const QByteArray &container, const QByteArray &image,
                                               const QString &operation);

} // namespace engine
