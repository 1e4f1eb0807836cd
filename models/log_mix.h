// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/log.h"

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace models {

/// Puts the logs of several containers, which stream in one beside the other, in the order of a MergedLog: by time, where a line
/// counts for no less than the latest one before it of the same log, and of equal times that of the log that was named first
/// comes first. Pieces of a line stay together. A line waits until each other log has one to compare it with, or has ended: whoever
/// pushes holds back the logs that have much here. Plain value of its owner, on any one thread.
class LogMix
{
public:
    /// Lines of one log that come next. The bytes are those of the batch they came in.
    using Take = std::function<void(const engine::LogBatch &run, std::size_t log)>;

    explicit LogMix(std::size_t logs) : m_logs(logs) {}

    void push(std::size_t log, engine::LogBatch batch);
    /// Nothing more comes of it.
    void end(std::size_t log) { m_logs[log].hasEnded = true; }
    /// Hands on all lines whose place is known by now.
    void advance(const Take &take);
    /// Of the log's batches that are not handed on as a whole.
    [[nodiscard]] qint64 waitingBytes(std::size_t log) const { return m_logs[log].bytes; }

private:
    struct Log
    {
        std::deque<engine::LogBatch> batches;
        std::size_t next = 0;   ///< line of the first batch
        qint64 bytes = 0;       ///< of all batches
        qint64 latestNs = 0;    ///< key of the last line that was handed on
        quint8 openStreams = 0; ///< whose line goes on, a bit each
        bool hasEnded = false;
    };

    /// Where the next line goes; none: it is not here.
    [[nodiscard]] static std::optional<qint64> key(const Log &log);
    /// The log whose line is next; none: that is not known yet, or there is none. `limit` and `limitLog` are where the one after it
    /// goes that is of another log.
    [[nodiscard]] std::optional<std::size_t> least(qint64 &limit, std::size_t &limitLog) const;
    void handOn(std::size_t log, qint64 limit, std::size_t limitLog, const Take &take);

    std::vector<Log> m_logs;
    std::optional<std::size_t> m_open; ///< a line of it goes on
};

} // namespace models
