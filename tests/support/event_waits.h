// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

#include <atomic>
#include <thread>
#include <vector>

namespace test {

/// How long an event waits until the thread that built this takes it: what a key or a click would feel. Another thread posts one
/// every millisecond, and the next one only when it was taken, so that a long wait counts for as long as it was.
class EventWaits : public QObject
{
public:
    EventWaits();
    ~EventWaits() override;

    /// In ms, one for each millisecond so far.
    [[nodiscard]] const std::vector<double> &ms() const { return m_ms; }

    bool event(QEvent *event) override;

private:
    void probe();

    std::vector<double> m_ms;
    std::atomic<qint64> m_sentNs = 0; ///< 0: none is under way
    std::atomic<bool> m_stopping = false;
    std::thread m_thread;
};

} // namespace test
