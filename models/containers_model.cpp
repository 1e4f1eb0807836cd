// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"

#include "models/container_columns.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// A list tells ages in words ("Up 2 hours"), so each list gives a somewhat other start. The one that is known stays as
/// long as the news agree with it; otherwise every list would change every row.
qint64 settledSince(const engine::Container &known, const engine::Container &news, qint64 now)
{
    if (known.state != news.state || known.stateSince == 0 || news.stateSince == 0)
        return news.stateSince;
    const qint64 age = std::max(now - news.stateSince, qint64(0));
    // The words are exact to one of their units; the docker client's units as in formatAge.
    const qint64 unit = age < 60            ? 1
                        : age < 3600        ? 60
                        : age < 2 * 86400   ? 3600
                        : age < 14 * 86400  ? 86400
                        : age < 60 * 86400  ? 7 * 86400
                        : age < 730 * 86400 ? 30 * 86400
                                            : 365 * 86400;
    return std::abs(known.stateSince - news.stateSince) <= unit + 1 ? known.stateSince : news.stateSince;
}

bool isRunning(const engine::Container &container)
{
    return container.state == engine::ContainerState::Running;
}

} // namespace

/// What a batch of changes means to others, told when the rows are in place.
struct ContainersModel::News
{
    QStringList running;
    bool users = false;
};

ContainersModel::ContainersModel(QObject *parent)
    : KeyedTable(containerColumns(), parent), m_now(QDateTime::currentSecsSinceEpoch())
{}

ContainersModel::~ContainersModel() = default;

void ContainersModel::setContainers(const QList<engine::Container> &containers)
{
    m_now = QDateTime::currentSecsSinceEpoch();
    News news;
    std::vector<bool> kept(static_cast<std::size_t>(slotCount()), false);
    for (const engine::Container &container : containers) {
        const auto slot = static_cast<std::size_t>(take(container, news));
        if (slot < kept.size())
            kept[slot] = true;
    }
    for (std::size_t slot = 0; slot < kept.size(); ++slot) {
        if (!kept[slot] && isLive(static_cast<int>(slot)))
            discard(static_cast<int>(slot), news);
    }
    publish(news);
    setLoaded(true);
}

void ContainersModel::updateContainers(const QStringList &asked, const QList<engine::Container> &found)
{
    m_now = QDateTime::currentSecsSinceEpoch();
    News news;
    QSet<QString> gone(asked.cbegin(), asked.cend());
    for (const engine::Container &container : found) {
        gone.remove(container.id);
        take(container, news);
    }
    for (const QString &id : std::as_const(gone)) {
        if (const int slot = slotOfKey(id); slot >= 0)
            discard(slot, news);
    }
    publish(news);
}

void ContainersModel::clear()
{
    News news;
    forEachSlot([&](int slot) { discard(slot, news); });
    publish(news);
    setLoaded(false);
}

int ContainersModel::take(const engine::Container &container, News &news)
{
    const int known = slotOfKey(container.id);
    if (known < 0) {
        news.running += container.id;
        news.users = true;
        ContainerRow row{container.id, container, formatStatus(container, m_now), formatAgo(container.created, m_now)};
        return put(std::move(row));
    }
    ContainerRow &row = editRow(known);
    engine::Container next = container;
    next.stateSince = settledSince(row.container, container, m_now);
    if (next == row.container)
        return known;
    if (isRunning(next) != isRunning(row.container) || next.stateSince != row.container.stateSince) {
        news.running += next.id;
        row.notebook = {};
        row.cpuPercent = std::numeric_limits<double>::quiet_NaN();
        row.memoryBytes = -1;
    }
    news.users = news.users || next.name != row.container.name || next.imageId != row.container.imageId ||
                 next.image != row.container.image;
    row.container = std::move(next);
    row.status = formatStatus(row.container, m_now);
    touchRow(known);
    return known;
}

void ContainersModel::discard(int slot, News &news)
{
    news.running += rowAt(slot).key;
    news.users = true;
    drop(slot);
}

void ContainersModel::publish(const News &news)
{
    commit();
    if (news.users)
        Q_EMIT usersChanged();
    if (!news.running.isEmpty())
        Q_EMIT runningChanged(news.running);
}

const engine::Container *ContainersModel::find(const QString &idOrName) const
{
    if (idOrName.isEmpty())
        return nullptr;
    if (const int slot = slotOfKey(idOrName); slot >= 0)
        return &rowAt(slot).container;
    const engine::Container *byName = nullptr;
    const engine::Container *byPrefix = nullptr;
    int prefixes = 0;
    forEachSlot([&](int slot) {
        const engine::Container &container = rowAt(slot).container;
        if (container.name == idOrName)
            byName = &container;
        if (container.id.startsWith(idOrName)) {
            byPrefix = &container;
            ++prefixes;
        }
    });
    return byName ? byName : prefixes == 1 ? byPrefix : nullptr;
}

