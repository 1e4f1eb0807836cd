// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/cut_stream.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    return fuzz::cutAnywhere<engine::PullMessage>(&engine::json::decodePullLine, data, size);
}
