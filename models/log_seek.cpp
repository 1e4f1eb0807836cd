// SPDX-License-Identifier: Apache-2.0
#include "models/log_seek.h"

#include "models/log_time.h"

namespace models {

LogSeek::LogSeek(QObject *parent) : QObject(parent)
{}

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
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = nullptr;
}

bool LogSeek::wantsOlder() const
{
    const LogDocument &document = m_session->document();
    const std::optional<qint64> line = firstLogLineAt(document, m_timeNs);
    return line == document.firstLine() && (m_session->isLoadingOlder() || (m_session->hasOlder() && !m_hasAsked));
}

void LogSeek::look()
{
    if (wantsOlder()) {
        m_hasAsked = true;
        m_session->loadOlder(); // does nothing while it is under way
        return;
    }
    const LogDocument &document = m_session->document();
    const qint64 first = document.firstLine();
    const qint64 end = document.endLine();
    const std::optional<qint64> line = firstLogLineAt(document, m_timeNs);
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
