// SPDX-License-Identifier: Apache-2.0
#include "models/log_saver.h"

#include "models/explain_error.h"
#include "models/format.h"

#include <QDateTime>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>

using namespace Qt::StringLiterals;

namespace models {
namespace {

constexpr qint64 MaxWaiting = 256LL * 1024 * 1024;
constexpr qsizetype SliceBytes = 1024 * 1024;

QByteArray formatted(const engine::LogBatch &batch, bool timestamps, bool &isInLine)
{
    QByteArray text;
    text.reserve(batch.bytes.size() + qsizetype(batch.lines.size()) * (timestamps ? 25 : 1));
    for (const engine::LogLine &line : batch.lines) {
        if (timestamps && !isInLine && line.timeNs != 0)
            text += QDateTime::fromMSecsSinceEpoch(line.timeNs / 1'000'000)
                        .toString(u"yyyy-MM-dd HH:mm:ss.zzz "_s)
                        .toLatin1();
        text += QByteArrayView(batch.bytes).sliced(line.offset, line.length);
        isInLine = line.partial;
        if (!isInLine)
            text += '\n';
    }
    return text;
}

} // namespace

/// What the saver and the pool's thread share. `saver` is taken out when nobody wants to know any more.
struct LogSaver::State
{
    explicit State(const Target &wanted) : target(wanted), file(wanted.path) {}

    const Target target;
    std::mutex mutex;
    LogSaver *saver = nullptr;
    std::deque<engine::LogBatch> waiting;
    qint64 waitingBytes = 0;
    qint64 written = 0;
    QString error;
    bool isWorking = false; ///< a task of the pool is on it
    bool isComplete = false;
    bool isDone = false;

    // Only touched by the one task at work.
    QSaveFile file;
    bool isInLine = false;

    static void work(const std::shared_ptr<State> &state)
    {
        QString error;
        if (!state->file.isOpen() && !state->file.open(QIODevice::WriteOnly))
            error = state->file.errorString();
        std::unique_lock lock(state->mutex);
        while (error.isEmpty() && !state->waiting.empty()) {
            const engine::LogBatch batch = std::move(state->waiting.front());
            state->waiting.pop_front();
            state->waitingBytes -= batch.bytes.size();
            lock.unlock();
            const QByteArray text = formatted(batch, state->target.timestamps, state->isInLine);
            if (state->file.write(text) != text.size())
                error = state->file.errorString();
            lock.lock();
            state->written += text.size();
        }
        if (error.isEmpty() && state->isComplete && !state->file.commit())
            error = state->file.errorString();
        state->error = error;
        state->isDone = state->isComplete || !error.isEmpty();
        state->isWorking = false;
        if (state->saver)
            QMetaObject::invokeMethod(state->saver, &LogSaver::report, Qt::QueuedConnection);
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
    std::unique_lock lock(m_state->mutex);
    m_state->waitingBytes += batch.bytes.size();
    m_state->waiting.push_back(std::move(batch));
    State::wake(m_state);
    const bool isTooSlow = m_state->waitingBytes > MaxWaiting;
    lock.unlock();
    if (isTooSlow)
        finish(tr("The disk is too slow to take the log."));
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
    m_next = std::max(m_next, store.firstLine());
    store.visit(m_next, store.endLine(), [&](qint64 index, const StoredLine &line) {
        m_next = index + 1;
        if (line.kind == StoredLine::Kind::Mark)
            return true;
        const auto begin = quint32(batch.bytes.size());
        if (!line.continuation && !batch.lines.empty())
            batch.lines.back().partial = false; // it goes on further down
        if (!m_document->ownerNames().isEmpty() && !line.continuation)
            batch.bytes += m_document->ownerNameAt(index).toUtf8() + " | ";
        batch.bytes += line.bytes;
        batch.lines.push_back(
            {begin, quint32(batch.bytes.size()) - begin, line.timeNs, engine::LogStream::Stdout, line.open});
        return batch.bytes.size() < SliceBytes || line.open;
    });
    const bool isLast = m_next >= store.endLine();
    add(std::move(batch));
    if (!isLast || !m_state)
        return;
    m_slices.stop();
    end();
}

void LogSaver::report()
{
    if (!m_state)
        return;
    std::unique_lock lock(m_state->mutex);
    m_written = m_state->written;
    const bool isDone = m_state->isDone;
    const QString error = m_state->error;
    if (!isDone && (m_state->isComplete || !m_state->waiting.empty()))
        State::wake(m_state); // more came after the task had looked for the last time
    lock.unlock();
    if (isDone)
        finish(error);
    else
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
    state->waiting.clear();
}

} // namespace models
