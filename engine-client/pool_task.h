// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRunnable>
#include <QThreadPool>

#include <atomic>
#include <utility>

namespace engine {

/// What startTask() gives to a pool, which deletes it. Qt promises that a task sees all that was written before it was started,
/// by futexes that ThreadSanitizer can't see: the flag makes that promise once more where it can, so that it reports only true
/// races. Made on one thread, run on another.
template<typename Run>
class PoolTask : public QRunnable
{
public:
    explicit PoolTask(Run run) : m_run(std::move(run)) { m_isMade.store(true, std::memory_order_release); }

    void run() override
    {
        if (m_isMade.load(std::memory_order_acquire))
            m_run();
    }

private:
    std::atomic<bool> m_isMade = false;
    Run m_run;
};

/// For tasks that wait for one another only: what they do must not be held up by what takes the common pool for seconds.
class OneThreadPool : public QThreadPool
{
public:
    OneThreadPool() { setMaxThreadCount(1); }
};

/// Calls `run` on a thread of `pool`. On any thread.
template<typename Run>
void startTask(QThreadPool &pool, Run run)
{
    pool.start(new PoolTask<Run>(std::move(run)));
}

} // namespace engine
