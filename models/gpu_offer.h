// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/system.h"

#include <QString>

namespace models {

/// Whether an engine hands GPUs to containers, and how they are asked for.
struct GpuOffer
{
    QString request; ///< "all" (a device request) or "nvidia.com/gpu=all" (by CDI); empty: it has none
    QString text;    ///< for a person: how, or why not and what to do
    [[nodiscard]] bool isThere() const { return !request.isEmpty(); }
};

/// Read from what `GET /info` tells: the runtime `nvidia`, or devices that the engine found by CDI.
[[nodiscard]] GpuOffer gpuOffer(const engine::SystemInfo &info);

} // namespace models
