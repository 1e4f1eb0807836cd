// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/json/line_stream.h"

namespace engine::json {

/// The stream of `GET /containers/{id}/stats`, of which only the newest sample matters: a receiver that lags misses some.
/// Owned by its call, on the engine thread.
class StatsStream : public StreamDecoder<StatsSample>
{
public:
    explicit StatsStream(const QString &operation) : m_lines(operation, &decodeStatsLine) {}

    void push(const char *data, std::size_t size) override { m_lines.push(data, size); }
    void finish() override { m_lines.finish(); }
    std::size_t take(StatsSample &out) override
    {
        QList<StatsSample> samples;
        const std::size_t weight = m_lines.take(samples);
        if (!samples.isEmpty())
            out = samples.last();
        return weight;
    }
    [[nodiscard]] std::optional<EngineError> error() const override { return m_lines.error(); }

private:
    LineStream<StatsSample> m_lines;
};

} // namespace engine::json
