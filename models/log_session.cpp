// SPDX-License-Identifier: Apache-2.0
#include "models/log_session.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace models {
namespace {

constexpr int FirstRetryMs = 500;
constexpr int LongestRetryMs = 30'000;
constexpr qint64 LongestStartNs = 1'000'000'000; ///< from its first line until an engine notes that a container runs
constexpr int ArrivalMs = 5;                     ///< between two looks for lines that are being read
constexpr qint64 MarginNs = 1'000; ///< Podman reads "since" as a floating point number and takes it as exclusive

qint64 nowNs()
{
    return QDateTime::currentMSecsSinceEpoch() * 1'000'000;
}

qint64 toNs(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() * 1'000'000 : 0;
}

/// From when on lines may be of the new run: a container prints before its engine has noted that it runs. Lines of the run before
/// are read until shortly after its end.
qint64 restartNs(const engine::ContainerDetails &details)
{
    const qint64 startedAt = toNs(details.startedAt);
    const qint64 finishedAt = toNs(details.finishedAt);
    const bool isKnown = finishedAt > 0 && finishedAt < startedAt;
    return isKnown ? std::max(finishedAt + (startedAt - finishedAt) / 2, startedAt - LongestStartNs) : startedAt;
}

bool hasProcess(engine::ContainerState state)
{
    return state == engine::ContainerState::Running || state == engine::ContainerState::Paused;
}

bool isConnectionError(engine::ErrorKind kind)
{
    using engine::ErrorKind;
    return kind == ErrorKind::NotConnected || kind == ErrorKind::Timeout || kind == ErrorKind::BadReply ||
           kind == ErrorKind::ShuttingDown || kind == ErrorKind::PermissionDenied;
}

QByteArray lostText(qint64 ms)
{
    return u"Engine lost for %1 s"_s.arg(std::max<qint64>(1, (ms + 500) / 1000)).toUtf8();
}

QByteArray exitText(const engine::ContainerDetails &details)
{
    QString text = u"Container has exited (%1)"_s.arg(details.exitCode);
    if (details.oomKilled)
        text += u", out of memory"_s;
    if (!details.stateError.isEmpty())
        text += u": "_s + details.stateError.simplified();
    return text.toUtf8();
}

} // namespace

LogSession::LogSession(engine::EngineClient &client, const QString &containerId, const LogStart &start, QObject *parent)
    : LogSource(parent)
    , m_client(client)
    , m_id(containerId)
    , m_start(start)
    , m_brake([this](bool held) { m_stream.setHeld(held); }, [this] { return m_document.isFileBehind(); })
    , m_olderBrake([this](bool held) { m_older.setHeld(held); }, [this] { return m_staging.isFileBehind(); })
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] { inspect(Purpose::Open); });
    m_begin.setSingleShot(true);
    connect(&m_begin, &QTimer::timeout, this, &LogSession::requestOlder);
}

void LogSession::setActive(bool active)
{
    if (active == (m_phase != Phase::Idle))
        return;
    if (active) {
        setPhase(Phase::Loading);
        inspect(Purpose::Open);
        return;
    }
    m_inspection = {};
    m_stream = {};
    m_look = {};
    stopLoadingOlder();
    m_cutter = {};
    m_retry.stop();
    m_lostSince.invalidate();
    setPhase(Phase::Idle);
}

void LogSession::setEngineReachable(bool reachable)
{
    if (reachable == m_reachable)
        return;
    m_reachable = reachable;
    if (!reachable) {
        m_retry.stop();
        return;
    }
    m_retryMs = 0;
    if (m_phase == Phase::Lost || m_phase == Phase::Failed)
        inspect(Purpose::Open);
}

void LogSession::containerMayRun()
{
    m_hinted = true;
    if (m_phase == Phase::Ended || m_phase == Phase::Failed)
        inspect(Purpose::AfterEnd);
}

void LogSession::setPhase(Phase phase)
{
    if (phase != Phase::Lost && phase != Phase::Failed)
        m_error.reset();
    if (m_phase == phase)
        return;
    m_phase = phase;
    Q_EMIT phaseChanged();
}

