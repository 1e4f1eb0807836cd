// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"
#include "models/run_command/run_command.h"

#include <QStringList>

namespace models {

class EngineSession;

/// Which of its networks a container joins by a line of its own, `docker network connect`, since `docker run` can't say it.
struct NetworkLines
{
    QList<engine::ContainerRecipe::Network> joins;
    /// Engines before Docker 25 and Podman take one network when a container is made: the others are joined as well.
    bool takesSeveral = true;

    /// `docker run …` and what follows it. A container that has no name is called by `container`.
    [[nodiscard]] QStringList commands(run::RunCommand command, bool maskSecrets, const QString &container = {}) const;
};

[[nodiscard]] bool takesSeveralNetworks(const EngineSession &session);
/// The lines that make a container of this recipe.
[[nodiscard]] QStringList commandLines(const engine::ContainerRecipe &recipe, bool takesSeveral, bool maskSecrets);

} // namespace models
