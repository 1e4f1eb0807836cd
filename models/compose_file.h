// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"

#include <QByteArray>

namespace models {

/// A compose file with one service that is the same container, its image by digest where that is known. Secrets are not written:
/// `${NAME}` stands for each, and a comment says so. Options that compose has no word for are named in a comment.
[[nodiscard]] QByteArray composeFileOf(const engine::ContainerRecipe &recipe);

} // namespace models
