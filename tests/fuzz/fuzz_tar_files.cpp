// SPDX-License-Identifier: Apache-2.0
// Whatever a container sends as a tar gives names without a slash and contents within the bounds.
#include "engine-client/decode/tar_files.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto files =
        engine::readTarFiles(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    if (files.size() > engine::mostTarFiles)
        std::abort();
    for (const engine::ArchivedFile &file : files) {
        if (file.name.isEmpty() || file.name.contains(u'/') || file.content.size() > engine::mostFileBytes)
            std::abort();
    }
    return 0;
}
