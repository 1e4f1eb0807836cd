// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_option.h"

#include <QString>

namespace models::run {

enum class PodmanOption { Unknown, Flag, WithValue };

/// Options of `podman run` that docker's own client does not have, without the leading dashes.
[[nodiscard]] PodmanOption podmanOption(const QString &name);
/// Options of docker's client that `podman run` refuses.
[[nodiscard]] bool isDockerOnly(RunOption option);

} // namespace models::run
