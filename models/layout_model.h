// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/resource_model.h"
#include "models/row_layout.h"

namespace models {

/// The shape of a resource table: which rows and groups are where. It is told the layout that should be shown and leads the
/// views there with as few signals as possible: single inserts and removals for small changes; for large ones (a filter, a sort
/// click) the rows are rearranged so that all that goes or comes is one run at the end. Persistent indexes, and so the
/// selection, follow their rows all the way. UI thread.
class LayoutModel : public ResourceModel
{
    Q_OBJECT
public:
    using ResourceModel::ResourceModel;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const final;
    QModelIndex parent(const QModelIndex &child) const final;
    int rowCount(const QModelIndex &parent = {}) const final;
    bool hasChildren(const QModelIndex &parent = {}) const final;

protected:
    /// Rows have numbers below `slotCount`, groups below `groups`.
    void resizeTo(std::size_t slotCount, std::size_t groups);
    void show(const RowLayout &target);

    [[nodiscard]] const RowLayout &shown() const { return m_shown; }
    [[nodiscard]] bool isShown(RowLayout::Entry entry) const { return m_places.of(entry).level >= 0; }
    [[nodiscard]] RowPlaces::Place place(RowLayout::Entry entry) const { return m_places.of(entry); }
    /// `index` must be valid and of this model.
    [[nodiscard]] RowLayout::Entry entryAt(const QModelIndex &index) const;
    /// Invalid when the entry is not shown.
    [[nodiscard]] QModelIndex indexOf(RowLayout::Entry entry, int column = 0) const;
    [[nodiscard]] QModelIndex indexOfLevel(int level) const;

private:
    [[nodiscard]] const RowLayout::Entries &entries(int level) const;
    [[nodiscard]] RowLayout::Entries &entries(int level);
    [[nodiscard]] bool showByRuns(const RowLayout &target, const RowPlaces &places);
    void showRearranged(const RowLayout &target, const RowPlaces &places);
    void rearrange(RowLayout next);
    void removeRun(int level, RowRun run);
    void removeTails(const RowPlaces &places);
    void appendMissing(const RowLayout &target);
    void insertRun(int level, int row, const RowLayout::Entries &added, const RowLayout &target);

    RowLayout m_shown;
    RowPlaces m_places{0, 0};
    std::size_t m_slotCount = 0;
};

} // namespace models
