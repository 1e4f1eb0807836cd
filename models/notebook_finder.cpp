// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_finder.h"

#include "models/containers_model.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr int maxCalls = 4; ///< that end by themselves
constexpr int maxFollowed = 16;
constexpr int settleMs = 500;      ///< a start is told by an event and then by the list; the first lists come before
constexpr qint64 againMs = 1000;   ///< until a log that ended while its container runs is followed again
constexpr qint64 writtenMs = 1000; ///< a server writes down how it is reached right after it has said so
constexpr qint64 slowFactor = 10;  ///< what must be a notebook may take so much longer than what may be one
constexpr qint64 tailLines = 200;  ///< of the end of a log
constexpr qint64 mostBytes = qint64{256} * 1024; ///< of one call: the banner of a server comes before that

bool isLost(const engine::EngineError &error)
{
    return error.kind == engine::ErrorKind::NotConnected || error.kind == engine::ErrorKind::Timeout;
}

} // namespace

NotebookFinder::NotebookFinder(engine::EngineClient &client, ContainersModel &containers, QObject *parent)
    : QObject(parent), m_client(client), m_containers(containers)
{
    m_next.setSingleShot(true);
    m_clock.start();
    connect(&m_next, &QTimer::timeout, this, [this] { goOn(); });
    connect(&containers, &ContainersModel::runningChanged, this, [this](const QStringList &ids) {
        forget(ids);
        for (const QString &id : ids)
            consider(id);
    });
}

NotebookFinder::~NotebookFinder() = default;

void NotebookFinder::takeEvent(const engine::Event &event)
{
    if (event.action != "start"_L1 && event.action != "restart"_L1)
        return;
    std::erase_if(m_startedMs,
                  [oldest = m_clock.elapsed() - m_followMs](const auto &entry) { return entry.second < oldest; });
    m_startedMs[event.id] = m_clock.elapsed();
    // What the list tells of it may look as before when the restart was quick.
    m_containers.setNotebook(event.id, {});
    forget({event.id});
    consider(event.id);
}

void NotebookFinder::setOnline(bool online)
{
    const bool wasActive = m_isOnline && m_isVisible;
    m_isOnline = online;
    if (wasActive != (m_isOnline && m_isVisible))
        setActive(!wasActive);
}

void NotebookFinder::setVisible(bool visible)
{
    const bool wasActive = m_isOnline && m_isVisible;
    m_isVisible = visible;
    if (wasActive != (m_isOnline && m_isVisible))
        setActive(!wasActive);
}

void NotebookFinder::setInView(const QSet<QString> &ids)
{
    if (m_inView == ids)
        return;
    m_inView = ids;
    if (!m_queue.empty())
        wakeIn(settleMs);
}

void NotebookFinder::setActive(bool active)
{
    if (active) {
        wakeIn(settleMs);
        return;
    }
    for (const auto &entry : m_searches)
        m_queue.push_back(entry.first);
    m_searches.clear();
    m_next.stop();
}

bool NotebookFinder::isWorth(const QString &id) const
{
    const engine::Container *container = m_containers.find(id);
    if (!container || container->state != engine::ContainerState::Running)
        return false;
    return container->networks.contains("host"_L1) ||
           std::any_of(container->ports.cbegin(), container->ports.cend(),
                       [](const engine::Port &port) { return port.hostPort != 0 && port.protocol == "tcp"_L1; }) ||
           notebookKindOf(container->image, container->command) != Notebook::Kind::None;
}

void NotebookFinder::consider(const QString &id)
{
    if (!isWorth(id))
        return;
    m_queue.push_back(id);
    wakeIn(settleMs);
}

void NotebookFinder::forget(const QStringList &ids)
{
    for (const QString &id : ids)
        m_searches.erase(id);
    const QSet<QString> gone(ids.cbegin(), ids.cend());
    std::erase_if(m_queue, [&gone](const QString &id) { return gone.contains(id); });
}

void NotebookFinder::wakeIn(qint64 milliseconds)
{
    if (m_isOnline && m_isVisible && (!m_next.isActive() || m_next.remainingTime() > milliseconds))
        m_next.start(static_cast<int>(milliseconds));
}

int NotebookFinder::calls(bool following) const
{
    return static_cast<int>(std::count_if(m_searches.begin(), m_searches.end(), [following](const auto &entry) {
        const bool isFollowing = entry.second.call.isActive() && entry.second.stage == Stage::Follow;
        return following ? isFollowing
                         : !isFollowing && (entry.second.call.isActive() || entry.second.files.isActive());
    }));
}

