// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_session.h"

#include <QHash>
#include <QObject>

#include <list>
#include <memory>

namespace models {

class EngineSession;

/// Keeps the logs that were looked at last, so that going back to one shows it at once, and passes on what the connection and
/// the container events say. Only the one that is shown has a stream. Owned by a log pane. UI thread.
class LogSessions : public QObject
{
    Q_OBJECT
public:
    static constexpr int Kept = 4;
    /// Of lines in the logs that are not shown; the oldest of these logs go when there is more.
    static constexpr qint64 KeptBytes = 64LL * 1024 * 1024;

    explicit LogSessions(EngineSession &engine, QObject *parent = nullptr);
    ~LogSessions() override;

    /// Makes this container's log the live one; empty: none. The session lives until others were opened after it (as many as are
    /// kept), or the engine is another one (see emptied()). `start` counts for a log that is not kept yet.
    LogSession *open(const QString &containerId, const LogStart &start = {});
    /// Lets go of a log: its session is gone when this returns, and the next open() begins anew.
    void forget(const QString &containerId);

Q_SIGNALS:
    /// All sessions go now: the app talks to another engine.
    void emptied();

private:
    [[nodiscard]] bool isReachable() const;
    [[nodiscard]] bool isListedAsUp() const;
    void dropOld();
    void engineChanged();
    void containersChanged();

    EngineSession &m_engine;
    engine::Endpoint m_endpoint;
    std::list<std::unique_ptr<LogSession>> m_sessions; ///< the live one, then by last use
    bool m_wasUp = false;                              ///< whether the list said that the live one runs
};

} // namespace models
