// SPDX-License-Identifier: Apache-2.0
#include "models/row_layout.h"

namespace models {

RowPlaces::RowPlaces(const RowLayout &layout, std::size_t slots) : RowPlaces(slots, layout.children.size())
{
    number(layout.top, 0);
    for (std::size_t group = 0; group < layout.children.size(); ++group)
        number(layout.children[group], static_cast<int>(group) + 1);
}

void RowPlaces::resize(std::size_t slots, std::size_t groups)
{
    m_slots.resize(slots);
    m_groups.resize(groups);
}

void RowPlaces::number(const RowLayout::Entries &entries, int level, std::size_t first)
{
    for (std::size_t row = first; row < entries.size(); ++row)
        at(entries[row]) = {level, static_cast<int>(row)};
}

namespace {

void addTo(std::vector<RowRun> &runs, std::size_t row)
{
    const int position = static_cast<int>(row);
    if (!runs.empty() && runs.back().first + runs.back().count == position)
        ++runs.back().count;
    else
        runs.push_back({position, 1});
}

} // namespace

RowDifference difference(const RowLayout::Entries &from, const RowPlaces &fromPlaces, const RowLayout::Entries &to,
                         const RowPlaces &toPlaces, int level)
{
    RowDifference result;
    int lastRow = -1;
    for (std::size_t row = 0; row < from.size(); ++row) {
        const RowPlaces::Place &place = toPlaces.of(from[row]);
        if (place.level == level) {
            result.sameOrder = result.sameOrder && place.row > lastRow;
            lastRow = place.row;
        } else {
            result.sameOrder = result.sameOrder && place.level == -1;
            addTo(result.removed, row);
        }
    }
    for (std::size_t row = 0; row < to.size(); ++row) {
        const int before = fromPlaces.of(to[row]).level;
        if (before == level)
            continue;
        result.sameOrder = result.sameOrder && before == -1;
        addTo(result.inserted, row);
    }
    return result;
}

RowLayout keptFirst(const RowLayout &from, const RowPlaces &fromPlaces, const RowLayout &to, const RowPlaces &toPlaces)
{
    const auto isThere = [&](int level) {
        return level == 0 || (level > 0 && fromPlaces.of(RowLayout::ofGroup(level - 1)).level == 0);
    };
    const auto keep = [&](const RowLayout::Entries &source, const RowLayout::Entries &target, int level) {
        RowLayout::Entries result;
        result.reserve(source.size());
        if (isThere(level)) {
            for (const RowLayout::Entry entry : target) {
                if (fromPlaces.of(entry).level >= 0)
                    result.push_back(entry);
            }
        }
        for (const RowLayout::Entry entry : source) { // goes elsewhere, but that is not there yet
            const int next = toPlaces.of(entry).level;
            if (next >= 0 && next != level && !isThere(next))
                result.push_back(entry);
        }
        for (const RowLayout::Entry entry : source) {
            if (toPlaces.of(entry).level < 0)
                result.push_back(entry);
        }
        return result;
    };

    RowLayout result;
    result.top = keep(from.top, to.top, 0);
    result.children.resize(to.children.size());
    static const RowLayout::Entries nothing;
    for (std::size_t group = 0; group < to.children.size(); ++group) {
        const RowLayout::Entries &source = group < from.children.size() ? from.children[group] : nothing;
        result.children[group] = keep(source, to.children[group], static_cast<int>(group) + 1);
    }
    return result;
}

} // namespace models