QList<engine::Container> ContainersModel::all() const
{
    QList<engine::Container> list;
    list.reserve(totalCount());
    forEachSlot([&](int slot) { list.append(rowAt(slot).container); });
    return list;
}

QStringList ContainersModel::names(const QString &except) const
{
    QStringList names;
    forEachSlot([&](int slot) {
        const engine::Container &container = rowAt(slot).container;
        if (container.id != except)
            names.append(container.name);
    });
    return names;
}

const engine::Container *ContainersModel::at(const QModelIndex &index) const
{
    const int slot = slotOf(index);
    return slot < 0 ? nullptr : &rowAt(slot).container;
}

void ContainersModel::setStateFilter(StateFilter filter)
{
    if (m_stateFilter == filter)
        return;
    m_stateFilter = filter;
    touchRules();
    commit();
}

void ContainersModel::setGrouped(bool grouped)
{
    if (m_grouped == grouped)
        return;
    m_grouped = grouped;
    touchRules();
    commit();
}

void ContainersModel::setUsage(const QString &id, double cpuPercent, qint64 memoryBytes)
{
    const int slot = slotOfKey(id);
    if (slot < 0 || !isRunning(rowAt(slot).container))
        return;
    ContainerRow &row = editRow(slot);
    const bool seen = formatPercent(row.cpuPercent) != formatPercent(cpuPercent) ||
                      formatMemory(row.memoryBytes) != formatMemory(memoryBytes);
    row.cpuPercent = cpuPercent;
    row.memoryBytes = memoryBytes;
    if (!seen && sortColumn() != Cpu && sortColumn() != Memory)
        return;
    touchRow(slot, Cpu, Memory);
    commit();
}

void ContainersModel::clearUsage()
{
    forEachSlot([this](int slot) {
        ContainerRow &row = editRow(slot);
        if (std::isnan(row.cpuPercent) && row.memoryBytes < 0)
            return;
        row.cpuPercent = std::numeric_limits<double>::quiet_NaN();
        row.memoryBytes = -1;
        touchRow(slot, Cpu, Memory);
    });
    commit();
}

void ContainersModel::setNotebook(const QString &id, const Notebook &notebook)
{
    const int slot = slotOfKey(id);
    if (slot < 0 || rowAt(slot).notebook == notebook)
        return;
    editRow(slot).notebook = notebook;
    touchRow(slot, Name, Name);
    commit();
}

Notebook ContainersModel::notebook(const QString &id) const
{
    const int slot = slotOfKey(id);
    return slot < 0 ? Notebook() : rowAt(slot).notebook;
}

int ContainersModel::runningCount() const
{
    int count = 0;
    forEachSlot([&](int slot) { count += isRunning(rowAt(slot).container) ? 1 : 0; });
    return count;
}

void ContainersModel::updateAges(qint64 now)
{
    m_now = now;
    forEachSlot([this](int slot) {
        ContainerRow &row = editRow(slot);
        QString status = formatStatus(row.container, m_now);
        if (status != row.status) {
            row.status = std::move(status);
            touchRow(slot, Status, Status);
        }
        QString created = formatAgo(row.container.created, m_now);
        if (created != row.created) {
            row.created = std::move(created);
            touchRow(slot, Created, Created);
        }
    });
    commit();
}

QVariant ContainersModel::extraCell(const ContainerRow &row, int, int role) const
{
    switch (role) {
    case StateRole:
        return static_cast<int>(row.container.state);
    case NotebookUrlRole:
        return row.notebook.url;
    default:
        return {};
    }
}

QVariant ContainersModel::groupCell(const Group &group, int column, int role) const
{
    const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(columnAt(column).alignment | Qt::AlignVCenter);
    if (column == Name && (isText || role == Qt::ToolTipRole)) {
        const QString text = visibleText(group.name) + u" (compose project)"_s;
        return isText ? text : toolTipText(text);
    }
    if (column == Name && role == SortRole)
        return group.name;
    if (column == Status && isText)
        return QString::number(group.up) + u" of "_s + QString::number(group.members) + u" up"_s;
    return {};
}

QString ContainersModel::tieText(int slot) const
{
    return naturalKey(rowAt(slot).container.name) + rowAt(slot).key;
}

QString ContainersModel::searchText(int slot) const
{
    const ContainerRow &row = rowAt(slot);
    const engine::Container &container = row.container;
    return QStringList{container.name,        shownImage(container.image), row.status, formatPorts(container.ports),
                       shortId(container.id), container.project()}
        .join(u'\n');
}

bool ContainersModel::accepts(int slot) const
{
    return m_stateFilter == StateFilter::All || isUp(slot) == (m_stateFilter == StateFilter::Running);
}

QString ContainersModel::groupOf(int slot) const
{
    return m_grouped ? rowAt(slot).container.project() : QString();
}

bool ContainersModel::isUp(int slot) const
{
    return rowAt(slot).container.isUp();
}

} // namespace models

#include "moc_containers_model.cpp"