/// Ends what has been followed for long enough, begins what may run, and sleeps until there is more to do.
void NotebookFinder::goOn()
{
    if (!m_isOnline || !m_isVisible)
        return;
    const qint64 now = m_clock.elapsed();
    for (auto search = m_searches.begin(); search != m_searches.end();) {
        const auto current = search++;
        goOn(current, now);
    }
    for (auto next = m_queue.begin(); next != m_queue.end() && calls(false) < maxCalls;) {
        if (m_inView && !m_inView->contains(*next)) {
            ++next;
            continue;
        }
        const QString id = *next;
        next = m_queue.erase(next);
        if (isWorth(id))
            inspect(id, m_searches[id]);
    }
    for (const auto &[id, search] : m_searches) {
        const bool isTimed = search.stage == Stage::Follow || search.stage == Stage::Wait;
        qint64 due = search.stage == Stage::Wait && search.dueMs > now ? search.dueMs : search.untilMs;
        if (search.stage == Stage::Follow && search.filesDueMs > now)
            due = std::min(due, search.filesDueMs);
        if (isTimed && due > now)
            wakeIn(due - now);
    }
}

/// One whose turn to be followed has not come in time is read once, like those that were started earlier.
void NotebookFinder::goOn(Searches::iterator found, qint64 now)
{
    const QString id = found->first;
    Search &search = found->second;
    if (search.stage == Stage::Follow) {
        if (search.untilMs <= now)
            logIsRead(found);
        else if (search.filesDueMs != 0 && search.filesDueMs <= now && !search.files.isActive())
            readFiles(id, search);
        return;
    }
    if (search.stage != Stage::Wait)
        return;
    if (search.untilMs <= now) {
        if (calls(false) < maxCalls)
            read(id, search, Stage::End);
    } else if (search.dueMs <= now && calls(true) < maxFollowed) {
        read(id, search, Stage::Follow);
    }
}

/// The list does not tell what the log's reader must know: when the container was started, and whether it has a terminal.
void NotebookFinder::inspect(const QString &id, Search &search)
{
    search.call = m_client.containers().inspect(
        id, this, [this, id](const engine::Result<engine::ContainerDetails> &result) { inspected(id, result); });
}

void NotebookFinder::inspected(const QString &id, const engine::Result<engine::ContainerDetails> &result)
{
    const auto found = m_searches.find(id);
    if (found == m_searches.end())
        return;
    if (!result || !result->startedAt.isValid()) {
        m_searches.erase(found);
        if (!result && isLost(result.error())) {
            m_queue.push_back(id);
            wakeIn(againMs);
        } else {
            goOn();
        }
        return;
    }
    Search &search = found->second;
    const qint64 ageMs = age(id, *result);
    const qint64 left = std::clamp<qint64>(m_followMs - ageMs, 0, m_followMs);
    search.hints = notebookHints(*result);
    search.startedAt = result->startedAt;
    search.startedNs = result->startedAt.toMSecsSinceEpoch() * 1'000'000;
    search.hasTerminal = result->tty;
    search.untilMs = m_clock.elapsed() + left;
    search.lastMs = m_clock.elapsed() + slowFactor * m_followMs - ageMs;
    if (left > 0)
        search.stage = Stage::Wait;
    else
        read(id, search, Stage::End);
    goOn();
}

qint64 NotebookFinder::age(const QString &id, const engine::ContainerDetails &details) const
{
    const qint64 told = details.startedAt.msecsTo(QDateTime::currentDateTimeUtc());
    const auto started = m_startedMs.find(id);
    return started == m_startedMs.end() ? told : std::min(told, m_clock.elapsed() - started->second);
}

void NotebookFinder::read(const QString &id, Search &search, Stage stage)
{
    search.stage = stage;
    search.reader = NotebookBannerReader(search.hints.kind);
    search.bytes = search.lines = 0;
    engine::LogOptions options;
    options.follow = stage == Stage::Follow;
    options.timestamps = false;
    options.tail = stage == Stage::End ? tailLines : -1;
    options.sinceNs = search.startedNs;
    options.tty = search.hasTerminal;
    engine::StreamSink<engine::LogBatch> sink;
    sink.onBatch = [this, id](const engine::LogBatch &batch) { takeLines(id, batch); };
    sink.onEnd = [this, id](const engine::Result<void> &end) { ended(id, end); };
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
    search.lines += qint64(batch.lines.size());
    search.bytes += batch.bytes.size();
    const std::optional<NotebookBanner> &banner = search.reader.banner();
    const bool isFollowing = search.stage == Stage::Follow;
    if (isFollowing && banner) {
        tell(id, search);
        // It may still come.
        if (needsFiles(search) && search.filesDueMs == 0)
            search.filesDueMs = m_clock.elapsed() + writtenMs;
    }
    // An address without a token may be told once more with it.
    if (search.bytes <= mostBytes && !(isFollowing && banner && !needsFiles(search) && !banner->token.isEmpty())) {
        if (search.filesDueMs != 0)
            wakeIn(writtenMs);
        return;
    }
    search.isLogUseless = search.bytes > mostBytes;
    if (isFollowing)
        logIsRead(found);
    else
        ended(id, {});
    goOn();
}

