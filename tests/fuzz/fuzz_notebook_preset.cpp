// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_preset.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// A preset from anywhere: refused with a reason, or read so that what is written of it reads as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray json(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto preset = models::notebookPresetFromJson(json, QStringLiteral("preset.json"));
    if (!preset) {
        if (!preset.error().contains(QStringLiteral("preset.json")))
            std::abort();
        return 0;
    }
    const auto again =
        models::notebookPresetFromJson(models::notebookPresetToJson(*preset), QStringLiteral("again.json"));
    if (!again || *again != *preset)
        std::abort();
    return 0;
}
