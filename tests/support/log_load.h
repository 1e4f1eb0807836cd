// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/scripted_stream.h"

#include <QByteArray>

#include <atomic>
#include <thread>
#include <vector>

namespace test {

/// Lines `from` to `to` - 1 as an engine sends the log of a container: 100 bytes each with the line end, behind a header and a time.
/// A line a microsecond, from 2026-11-22T10:00:10Z on.
[[nodiscard]] QByteArray logFrames(int from, int to);

/// Sends such lines down several streams at an even pace from a thread of its own, for a benchmark.
class LogFeeder
{
public:
    /// Every 10 ms `linesPerPush` lines to each, `pushes` times, from line `first` on.
    LogFeeder(std::vector<ScriptedStreamPtr> streams, int first, int linesPerPush, int pushes);
    ~LogFeeder();
    LogFeeder(const LogFeeder &) = delete;
    LogFeeder &operator=(const LogFeeder &) = delete;

    [[nodiscard]] bool isDone() const { return m_done; }

private:
    std::atomic<bool> m_done = false;
    std::thread m_thread;
};

} // namespace test
