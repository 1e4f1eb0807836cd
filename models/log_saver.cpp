// SPDX-License-Identifier: Apache-2.0
#include "models/log_saver.h"

#include "models/explain_error.h"
#include "models/format.h"
#include "models/log_sift.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>
#include <deque>
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
    explicit Text(bool timestamps) : m_timestamps(timestamps) {}

    void add(QByteArrayView bytes, qint64 timeNs, engine::LogStream stream, bool partial)
    {
        if (m_open && *m_open != stream) { // the other one goes on further down
            m_text += '\n';
            m_open.reset();
        }
        if (m_timestamps && !m_open && timeNs != 0)
            m_text +=
                QDateTime::fromMSecsSinceEpoch(timeNs / 1'000'000).toString(u"yyyy-MM-dd HH:mm:ss.zzz "_s).toLatin1();
        m_text += bytes;
        m_open.reset();
        if (partial)
            m_open = stream;
        else
            m_text += '\n';
    }
    [[nodiscard]] QByteArray take() { return std::exchange(m_text, {}); }

private:
    QByteArray m_text;
    std::optional<engine::LogStream> m_open; ///< the stream whose line goes on
    bool m_timestamps;
};

} // namespace

/// What the saver and the pool's thread share. `saver` is taken out when nobody wants to know any more.
struct LogSaver::State
{
    explicit State(const Target &target) : file(target.path), text(target.timestamps)
    {
        if (!target.filter.isEmpty())
            sift.emplace(target.filter);
    }

    std::mutex mutex;
    LogSaver *saver = nullptr;
    std::deque<engine::LogBatch> waiting;
    qint64 waitingBytes = 0;
    qint64 written = 0, reachedNs = 0;
    QString error;
    bool isWorking = false; ///< a task of the pool is on it
    bool isTold = false;    ///< report() is about to be called
    bool isComplete = false;
    bool isDone = false;

    // Only touched by the one task at work.
    QSaveFile file;
    Text text;
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
            const engine::LogBatch batch = std::move(state->waiting.front());
            state->waiting.pop_front();
            lock.unlock();
            state->format(batch);
            const qint64 written = state->write(error);
            lock.lock();
            state->waitingBytes -= batch.bytes.size();
            state->written += written;
            state->reachedNs = batch.lines.empty() ? state->reachedNs : batch.lines.back().timeNs;
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
        }
        state->error = error;
        state->isDone = state->isComplete || !error.isEmpty();
        state->isWorking = false;
        state->tell();
    }

    void format(const engine::LogBatch &batch)
    {
        if (sift)
            return sift->push(batch, [this](const StoredLine &line) { format(line); });
        for (const engine::LogLine &line : batch.lines)
            text.add(QByteArrayView(batch.bytes).sliced(line.offset, line.length), line.timeNs, line.stream,
                     line.partial);
    }

    void format(const StoredLine &line) { text.add(line.bytes, line.timeNs, streamOf(line), line.open); }

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
            sift->finish([this](const StoredLine &line) { format(line); });
        const qint64 size = write(failure);
        if (failure.isEmpty() && !file.commit())
            failure = file.errorString();
        return size;
    }

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
            QThreadPool::globalInstance()->start([state] { work(state); });
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

void LogSaver::saveFromEngine(engine::EngineClient &client, const QString &containerId, bool isTty)
{
    begin();
    engine::LogOptions options;
    options.follow = false;
    options.tty = isTty;
    options.sinceNs = m_target.sinceNs;
    m_request = client.containers().logs(containerId, options, this,
                                         {[this](engine::LogBatch batch) { add(std::move(batch)); },
                                          [this, &client, containerId](const engine::Result<void> &result) {
                                              if (result)
                                                  makeSure(client, containerId);
                                              else
                                                  finish(explainError(result.error()).text());
                                          }});
}

/// A log that is cut because its engine has died looks complete (see ContainersApi::logs): only an engine that still answers has
/// told all of it.
void LogSaver::makeSure(engine::EngineClient &client, const QString &containerId)
{
    m_request = client.system().ping(this, [this, containerId](const engine::Result<engine::PingInfo> &pong) {
        if (pong)
            return end();
        engine::EngineError error = pong.error();
        error.operation = u"read the log of container "_s + shortId(containerId);
        finish(explainError(error).text());
    });
}

void LogSaver::saveFromMemory(const LogDocument &document)
{
    begin();
    m_document = &document;
    m_next = document.firstLine();
    m_slices.start(0);
}

void LogSaver::begin()
{
    m_state = std::make_shared<State>(m_target);
    m_state->saver = this;
}

void LogSaver::add(engine::LogBatch batch)
{
    if (!m_state)
        return;
    if (m_firstNs == 0 && !batch.lines.empty())
        m_firstNs = batch.lines.front().timeNs;
    std::unique_lock lock(m_state->mutex);
    m_state->waitingBytes += batch.bytes.size();
    m_state->waiting.push_back(std::move(batch));
    State::wake(m_state);
    const bool isMuch = m_state->waitingBytes > MostWaiting;
    lock.unlock();
    if (isMuch)
        setWaiting(true);
}

void LogSaver::setWaiting(bool waits)
{
    if (std::exchange(m_waits, waits) == waits)
        return;
    m_request.setHeld(waits);
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
        return add(std::move(batch));
    m_document = nullptr;
    m_slices.stop();
    add(std::move(batch));
    end();
}

void LogSaver::report()
{
    if (!m_state)
        return;
    std::unique_lock lock(m_state->mutex);
    m_state->isTold = false;
    m_written = m_state->written;
    const qint64 reachedNs = m_state->reachedNs;
    const bool isMuch = m_state->waitingBytes > MostWaiting / 2;
    const bool isDone = m_state->isDone;
    const QString error = m_state->error;
    if (!isDone && (m_state->isComplete || !m_state->waiting.empty()))
        State::wake(m_state); // more came after the task had looked for the last time
    lock.unlock();
    if (isDone)
        return finish(error);
    if (!isMuch)
        setWaiting(false);
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
    m_request = {};
    const std::shared_ptr<State> state = std::exchange(m_state, nullptr);
    if (!state)
        return;
    const std::lock_guard lock(state->mutex);
    state->saver = nullptr;
    state->isComplete = false; // what is missing now must not look whole
    state->waiting.clear();
}

} // namespace models
