// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/containers_model.h"

namespace models {

/// The columns of the containers table, in the order of ContainersModel::Column.
[[nodiscard]] std::span<const TableColumn<ContainerRow>> containerColumns();
/// The name of an image as the docker client shows it: without `docker.io/library/` (Podman's way), an id cut short.
[[nodiscard]] QString shownImage(const QString &image);

} // namespace models
