// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace models {

/// A file that lies beside a Dockerfile and goes into its image.
struct DockerfileCopy
{
    QString source; ///< relative to the Dockerfile
    QString target; ///< absolute, inside
};

/// A Dockerfile for the image of a container, by digest where that is known, plus what a person added when it was run. Secrets are not
/// written; what can't be known (packages installed by hand) is said in a comment. `copies` belong to `owner` (may be empty).
[[nodiscard]] QByteArray dockerfileOf(const engine::ContainerRecipe &recipe, const QList<DockerfileCopy> &copies,
                                      const QString &owner);

} // namespace models