void LogSession::inspect(Purpose purpose)
{
    m_hinted = false;
    m_retry.stop();
    m_inspection = m_client.containers().inspect(
        m_id, this,
        [this, purpose](const engine::Result<engine::ContainerDetails> &details) { inspected(purpose, details); });
}

void LogSession::inspected(Purpose purpose, const engine::Result<engine::ContainerDetails> &details)
{
    if (!details)
        return failed(details.error());
    m_name = details->name;
    m_logDriver = details->logDriver;
    m_tty = details->tty;
    const qint64 startedAt = toNs(details->startedAt);
    const qint64 before = std::exchange(m_startedAtNs, startedAt);
    const bool isOtherRun = startedAt != before;
    if (isOtherRun && before > 0)
        m_restartsNs.append(restartNs(*details));
    if (purpose == Purpose::Open)
        return openStream(hasProcess(details->state));
    if (!hasProcess(details->state)) {
        // Docker ends the log of who follows with the container, also when it has not come to the log's end yet.
        return m_followsRun ? openStream(false) : containerEnded(*details);
    }
    if (!isOtherRun) { // it runs and yet its log ended: the engine is about to say more, or has trouble
        noteLoss();
        setPhase(Phase::Loading);
        return retryLater();
    }
    if (!m_followsRun) // all of the run before has been read
        m_document.append([&](LineStore &store) { appendRestartMarks(store, startedAt); });
    openStream(true);
}

void LogSession::openStream(bool isUp)
{
    m_overlap = LogOverlap::ofEnd(m_document.store());
    m_repeats = LogRepeats(m_logDriver == u"json-file"_s || m_logDriver == u"local"_s);
    m_followsRun = isUp;
    engine::LogOptions options;
    options.tty = m_tty;
    options.follow = isUp;
    m_resuming = m_received > 0;
    if (!m_overlap.isEmpty()) {
        options.sinceNs = m_overlap.minTimeNs() - MarginNs;
    } else if (m_resuming) {
        options.sinceNs = m_lastReceivedNs;
    } else {
        options.tail = m_start.lines > 0 ? m_start.lines : FirstLines;
    }
    options.sinceNs = std::max(options.sinceNs, m_start.sinceNs);
    setPhase(Phase::Following);
    m_stream = m_client.containers().logs(m_id, options, this,
                                          {[this](const engine::LogBatch &batch) { receive(batch); },
                                           [this](const engine::Result<void> &result) { streamEnded(result); }});
}

void LogSession::receive(const engine::LogBatch &batch)
{
    m_retryMs = 0;
    m_document.append([&](LineStore &store) {
        if (!takeWhole(store, batch))
            m_cutter.push(batch, [&](const LogPiece &piece) { take(store, piece); });
        if (m_overlap.isEmpty()) // all that was held has come again: nothing is cut or missing
            appendLostMark(store);
    });
    m_lastReceivedNs = nowNs();
    m_brake.look();
}

/// What take() does with every line of a batch that has nothing special: so it need not look at each.
bool LogSession::takeWhole(LineStore &store, const engine::LogBatch &batch)
{
    const bool isUsual = m_overlap.isEmpty() && !m_resuming && m_restartsNs.isEmpty() && m_cutter.leavesWhole(batch);
    if (!isUsual || !m_repeats.hasNone(batch.facts) || !store.adopt(batch))
        return false; // and nothing has changed: each line is looked at
    m_repeats.take(batch.facts);
    m_received += qint64(batch.lines.size());
    return true;
}

