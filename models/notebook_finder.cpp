// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_finder.h"

#include "models/containers_model.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr int maxCalls = 4;
constexpr qint64 tailLines = 200;
constexpr qint64 mostBytes = 1 << 20; ///< of one look; lines may be long
/// A notebook that has not told its address by then won't.
constexpr qint64 searchMs = 60'000;

} // namespace

NotebookFinder::NotebookFinder(engine::EngineClient &client, ContainersModel &containers, QObject *parent)
    : QObject(parent), m_client(client), m_containers(containers)
{
    m_next.setSingleShot(true);
    m_clock.start();
    connect(&m_next, &QTimer::timeout, this, &NotebookFinder::goOn);
    connect(&containers, &ContainersModel::runningChanged, this, [this](const QStringList &ids) {
        for (const QString &id : ids) {
            forget(id);
            consider(id);
        }
    });
}

NotebookFinder::~NotebookFinder() = default;

void NotebookFinder::takeEvent(const engine::Event &event)
{
    if (event.action != "start"_L1 && event.action != "restart"_L1)
        return;
    // What the list tells of it may look as before when the restart was quick.
    m_containers.setNotebookUrl(event.id, {});
    forget(event.id);
    consider(event.id);
}

void NotebookFinder::setOnline(bool online)
{
    if (m_isOnline == online)
        return;
    m_isOnline = online;
    if (online) {
        m_next.start(m_firstWaitMs);
        return;
    }
    // Begins anew with the connection; who was there already is not news then.
    for (const auto &entry : m_searches)
        m_queue.push_back(entry.first);
    m_searches.clear();
    m_next.stop();
}

bool NotebookFinder::isWorth(const QString &id) const
{
    const engine::Container *container = m_containers.find(id);
    return container && container->state == engine::ContainerState::Running &&
           std::any_of(container->ports.cbegin(), container->ports.cend(),
                       [](const engine::Port &port) { return port.hostPort != 0 && port.protocol == "tcp"_L1; });
}

void NotebookFinder::consider(const QString &id)
{
    if (!isWorth(id))
        return;
    m_queue.push_back(id);
    if (m_isOnline && (!m_next.isActive() || m_next.remainingTime() > m_firstWaitMs))
        m_next.start(m_firstWaitMs);
}

void NotebookFinder::forget(const QString &id)
{
    m_searches.erase(id);
    std::erase(m_queue, id);
}

int NotebookFinder::running() const
{
    return static_cast<int>(std::count_if(m_searches.begin(), m_searches.end(),
                                          [](const auto &entry) { return entry.second.call.isActive(); }));
}

/// Starts what is due, as much as may run at once, and sleeps until the next is.
void NotebookFinder::goOn()
{
    if (!m_isOnline)
        return;
    const qint64 now = m_clock.elapsed();
    qint64 nextDue = -1;
    for (auto &[id, search] : m_searches) {
        if (search.call.isActive())
            continue;
        if (search.dueMs > now)
            nextDue = nextDue < 0 ? search.dueMs : std::min(nextDue, search.dueMs);
        else if (running() < maxCalls)
            look(id, search);
    }
    while (!m_queue.empty() && running() < maxCalls) {
        const QString id = m_queue.front();
        m_queue.pop_front();
        if (isWorth(id))
            inspect(id, m_searches[id]);
    }
    if (nextDue >= 0)
        m_next.start(static_cast<int>(nextDue - now));
}

/// The list does not tell what the log's reader must know: when the container was started, and whether it has a terminal.
void NotebookFinder::inspect(const QString &id, Search &search)
{
    search.call = m_client.containers().inspect(id, this, [this, id](engine::Result<engine::ContainerDetails> result) {
        const auto found = m_searches.find(id);
        if (found == m_searches.end())
            return;
        if (!result || !result->startedAt.isValid()) {
            m_searches.erase(found);
            goOn();
            return;
        }
        Search &known = found->second;
        known.startedNs = result->startedAt.toMSecsSinceEpoch() * 1'000'000;
        known.hasTerminal = result->tty;
        known.isOld = result->startedAt.msecsTo(QDateTime::currentDateTimeUtc()) > searchMs;
        known.waitMs = m_firstWaitMs;
        look(id, known);
    });
}

void NotebookFinder::look(const QString &id, Search &search)
{
    engine::LogOptions options;
    options.follow = false;
    options.timestamps = false;
    options.tail = tailLines;
    options.sinceNs = search.startedNs;
    options.tty = search.hasTerminal;
    search.reader = {};
    search.bytes = 0;
    engine::StreamSink<engine::LogBatch> sink;
    sink.onBatch = [this, id](const engine::LogBatch &batch) { takeLines(id, batch); };
    sink.onEnd = [this, id](const engine::Result<void> &) { looked(id); };
    search.call = m_client.containers().logs(id, options, this, std::move(sink));
}

void NotebookFinder::takeLines(const QString &id, const engine::LogBatch &batch)
{
    const auto found = m_searches.find(id);
    if (found == m_searches.end())
        return;
    Search &search = found->second;
    for (const engine::LogLine &line : batch.lines)
        search.reader.addLine(QByteArray::fromRawData(batch.bytes.constData() + line.offset, line.length));
    search.bytes += batch.bytes.size();
    if (search.bytes > mostBytes) {
        search.call.abort();
        looked(id);
    }
}

void NotebookFinder::looked(const QString &id)
{
    const auto found = m_searches.find(id);
    if (found == m_searches.end())
        return;
    Search &search = found->second;
    if (search.reader.banner()) {
        const engine::Container *container = m_containers.find(id);
        const engine::Endpoint &endpoint = m_client.endpoint();
        const QString host = endpoint.kind == engine::Endpoint::Kind::Tcp ? endpoint.host : u"127.0.0.1"_s;
        const QUrl url = container ? notebookUrl(*search.reader.banner(), container->ports, host) : QUrl();
        m_searches.erase(found);
        m_containers.setNotebookUrl(id, url);
    } else if (search.isOld || search.waitMs > searchMs / 2) {
        m_searches.erase(found);
    } else {
        search.dueMs = m_clock.elapsed() + search.waitMs;
        search.waitMs *= 2;
    }
    goOn();
}

} // namespace models

#include "moc_notebook_finder.cpp"
