// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/dto/image.h"
#include "engine-client/dto/system.h"

#include <QString>

/// DTOs as text, one field or one row a line, for comparison with the dumps in tests/fixtures.
namespace test {

/// `now` as given to the decoder; stateSince is written as an age.
[[nodiscard]] QString textOf(const engine::Container &container, qint64 now);
[[nodiscard]] QString textOf(const engine::Image &image);
[[nodiscard]] QString textOf(const engine::ContainerDetails &details);
[[nodiscard]] QString textOf(const engine::ImageDetails &details);
[[nodiscard]] QString textOf(const engine::HistoryEntry &entry);
[[nodiscard]] QString textOf(const engine::PullMessage &message);
[[nodiscard]] QString textOf(const engine::Event &event);
[[nodiscard]] QString textOf(const engine::StatsSample &sample);
[[nodiscard]] QString textOf(const engine::VersionInfo &info);
[[nodiscard]] QString textOf(const engine::SystemInfo &info);
[[nodiscard]] QString textOf(const engine::ProcessList &list);

} // namespace test
