// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/json/line_stream.h"

#include <QLoggingCategory>

#include <cstdint>
#include <cstdlib>

namespace fuzz {

/// What a stream of JSON lines gives, cut in two at `cut`.
template<class T>
struct StreamOutcome
{
    std::size_t weight = 0;
    qsizetype count = 0;
    std::optional<engine::EngineError> error;
    bool operator==(const StreamOutcome &) const = default;

    static StreamOutcome of(typename engine::json::LineStream<T>::Decode decode, const char *data, std::size_t size,
                            std::size_t cut)
    {
        engine::json::LineStream<T> stream(QStringLiteral("read"), decode);
        stream.push(data, cut);
        stream.push(data + cut, size - cut);
        stream.finish();
        QList<T> items;
        const std::size_t weight = stream.take(items);
        return {weight, items.size(), stream.error()};
    }
};

/// A stream must give the same wherever it is cut. The first byte of the input says where.
template<class T>
int cutAnywhere(typename engine::json::LineStream<T>::Decode decode, const std::uint8_t *input, std::size_t size)
{
    static const bool isQuiet = (QLoggingCategory::setFilterRules(QStringLiteral("longshore.*=false")), true);
    if (!isQuiet || size < 1)
        return 0;
    const auto *data = reinterpret_cast<const char *>(input) + 1;
    const auto whole = StreamOutcome<T>::of(decode, data, size - 1, 0);
    if (!(StreamOutcome<T>::of(decode, data, size - 1, (size - 1) * input[0] / 256) == whole))
        std::abort();
    return 0;
}

} // namespace fuzz
