// SPDX-License-Identifier: Apache-2.0
#include "models/log_saver.h"

#include "engine-client/pool_task.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/log_mix.h"
#include "models/log_sift.h"
#include "models/saved_text.h"

#include <QElapsedTimer>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <deque>
#include <iterator>
#include <mutex>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace models {
namespace {

constexpr qsizetype SliceBytes = 1024 * 1024;
constexpr int ReportMs = 100;
constexpr int ArrivalMs = 5; ///< between two looks for lines that are on their way here

/// A stretch of the log that is here, with whose lines they are.
struct Held
{
    std::vector<LogStretch> pieces;
    std::vector<LogSpill::BlockPtr> blocks; ///< of those in the file, which keep their room there until they are read
    std::vector<LineOwners::Owner> owners;  ///< of all lines; empty: no names
    qint64 firstLine = 0;
    qint64 bytes = 0;
    qint64 dropped = 0; ///< lines before it that are gone
};

} // namespace

/// What is to be written next.
struct LogSaver::Arrived
{
    std::size_t log = 0;
    engine::LogBatch batch;   ///< from the engine
    bool isEnd = false;       ///< of that log
    std::optional<Held> held; ///< rather than from the engine
    [[nodiscard]] qint64 bytes() const { return held ? held->bytes : batch.bytes.size(); }
};

/// What the saver and the pool's thread share. `saver` is taken out when nobody wants to know any more.
struct LogSaver::State
{
    State(const Target &target, const QStringList &names, std::size_t streams)
        : waits(streams), file(target.path), text(target.timestamps, names), mix(streams)
    {
        if (!target.filter.isEmpty())
            sift.emplace(target.filter);
    }

    std::mutex mutex;
    LogSaver *saver = nullptr;
    std::deque<Arrived> waiting;
    /// Bytes of a log that wait.
    struct Waits
    {
        qint64 arrived = 0; ///< above
        qint64 mixing = 0;  ///< for the lines of other logs
    };
    std::vector<Waits> waits;
    qint64 written = 0, reachedNs = 0, missing = 0;
    QString error;
    bool isWorking = false; ///< a task of the pool is on it
    bool isTold = false;    ///< report() is about to be called
    bool isComplete = false;
    bool isDone = false;
    std::atomic<bool> isCancelled = false; ///< nobody waits for what is still to be read

    // Only touched by the one task at work.
    QSaveFile file;
    SavedText text;
    LogMix mix;
    std::optional<LogSift> sift;

    static void work(const std::shared_ptr<State> &state)
    {
        QString error;
        if (!state->file.isOpen() && !state->file.open(QIODevice::WriteOnly))
            error = state->file.errorString();
        QElapsedTimer time;
        time.start();
        std::unique_lock lock(state->mutex);
        while (error.isEmpty() && !state->waiting.empty()) {
            Arrived arrived = std::move(state->waiting.front());
            state->waiting.pop_front();
            lock.unlock();
            const std::size_t log = arrived.log;
            const qint64 bytes = arrived.bytes();
            const qint64 lastNs = arrived.held ? state->take(*arrived.held, error) : state->take(std::move(arrived));
            const qint64 written = state->write(error);
            lock.lock();
            state->waits[log].arrived -= bytes;
            for (std::size_t i = 0; i < state->waits.size(); ++i)
                state->waits[i].mixing = state->mix.waitingBytes(i);
            state->written += written;
            state->reachedNs = std::max(state->reachedNs, lastNs);
            state->noteMissing();
            if (time.hasExpired(ReportMs)) {
                state->tell();
                time.start();
            }
        }
        if (error.isEmpty() && state->isComplete && state->saver) {
            lock.unlock();
            const qint64 written = state->writeEnd(error);
            lock.lock();
            state->written += written;
            state->noteMissing();
        }
        state->error = error;
        state->isDone = state->isComplete || !error.isEmpty();
        state->isWorking = false;
        state->tell();
    }

    /// Returns when the last line was printed whose turn has come.
    qint64 take(Arrived &&arrived)
    {
        qint64 lastNs = 0;
        if (arrived.isEnd)
            mix.end(arrived.log);
        else
            mix.push(arrived.log, std::move(arrived.batch));
        mix.advance([this, &lastNs](const engine::LogBatch &run, std::size_t log) {
            lastNs = run.lines.back().timeNs;
            format(run, log);
        });
        return lastNs;
    }

    /// The same of what is here.
    qint64 take(Held &held, QString &failure)
    {
        if (held.dropped > 0)
            text.addMark(QByteArray::number(held.dropped) + (held.dropped == 1 ? " line dropped" : " lines dropped"));
        for (LogStretch &piece : held.pieces) {
            if (isCancelled)
                return 0;
            if (!piece.load()) {
                failure = LogSaver::tr("A part of the log could not be read from the cache folder.");
                return 0;
            }
            piece.visit([&](qint64 index, const StoredLine &line) {
                if (line.kind == StoredLine::Kind::Mark)
                    return;
                if (!line.continuation)
                    text.endLine();
                const LineOwners::Owner owner =
                    held.owners.empty() ? LineOwners::None : held.owners[std::size_t(index - held.firstLine)];
                format(line, owner == LineOwners::None ? SavedText::NoLog : owner);
            });
            piece = {}; // nobody waits for what it holds longer than it is read
        }
        return 0;
    }

