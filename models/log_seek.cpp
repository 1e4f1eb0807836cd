// SPDX-License-Identifier: Apache-2.0
#include "models/log_seek.h"

#include "models/log_time.h"

namespace models {
namespace {

constexpr int ArrivalMs = 16;

} // namespace

LogSeek::LogSeek(QObject *parent) : QObject(parent)
{
    m_arrival.setSingleShot(true);
    m_arrival.setInterval(ArrivalMs);
    connect(&m_arrival, &QTimer::timeout, this, &LogSeek::look);
}

void LogSeek::seek(LogSource *session, qint64 timeNs)
{
    cancel();
    m_session = session;
    m_timeNs = storedTime(timeNs);
    m_hasAsked = false;
    connect(session, &LogSource::olderChanged, this, [this] {
        if (m_session && !m_session->isLoadingOlder())
            look();
    });
    look();
}

void LogSeek::cancel()
{
    m_arrival.stop();
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = nullptr;
}

bool LogSeek::mayHaveOlder() const
{
    return m_session->isLoadingOlder() || (m_session->hasOlder() && !m_hasAsked);
}

void LogSeek::look()
{
    if (!m_session)
        return;
    const LogDocument &document = m_session->document();
    const qint64 first = document.firstLine();
    const qint64 end = document.endLine();
    bool isAwaited = false;
    const std::optional<qint64> line = firstLogLineAt(document, m_timeNs, &isAwaited);
    if (isAwaited)
        return m_arrival.start();
    if (line == first && mayHaveOlder()) {
        m_hasAsked = true;
        m_session->loadOlder(); // does nothing while it is under way
        return;
    }
    cancel();
    if (first == end)
        Q_EMIT found(Outcome::NoLines, first);
    else if (!line)
        Q_EMIT found(Outcome::TooLate, end - 1);
    else if (line == first && document.store().line(first).timeNs > m_timeNs)
        Q_EMIT found(Outcome::TooEarly, first);
    else
        Q_EMIT found(Outcome::Found, *line);
}

} // namespace models

#include "moc_log_seek.cpp"
