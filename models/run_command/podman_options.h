// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_option.h"

#include <QString>

namespace models::run {

enum class PodmanOption { Unknown, Flag, WithValue };

/// Options of `podman run` that docker's own client does not have, without the leading dashes.
[[nodiscard]] PodmanOption podmanOption(const QString &name);
/// A value of podman's --network, "side:alias=db,ip=10.0.0.9", as docker's client takes it: "name=side,alias=db,ip=10.0.0.9". As it was
/// when it is not of this kind, or says what docker can't.
[[nodiscard]] QString dockerNetwork(const QString &podmanValue);
/// Options of docker's client that `podman run` refuses.
[[nodiscard]] bool isDockerOnly(RunOption option);

} // namespace models::run
