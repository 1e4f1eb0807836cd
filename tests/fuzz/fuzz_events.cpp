// SPDX-License-Identifier: Apache-2.0
// A stream gives the same wherever it is cut. The first byte says where.
#include "engine-client/json/line_stream.h"

#include <QLoggingCategory>

#include <cstdint>
#include <cstdlib>

namespace {

using Stream = engine::json::LineStream<engine::Event>;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

struct Outcome
{
    std::size_t weight = 0;
    qsizetype count = 0;
    std::optional<engine::EngineError> error;
    bool operator==(const Outcome &) const = default;
};

Outcome read(const char *data, std::size_t size, std::size_t cut)
{
    Stream stream(QStringLiteral("read"), &engine::json::decodeEventLine);
    stream.push(data, cut);
    stream.push(data + cut, size - cut);
    stream.finish();
    QList<engine::Event> items;
    const std::size_t weight = stream.take(items);
    return {weight, items.size(), stream.error()};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const bool quiet = (QLoggingCategory::setFilterRules(QStringLiteral("longshore.*=false")), true);
    require(quiet);
    if (size < 1)
        return 0;
    const auto *bytes = reinterpret_cast<const char *>(data) + 1;
    require(read(bytes, size - 1, 0) == read(bytes, size - 1, (size - 1) * data[0] / 256));
    return 0;
}
