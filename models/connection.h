// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"
#include "models/engine_session.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QTimer>

namespace models {

/// The clockwork behind EngineSession::state(): notices that the engine is slow or gone, and decides when to try again. Knows no
/// request: it is told of questions, answers and failures, and says when an attempt is due. Owned by EngineSession. UI thread.
class Connection : public QObject
{
    Q_OBJECT
public:
    explicit Connection(const SessionTimings &timings, QObject *parent = nullptr);
    ~Connection() override;

    /// A first attempt at this endpoint begins.
    void begin(const engine::Endpoint &endpoint);
    /// Another attempt begins now.
    void retryNow();
    void setVisible(bool visible);

    void asked();
    /// `isWaiting`: more answers are due.
    void answered(bool isWaiting);
    void failed(const engine::EngineError &error);

    [[nodiscard]] ConnectionState state() const { return m_state; }
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] std::optional<engine::EngineError> lastError() const { return m_error; }

Q_SIGNALS:
    void changed();
    void attemptDue();

private:
    void setState(ConnectionState state, const std::optional<engine::EngineError> &error);
    void armSlow();
    void becomeSlow();
    void attempt();
    void scheduleAttempt();
    void watchSocket();
    void socketFolderChanged();
    void updateTick();
    [[nodiscard]] int secondsToAttempt() const;

    const SessionTimings m_timings;
    engine::Endpoint m_endpoint;
    ConnectionState m_state = ConnectionState::Connecting;
    std::optional<engine::EngineError> m_error;
    QElapsedTimer m_waiting;   ///< since the oldest question without any answer; invalid when none is due
    QElapsedTimer m_connected; ///< since the state became Connected
    QDateTime m_socketMade;    ///< when the socket that failed was made
    QTimer m_slow, m_retry, m_tick;
    std::unique_ptr<QFileSystemWatcher> m_watcher; ///< only while there is no connection
    int m_nextDelay;
    int m_hastyRetries = 0;      ///< short waits left, after the socket has come back
    bool m_wasConnected = false; ///< to this endpoint
    bool m_isVisible = true;
};

} // namespace models
