// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"

#include <QString>
#include <QStringList>

namespace models {

/// The `docker run -d …` that makes the same container again, quoted for a POSIX shell. `maskSecrets` as in toDockerCommand().
[[nodiscard]] QString toDockerCommand(const engine::ContainerRecipe &recipe, bool maskSecrets);
/// Names of variables that hold secrets, or values that have passwords in them.
[[nodiscard]] QStringList secretsOf(const engine::ContainerRecipe &recipe);

/// "127.0.0.1:8888:80/udp" as `-p` and compose take it.
[[nodiscard]] QString publishText(const engine::ContainerSpec::PortMapping &port);
/// "source:target:mode" as `-v` and compose take it; false when only --mount can say it.
[[nodiscard]] bool canBeShort(const engine::ContainerRecipe::Mount &mount);
[[nodiscard]] QString volumeText(const engine::ContainerRecipe::Mount &mount);
/// Bytes as docker reads them: "2g", "512m", "1000b".
[[nodiscard]] QString bytesText(qint64 bytes);
/// CPUs: "1.5".
[[nodiscard]] QString cpusText(qint64 nanoCpus);

} // namespace models
