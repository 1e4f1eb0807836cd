// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"
#include "models/run_command/run_command.h"

#include <QString>
#include <QStringList>

namespace models {

/// The command that makes the same container again.
[[nodiscard]] run::RunCommand toRunCommand(const engine::ContainerRecipe &recipe);
/// The shortest `docker run -d …` of it, quoted for a POSIX shell. `maskSecrets` as in printRunCommand().
[[nodiscard]] QString toDockerCommand(const engine::ContainerRecipe &recipe, bool maskSecrets);
struct PodmanCommand
{
    QString text;
    QStringList leftOut; ///< "--link": options that podman doesn't have
};
/// The same for podman, with secrets; the image is named with its registry.
[[nodiscard]] PodmanCommand toPodmanCommand(const engine::ContainerRecipe &recipe);
/// What stands before the = of every word in which toDockerCommand() would mask something.
[[nodiscard]] QStringList secretsOf(const engine::ContainerRecipe &recipe);

/// "127.0.0.1:8888:80/udp" as `-p` and compose take it.
[[nodiscard]] QString publishText(const engine::ContainerSpec::PortMapping &port);
/// "source:target:mode" as `-v` and compose take it; false when only --mount can say it.
[[nodiscard]] bool canBeShort(const engine::ContainerRecipe::Mount &mount);
/// "bind", "volume", "tmpfs", "image"
[[nodiscard]] QString mountType(const engine::ContainerRecipe::Mount &mount);
[[nodiscard]] QString volumeText(const engine::ContainerRecipe::Mount &mount);
/// Bytes as docker reads them: "2g", "512m", "1000b".
[[nodiscard]] QString bytesText(qint64 bytes);
/// CPUs: "1.5".
[[nodiscard]] QString cpusText(qint64 nanoCpus);

} // namespace models