    void format(const engine::LogBatch &run, std::size_t log)
    {
        if (sift)
            return sift->push(run, log, [this](const StoredLine &line, std::size_t from) { format(line, from); });
        for (const engine::LogLine &line : run.lines)
            text.add(QByteArrayView(run.bytes).sliced(line.offset, line.length), line.timeNs, line.stream, line.partial,
                     log);
    }

    void format(const StoredLine &line, std::size_t log)
    {
        if (line.kind == StoredLine::Kind::Mark)
            return text.addMark(line.bytes);
        const bool isError = line.kind == StoredLine::Kind::Stderr;
        const engine::LogStream stream = isError ? engine::LogStream::Stderr : engine::LogStream::Stdout;
        text.add(line.bytes, line.timeNs, stream, line.open, log);
    }

    qint64 write(QString &failure)
    {
        const QByteArray bytes = text.take();
        if (sift && sift->isTooSlow())
            failure = LogSaver::tr("The regular expression takes too long.");
        qsizetype done = 0;
        while (done < bytes.size() && failure.isEmpty()) { // a disk that fills up takes a part first
            const qint64 taken = file.write(bytes.constData() + done, bytes.size() - done);
            done += std::max<qint64>(taken, 0);
            if (taken <= 0)
                failure = file.errorString();
        }
        return done;
    }

    qint64 writeEnd(QString &failure)
    {
        if (sift)
            sift->finish([this](const StoredLine &line, std::size_t log) { format(line, log); });
        const qint64 size = write(failure);
        if (failure.isEmpty() && !file.commit())
            failure = file.errorString();
        return size;
    }

    /// With the mutex held.
    void noteMissing() { missing = sift ? sift->missingLines() : 0; }

    /// With the mutex held.
    void tell()
    {
        if (saver && !std::exchange(isTold, true))
            QMetaObject::invokeMethod(saver, &LogSaver::report, Qt::QueuedConnection);
    }

    /// With the mutex held.
    static void wake(const std::shared_ptr<State> &state)
    {
        if (!std::exchange(state->isWorking, true))
            engine::startTask(*QThreadPool::globalInstance(), [state] { work(state); });
    }
};

LogSaver::LogSaver(const Target &target, QObject *parent) : QObject(parent), m_target(target)
{
    connect(&m_slices, &QTimer::timeout, this, &LogSaver::addFromMemory);
}

LogSaver::~LogSaver()
{
    cancel();
}

void LogSaver::saveFromEngine(engine::EngineClient &client, const std::vector<Log> &logs)
{
    QStringList names;
    std::transform(logs.begin(), logs.end(), std::back_inserter(names), [](const Log &log) { return log.name; });
    begin(names, logs.size());
    for (std::size_t i = 0; i < logs.size(); ++i)
        request(client, logs[i], i);
}

void LogSaver::request(engine::EngineClient &client, const Log &log, std::size_t index)
{
    engine::LogOptions options;
    options.follow = false;
    options.tty = log.isTty;
    options.sinceNs = std::max(m_target.sinceNs, log.sinceNs);
    m_streams[index].request =
        client.containers().logs(log.containerId, options, this,
                                 {[this, index](engine::LogBatch batch) { add(std::move(batch), index); },
                                  [this, index, &client, id = log.containerId](const engine::Result<void> &result) {
                                      if (result)
                                          ended(client, id, index);
                                      else
                                          finish(explainError(result.error()).text());
                                  }});
}

void LogSaver::ended(engine::EngineClient &client, const QString &containerId, std::size_t log)
{
    m_streams[log].hasEnded = true;
    hand({log, {}, true, {}});
    if (std::all_of(m_streams.begin(), m_streams.end(), [](const Stream &stream) { return stream.hasEnded; }))
        makeSure(client, containerId);
}

/// A log that is cut because its engine has died looks complete (see ContainersApi::logs): only an engine that still answers has
/// told all of them.
void LogSaver::makeSure(engine::EngineClient &client, const QString &containerId)
{
    m_ping = client.system().ping(this, [this, containerId](const engine::Result<engine::PingInfo> &pong) {
        if (pong)
            return end();
        engine::EngineError error = pong.error();
        error.operation = u"read the log of container "_s + shortId(containerId);
        finish(explainError(error).text());
    });
}

void LogSaver::saveFromMemory(const LogDocument &document)
{
    begin(document.ownerNames(), 1);
    m_document = &document;
    m_isFromMemory = true;
    m_next = document.firstLine();
    m_droppedBefore = document.store().droppedLines();
    connect(&document, &LogDocument::moved, this, [this](const LogDocument::NewLine &to) { m_next = to(m_next); });
    m_slices.start(0);
}