void LogSession::take(LineStore &store, const LogPiece &piece)
{
    if (!m_overlap.isEmpty()) {
        const bool isBefore = piece.timeNs != 0 && storedTime(piece.timeNs) < m_overlap.minTimeNs();
        if (isBefore || m_overlap.take(piece))
            return;
    }
    if (m_repeats.take(store, piece))
        return;
    if (m_resuming) {
        m_resuming = false;
        const bool isGapless = replaceCutLine(store, piece) || m_overlap.hasMatched();
        appendLostMark(store);
        if (!isGapless)
            store.appendMark("Lines may be missing here: the engine no longer has them", piece.timeNs);
    }
    if (!m_overlap.isEmpty() && piece.timeNs > m_overlap.maxTimeNs() + LogOverlap::SpanNs)
        m_overlap = {};
    if (!m_restartsNs.isEmpty())
        appendRestartMarks(store, piece.timeNs);
    m_received += piece.open ? 0 : 1;
    m_hadLong = m_hadLong || piece.open;
    store.append(piece);
}

bool LogSession::replaceCutLine(LineStore &store, const LogPiece &piece)
{
    if (!m_mayBeCut || store.isEmpty())
        return false;
    m_mayBeCut = false;
    const StoredLine last = store.line(store.endLine() - 1);
    const auto kind = StoredLine::kindOf(piece.stream);
    if (last.kind != kind || last.timeNs != storedTime(piece.timeNs) || last.continuation != piece.continuation ||
        !piece.bytes.startsWith(last.bytes))
        return false;
    store.truncate(store.endLine() - 1);
    return true;
}

void LogSession::appendLostMark(LineStore &store)
{
    if (m_lostSince.isValid())
        store.appendMark(lostText(m_lostSince.elapsed()), nowNs());
    m_lostSince.invalidate();
}

void LogSession::appendRestartMarks(LineStore &store, qint64 untilNs)
{
    while (!m_restartsNs.isEmpty() && m_restartsNs.first() <= untilNs)
        store.appendMark("Container restarted", m_restartsNs.takeFirst());
}

void LogSession::streamEnded(const engine::Result<void> &result)
{
    m_stream = {};
    m_document.append([this](LineStore &store) { m_cutter.flush([&](const LogPiece &piece) { take(store, piece); }); });
    if (!result)
        return failed(result.error());
    inspect(Purpose::AfterEnd);
}

void LogSession::containerEnded(const engine::ContainerDetails &details)
{
    const qint64 finishedAt = toNs(details.finishedAt);
    m_document.append([&](LineStore &store) {
        appendLostMark(store);
        appendRestartMarks(store, m_startedAtNs);
        if (finishedAt != 0 && finishedAt != m_finishedAtNs)
            store.appendMark(exitText(details), nowNs());
    });
    m_finishedAtNs = finishedAt;
    setPhase(Phase::Ended);
    if (m_hinted)
        inspect(Purpose::AfterEnd);
}

void LogSession::failed(const engine::EngineError &error)
{
    if (isConnectionError(error.kind))
        return lost(error);
    if (error.kind == engine::ErrorKind::NotFound) {
        if (m_startedAtNs >= 0 && m_phase != Phase::Removed)
            m_document.append([](LineStore &store) { store.appendMark("Container removed", nowNs()); });
        return setPhase(Phase::Removed);
    }
    m_error = error;
    setPhase(Phase::Failed);
}

void LogSession::lost(const engine::EngineError &error)
{
    noteLoss();
    m_error = error;
    setPhase(Phase::Lost);
    if (m_reachable)
        retryLater();
}

/// A log is asked for with HTTP/1.0, where a connection that breaks looks like an end: what came of the last line may be half of
/// it, or half of the time in front of it.
void LogSession::noteLoss()
{
    if (m_phase != Phase::Following || m_received == 0)
        return;
    if (!m_lostSince.isValid())
        m_lostSince.start();
    const LineStore &store = m_document.store();
    if (!store.isEmpty() && store.line(store.endLine() - 1).timeNs == 0)
        m_document.truncate(store.endLine() - 1);
    m_mayBeCut = true;
}

void LogSession::retryLater()
{
    m_retryMs = std::clamp(m_retryMs * 2, FirstRetryMs, LongestRetryMs);
    m_retry.start(m_retryMs);
}

bool LogSession::hasOlder() const
{
    return !m_olderDone && m_start.lines == 0 && m_phase != Phase::Idle && !m_document.isCleared() &&
           m_document.store().droppedLines() == 0 && (m_received >= FirstLines || m_hadLong);
}

