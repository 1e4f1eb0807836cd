// SPDX-License-Identifier: Apache-2.0
#include "models/layout_model.h"

#include <algorithm>

namespace models {

namespace {

/// From here on one rearrangement of everything is cheaper, for the model and its views, than runs one by one.
constexpr std::size_t maxRuns = 24;

} // namespace

// An index of the top level carries 0, one under a group the group's number + 1: its level.

QModelIndex LayoutModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= columnCount(parent) || row >= rowCount(parent))
        return {};
    const int level = parent.isValid() ? RowLayout::group(entryAt(parent)) + 1 : 0;
    return createIndex(row, column, static_cast<quintptr>(level));
}

QModelIndex LayoutModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfLevel(static_cast<int>(child.internalId())) : QModelIndex();
}

int LayoutModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_shown.top.size());
    if (parent.column() > 0)
        return 0;
    const RowLayout::Entry entry = entryAt(parent);
    return RowLayout::isGroup(entry) ? static_cast<int>(entries(RowLayout::group(entry) + 1).size()) : 0;
}

bool LayoutModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

void LayoutModel::resizeTo(std::size_t slotCount, std::size_t groups)
{
    m_slotCount = slotCount;
    m_places.resize(slotCount, groups);
    m_shown.children.resize(groups);
}

RowLayout::Entry LayoutModel::entryAt(const QModelIndex &index) const
{
    return entries(static_cast<int>(index.internalId()))[static_cast<std::size_t>(index.row())];
}

QModelIndex LayoutModel::indexOf(RowLayout::Entry entry, int column) const
{
    const RowPlaces::Place place = m_places.of(entry);
    return place.level < 0 ? QModelIndex() : createIndex(place.row, column, static_cast<quintptr>(place.level));
}

QModelIndex LayoutModel::indexOfLevel(int level) const
{
    return level == 0 ? QModelIndex() : indexOf(RowLayout::ofGroup(level - 1));
}

const RowLayout::Entries &LayoutModel::entries(int level) const
{
    return level == 0 ? m_shown.top : m_shown.children[static_cast<std::size_t>(level - 1)];
}

RowLayout::Entries &LayoutModel::entries(int level)
{
    return level == 0 ? m_shown.top : m_shown.children[static_cast<std::size_t>(level - 1)];
}

void LayoutModel::show(const RowLayout &target)
{
    if (target == m_shown)
        return;
    const RowPlaces places(target, m_slotCount);
    if (!showByRuns(target, places))
        showRearranged(target, places);
}

bool LayoutModel::showByRuns(const RowLayout &target, const RowPlaces &places)
{
    const RowDifference top = difference(m_shown.top, m_places, target.top, places, 0);
    std::size_t runs = top.removed.size() + top.inserted.size();
    bool sameOrder = top.sameOrder;
    std::vector<std::pair<int, RowDifference>> inside;
    for (std::size_t group = 0; group < target.children.size() && sameOrder && runs <= maxRuns; ++group) {
        const RowLayout::Entry entry = RowLayout::ofGroup(static_cast<int>(group));
        // Rows of a group that comes or goes do so with it.
        if (m_places.of(entry).level != 0 || places.of(entry).level != 0)
            continue;
        const int level = static_cast<int>(group) + 1;
        RowDifference changes = difference(m_shown.children[group], m_places, target.children[group], places, level);
        runs += changes.removed.size() + changes.inserted.size();
        sameOrder = sameOrder && changes.sameOrder;
        if (!changes.removed.empty() || !changes.inserted.empty())
            inside.emplace_back(level, std::move(changes));
    }
    if (!sameOrder || runs > maxRuns)
        return false;

    inside.emplace(inside.begin(), 0, top);
    for (const auto &[level, changes] : inside) {
        for (auto run = changes.removed.rbegin(); run != changes.removed.rend(); ++run)
            removeRun(level, *run);
    }
    for (const auto &[level, changes] : inside) {
        const RowLayout::Entries &source =
            level == 0 ? target.top : target.children[static_cast<std::size_t>(level - 1)];
        for (const RowRun &run : changes.inserted)
            insertRun(level, run.first, {source.begin() + run.first, source.begin() + run.first + run.count}, target);
    }
    return true;
}

