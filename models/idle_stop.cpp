// SPDX-License-Identifier: Apache-2.0
#include "models/idle_stop.h"

#include "models/containers_model.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr qint64 busyAgainMinutes = 5; ///< until one that was busy, or could not be asked, is asked again

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace

/// One container with a limit, while it runs.
struct IdleStop::Watched
{
    Watched(engine::EngineClient &client, int limitMinutes) : probe(client), minutes(limitMinutes) {}

    NotebookProbe probe;
    Notebook notebook;
    int minutes;
    QDateTime usedAt; ///< as the server said last, or as a person wants it taken
    QDateTime nextAsk = now();
    QDateTime warnedFor; ///< when it stops by the warning; null: none was given
    Plan plan;
    bool isTold = false; ///< that it can't be asked
    bool isDone = false;
};

IdleStop::IdleStop(engine::EngineClient &client, ContainersModel &containers, QObject *parent)
    : QObject(parent), m_client(client), m_containers(containers)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &IdleStop::goOn);
    connect(&containers, &ContainersModel::runningChanged, this, &IdleStop::follow);
    connect(&containers, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &topLeft) {
        if (topLeft.column() == ContainersModel::Name) // figures change all the time
            follow();
    });
}

IdleStop::~IdleStop() = default;

void IdleStop::setLimits(const QHash<QString, int> &limits)
{
    if (m_limits == limits)
        return;
    m_limits = limits;
    follow();
}

void IdleStop::setOnline(bool online)
{
    m_isOnline = online;
    if (!online)
        m_timer.stop();
    else
        follow();
}

IdleStop::Plan IdleStop::plan(const QString &id) const
{
    const auto found = m_watched.find(id);
    return found == m_watched.end() ? Plan() : found->second->plan;
}

void IdleStop::keepRunning(const QString &id)
{
    const auto found = m_watched.find(id);
    if (found == m_watched.end() || found->second->isDone)
        return;
    found->second->usedAt = now();
    found->second->warnedFor = {};
    decide(id, *found->second);
}

/// Those that have a limit, run, and can be asked.
void IdleStop::follow()
{
    if (m_limits.isEmpty() && m_watched.empty())
        return;
    QSet<QString> wanted;
    for (auto entry = m_limits.cbegin(); entry != m_limits.cend(); ++entry) {
        const engine::Container *container = m_containers.find(entry.key());
        if (!container || container->name != entry.key() || container->state != engine::ContainerState::Running)
            continue;
        const Notebook notebook = m_containers.notebook(container->id);
        if (!NotebookProbe::canAsk(notebook))
            continue;
        wanted.insert(container->id);
        std::unique_ptr<Watched> &watched = m_watched[container->id];
        if (watched && watched->minutes == entry.value() && watched->notebook == notebook)
            continue;
        watched = std::make_unique<Watched>(m_client, entry.value());
        watched->notebook = notebook;
        connect(&watched->probe, &NotebookProbe::answered, this,
                [this, id = container->id](const NotebookStatus &status) { answered(id, status); });
        connect(&watched->probe, &NotebookProbe::failed, this,
                [this, id = container->id](const QString &reason) { failed(id, reason); });
    }
    std::erase_if(m_watched, [&wanted](const auto &entry) { return !wanted.contains(entry.first); });
    wake();
}

void IdleStop::wake()
{
    if (!m_isOnline)
        return;
    qint64 next = -1;
    for (const auto &[id, watched] : m_watched) {
        if (watched->isDone || watched->probe.isAsking())
            continue;
        const qint64 left = std::max<qint64>(now().msecsTo(watched->nextAsk), 0);
        next = next < 0 ? left : std::min(next, left);
    }
    constexpr qint64 longest = 24 * 60 * 60 * qint64{1000};
    if (next < 0)
        m_timer.stop();
    else
        m_timer.start(static_cast<int>(std::min(next, longest)));
}

void IdleStop::goOn()
{
    for (const auto &[id, watched] : m_watched) {
        if (!watched->isDone && !watched->probe.isAsking() && watched->nextAsk <= now())
            watched->probe.ask(watched->notebook, NotebookProbe::Depth::Activity);
    }
    wake();
}

void IdleStop::answered(const QString &id, const NotebookStatus &status)
{
    const auto found = m_watched.find(id);
    if (found == m_watched.end())
        return;
    Watched &watched = *found->second;
    watched.isTold = false;
    if (status.isBusy() || !status.lastActivity.isValid()) {
        watched.warnedFor = {};
        watched.nextAsk = now().addMSecs(std::min<qint64>(watched.minutes, busyAgainMinutes) * m_minuteMs);
        setPlan(id, watched,
                {{},
                 status.isBusy() ? u"A kernel is busy: it is not stopped."_s
                                 : u"The server doesn't tell when it was used: it is not stopped."_s});
        wake();
        return;
    }
    if (!watched.usedAt.isValid() || status.lastActivity > watched.usedAt) {
        watched.usedAt = status.lastActivity;
        watched.warnedFor = {};
    }
    decide(id, watched);
}

void IdleStop::decide(const QString &id, Watched &watched)
{
    const qint64 limitMs = watched.minutes * m_minuteMs;
    const qint64 leadMs = std::min(m_minuteMs, limitMs / 4); // long enough to say no
    const QDateTime stopAt = watched.usedAt.addMSecs(limitMs);
    if (watched.warnedFor.isValid() && watched.warnedFor <= now()) {
        watched.isDone = true;
        setPlan(id, watched, {});
        wake();
        Q_EMIT stopDue(id, watched.minutes);
        return;
    }
    const bool isSoon = now().msecsTo(stopAt) <= leadMs;
    const bool isWarning = isSoon && !watched.warnedFor.isValid();
    if (isWarning)
        watched.warnedFor = std::max(stopAt, now().addMSecs(leadMs));
    watched.nextAsk = isSoon ? watched.warnedFor : stopAt.addMSecs(-leadMs);
    setPlan(id, watched, {isSoon ? watched.warnedFor : stopAt, {}});
    wake();
    if (isWarning)
        Q_EMIT stopsSoon(id, static_cast<int>((now().msecsTo(watched.warnedFor) + 999) / 1000));
}

void IdleStop::failed(const QString &id, const QString &reason)
{
    const auto found = m_watched.find(id);
    if (found == m_watched.end())
        return;
    Watched &watched = *found->second;
    watched.warnedFor = {};
    watched.nextAsk = now().addMSecs(busyAgainMinutes * m_minuteMs);
    setPlan(id, watched, {{}, reason + u" So it is not stopped."_s});
    wake();
    if (!std::exchange(watched.isTold, true))
        Q_EMIT cannotAsk(id, reason);
}

void IdleStop::setPlan(const QString &id, Watched &watched, const Plan &plan)
{
    if (watched.plan == plan)
        return;
    watched.plan = plan;
    Q_EMIT planChanged(id);
}

} // namespace models

#include "moc_idle_stop.cpp"
