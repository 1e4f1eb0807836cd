// SPDX-License-Identifier: Apache-2.0
#include "models/row_table.h"

#include "models/roles.h"

#include <algorithm>
#include <cstring>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// More changed rows than this are told as one range. A tree view looks at each row of a range, so that many small ranges are
/// cheaper for it than a long one with few changes.
constexpr std::size_t maxRanges = 512;

QList<QByteArray> wordsOf(const QString &text)
{
    QList<QByteArray> words;
    for (const QString &word : text.toCaseFolded().simplified().split(u' ', Qt::SkipEmptyParts))
        words += word.toUtf8();
    return words;
}

bool contains(const QByteArray &text, const QByteArray &word)
{
    return memmem(text.constData(), static_cast<std::size_t>(text.size()), word.constData(),
                  static_cast<std::size_t>(word.size())) != nullptr;
}

/// `few` (sorted) merged into `many` (sorted) with as few comparisons as can be.
template<class Less>
std::vector<int> mergeFew(const std::vector<int> &many, const std::vector<int> &few, const Less &less)
{
    std::vector<int> result;
    result.reserve(many.size() + few.size());
    auto from = many.begin();
    for (const int next : few) {
        const auto to = std::lower_bound(from, many.end(), next, less);
        result.insert(result.end(), from, to);
        result.push_back(next);
        from = to;
    }
    result.insert(result.end(), from, many.end());
    return result;
}

bool keyPrecedes(const SortKey &left, const SortKey &right, Qt::SortOrder order, bool otherwise)
{
    const bool noLeft = left.kind == SortKey::Kind::None;
    const bool noRight = right.kind == SortKey::Kind::None;
    if (noLeft || noRight)
        return noLeft == noRight ? otherwise : noRight;
    const std::strong_ordering compared = left.compare(right);
    if (compared == 0)
        return otherwise;
    return order == Qt::AscendingOrder ? compared < 0 : compared > 0;
}

} // namespace

QVariant RowTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const RowLayout::Entry entry = entryAt(index);
    if (!RowLayout::isGroup(entry))
        return role == IsGroupRole ? QVariant(false) : cell(entry, index.column(), role);
    const Group &group = m_groups[static_cast<std::size_t>(RowLayout::group(entry))];
    if (role == IsGroupRole)
        return true;
    return role == IdRole ? QVariant(u"group:"_s + group.name) : groupCell(group, index.column(), role);
}

Qt::ItemFlags RowTable::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    return slotOf(index) < 0 ? flags : flags | Qt::ItemNeverHasChildren;
}

int RowTable::slotOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return -1;
    const RowLayout::Entry entry = entryAt(index);
    return RowLayout::isGroup(entry) ? -1 : entry;
}

QModelIndex RowTable::indexOfGroup(const QString &name) const
{
    const auto group = m_groupNumbers.constFind(name);
    return group == m_groupNumbers.cend() ? QModelIndex() : indexOf(RowLayout::ofGroup(*group));
}

void RowTable::setLoaded(bool loaded)
{
    if (m_loaded == loaded)
        return;
    m_loaded = loaded;
    Q_EMIT loadedChanged();
}

void RowTable::setFailure(const std::optional<engine::EngineError> &failure)
{
    if (m_failure == failure)
        return;
    m_failure = failure;
    Q_EMIT loadedChanged();
}

// ---- changes

int RowTable::addRow()
{
    int slot = 0;
    if (m_free.empty()) {
        slot = slotCount();
        m_slots.emplace_back();
        resizeTo(m_slots.size(), m_groups.size());
    } else {
        slot = m_free.back();
        m_free.pop_back();
    }
    at(slot).used = true;
    at(slot).queued = true;
    m_dirty.push_back(slot);
    ++m_total;
    return slot;
}

void RowTable::dropRow(int slot)
{
    touchRow(slot);
    at(slot).dropped = true;
    --m_total;
}

void RowTable::touchRow(int slot, int firstColumn, int lastColumn)
{
    Slot &row = at(slot);
    if (!row.queued) {
        row.queued = true;
        m_dirty.push_back(slot);
    }
    const int last = lastColumn < 0 ? columnCount() - 1 : lastColumn;
    row.firstDirty = row.firstDirty < 0 ? firstColumn : std::min(row.firstDirty, firstColumn);
    row.lastDirty = std::max(row.lastDirty, last);
}

