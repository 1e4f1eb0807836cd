// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/request_handle.h"
#include "models/job.h"

#include <QTimer>

namespace models {

class EngineSession;

/// Stops a notebook's container as a person at its terminal would: interrupted first, so that the server ends its kernels and
/// saves, and stopped when that was not enough. One that its engine would start again is stopped at once. Owned by the Activity
/// list; UI thread.
class NotebookStopJob : public Job
{
    Q_OBJECT
public:
    /// Starts at once. `why`: "idle for 30 min".
    NotebookStopJob(EngineSession &session, const engine::Container &container, const QString &why,
                    QObject *parent = nullptr);
    /// How long it has after the interruption. For tests.
    void setPatience(int milliseconds) { m_timer.setInterval(milliseconds); }

private:
    void inspected(const engine::Result<engine::ContainerDetails> &details);
    void stop();
    void end(const engine::Result<void> &result);

    EngineSession &m_session;
    const engine::Container m_container;
    engine::RequestHandle m_call, m_wait;
    QTimer m_timer;
};

} // namespace models