void LogSaver::begin(const QStringList &names, std::size_t streams)
{
    m_streams.resize(streams);
    m_state = std::make_shared<State>(m_target, names, streams);
    m_state->saver = this;
}

void LogSaver::add(engine::LogBatch batch, std::size_t log)
{
    if (!m_state)
        return;
    if (!batch.lines.empty() && (m_firstNs == 0 || batch.lines.front().timeNs < m_firstNs))
        m_firstNs = batch.lines.front().timeNs;
    hand({log, std::move(batch), false, {}});
}

void LogSaver::hand(Arrived &&arrived)
{
    const std::size_t log = arrived.log;
    std::unique_lock lock(m_state->mutex);
    State::Waits &waits = m_state->waits[log];
    waits.arrived += arrived.bytes();
    m_state->waiting.push_back(std::move(arrived));
    State::wake(m_state);
    const bool isMuch = waits.arrived + waits.mixing > MostWaiting / qint64(m_streams.size());
    lock.unlock();
    if (isMuch)
        setWaiting(log, true);
}

void LogSaver::setWaiting(std::size_t log, bool waits)
{
    if (std::exchange(m_streams[log].waits, waits) == waits)
        return;
    m_streams[log].request.setHeld(waits);
    if (waits)
        m_slices.stop();
    else if (m_isFromMemory)
        m_slices.start(0);
}

void LogSaver::end()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->isComplete = true;
    State::wake(m_state);
}

void LogSaver::addFromMemory()
{
    if (!m_document)
        return finish(tr("The log is gone."));
    const LineStore &store = m_document->store();
    const qint64 end = store.endLine();
    const bool isGrowing = m_document->isGrowing();
    m_slices.setInterval(isGrowing && m_next >= end ? ArrivalMs : 0);
    if (isGrowing && m_next >= end)
        return;
    Held held;
    held.dropped = skipDropped(store);
    held.firstLine = m_next;
    while (m_next < end && held.bytes < SliceBytes) {
        const qint64 to = std::min(end, store.runAt(m_next).end);
        for (LogStretch &piece : store.snapshot(m_next, to, LineStore::Flags::All)) {
            held.bytes += piece.bytes ? piece.size : piece.place.payloadSize;
            held.blocks.push_back(piece.place.block.lock());
            held.pieces.push_back(std::move(piece));
        }
        m_next = to;
    }
    if (!m_document->ownerNames().isEmpty()) {
        held.owners.resize(std::size_t(m_next - held.firstLine));
        m_document->copyOwners(held.firstLine, m_next, held.owners.data());
    }
    const qint64 first = m_document->firstLine();
    m_fraction = double(m_next - first) / double(std::max<qint64>(end - first, 1));
    const bool isLast = m_next >= end && !isGrowing;
    if (isLast) {
        m_document = nullptr;
        m_isFromMemory = false;
        m_slices.stop();
    }
    hand({0, {}, false, std::move(held)});
    if (isLast)
        this->end();
}

/// The store may drop lines while they wait for their turn. Returns how many, and goes on behind them.
qint64 LogSaver::skipDropped(const LineStore &store)
{
    const qint64 first = store.firstLine();
    const bool hasMark = std::exchange(m_droppedBefore, store.droppedLines()) != store.droppedLines();
    const qint64 lines = std::max<qint64>(0, first - m_next + (hasMark ? 1 : 0)); // in the place of one of them
    m_next += lines;
    m_dropped += lines;
    return lines;
}

void LogSaver::report()
{
    if (!m_state)
        return;
    std::unique_lock lock(m_state->mutex);
    m_state->isTold = false;
    m_written = m_state->written;
    m_missing = m_state->missing;
    const qint64 reachedNs = m_state->reachedNs;
    const std::vector<State::Waits> waits = m_state->waits;
    const bool isDone = m_state->isDone;
    const QString error = m_state->error;
    if (!isDone && (m_state->isComplete || !m_state->waiting.empty()))
        State::wake(m_state); // more came after the task had looked for the last time
    lock.unlock();
    if (isDone)
        return finish(error);
    for (std::size_t i = 0; i < waits.size(); ++i) {
        if (waits[i].arrived + waits[i].mixing <= MostWaiting / 2 / qint64(waits.size()))
            setWaiting(i, false);
    }
    if (m_target.newestNs > m_firstNs && m_firstNs > 0)
        m_fraction = std::clamp(double(reachedNs - m_firstNs) / double(m_target.newestNs - m_firstNs), 0.0, 1.0);
    Q_EMIT progressed();
}

void LogSaver::finish(const QString &error)
{
    if (!m_state)
        return;
    cancel();
    Q_EMIT finished(error);
}

void LogSaver::cancel()
{
    m_slices.stop();
    m_streams.clear();
    m_ping = {};
    const std::shared_ptr<State> state = std::exchange(m_state, nullptr);
    if (!state)
        return;
    state->isCancelled = true;
    const std::lock_guard lock(state->mutex);
    state->saver = nullptr;
    state->isComplete = false; // what is missing now must not look whole
    state->waiting.clear();
}

} // namespace models
