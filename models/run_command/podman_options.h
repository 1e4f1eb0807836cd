// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace models::run {

enum class PodmanOption { Unknown, Flag, WithValue };

/// Options of `podman run` that docker's own client does not have, without the leading dashes.
[[nodiscard]] PodmanOption podmanOption(const QString &name);

} // namespace models::run