void RowTable::commit()
{
    refreshDirtyRows();
    const bool layoutChanged = std::exchange(m_layoutChanged, false);
    if (layoutChanged) {
        countGroups();
        show(wanted());
    }
    announceDirtyCells();
    freeDroppedRows();
    if (layoutChanged)
        updateCounts();
}

void RowTable::refreshDirtyRows()
{
    if (m_rulesChanged) {
        m_rulesChanged = false;
        m_layoutChanged = true;
        for (int slot = 0; slot < slotCount(); ++slot) {
            if (isLive(slot))
                refreshRule(slot);
        }
    }
    std::vector<int> moved;
    for (const int slot : m_dirty) {
        if (at(slot).dropped || refreshRow(slot))
            moved.push_back(slot);
    }
    if (!moved.empty())
        sortIn(moved);
}

/// Brings what is kept of a row up to date. Returns whether its place in the order may be another.
bool RowTable::refreshRow(int slot)
{
    Slot &row = at(slot);
    SortKey key = cellKey(slot, m_sortColumn);
    QString tie = tieText(slot);
    const bool moves = !row.ordered || key != row.key || tie != row.tie;
    row.key = std::move(key);
    row.tie = std::move(tie);
    row.searched.clear();
    const bool wantedBefore = isWanted(slot);
    const auto before = std::make_tuple(row.group, row.up);
    row.matches = matchesWords(slot);
    row.up = isUp(slot);
    refreshRule(slot);
    if (moves || wantedBefore != isWanted(slot) || before != std::make_tuple(row.group, row.up))
        m_layoutChanged = true;
    return moves;
}

void RowTable::refreshRule(int slot)
{
    Slot &row = at(slot);
    row.accepted = accepts(slot);
    row.group = groupNumber(groupOf(slot));
}

int RowTable::groupNumber(const QString &name)
{
    if (name.isEmpty())
        return -1;
    const auto known = m_groupNumbers.constFind(name);
    if (known != m_groupNumbers.cend())
        return *known;
    const int number = static_cast<int>(m_groups.size());
    m_groups.push_back({name, SortKey::of(name), 0, 0});
    m_groupNumbers.insert(name, number);
    resizeTo(m_slots.size(), m_groups.size());
    return number;
}

void RowTable::freeDroppedRows()
{
    for (const int slot : m_dirty) {
        Slot &row = at(slot);
        row.queued = false;
        row.firstDirty = row.lastDirty = -1;
        if (row.dropped) {
            row = Slot();
            m_free.push_back(slot);
        }
    }
    m_dirty.clear();
}

// ---- order

bool RowTable::precedes(int left, int right) const
{
    const Slot &l = at(left);
    const Slot &r = at(right);
    return keyPrecedes(l.key, r.key, m_sortOrder, l.tie < r.tie);
}

void RowTable::sort(int column, Qt::SortOrder order)
{
    const int wantedColumn = std::max(column, 0);
    if (wantedColumn >= columnCount() || (wantedColumn == m_sortColumn && order == m_sortOrder))
        return;
    if (wantedColumn != m_sortColumn) {
        m_sortColumn = wantedColumn;
        for (const int slot : m_order)
            at(slot).key = cellKey(slot, m_sortColumn);
    }
    m_sortOrder = order;
    sortAll();
    m_layoutChanged = true;
    commit();
}

void RowTable::sortAll()
{
    std::sort(m_order.begin(), m_order.end(), [this](int l, int r) { return precedes(l, r); });
}

/// Takes `moved` out of the order and puts those that still live where they belong.
void RowTable::sortIn(const std::vector<int> &moved)
{
    m_layoutChanged = true;
    for (const int slot : moved)
        at(slot).ordered = false;
    std::erase_if(m_order, [this](int slot) { return !at(slot).ordered; });
    std::vector<int> living;
    std::copy_if(moved.begin(), moved.end(), std::back_inserter(living),
                 [this](int slot) { return !at(slot).dropped; });
    for (const int slot : living)
        at(slot).ordered = true;
    const auto less = [this](int l, int r) { return precedes(l, r); };
    std::sort(living.begin(), living.end(), less);
    m_order = mergeFew(m_order, living, less);
}

// ---- what is shown

void RowTable::setFilterText(const QString &text)
{
    const QList<QByteArray> words = wordsOf(text);
    const bool narrower = !m_filterText.isEmpty() && text.startsWith(m_filterText);
    m_filterText = text;
    if (words == m_words)
        return;
    m_words = words;
    for (const int slot : m_order) {
        if (!narrower || at(slot).matches)
            at(slot).matches = matchesWords(slot);
    }
    m_layoutChanged = true;
    commit();
}

