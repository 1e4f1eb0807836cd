// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/actions.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"

#include <QTest>

#include <memory>

namespace test {

/// What a window acts through, without the window: a session of an engine (not started), its jobs and its actions. Main thread.
class ActingSession
{
public:
    explicit ActingSession(const engine::Endpoint &endpoint)
        : m_session(std::make_unique<models::EngineSession>(endpoint))
        , m_actions(std::make_unique<models::Actions>(*m_session, *m_jobs))
    {}
    ~ActingSession()
    {
        m_jobs.reset(); // running jobs end while what they use is still there
        m_actions.reset();
    }
    Q_DISABLE_COPY_MOVE(ActingSession)

    [[nodiscard]] models::EngineSession &session() const { return *m_session; }
    [[nodiscard]] models::JobsModel &jobs() const { return *m_jobs; }
    [[nodiscard]] models::Actions &actions() const { return *m_actions; }

private:
    std::unique_ptr<models::EngineSession> m_session;
    std::unique_ptr<models::JobsModel> m_jobs = std::make_unique<models::JobsModel>();
    std::unique_ptr<models::Actions> m_actions;
};

/// Whether it ends within `patience` milliseconds: longer than the longest wait of an engine that is busy.
[[nodiscard]] inline bool ended(const models::Job *job, int patience = 60'000)
{
    return QTest::qWaitFor([job] { return !job->isRunning(); }, patience);
}

} // namespace test
