// SPDX-License-Identifier: Apache-2.0
// The body of a refused call → the engine's words: whatever it is, the result is bounded and never empty.
#include "engine-client/http_error.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray body(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const engine::EngineError error = engine::errorFromAnswer(500, body);
    if (error.message.isEmpty() || error.message.size() > 4096)
        std::abort();
    return 0;
}
