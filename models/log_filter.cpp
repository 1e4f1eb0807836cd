// SPDX-License-Identifier: Apache-2.0
#include "models/log_filter.h"

#include "engine-client/pool_task.h"

#include <QElapsedTimer>
#include <QThreadPool>

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace models {
namespace {

constexpr int SliceMs = 4;            ///< of copying at a time
constexpr qint64 StepLines = 256;     ///< copied between two looks at the clock
constexpr int ArrivalMs = 5;          ///< between two looks for lines that are read
constexpr qint64 MostGathered = 4096; ///< rows whose owners are asked for at once
constexpr qint64 MostApart = 64;      ///< lines of the source for each of them
constexpr std::size_t MostCheckpoints = 64;

} // namespace

/// One run over a snapshot. Shared by the filter and the pool's thread; `filter` is taken out when the result is not wanted.
struct LogFilter::Job
{
    std::vector<LineStore::Piece> pieces;
    LogSieve sieve;
    std::atomic<bool> cancelled = false;

    std::mutex mutex;
    LogFilter *filter = nullptr;
    std::deque<Batch> ready;
    bool posted = false;
    bool finished = false;

    static void run(const std::shared_ptr<Job> &job)
    {
        for (LineStore::Piece &place : job->pieces) {
            LineStore::Piece piece = std::exchange(place, {}); // nobody waits for what it holds longer than it is read
            LogSieve::Result result =
                piece.load() ? job->sieve.push(piece, job->cancelled) : job->sieve.pushUnread(piece);
            if (job->cancelled)
                return;
            deliver(job, {std::move(result), job->sieve}, &place == &job->pieces.back());
        }
    }

    static void deliver(const std::shared_ptr<Job> &job, Batch &&batch, bool finished)
    {
        const std::lock_guard lock(job->mutex);
        if (!job->filter)
            return;
        job->ready.push_back(std::move(batch));
        job->finished = finished;
        if (!std::exchange(job->posted, true))
            QMetaObject::invokeMethod(job->filter, &LogFilter::collect, Qt::QueuedConnection);
    }
};

LogFilter::LogFilter(QObject *parent)
    : QObject(parent)
    , m_brake([this](bool held) { held ? m_slices.stop() : m_slices.start(0); },
              [this] { return m_document.isFileBehind(); })
{
    m_document.setGaps([this](qint64 row) { return isGap(row); });
    m_document.setGrowing([this] { return isRunning(); });
    m_slices.setSingleShot(true);
    connect(&m_slices, &QTimer::timeout, this, &LogFilter::apply);
}

LogFilter::~LogFilter()
{
    cancel();
}

void LogFilter::setSource(LogDocument *source)
{
    if (m_source)
        disconnect(m_source, nullptr, this, nullptr);
    m_source = source;
    if (source) {
        connect(source, &LogDocument::changed, this, &LogFilter::documentChanged);
        connect(source, &LogDocument::rewritten, this, &LogFilter::rewritten);
        m_document.setOwners(
            [this](qint64 from, qint64 to, LineOwners::Owner *owners) { copyOwners(from, to, owners); },
            source->ownerNames());
    }
    restart();
}

void LogFilter::setQuery(const LogFilterQuery &query)
{
    if (query == m_query)
        return;
    m_query = query;
    restart();
}

bool LogFilter::isRunning() const
{
    if (!m_source || m_checkpoints.empty())
        return false;
    const qint64 decided =
        std::max(m_checkpoints.back().end, m_source->firstLine()); // what is hidden needs no decision
    return m_job || !m_ready.empty() || decided < m_source->endLine() || !m_rows.isCopied(m_document.store());
}

qint64 LogFilter::sourceOf(qint64 row) const
{
    return m_rows.at(row).source;
}

void LogFilter::copyOwners(qint64 from, qint64 to, LineOwners::Owner *owners) const
{
    if (!m_source) {
        std::fill_n(owners, to - from, LineOwners::None);
        return;
    }
    std::vector<LineOwners::Owner> asked;
    while (from < to) {
        const qint64 rows = std::min(to - from, MostGathered);
        const qint64 first = sourceOf(from);
        const qint64 end = sourceOf(from + rows - 1) + 1;
        const bool isDense = end - first <= rows * MostApart;
        asked.resize(std::size_t(isDense ? end - first : 0));
        if (isDense) // to ask once is worth what is passed over
            m_source->copyOwners(first, end, asked.data());
        for (const qint64 stop = from + rows; from < stop; ++from, ++owners) {
            const qint64 source = sourceOf(from);
            if (isDense)
                *owners = asked[std::size_t(source - first)];
            else
                m_source->copyOwners(source, source + 1, owners);
        }
    }
}

bool LogFilter::isGap(qint64 row) const
{
    return m_query.context > 0 && row > m_rows.firstRow() && row < m_rows.endRow() &&
           m_rows.at(row).source != m_rows.at(row - 1).source + 1;
}

/// The first line to filter.
qint64 LogFilter::firstSource() const
{
    const LineStore &store = m_source->store();
    const qint64 first = m_source->firstLine();
    const bool mayBeMark = store.droppedLines() > 0 && first == store.firstLine() && first < store.endLine() &&
                           !store.runAt(first).isInFile;
    const bool isDropMark = mayBeMark && store.line(first).kind == StoredLine::Kind::Mark;
    return first + (isDropMark ? 1 : 0);
}

void LogFilter::restart()
{
    if (m_rows.endRow() > m_rows.firstRow())
        Q_EMIT aboutToRestart();
    cancel();
    m_ready.clear();
    m_laidOut = 0;
    m_checkpoints.clear();
    m_isAwaiting = false;
    m_slices.stop();
    m_matcher.reset();
    m_error.clear();
    if (m_document.firstLine() < m_document.endLine())
        m_document.append([this](LineStore &target) { m_rows.uncopy(target, m_document.firstLine()); });
    const bool hidesMatching = m_query.hideMatching && !m_query.text.text.isEmpty();
    m_rows.reset(m_document.store(), hidesMatching ? 0 : m_query.context);
    if (isActive()) {
        if (!m_query.text.text.isEmpty()) {
            m_matcher = std::make_shared<const LogMatcher>(m_query.text);
            m_error = m_matcher->error();
        }
        if (m_error.isEmpty()) {
            m_checkpoints.push_back({firstSource(), LogSieve(m_query, m_matcher)});
            documentChanged();
        }
    }
    Q_EMIT changed();
}

void LogFilter::cancel()
{
    const std::shared_ptr<Job> job = std::exchange(m_job, nullptr);
    if (!job)
        return;
    job->cancelled = true;
    const std::lock_guard lock(job->mutex);
    job->filter = nullptr;
}

void LogFilter::documentChanged()
{
    if (m_checkpoints.empty() || !m_source)
        return;
    dropFront();
    if (!m_job && !m_brake.isOn())
        launch();
}

void LogFilter::dropFront()
{
    const qint64 first = firstSource();
    m_rows.dropBefore(m_document.store(), first);
    m_document.dropBefore(m_rows.firstRow());
}

void LogFilter::launch()
{
    const Batch *const last = m_ready.empty() ? nullptr : &m_ready.back();
    const qint64 from = std::max(last ? last->result.endLine : m_checkpoints.back().end, firstSource());
    if (from >= m_source->endLine())
        return;
    m_job = std::make_shared<Job>();
    m_job->filter = this;
    m_job->sieve = last ? last->after : m_checkpoints.back().sieve;
    m_job->pieces = m_source->store().snapshot(from, m_source->endLine(), m_job->sieve.neededFlags());
    engine::startTask(*QThreadPool::globalInstance(), [job = m_job] { Job::run(job); });
}

void LogFilter::collect()
{
    if (!m_job)
        return;
    bool finished = false;
    {
        const std::lock_guard lock(m_job->mutex);
        std::move(m_job->ready.begin(), m_job->ready.end(), std::back_inserter(m_ready));
        m_job->ready.clear();
        m_job->posted = false;
        finished = m_job->finished;
    }
    if (finished)
        m_job.reset();
    if (!m_slices.isActive())
        apply();
}

void LogFilter::apply()
{
    if (!m_source)
        return;
    const qint64 end = m_document.endLine();
    const bool wasAwaiting = m_isAwaiting;
    m_document.append([this](LineStore &target) { applySome(target); });
    goOnLater();
    if (wasAwaiting && m_isAwaiting && m_document.endLine() == end)
        return;
    documentChanged();
    Q_EMIT changed();
}

void LogFilter::goOnLater()
{
    if (!m_brake.isOn() && (!m_ready.empty() || !m_rows.isCopied(m_document.store())))
        m_slices.start(m_isAwaiting ? ArrivalMs : 0);
}

void LogFilter::applySome(LineStore &target)
{
    m_isAwaiting = false;
    QElapsedTimer clock;
    clock.start();
    for (m_brake.look(); !m_brake.isOn() && clock.elapsed() < SliceMs; m_brake.look()) {
        const qint64 copied = m_rows.atHand(target, m_source->store(), StepLines);
        m_rows.copy(target, m_source->store(), copied);
        m_isAwaiting = copied == 0 && !m_rows.isCopied(target);
        if (m_isAwaiting || (copied == 0 && m_ready.empty()))
            return;
        if (copied == 0)
            layOutSome(target);
    }
}

void LogFilter::layOutSome(LineStore &target)
{
    const LineStore &source = m_source->store();
    const LogSieve::Result &result = m_ready.front().result;
    const FilteredLine *const lines = result.passed.data();
    const std::size_t to = std::min(m_laidOut + std::size_t(StepLines), result.passed.size());
    m_rows.take(target, source, lines + m_laidOut, lines + to);
    m_laidOut = to;
    if (to < result.passed.size())
        return;
    LogSieve &after = m_ready.front().after;
    m_rows.flip(target, source, result.flipped, !after.hidesMatching(), result.endLine);
    m_rows.settle(source, result.endLine);
    m_checkpoints.push_back({result.endLine, std::move(after)});
    if (m_checkpoints.size() > MostCheckpoints)
        m_checkpoints.pop_front();
    m_ready.pop_front();
    m_laidOut = 0;
}

void LogFilter::rewritten(qint64 from)
{
    if (m_checkpoints.empty())
        return;
    cancel();
    const bool wasAtIt = m_laidOut > 0;
    while (!m_ready.empty() && m_ready.back().result.endLine > from)
        m_ready.pop_back();
    if (m_checkpoints.back().end > from || (wasAtIt && m_ready.empty()))
        rollBack(from);
}

void LogFilter::rollBack(qint64 from)
{
    m_ready.clear();
    m_laidOut = 0;
    while (!m_checkpoints.empty() && m_checkpoints.back().end > from)
        m_checkpoints.pop_back();
    if (m_checkpoints.empty())
        return restart();
    dropFront(); // the same change may have pushed out lines of rows that are still to be copied
    m_document.append([this](LineStore &target) {
        const Checkpoint &last = m_checkpoints.back();
        m_rows.rollBack(target, m_source->store(), last.end, last.sieve.undecided(), last.sieve.hidesMatching());
        applySome(target); // what was shown is not seen to go and come back
    });
    goOnLater();
}

} // namespace models

#include "moc_log_filter.cpp"
