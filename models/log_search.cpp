// SPDX-License-Identifier: Apache-2.0
#include "models/log_search.h"

#include "engine-client/pool_task.h"

#include <QThreadPool>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <mutex>
#include <utility>

namespace models {
namespace {

constexpr std::size_t StretchHits = 4096; ///< hits of new lines join the last stretch up to this size

qint64 distance(const LineStore::Piece &piece, qint64 line)
{
    if (line < piece.firstLine)
        return piece.firstLine - line;
    return std::max<qint64>(0, line - (piece.firstLine + piece.lineCount - 1));
}

} // namespace

/// One run over a snapshot. Shared by the search and the pool's thread; `search` is taken out when the result is not wanted.
struct LogSearch::Job
{
    std::shared_ptr<const LogMatcher> matcher;
    std::vector<LineStore::Piece> pieces;
    std::atomic<bool> cancelled = false;

    std::mutex mutex;
    LogSearch *search = nullptr;
    std::vector<Hits> ready;
    bool posted = false;
    bool finished = false;

    static void run(const std::shared_ptr<Job> &job)
    {
        for (LineStore::Piece &place : job->pieces) {
            LineStore::Piece piece = std::exchange(place, {}); // nobody waits for what it holds longer than it is read
            if (job->cancelled)
                return;
            if (job->matcher->isTooSlow())
                break;
            if (piece.load())
                deliver(job, job->matcher->find(piece, job->cancelled), false);
        }
        deliver(job, {}, true);
    }

    static void deliver(const std::shared_ptr<Job> &job, Hits &&hits, bool finished)
    {
        const std::lock_guard lock(job->mutex);
        if (!job->search || (hits.empty() && !finished))
            return;
        if (!hits.empty())
            job->ready.push_back(std::move(hits));
        job->finished = finished;
        if (!std::exchange(job->posted, true))
            QMetaObject::invokeMethod(job->search, &LogSearch::collect, Qt::QueuedConnection);
    }
};

LogSearch::LogSearch(QObject *parent) : QObject(parent)
{}

LogSearch::~LogSearch()
{
    cancel();
}

void LogSearch::setDocument(LogDocument *document)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    if (document) {
        connect(document, &LogDocument::changed, this, &LogSearch::documentChanged);
        connect(document, &LogDocument::rewritten, this, &LogSearch::restart);
        m_near = document->endLine();
    }
    restart();
}

void LogSearch::find(const LogQuery &query, qint64 near)
{
    if (query == m_query)
        return;
    m_query = query;
    m_near = near;
    m_matcher.reset();
    m_error.clear();
    if (!query.text.isEmpty()) {
        m_matcher = std::make_shared<const LogMatcher>(query);
        m_error = m_matcher->error();
        if (!m_error.isEmpty())
            m_matcher.reset();
    }
    restart();
}

void LogSearch::restart()
{
    cancel();
    m_hits.clear();
    m_count = 0;
    if (m_document) {
        m_searchedTo = m_document->firstLine();
        documentChanged();
    }
    Q_EMIT changed();
}

void LogSearch::cancel()
{
    const std::shared_ptr<Job> job = std::exchange(m_job, nullptr);
    if (!job)
        return;
    job->cancelled = true;
    const std::lock_guard lock(job->mutex);
    job->search = nullptr;
}

void LogSearch::documentChanged()
{
    if (!m_matcher || !m_document)
        return;
    dropBefore(m_document->firstLine());
    const qint64 end = m_document->endLine();
    if (!m_job && m_searchedTo < end && !isCapped() && !isTooSlow())
        launch(std::max(m_searchedTo, m_document->firstLine()), end);
}

void LogSearch::launch(qint64 from, qint64 to)
{
    m_job = std::make_shared<Job>();
    m_job->matcher = m_matcher;
    m_job->search = this;
    m_job->pieces = m_document->store().snapshot(from, to);
    const qint64 near = std::clamp(m_near, from, to);
    std::stable_sort(m_job->pieces.begin(), m_job->pieces.end(),
                     [near](const auto &a, const auto &b) { return distance(a, near) < distance(b, near); });
    m_searchedTo = to;
    engine::startTask(*QThreadPool::globalInstance(), [job = m_job] { Job::run(job); });
}

void LogSearch::collect()
{
    if (!m_job)
        return;
    std::vector<Hits> ready;
    bool finished = false;
    {
        const std::lock_guard lock(m_job->mutex);
        ready.swap(m_job->ready);
        m_job->posted = false;
        finished = m_job->finished;
    }
    for (Hits &hits : ready)
        add(std::move(hits));
    if (finished || isCapped())
        cancel();
    documentChanged();
    Q_EMIT changed();
}

void LogSearch::add(Hits &&hits)
{
    m_count += qint64(hits.size());
    if (!m_hits.empty()) {
        Hits &last = std::prev(m_hits.end())->second;
        if (last.back() < hits.front() && last.size() < StretchHits) {
            last.insert(last.end(), hits.begin(), hits.end());
            return;
        }
    }
    m_hits.emplace(hits.front().line, std::move(hits));
}

void LogSearch::dropBefore(qint64 line)
{
    while (!m_hits.empty() && m_hits.begin()->first < line) {
        auto node = m_hits.extract(m_hits.begin());
        Hits &hits = node.mapped();
        const auto kept = std::lower_bound(hits.begin(), hits.end(), LogHit{line, 0, 0});
        m_count -= kept - hits.begin();
        hits.erase(hits.begin(), kept);
        if (!hits.empty())
            m_hits.emplace(hits.front().line, std::move(hits));
    }
}

void LogSearch::visit(qint64 from, qint64 to, const std::function<void(const LogHit &)> &visit) const
{
    auto stretch = m_hits.upper_bound(from);
    if (stretch != m_hits.begin())
        --stretch;
    for (; stretch != m_hits.end() && stretch->first < to; ++stretch) {
        const Hits &hits = stretch->second;
        for (auto hit = std::lower_bound(hits.begin(), hits.end(), LogHit{from, 0, 0});
             hit != hits.end() && hit->line < to; ++hit)
            visit(*hit);
    }
}

bool LogSearch::hasHit(qint64 from, qint64 to) const
{
    const std::optional<LogHit> hit = after({from, -1, 0});
    return hit && hit->line < to;
}

std::optional<LogHit> LogSearch::after(const LogHit &hit) const
{
    auto stretch = m_hits.upper_bound(hit.line);
    if (stretch != m_hits.begin())
        --stretch;
    for (; stretch != m_hits.end(); ++stretch) {
        const auto found = std::upper_bound(stretch->second.begin(), stretch->second.end(), hit);
        if (found != stretch->second.end())
            return *found;
    }
    return std::nullopt;
}

std::optional<LogHit> LogSearch::before(const LogHit &hit) const
{
    auto stretch = m_hits.upper_bound(hit.line);
    while (stretch != m_hits.begin()) {
        --stretch;
        const auto found = std::lower_bound(stretch->second.begin(), stretch->second.end(), hit);
        if (found != stretch->second.begin())
            return *std::prev(found);
    }
    return std::nullopt;
}

qint64 LogSearch::ordinal(const LogHit &hit) const
{
    qint64 earlier = 0;
    for (const auto &[first, hits] : m_hits) {
        if (hits.back() < hit) {
            earlier += qint64(hits.size());
            continue;
        }
        const auto found = std::lower_bound(hits.begin(), hits.end(), hit);
        return *found == hit ? earlier + (found - hits.begin()) + 1 : 0;
    }
    return 0;
}

} // namespace models
