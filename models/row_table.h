// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/layout_model.h"
#include "models/sort_key.h"

#include <QByteArray>
#include <QHash>

namespace models {

/// The part of every resource table that does not depend on what its rows are: order, filter and groups. Rows are known by
/// slot, a number that stays while the row lives. A derived class changes its data, tells so by addRow, dropRow and touchRow,
/// and shows it all by commit(), which costs O(rows) of plain integers and O(changed) of everything else. UI thread.
class RowTable : public LayoutModel
{
    Q_OBJECT
public:
    using LayoutModel::LayoutModel;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const final;
    Qt::ItemFlags flags(const QModelIndex &index) const final;
    /// A negative `column` sorts by the first one.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) final;

    void setFilterText(const QString &text) final;
    QString filterText() const final { return m_filterText; }
    int totalCount() const final { return m_total; }
    int shownCount() const final { return m_shownCount; }
    bool isLoaded() const final { return m_loaded; }
    const std::optional<engine::EngineError> &failure() const final { return m_failure; }
    void setFailure(const std::optional<engine::EngineError> &failure);

protected:
    /// Rows that belong together, under a row of their own while one of them is shown.
    struct Group
    {
        QString name;
        SortKey key;
        int members = 0; ///< shown or not
        int up = 0;      ///< of these
    };

    [[nodiscard]] int addRow();
    /// The row's data must stay readable until commit() returns.
    void dropRow(int slot);
    /// `lastColumn` -1: to the last one.
    void touchRow(int slot, int firstColumn = 0, int lastColumn = -1);
    /// What accepts() or groupOf() answer may have changed for every row.
    void touchRules() { m_rulesChanged = true; }
    void commit();
    void setLoaded(bool loaded);
    [[nodiscard]] int sortColumn() const { return m_sortColumn; }
    [[nodiscard]] int slotCount() const { return static_cast<int>(m_slots.size()); }
    [[nodiscard]] bool isLive(int slot) const { return at(slot).used && !at(slot).dropped; }
    /// -1 for a group row and an invalid index.
    [[nodiscard]] int slotOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOfGroup(const QString &name) const;

    virtual QVariant cell(int slot, int column, int role) const = 0;
    virtual SortKey cellKey(int slot, int column) const = 0;
    /// Orders rows that are equal in the sorted column; different for each row.
    virtual QString tieText(int slot) const = 0;
    /// The texts that the filter looks at, a line each.
    virtual QString searchText(int slot) const = 0;
    virtual bool accepts(int) const { return true; }
    /// Empty: none.
    virtual QString groupOf(int) const { return {}; }
    virtual bool isUp(int) const { return false; }
    virtual QVariant groupCell(const Group &, int, int) const { return {}; }

private:
    struct Slot
    {
        SortKey key;
        QString tie;
        QByteArray searched; ///< folded; null until a filter needs it
        int group = -1;
        int firstDirty = -1, lastDirty = -1;
        bool used = false, dropped = false;
        bool ordered = false; ///< is in m_order
        bool queued = false;  ///< is in m_dirty
        bool matches = true, accepted = true, up = false;
    };

    Slot &at(int slot) { return m_slots[static_cast<std::size_t>(slot)]; }
    const Slot &at(int slot) const { return m_slots[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] bool precedes(int left, int right) const;
    [[nodiscard]] bool matchesWords(int slot);
    [[nodiscard]] bool isWanted(int slot) const { return at(slot).matches && at(slot).accepted; }
    [[nodiscard]] bool refreshRow(int slot);
    void refreshRule(int slot);
    void refreshDirtyRows();
    void freeDroppedRows();
    int groupNumber(const QString &name);
    void sortAll();
    void sortIn(const std::vector<int> &moved);
    void countGroups();
    [[nodiscard]] RowLayout wanted() const;
    void placeGroupsByName(RowLayout &layout) const;
    void announceDirtyCells();
    void updateCounts();

    std::vector<Slot> m_slots;
    std::vector<int> m_free, m_dirty;
    std::vector<int> m_order; ///< every row, sorted, shown or not
    std::vector<Group> m_groups;
    std::vector<int> m_dirtyGroups;
    QHash<QString, int> m_groupNumbers;
    QString m_filterText;
    std::optional<engine::EngineError> m_failure;
    QList<QByteArray> m_words;
    int m_sortColumn = 0;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    int m_total = 0, m_toldTotal = 0, m_shownCount = 0;
    bool m_rulesChanged = false, m_layoutChanged = false, m_loaded = false;
};

} // namespace models