void LayoutModel::showRearranged(const RowLayout &target, const RowPlaces &places)
{
    rearrange(keptFirst(m_shown, m_places, target, places));
    removeTails(places);
    appendMissing(target);
    rearrange(target);
}

/// `next` holds the same entries as what is shown.
void LayoutModel::rearrange(RowLayout next)
{
    if (next == m_shown)
        return;
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<RowLayout::Entry> held;
    held.reserve(static_cast<std::size_t>(before.size()));
    for (const QModelIndex &index : before)
        held.push_back(entryAt(index));
    m_shown = std::move(next);
    m_places = RowPlaces(m_shown, m_slotCount);
    QModelIndexList after;
    after.reserve(before.size());
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(indexOf(held[static_cast<std::size_t>(i)], before.at(i).column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void LayoutModel::removeRun(int level, RowRun run)
{
    beginRemoveRows(indexOfLevel(level), run.first, run.first + run.count - 1);
    RowLayout::Entries &list = entries(level);
    const auto first = list.begin() + run.first;
    for (auto gone = first; gone != first + run.count; ++gone) {
        if (RowLayout::isGroup(*gone)) {
            RowLayout::Entries &inside = entries(RowLayout::group(*gone) + 1);
            for (const RowLayout::Entry entry : inside)
                m_places.forget(entry);
            inside.clear();
        }
        m_places.forget(*gone);
    }
    list.erase(first, first + run.count);
    m_places.number(list, level, static_cast<std::size_t>(run.first));
    endRemoveRows();
}

/// Takes off the ends of all lists what `places` has nowhere.
void LayoutModel::removeTails(const RowPlaces &places)
{
    for (int level = 0; level <= static_cast<int>(m_shown.children.size()); ++level) {
        const RowLayout::Entries &list = entries(level);
        const auto kept = std::find_if(list.rbegin(), list.rend(),
                                       [&](RowLayout::Entry entry) { return places.of(entry).level >= 0; });
        const int count = static_cast<int>(kept - list.rbegin());
        if (count > 0)
            removeRun(level, {static_cast<int>(list.size()) - count, count});
    }
}

/// Puts at the ends of all lists what `target` has there and is shown nowhere yet.
void LayoutModel::appendMissing(const RowLayout &target)
{
    for (int level = 0; level <= static_cast<int>(target.children.size()); ++level) {
        const RowLayout::Entries &source =
            level == 0 ? target.top : target.children[static_cast<std::size_t>(level - 1)];
        RowLayout::Entries added;
        std::copy_if(source.begin(), source.end(), std::back_inserter(added),
                     [this](RowLayout::Entry entry) { return m_places.of(entry).level < 0; });
        if (!added.empty())
            insertRun(level, static_cast<int>(entries(level).size()), added, target);
    }
}

/// Groups among `added` come with those of their rows that are shown nowhere yet.
void LayoutModel::insertRun(int level, int row, const RowLayout::Entries &added, const RowLayout &target)
{
    beginInsertRows(indexOfLevel(level), row, row + static_cast<int>(added.size()) - 1);
    for (const RowLayout::Entry entry : added) {
        if (!RowLayout::isGroup(entry))
            continue;
        RowLayout::Entries &inside = entries(RowLayout::group(entry) + 1);
        const RowLayout::Entries &source = target.children[static_cast<std::size_t>(RowLayout::group(entry))];
        std::copy_if(source.begin(), source.end(), std::back_inserter(inside),
                     [this](RowLayout::Entry child) { return m_places.of(child).level < 0; });
        m_places.number(inside, RowLayout::group(entry) + 1);
    }
    RowLayout::Entries &list = entries(level);
    list.insert(list.begin() + row, added.begin(), added.end());
    m_places.number(list, level, static_cast<std::size_t>(row));
    endInsertRows();
}

} // namespace models

#include "moc_layout_model.cpp"
