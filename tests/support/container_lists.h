// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"

#include <QList>

namespace test {

/// A container whose id is `name` in hexadecimal, filled up to 64 digits.
[[nodiscard]] engine::Container container(const QString &name,
                                          engine::ContainerState state = engine::ContainerState::Running,
                                          const QString &project = {});
/// `count` of them as a busy machine has them: a third running, projects, ports, labels. The same for the same count.
[[nodiscard]] QList<engine::Container> manyContainers(int count);

} // namespace test
