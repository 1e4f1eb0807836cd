// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace models::run {

/// Nothing, or what the docker client says of an image it can't name ("invalid reference format"). Ids and digests are fine.
[[nodiscard]] QString checkImageName(const QString &image);

} // namespace models::run
