// SPDX-License-Identifier: Apache-2.0
#include "models/connection.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// How often an engine that has just made its socket is tried at short intervals: it listens a moment later.
constexpr int hastyRetries = 20;
/// A connection that has lasted for so long was a good one: it is taken up again at once, and with short waits.
constexpr qint64 stableMs = 1000;

/// The folder where the socket will appear, or the nearest one above it that is there and may be read.
QString watchableFolder(const QString &socketPath)
{
    QString folder = QFileInfo(socketPath).absolutePath();
    const auto isWatchable = [](const QFileInfo &place) { return place.isDir() && place.isReadable(); };
    while (!isWatchable(QFileInfo(folder)) && folder != "/"_L1)
        folder = QFileInfo(folder).absolutePath();
    return folder;
}

} // namespace

Connection::Connection(const SessionTimings &timings, QObject *parent)
    : QObject(parent), m_timings(timings), m_nextDelay(timings.firstRetry)
{
    m_slow.setSingleShot(true);
    m_retry.setSingleShot(true);
    connect(&m_slow, &QTimer::timeout, this, &Connection::becomeSlow);
    connect(&m_retry, &QTimer::timeout, this, &Connection::attempt);
    connect(&m_tick, &QTimer::timeout, this, &Connection::changed);
}

Connection::~Connection() = default;

void Connection::begin(const engine::Endpoint &endpoint)
{
    m_endpoint = endpoint;
    m_wasConnected = false;
    m_nextDelay = m_timings.firstRetry;
    m_hastyRetries = 0;
    m_waiting.invalidate();
    m_slow.stop();
    m_retry.stop();
    m_watcher.reset();
    setState(ConnectionState::Connecting, {});
}

void Connection::retryNow()
{
    m_nextDelay = m_timings.firstRetry;
    attempt();
}

void Connection::setVisible(bool visible)
{
    m_isVisible = visible;
    updateTick();
    if (visible)
        Q_EMIT changed();
}

void Connection::asked()
{
    if (!m_waiting.isValid())
        m_waiting.start();
    // Timers need an application. The first questions are sent before there is one; they are looked at once it runs.
    if (QCoreApplication::instance())
        armSlow();
    else
        QMetaObject::invokeMethod(this, &Connection::armSlow, Qt::QueuedConnection);
}

void Connection::armSlow()
{
    if (m_waiting.isValid() && !m_slow.isActive() && m_state != ConnectionState::Slow)
        m_slow.start(static_cast<int>(std::max<qint64>(m_timings.slowAfter - m_waiting.elapsed(), 0)));
}

void Connection::answered(bool isWaiting)
{
    m_slow.stop();
    m_waiting.invalidate();
    m_retry.stop();
    m_watcher.reset();
    m_wasConnected = true;
    m_hastyRetries = 0;
    if (m_state != ConnectionState::Connected)
        m_connected.start();
    setState(ConnectionState::Connected, {});
    if (isWaiting)
        asked();
}

void Connection::failed(const engine::EngineError &error)
{
    m_slow.stop();
    // A time-out is silence that goes on: it is counted from its beginning.
    if (error.kind == engine::ErrorKind::Timeout && m_state == ConnectionState::Slow) {
        m_error = error;
        attempt();
        return;
    }
    m_waiting.invalidate();
    const bool isShut = error.kind == engine::ErrorKind::PermissionDenied;
    const bool wasGood = m_state == ConnectionState::Connected && m_connected.hasExpired(stableMs);
    const bool isReconnecting = m_wasConnected && !isShut;
    watchSocket();
    if (isReconnecting && wasGood) {
        m_nextDelay = m_timings.firstRetry;
        setState(ConnectionState::Reconnecting, error);
        m_retry.start(0);
        return;
    }
    scheduleAttempt();
    setState(isReconnecting ? ConnectionState::Reconnecting : ConnectionState::NotReachable, error);
}

void Connection::scheduleAttempt()
{
    if (m_hastyRetries > 0) {
        --m_hastyRetries;
        m_retry.start(m_timings.socketRetry);
        return;
    }
    m_retry.start(m_nextDelay);
    m_nextDelay = std::min(m_nextDelay * 2, m_timings.lastRetry);
}

void Connection::attempt()
{
    m_retry.stop();
    Q_EMIT attemptDue();
    Q_EMIT changed();
}

void Connection::becomeSlow()
{
    setState(ConnectionState::Slow,
             engine::EngineError{engine::ErrorKind::Timeout, 0,
                                 u"The engine accepts connections but does not answer."_s, u"list containers"_s, 0});
}

void Connection::watchSocket()
{
    if (m_watcher || m_endpoint.kind != engine::Endpoint::Kind::Unix)
        return;
    m_socketMade = QFileInfo(m_endpoint.path).metadataChangeTime();
    m_watcher = std::make_unique<QFileSystemWatcher>(QStringList{watchableFolder(m_endpoint.path)});
    connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, this, &Connection::socketFolderChanged);
}

void Connection::socketFolderChanged()
{
    const QString folder = watchableFolder(m_endpoint.path);
    if (!m_watcher->directories().contains(folder)) {
        m_watcher->removePaths(m_watcher->directories());
        m_watcher->addPath(folder);
    }
    // A killed engine leaves its socket behind; only another one is news.
    const QDateTime made = QFileInfo(m_endpoint.path).metadataChangeTime();
    if (!made.isValid() || made == m_socketMade || !m_retry.isActive())
        return;
    m_socketMade = made;
    m_hastyRetries = hastyRetries;
    m_nextDelay = m_timings.firstRetry;
    m_retry.start(0);
}

void Connection::setState(ConnectionState state, const std::optional<engine::EngineError> &error)
{
    const bool isNew = m_state != state || m_error != error;
    m_state = state;
    m_error = error;
    updateTick();
    if (isNew)
        Q_EMIT changed();
}

/// The text counts seconds in two states; nobody looks at it while the window is hidden.
void Connection::updateTick()
{
    const bool isCounting = m_state == ConnectionState::Slow || m_state == ConnectionState::Reconnecting;
    if (!isCounting || !m_isVisible)
        m_tick.stop();
    else if (!m_tick.isActive())
        m_tick.start(m_timings.tick);
}

int Connection::secondsToAttempt() const
{
    return m_retry.isActive() ? (m_retry.remainingTime() + 999) / 1000 : 0;
}

QString Connection::stateText() const
{
    switch (m_state) {
    case ConnectionState::Connecting:
        return u"Connecting"_s;
    case ConnectionState::Connected:
        return u"Connected"_s;
    case ConnectionState::Slow:
        return u"Not answering for "_s + QString::number(m_waiting.isValid() ? m_waiting.elapsed() / 1000 : 0) +
               u" s"_s;
    case ConnectionState::Reconnecting: {
        const int seconds = secondsToAttempt();
        return seconds > 0 ? u"Reconnecting in "_s + QString::number(seconds) + u" s"_s : u"Reconnecting"_s;
    }
    case ConnectionState::NotReachable:
        break;
    }
    return u"Not reachable"_s;
}

} // namespace models

#include "moc_connection.cpp"