void LogSession::lookForOlder()
{
    if (m_hasLooked || !hasOlder() || m_document.store().isEmpty())
        return;
    m_hasLooked = true;
    engine::LogOptions options;
    options.follow = false;
    options.sinceNs = m_start.sinceNs;
    options.untilNs = m_document.store().runAt(m_document.store().firstLine()).firstNs - MarginNs;
    options.tty = m_tty;
    const auto found = [this] {
        m_look = {}; // one line is enough
        m_isCut = true;
        Q_EMIT olderChanged();
    };
    if (options.untilNs <= 0) // no times: they can't be told from those that are here
        return found();
    m_look = m_client.containers().logs(m_id, options, this,
                                        {[found](const engine::LogBatch &batch) {
                                             if (!batch.lines.empty())
                                                 found();
                                         },
                                         [found](const engine::Result<void> &result) {
                                             if (!result)
                                                 found();
                                         }});
}

void LogSession::loadOlder()
{
    if (isLoadingOlder() || !hasOlder())
        return;
    const LineStore &store = m_document.store();
    m_olderOverlap = {};
    m_olderCutter = {};
    m_beginNext = store.firstLine();
    m_staging = LineStore(std::max(store.budget() - store.memoryBytes(), store.budget() / 4), store.spill());
    requestOlder();
    Q_EMIT olderChanged();
}

/// Once it is known which lines are here: they may be in the file.
void LogSession::requestOlder()
{
    const LineStore &store = m_document.store();
    if (!hasOlder()) // lines were dropped, or hidden, meanwhile
        return stopLoadingOlder();
    if (!m_olderOverlap.addBegin(store, m_beginNext)) {
        const bool isThere = m_beginNext < store.endLine() && store.isAtHand(m_beginNext, m_beginNext + 1);
        return m_begin.start(isThere ? 0 : ArrivalMs);
    }
    engine::LogOptions options;
    options.follow = false;
    options.sinceNs = m_start.sinceNs;
    options.untilNs = m_olderOverlap.maxTimeNs() + 2 * MarginNs; // one for what storedTime() took off
    options.tty = m_tty;
    m_older = m_client.containers().logs(m_id, options, this,
                                         {[this](const engine::LogBatch &batch) {
                                              takeOlder(batch);
                                              m_olderBrake.look();
                                              Q_EMIT olderChanged();
                                          },
                                          [this](const engine::Result<void> &result) { olderEnded(result); }});
}

void LogSession::takeOlder(const engine::LogBatch &batch)
{
    const bool isOlder =
        batch.facts.isSorted &&
        std::all_of(batch.facts.times.begin(), batch.facts.times.end(), [this](const engine::LogTimes &times) {
            return times.count == 0 || times.lastNs < m_olderOverlap.minTimeNs();
        });
    if (!isOlder || !m_olderCutter.leavesWhole(batch) || !m_staging.adopt(batch))
        m_olderCutter.push(batch, [this](const LogPiece &piece) { takeOlder(piece); });
}

void LogSession::takeOlder(const LogPiece &piece)
{
    if (storedTime(piece.timeNs) <= m_olderOverlap.maxTimeNs() && !m_olderOverlap.take(piece))
        m_staging.append(piece);
}

void LogSession::olderEnded(const engine::Result<void> &result)
{
    m_older = {};
    m_olderCutter.flush([this](const LogPiece &piece) { takeOlder(piece); });
    // They must reach what is held: a connection that broke looks like an end, too.
    const bool isWhole = m_olderOverlap.hasMatched() || m_staging.isEmpty();
    if (result && isWhole && m_document.store().droppedLines() == 0) {
        m_olderDone = true;
        m_document.prepend(std::move(m_staging));
    }
    stopLoadingOlder();
}

void LogSession::stopLoadingOlder()
{
    m_begin.stop();
    m_older = {};
    m_olderOverlap = {};
    m_staging = LineStore(0);
    Q_EMIT olderChanged();
}

} // namespace models
