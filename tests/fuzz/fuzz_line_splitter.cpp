// SPDX-License-Identifier: Apache-2.0
// Lines with a small bound. The first byte says where the stream is cut: the lines must not depend on it, none may exceed the
// bound, and the splitter may hold no more than that.
#include "engine-client/decode/line_splitter.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {
constexpr std::size_t limit = 16;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

std::vector<std::string> lines(std::string_view bytes, std::size_t cut)
{
    engine::LineSplitter splitter(limit);
    engine::LineSplitter::Line line;
    std::vector<std::string> result;
    const auto keep = [&] {
        require(line.text.size() <= limit && (!line.partial || line.text.size() > limit - 4));
        result.push_back(std::string(line.text) + (line.partial ? "+" : ""));
    };
    for (std::string_view part : {bytes.substr(0, cut), bytes.substr(cut)}) {
        while (splitter.next(part, line))
            keep();
        require(splitter.heldBytes() <= limit);
    }
    if (splitter.finish(line))
        keep();
    return result;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char *>(data) + 1, size - 1);
    require(lines(bytes, 0) == lines(bytes, bytes.size() * data[0] / 256));
    return 0;
}