bool RowTable::matchesWords(int slot)
{
    Slot &row = at(slot);
    if (m_words.isEmpty()) {
        row.searched.clear();
        return true;
    }
    if (row.searched.isNull())
        row.searched = searchText(slot).toCaseFolded().toUtf8();
    return std::all_of(m_words.cbegin(), m_words.cend(),
                       [&row](const QByteArray &word) { return contains(row.searched, word); });
}

void RowTable::countGroups()
{
    if (m_groups.empty())
        return;
    std::vector<std::pair<int, int>> counts(m_groups.size(), {0, 0});
    for (const int slot : m_order) {
        if (at(slot).group < 0)
            continue;
        auto &count = counts[static_cast<std::size_t>(at(slot).group)];
        ++count.first;
        count.second += at(slot).up ? 1 : 0;
    }
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        Group &group = m_groups[i];
        if (counts[i] == std::make_pair(group.members, group.up))
            continue;
        std::tie(group.members, group.up) = counts[i];
        m_dirtyGroups.push_back(static_cast<int>(i));
    }
}

RowLayout RowTable::wanted() const
{
    RowLayout layout;
    layout.top.reserve(m_order.size());
    layout.children.resize(m_groups.size());
    for (const int slot : m_order) {
        if (!isWanted(slot))
            continue;
        const int group = at(slot).group;
        if (group < 0) {
            layout.top.push_back(slot);
            continue;
        }
        RowLayout::Entries &inside = layout.children[static_cast<std::size_t>(group)];
        // A group stands where the first of its rows would, but among names it has one of its own.
        if (inside.empty() && m_sortColumn != 0)
            layout.top.push_back(RowLayout::ofGroup(group));
        inside.push_back(slot);
    }
    if (m_sortColumn == 0)
        placeGroupsByName(layout);
    return layout;
}

void RowTable::placeGroupsByName(RowLayout &layout) const
{
    std::vector<int> groups;
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        if (!layout.children[i].empty())
            groups.push_back(RowLayout::ofGroup(static_cast<int>(i)));
    }
    const auto less = [this](RowLayout::Entry left, RowLayout::Entry right) {
        const auto keyOf = [this](RowLayout::Entry entry) -> const SortKey & {
            return RowLayout::isGroup(entry) ? m_groups[static_cast<std::size_t>(RowLayout::group(entry))].key
                                             : at(entry).key;
        };
        return keyPrecedes(keyOf(left), keyOf(right), m_sortOrder, left < right);
    };
    std::sort(groups.begin(), groups.end(), less);
    layout.top = mergeFew(layout.top, groups, less);
}

void RowTable::announceDirtyCells()
{
    struct Cell
    {
        int level, row;
    };
    std::vector<Cell> cells;
    int first = columnCount();
    int last = -1;
    for (const int slot : m_dirty) {
        const Slot &row = at(slot);
        if (row.dropped || row.firstDirty < 0 || !isShown(slot))
            continue;
        cells.push_back({place(slot).level, place(slot).row});
        first = std::min(first, row.firstDirty);
        last = std::max(last, row.lastDirty);
    }
    for (const int group : m_dirtyGroups) {
        const QModelIndex index = indexOf(RowLayout::ofGroup(group));
        if (index.isValid())
            Q_EMIT dataChanged(index, indexOf(RowLayout::ofGroup(group), columnCount() - 1));
    }
    m_dirtyGroups.clear();
    std::sort(cells.begin(), cells.end(),
              [](const Cell &l, const Cell &r) { return std::tie(l.level, l.row) < std::tie(r.level, r.row); });
    const bool asOne = cells.size() > maxRanges;
    for (std::size_t i = 0; i < cells.size();) {
        std::size_t end = i + 1;
        while (end < cells.size() && cells[end].level == cells[i].level &&
               (asOne || cells[end].row == cells[end - 1].row + 1))
            ++end;
        const QModelIndex above = indexOfLevel(cells[i].level);
        Q_EMIT dataChanged(index(cells[i].row, first, above), index(cells[end - 1].row, last, above));
        i = end;
    }
}

void RowTable::updateCounts()
{
    int shownNow = 0;
    for (const int slot : m_order)
        shownNow += isWanted(slot) ? 1 : 0;
    if (shownNow == m_shownCount && m_total == m_toldTotal)
        return;
    m_shownCount = shownNow;
    m_toldTotal = m_total;
    Q_EMIT countsChanged();
}

} // namespace models

#include "moc_row_table.cpp"