void NotebookFinder::ended(const QString &id, const engine::Result<void> &end)
{
    const auto found = m_searches.find(id);
    if (found == m_searches.end())
        return;
    Search &search = found->second;
    search.isLogUseless = search.isLogUseless || (!end && end.error().httpStatus != 0);
    if (search.stage == Stage::Follow)
        followingEnded(found, end);
    else if (!search.reader.banner() && search.stage == Stage::End &&
             (search.lines >= tailLines || search.bytes > mostBytes))
        read(id, search, Stage::Beginning);
    else
        logIsRead(found);
    goOn();
}

/// A connection that breaks looks like an end. Whether the container has ended is told by the list.
void NotebookFinder::followingEnded(Searches::iterator search, const engine::Result<void> &end)
{
    if (!end && end.error().httpStatus != 0) {
        logIsRead(search);
        return;
    }
    search->second.files.abort();
    search->second.filesDueMs = 0;
    search->second.stage = Stage::Wait;
    search->second.dueMs = m_clock.elapsed() + againMs;
}

/// The log has told what it will.
void NotebookFinder::logIsRead(Searches::iterator search)
{
    search->second.call.abort();
    if (needsFiles(search->second) && search->second.nextPlace < search->second.hints.places.size()) {
        search->second.stage = Stage::Files;
        if (!search->second.files.isActive())
            readFiles(search->first, search->second);
        return;
    }
    finish(search);
}

/// All there is has been read. What must be a notebook may be long in coming up.
void NotebookFinder::finish(Searches::iterator found)
{
    Search &search = found->second;
    tell(found->first, search);
    const qint64 now = m_clock.elapsed();
    if (!needsFiles(search) || search.reader.banner() || search.isLogUseless || search.lastMs <= now) {
        m_searches.erase(found);
        return;
    }
    search.stage = Stage::Wait;
    search.dueMs = now;
    search.untilMs = search.lastMs;
    search.nextPlace = 0;
    wakeIn(0);
}

/// Whether what is known so far is no way in. Without a hint or an address there is nobody who could have written anything.
bool NotebookFinder::needsFiles(const Search &search)
{
    const std::optional<NotebookBanner> banner = combined(search.reader.banner(), search.written, search.hints);
    const Notebook::Kind kind = banner ? banner->kind : search.hints.kind;
    if (kind == Notebook::Kind::Jupyter)
        return !banner || (banner->token.isEmpty() && !search.written);
    return kind == Notebook::Kind::CodeServer && (!banner || banner->login != Notebook::Login::Open) &&
           search.hints.password.isEmpty() && !search.written;
}

void NotebookFinder::readFiles(const QString &id, Search &search)
{
    if (search.nextPlace >= search.hints.places.size())
        return;
    search.files = m_client.containers().smallFiles(
        id, search.hints.places[search.nextPlace++], this,
        [this, id](const engine::Result<QList<engine::ArchivedFile>> &result) { filesRead(id, result); });
}

void NotebookFinder::filesRead(const QString &id, const engine::Result<QList<engine::ArchivedFile>> &result)
{
    const auto found = m_searches.find(id);
    if (found == m_searches.end())
        return;
    Search &search = found->second;
    const quint16 port = search.reader.banner() ? search.reader.banner()->port : quint16(0);
    search.written = result ? bannerOfFiles(*result, search.startedAt, port) : std::nullopt;
    if (!search.written && search.nextPlace < search.hints.places.size()) {
        readFiles(id, search);
        return;
    }
    if (search.stage == Stage::Files || search.written) {
        finish(found);
    } else {
        search.filesDueMs = 0;
    }
    goOn();
}

void NotebookFinder::tell(const QString &id, const Search &search)
{
    const engine::Container *container = m_containers.find(id);
    const std::optional<NotebookBanner> banner = combined(search.reader.banner(), search.written, search.hints);
    if (!container || !banner)
        return;
    const engine::Endpoint &endpoint = m_client.endpoint();
    const QString host = endpoint.kind == engine::Endpoint::Kind::Tcp ? endpoint.host : u"127.0.0.1"_s;
    Notebook notebook = notebookOf(*banner, container->ports, container->networks, host);
    notebook.startedAt = search.startedAt;
    m_containers.setNotebook(id, notebook);
}

} // namespace models

#include "moc_notebook_finder.cpp"
