// SPDX-License-Identifier: Apache-2.0
#include "models/log_saver.h"

#include "engine-client/pool_task.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/log_mix.h"
#include "models/log_sift.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>
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

/// What is written of lines.
class Text
{
public:
    Text(bool timestamps, const QStringList &names) : m_timestamps(timestamps)
    {
        for (const QString &name : names)
            m_names.append(name.isEmpty() ? QByteArray() : name.toUtf8() + " | ");
    }

    void add(QByteArrayView bytes, qint64 timeNs, engine::LogStream stream, bool partial, std::size_t log)
    {
        const std::pair whose(stream, log);
        if (m_open && *m_open != whose) { // the other one goes on further down
            m_text += '\n';
            m_open.reset();
        }
        if (m_timestamps && !m_open && timeNs != 0)
            m_text +=
                QDateTime::fromMSecsSinceEpoch(timeNs / 1'000'000).toString(u"yyyy-MM-dd HH:mm:ss.zzz "_s).toLatin1();
        if (!m_open)
            m_text += m_names.value(qsizetype(log));
        m_text += bytes;
        m_open.reset();
        if (partial)
            m_open = whose;
        else
            m_text += '\n';
    }
    /// On a line of its own, what no container has printed.
    void addMark(QByteArrayView what)
    {
        m_text += m_open ? "\n[" : "[";
        m_open.reset();
        m_text += what;
        m_text += "]\n";
    }
    [[nodiscard]] QByteArray take() { return std::exchange(m_text, {}); }

private:
    QByteArray m_text;
    std::optional<std::pair<engine::LogStream, std::size_t>> m_open; ///< whose line goes on
    bool m_timestamps;
    QByteArrayList m_names; ///< of the logs
};

} // namespace

/// What the saver and the pool's thread share. `saver` is taken out when nobody wants to know any more.
struct LogSaver::State
{
    State(const Target &target, const QStringList &names)
        : waits(std::size_t(names.size()))
        , file(target.path)
        , text(target.timestamps, names)
        , mix(std::size_t(names.size()))
    {
        if (!target.filter.isEmpty())
            sift.emplace(target.filter);
    }

    struct Arrived
    {
        std::size_t log = 0;
        engine::LogBatch batch;
        bool isEnd = false; ///< of that log
    };

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

    // Only touched by the one task at work.
    QSaveFile file;
    Text text;
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
            const qint64 bytes = arrived.batch.bytes.size();
            const qint64 lastNs = state->take(std::move(arrived));
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
        text.add(line.bytes, line.timeNs, streamOf(line), line.open, log);
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

    static engine::LogStream streamOf(const StoredLine &line)
    {
        return line.kind == StoredLine::Kind::Stderr ? engine::LogStream::Stderr : engine::LogStream::Stdout;
    }

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
    begin(names);
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
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->waiting.push_back({log, {}, true});
        State::wake(m_state);
    }
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
    begin({QString()}); // the names are put where the lines are read
    m_document = &document;
    m_next = document.firstLine();
    m_slices.start(0);
}

void LogSaver::begin(const QStringList &names)
{
    m_streams.resize(std::size_t(names.size()));
    m_state = std::make_shared<State>(m_target, names);
    m_state->saver = this;
}

void LogSaver::add(engine::LogBatch batch, std::size_t log)
{
    if (!m_state)
        return;
    if (!batch.lines.empty() && (m_firstNs == 0 || batch.lines.front().timeNs < m_firstNs))
        m_firstNs = batch.lines.front().timeNs;
    std::unique_lock lock(m_state->mutex);
    State::Waits &waits = m_state->waits[log];
    waits.arrived += batch.bytes.size();
    m_state->waiting.push_back({log, std::move(batch), false});
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
    else if (m_document)
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
    engine::LogBatch batch;
    bool isLost = false;
    m_next = std::max(m_next, store.firstLine());
    store.visit(m_next, store.endLine(), [&](qint64 index, const StoredLine &line) {
        m_next = index + 1;
        isLost = line.kind == StoredLine::Kind::Mark && line.bytes == UnreadableLine;
        if (line.kind == StoredLine::Kind::Mark)
            return !isLost;
        const auto begin = quint32(batch.bytes.size());
        if (!line.continuation && !batch.lines.empty())
            batch.lines.back().partial = false; // it goes on further down
        if (!m_document->ownerNames().isEmpty() && !line.continuation)
            batch.bytes += m_document->ownerNameAt(index).toUtf8() + " | ";
        batch.bytes += line.bytes;
        batch.lines.push_back(
            {begin, quint32(batch.bytes.size()) - begin, line.timeNs, State::streamOf(line), line.open});
        return batch.bytes.size() < SliceBytes || line.open;
    });
    if (isLost)
        return finish(tr("A part of the log could not be read from the cache folder."));
    const qint64 first = m_document->firstLine();
    m_fraction = double(m_next - first) / double(std::max<qint64>(store.endLine() - first, 1));
    const bool isLast = m_next >= store.endLine();
    if (!isLast)
        return add(std::move(batch), 0);
    m_document = nullptr;
    m_slices.stop();
    add(std::move(batch), 0);
    end();
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
    const std::lock_guard lock(state->mutex);
    state->saver = nullptr;
    state->isComplete = false; // what is missing now must not look whole
    state->waiting.clear();
}

} // namespace models
