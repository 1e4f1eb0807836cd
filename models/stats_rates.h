// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/system.h"
#include "models/stats_hub.h"

#include <optional>

namespace models {

/// CPU use between two samples by the docker client's formula; 100 is one CPU. From the sample's own "before" where the
/// engine sends it, else from `last` (Podman sends no figure of the whole machine: then time is the measure).
/// Nothing when there is no second sample to go by.
[[nodiscard]] std::optional<double> cpuPercent(const engine::StatsSample &sample,
                                               const std::optional<engine::StatsSample> &last);
/// A sample with its rates since `last`. Nothing when a rate can't be told yet. Counters that went back count as still.
[[nodiscard]] std::optional<StatsPoint> statsPoint(const engine::StatsSample &sample,
                                                   const std::optional<engine::StatsSample> &last);

} // namespace models
