// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace models {

/// What a table shows, in order: rows and groups at the top, rows under each group. A row is a number from 0 (its slot), a
/// group is the complement of its number, so that both fit into one list. A plain value.
struct RowLayout
{
    using Entry = int;
    using Entries = std::vector<Entry>;

    Entries top;
    std::vector<Entries> children; ///< by group; empty for a group that is not shown

    [[nodiscard]] static constexpr Entry ofGroup(int group) { return ~group; }
    [[nodiscard]] static constexpr bool isGroup(Entry entry) { return entry < 0; }
    [[nodiscard]] static constexpr int group(Entry entry) { return ~entry; }
    bool operator==(const RowLayout &) const = default;
};

/// Where each row and group of a layout is. Level -1: not shown, 0: at the top, n: under group n - 1.
class RowPlaces
{
public:
    struct Place
    {
        int level = -1;
        int row = -1;
        bool operator==(const Place &) const = default;
    };

    RowPlaces(std::size_t slots, std::size_t groups) : m_slots(slots), m_groups(groups) {}
    RowPlaces(const RowLayout &layout, std::size_t slots);

    [[nodiscard]] const Place &of(RowLayout::Entry entry) const
    {
        return RowLayout::isGroup(entry) ? m_groups[index(RowLayout::group(entry))] : m_slots[index(entry)];
    }
    /// Makes room for as many; they are not shown yet.
    void resize(std::size_t slots, std::size_t groups);
    /// Takes over the places of `entries` from `first` on.
    void number(const RowLayout::Entries &entries, int level, std::size_t first = 0);
    void forget(RowLayout::Entry entry) { at(entry) = {}; }

private:
    static std::size_t index(int number) { return static_cast<std::size_t>(number); }
    Place &at(RowLayout::Entry entry)
    {
        return RowLayout::isGroup(entry) ? m_groups[index(RowLayout::group(entry))] : m_slots[index(entry)];
    }

    std::vector<Place> m_slots;
    std::vector<Place> m_groups;
};

/// A part of a list: `count` rows from `first`.
struct RowRun
{
    int first = 0;
    int count = 0;
    bool operator==(const RowRun &) const = default;
};

/// How one list becomes another by removing and then inserting runs.
struct RowDifference
{
    bool sameOrder = true;        ///< those that stay keep their order, and none changes its level; runs suffice
    std::vector<RowRun> removed;  ///< rows of the old list
    std::vector<RowRun> inserted; ///< rows of the new list
};
[[nodiscard]] RowDifference difference(const RowLayout::Entries &from, const RowPlaces &fromPlaces,
                                       const RowLayout::Entries &to, const RowPlaces &toPlaces, int level);

/// `from` rearranged: first what `to` keeps, in its order, then what it lacks. What changes its level for the top or for a group
/// that `from` has is there already.
[[nodiscard]] RowLayout keptFirst(const RowLayout &from, const RowPlaces &fromPlaces, const RowLayout &to,
                                  const RowPlaces &toPlaces);

} // namespace models
