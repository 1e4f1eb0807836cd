// SPDX-License-Identifier: Apache-2.0
#include "models/log_mix.h"

#include "models/stored_line.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace models {

void LogMix::push(std::size_t log, engine::LogBatch batch)
{
    if (batch.lines.empty())
        return;
    m_logs[log].bytes += batch.bytes.size();
    m_logs[log].batches.push_back(std::move(batch));
}

std::optional<qint64> LogMix::key(const Log &log)
{
    if (log.batches.empty())
        return std::nullopt;
    return std::max(log.latestNs, storedTime(log.batches.front().lines[log.next].timeNs));
}

std::optional<std::size_t> LogMix::least(qint64 &limit, std::size_t &limitLog) const
{
    limit = std::numeric_limits<qint64>::min(); // no further than to the end of an open line
    limitLog = 0;
    if (m_open && !m_logs[*m_open].batches.empty())
        return m_open;
    if (m_open && !m_logs[*m_open].hasEnded)
        return std::nullopt;
    limit = std::numeric_limits<qint64>::max();
    limitLog = m_logs.size();
    std::optional<std::size_t> first;
    qint64 firstKey = 0;
    for (std::size_t i = 0; i < m_logs.size(); ++i) {
        const std::optional<qint64> own = key(m_logs[i]);
        if (!own && !m_logs[i].hasEnded)
            return std::nullopt;
        if (!own)
            continue;
        if (first && firstKey <= *own) {
            if (*own < limit) {
                limit = *own;
                limitLog = i;
            }
            continue;
        }
        if (first) {
            limit = firstKey;
            limitLog = *first;
        }
        first = i;
        firstKey = *own;
    }
    return first;
}

void LogMix::advance(const Take &take)
{
    qint64 limit = 0;
    std::size_t limitLog = 0;
    for (auto log = least(limit, limitLog); log; log = least(limit, limitLog))
        handOn(*log, limit, limitLog, take);
}

/// As many lines of the first batch as come before any other.
void LogMix::handOn(std::size_t log, qint64 limit, std::size_t limitLog, const Take &take)
{
    Log &from = m_logs[log];
    engine::LogBatch &batch = from.batches.front();
    const std::size_t begin = from.next;
    do {
        const engine::LogLine &line = batch.lines[from.next++];
        from.latestNs = std::max(from.latestNs, storedTime(line.timeNs));
        const auto stream = quint8(1U << unsigned(line.stream));
        from.openStreams = line.partial ? from.openStreams | stream : from.openStreams & quint8(~stream);
    } while (from.next < batch.lines.size() &&
             (from.openStreams != 0 || std::pair(*key(from), log) < std::pair(limit, limitLog)));
    m_open = from.openStreams != 0 ? std::optional(log) : std::nullopt;
    engine::LogBatch run;
    run.bytes = batch.bytes;
    run.block = batch.block;
    const bool isLast = from.next == batch.lines.size();
    const auto lines = batch.lines.begin();
    if (isLast && begin == 0)
        run.lines.swap(batch.lines);
    else
        run.lines.assign(lines + std::ptrdiff_t(begin), lines + std::ptrdiff_t(from.next));
    if (isLast) {
        from.bytes -= batch.bytes.size();
        from.batches.pop_front();
        from.next = 0;
    }
    take(run, log);
}

} // namespace models
