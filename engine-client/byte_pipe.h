// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace engine {

/// The body of an answer on its way to a thread that may wait: one that writes files. Bounded by whoever fills it, who is told what
/// was taken (see DownloadCall). Shared by both ends; safe on any thread.
class BytePipe
{
public:
    /// Called on the reader's thread with the size of what it took. Set before the first push.
    void setTaken(std::function<void(std::size_t)> taken);
    void push(const char *data, std::size_t size);
    /// No more comes. `isWhole`: nothing is missing.
    void finish(bool isWhole);
    /// Nobody wants it any more: what waits is dropped, and the reader gets the end.
    void abandon();

    /// Waits for the next bytes; empty at the end.
    [[nodiscard]] QByteArray read();
    /// At the end: whether everything has come.
    [[nodiscard]] bool isWhole() const;

private:
    enum class End { None, Whole, Broken };

    mutable std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<QByteArray> m_waiting;
    std::function<void(std::size_t)> m_taken;
    End m_end = End::None;
};

} // namespace engine
