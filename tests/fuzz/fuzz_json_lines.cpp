// SPDX-License-Identifier: Apache-2.0
// JSON documents with a small bound. The first byte says where the stream is cut: the documents must not depend on it, and none
// may be blank or exceed the bound.
#include "engine-client/decode/json_lines.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {
constexpr std::size_t limit = 64;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::vector<std::string> documents(std::string_view bytes, std::size_t cut, std::size_t &dropped)
{
    engine::JsonLines lines(limit);
    std::string_view document;
    std::vector<std::string> result;
    const auto keep = [&] {
        require(!document.empty() && document.size() <= limit);
        result.emplace_back(document);
    };
    for (std::string_view part : {bytes.substr(0, cut), bytes.substr(cut)}) {
        while (lines.next(part, document))
            keep();
    }
    if (lines.finish(document))
        keep();
    dropped = lines.dropped();
    return result;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    std::size_t droppedWhole = 0;
    std::size_t droppedCut = 0;
    require(documents(bytes, 0, droppedWhole) == documents(bytes, bytes.size() * data[0] / 256, droppedCut));
    require(droppedWhole == droppedCut);
    return 0;
}
