// SPDX-License-Identifier: Apache-2.0
#include "models/merged_log.h"

#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/log_spill.h"

#include <algorithm>
#include <utility>

namespace models {
namespace {

/// More than the engine's streams are apart as a rule: lines wait for one to two of these.
constexpr int TickMs = 40;
constexpr qsizetype SliceBytes = 512 * 1024; ///< about 2 ms
constexpr int SliceMs = 4;
constexpr int ArrivalMs = 5; ///< between two looks for lines that are being read
/// Merging anew for lines that are late again and again takes a tenth of the time at most.
constexpr qint64 AnewPause = 10;
constexpr qint64 AnewPauseMs = 1000;
constexpr qint64 LeastSourceBudget = 2 * LogMerge::RecentBytes;
constexpr auto OlderMark = "older lines are not loaded";

} // namespace

MergedLog::MergedLog(EngineSession &engine, const QStringList &ids, const LogStart &start, QObject *parent)
    : LogSource(parent)
    , m_engine(engine)
    , m_start(start)
    , m_document(BudgetBytes, std::make_shared<LogSpill>())
    , m_brake([this](bool held) { hold(m_tick, held); }, [this] { return m_document.isFileBehind(); })
    , m_anewBrake([this](bool held) { hold(m_slices, held || !m_anew); }, [this] { return m_anewLines.isFileBehind(); })
{
    Q_ASSERT(!ids.isEmpty() && ids.size() <= MaxContainers);
    for (const QString &id : ids)
        open(id);
    m_tick.setInterval(TickMs);
    m_slices.setInterval(0);
    m_anewDelay.setSingleShot(true);
    connect(&m_tick, &QTimer::timeout, this, &MergedLog::tick);
    connect(&m_anewDelay, &QTimer::timeout, this, &MergedLog::mergeAnew);
    connect(&m_slices, &QTimer::timeout, this, &MergedLog::mergeSlice);
    connectEngine();
    engineChanged();
    for (const Part &part : m_parts)
        part.session->setActive(true);
}

MergedLog::~MergedLog() = default;

bool MergedLog::take(const QStringList &ids)
{
    if (ids.size() > MaxContainers ||
        !std::all_of(m_ids.cbegin(), m_ids.cend(), [&](const QString &id) { return ids.contains(id); }))
        return false;
    for (const QString &id : ids) {
        if (m_ids.contains(id))
            continue;
        open(id);
        if (m_anew) // knows nothing of it
            mergeAnewLater(0);
        engineChanged();
        m_parts.back().session->setActive(true);
    }
    return true;
}

void MergedLog::open(const QString &id)
{
    const std::size_t index = m_parts.size();
    const engine::Container *const row = m_engine.containers().find(id);
    m_ids.append(id);
    m_document.setOwners(
        [this](qint64 from, qint64 to, LineOwners::Owner *owners) { m_merge.owners().copy(from, to, owners); },
        names() + QStringList(row ? visibleText(row->name) : shortId(id)));
    Part &part = m_parts.emplace_back();
    part.session = std::make_unique<LogSession>(m_engine.client(), id, m_start);
    part.wasUp = isListedAsUp(*part.session);
    for (const Part &each : m_parts)
        each.session->document().setBudget(std::max<qint64>(BudgetBytes / m_ids.size(), LeastSourceBudget));
    m_merge.add(source(part));
    connect(part.session.get(), &LogSession::phaseChanged, this, &LogSource::phaseChanged);
    connect(part.session.get(), &LogSession::olderChanged, this, [this] {
        historyCame();
        markOlder();
        Q_EMIT olderChanged();
    });
    connect(&part.session->document(), &LogDocument::changed, this, &MergedLog::linesCame);
    connect(&part.session->document(), &LogDocument::rewritten, this,
            [this, index](qint64 from) { linesRewritten(index, from); });
}

std::vector<LogMerge::Source> MergedLog::sources() const
{
    std::vector<LogMerge::Source> sources;
    for (const Part &part : m_parts)
        sources.push_back(source(part));
    return sources;
}

LogMerge::Source MergedLog::source(const Part &part) const
{
    const QString name = names().value(m_ids.indexOf(part.session->containerId()));
    return {&part.session->document().store(), name.toUtf8(), part.isCut ? OlderMark : ""};
}

/// A container's first lines are merged before it is known that there are older ones.
void MergedLog::markOlder()
{
    bool isOther = false;
    for (Part &part : m_parts) {
        part.session->lookForOlder();
        const bool isCut = part.session->isCut();
        isOther = std::exchange(part.isCut, isCut) != isCut || isOther;
    }
    if (isOther && !isAnyLoadingOlder())
        mergeAnewLater(0);
}

void MergedLog::connectEngine()
{
    connect(&m_engine, &EngineSession::stateChanged, this, &MergedLog::engineChanged);
    connect(&m_engine, &EngineSession::containerEvent, this, [this](const engine::Event &event) {
        for (const Part &part : m_parts) {
            if (event.action == QLatin1String("start") && part.session->containerId() == event.id)
                part.session->containerMayRun();
        }
    });
    // Where events are refused, the list is what tells.
    connect(&m_engine.containers(), &QAbstractItemModel::dataChanged, this, &MergedLog::containersChanged);
    connect(&m_engine.containers(), &QAbstractItemModel::rowsInserted, this, &MergedLog::containersChanged);
}

void MergedLog::engineChanged()
{
    const bool isReachable =
        m_engine.state() == ConnectionState::Connected || m_engine.state() == ConnectionState::Slow;
    for (const Part &part : m_parts)
        part.session->setEngineReachable(isReachable);
}

bool MergedLog::isListedAsUp(const LogSession &session) const
{
    const engine::Container *const row = m_engine.containers().find(session.containerId());
    return row && row->isUp();
}

void MergedLog::containersChanged()
{
    for (Part &part : m_parts) {
        const bool wasUp = std::exchange(part.wasUp, isListedAsUp(*part.session));
        if (part.wasUp && !wasUp)
            part.session->containerMayRun();
    }
}

/// The session that says most of how the log is: one that has trouble, else one that is still at work.
const LogSession *MergedLog::troubled() const
{
    for (const Phase phase : {Phase::Lost, Phase::Failed, Phase::Loading, Phase::Following, Phase::Ended}) {
        for (const Part &part : m_parts) {
            if (part.session->phase() == phase)
                return part.session.get();
        }
    }
    return m_parts.front().session.get();
}

LogSource::Phase MergedLog::phase() const
{
    return troubled()->phase();
}

std::optional<engine::EngineError> MergedLog::error() const
{
    return troubled()->error();
}

QString MergedLog::troubledName() const
{
    return names().value(m_ids.indexOf(troubled()->containerId()));
}

QString MergedLog::logDriver() const
{
    return troubled()->logDriver();
}

bool MergedLog::hasOlder() const
{
    // What a container's own store has dropped could not be merged again.
    const auto isWhole = [](const Part &part) { return part.session->document().store().droppedLines() == 0; };
    return !m_document.isCleared() && std::all_of(m_parts.begin(), m_parts.end(), isWhole) &&
           std::any_of(m_parts.begin(), m_parts.end(), [](const Part &part) { return part.session->hasOlder(); });
}

bool MergedLog::isLoadingOlder() const
{
    return m_hasHistory || isAnyLoadingOlder();
}

bool MergedLog::isAnyLoadingOlder() const
{
    return std::any_of(m_parts.begin(), m_parts.end(), [](const Part &part) { return part.session->isLoadingOlder(); });
}

qint64 MergedLog::olderLoaded() const
{
    qint64 lines = 0;
    for (const Part &part : m_parts)
        lines += part.session->olderLoaded();
    return lines > 0 ? lines : m_anewLines.lineCount();
}

void MergedLog::loadOlder()
{
    if (isLoadingOlder() || !hasOlder())
        return;
    for (const Part &part : m_parts)
        part.session->loadOlder();
}

void MergedLog::stopLoadingOlder()
{
    for (const Part &part : m_parts) {
        if (part.session->isLoadingOlder())
            part.session->stopLoadingOlder();
    }
}

void MergedLog::linesCame()
{
    m_hasNews = true;
    if (m_tick.isActive() || m_brake.isOn())
        return;
    m_latestNs = m_merge.latestNs();
    m_tick.start();
}

void MergedLog::linesRewritten(std::size_t part, qint64 from)
{
    const qint64 firstLine = m_parts[part].session->document().store().firstLine();
    if (std::exchange(m_parts[part].firstLine, firstLine) > firstLine) {
        m_hasHistory = true;
        return historyCame();
    }
    bool isDone = false;
    m_document.append([&](LineStore &lines) { isDone = m_merge.takeBack(lines, part, from); });
    if (!isDone || m_anew)
        mergeAnewLater(0);
}

void MergedLog::historyCame()
{
    if (m_hasHistory && !isAnyLoadingOlder()) // once for all of them
        mergeAnewLater(0);
}

void MergedLog::hold(QTimer &timer, bool held)
{
    if (held)
        timer.stop();
    else
        timer.start();
}

void MergedLog::tick()
{
    m_brake.look();
    if (m_brake.isOn())
        return;
    const qint64 latest = m_merge.latestNs();
    if (m_isAdvanced) {
        // All that was there at the last tick, and what came since and is older. When nothing came, nothing is waited for.
        m_upToNs = std::exchange(m_hasNews, false) ? m_latestNs : LogMerge::Everything;
        m_latestNs = std::max(m_latestNs, latest);
        m_reachedNs = std::max(m_reachedNs, m_upToNs);
    }
    advance();
    markOlder();
    if (m_isAdvanced && !m_hasNews && !m_merge.hasWaiting())
        m_tick.stop();
    else
        m_tick.setInterval(m_isAdvanced ? TickMs : m_merge.isAwaiting() ? ArrivalMs : 0);
    if (m_merge.isBehind() && !m_anew && !m_anewDelay.isActive())
        mergeAnewLater(m_anewCostMs > 0 ? std::max(AnewPauseMs, m_anewCostMs * AnewPause) : 0);
}

void MergedLog::advance()
{
    m_document.append([this](LineStore &lines) { m_isAdvanced = m_merge.advance(lines, m_upToNs, SliceBytes); });
    if (!m_isAdvanced || !m_merge.hasMoved())
        return;
    m_document.tellMoved([this](qint64 line) { return m_merge.lineNow(line); });
    m_merge.forgetMoved();
}

void MergedLog::mergeAnewLater(qint64 ms)
{
    m_anew.reset();
    m_slices.stop();
    if (!m_anewDelay.isActive() || m_anewDelay.remainingTime() > ms)
        m_anewDelay.start(int(ms));
}

void MergedLog::mergeAnew()
{
    m_anew.emplace(sources());
    m_anewLines = LineStore(m_document.store().budget(), std::make_shared<LogSpill>());
    m_anewTime.start();
    m_slices.start(0);
}

void MergedLog::mergeSlice()
{
    QElapsedTimer time;
    time.start();
    bool isDone = false;
    bool isAwaiting = false;
    while (!isDone && !isAwaiting && !m_anewBrake.isOn() && !time.hasExpired(SliceMs)) {
        isDone = m_anew->advance(m_anewLines, m_reachedNs, SliceBytes / 4);
        isAwaiting = m_anew->isAwaiting();
        m_anewBrake.look();
    }
    m_slices.setInterval(isAwaiting ? ArrivalMs : 0);
    if (!isDone)
        return;
    m_slices.stop();
    m_anewCostMs = m_anewTime.elapsed();
    m_hasHistory = m_hasHistory && isAnyLoadingOlder();
    const LogMerge before = std::exchange(m_merge, std::move(*m_anew));
    m_anew.reset();
    m_document.replace(std::move(m_anewLines), [&](qint64 line) { return m_merge.lineOf(before, line); });
    m_anewLines = LineStore(0);
    Q_EMIT olderChanged();
    if (m_merge.hasWaiting())
        linesCame();
}

} // namespace models

#include "moc_merged_log.cpp"
