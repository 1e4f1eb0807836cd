// SPDX-License-Identifier: Apache-2.0
#include "models/log_sessions.h"

#include "models/containers_model.h"
#include "models/engine_session.h"

#include <algorithm>

namespace models {

LogSessions::LogSessions(EngineSession &engine, QObject *parent)
    : QObject(parent), m_engine(engine), m_endpoint(engine.endpoint())
{
    connect(&engine, &EngineSession::stateChanged, this, &LogSessions::engineChanged);
    connect(&engine, &EngineSession::containerEvent, this, [this](const engine::Event &event) {
        if (event.action == QLatin1String("start") && !m_sessions.empty() &&
            m_sessions.front()->containerId() == event.id)
            m_sessions.front()->containerMayRun();
    });
    // Where events are refused, the list is what tells.
    connect(&engine.containers(), &QAbstractItemModel::dataChanged, this, &LogSessions::containersChanged);
    connect(&engine.containers(), &QAbstractItemModel::rowsInserted, this, &LogSessions::containersChanged);
}

LogSessions::~LogSessions() = default;

LogSession *LogSessions::open(const QString &containerId, const LogStart &start)
{
    if (!m_sessions.empty() && m_sessions.front()->containerId() != containerId)
        m_sessions.front()->setActive(false);
    if (containerId.isEmpty())
        return nullptr;
    const auto known =
        std::find_if(m_sessions.begin(), m_sessions.end(),
                     [&](const std::unique_ptr<LogSession> &session) { return session->containerId() == containerId; });
    if (known != m_sessions.end())
        m_sessions.splice(m_sessions.begin(), m_sessions, known);
    else
        m_sessions.push_front(std::make_unique<LogSession>(m_engine.client(), containerId, start));
    dropOld();
    LogSession *session = m_sessions.front().get();
    m_wasUp = isListedAsUp();
    session->setEngineReachable(isReachable());
    session->setActive(true);
    return session;
}

void LogSessions::dropOld()
{
    qint64 bytes = 0;
    int kept = 1;
    auto session = std::next(m_sessions.begin());
    for (; session != m_sessions.end() && kept < Kept; ++session, ++kept) {
        bytes += (*session)->document().store().memoryBytes();
        if (bytes > KeptBytes)
            break;
    }
    for (auto old = session; old != m_sessions.end(); ++old)
        old->release()->deleteLater(); // it may be the one in view, which the caller changes next
    m_sessions.erase(session, m_sessions.end());
}

void LogSessions::forget(const QString &containerId)
{
    m_sessions.remove_if(
        [&](const std::unique_ptr<LogSession> &session) { return session->containerId() == containerId; });
}

bool LogSessions::isReachable() const
{
    return m_engine.state() == ConnectionState::Connected || m_engine.state() == ConnectionState::Slow;
}

bool LogSessions::isListedAsUp() const
{
    const engine::Container *row = m_engine.containers().find(m_sessions.front()->containerId());
    return row && row->isUp();
}

void LogSessions::engineChanged()
{
    if (m_endpoint != m_engine.endpoint()) {
        m_endpoint = m_engine.endpoint();
        Q_EMIT emptied();
        m_sessions.clear();
        return;
    }
    if (!m_sessions.empty())
        m_sessions.front()->setEngineReachable(isReachable());
}

void LogSessions::containersChanged()
{
    if (m_sessions.empty())
        return;
    const bool isUp = isListedAsUp();
    if (isUp && !m_wasUp)
        m_sessions.front()->containerMayRun();
    m_wasUp = isUp;
}

} // namespace models
