// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/format.h"
#include "models/roles.h"
#include "models/row_table.h"
#include "models/table_column.h"

#include <span>

namespace models {

/// A table of `Row`s, each known by a key of its own. Keeps them, finds them, and answers all roles from the columns. `Row` has
/// `key` (QString) and `==`. UI thread.
template<class Row>
class KeyedTable : public RowTable
{
public:
    using Columns = std::span<const TableColumn<Row>>;

    explicit KeyedTable(Columns columns, QObject *parent = nullptr) : RowTable(parent), m_columns(columns) {}

    int columnCount(const QModelIndex & = {}) const final { return static_cast<int>(m_columns.size()); }
    QModelIndex indexOfKey(const QString &key) const final
    {
        const int slot = slotOfKey(key);
        return slot < 0 ? QModelIndex() : indexOf(slot);
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const final
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        return headerCell(columnAt(section), role);
    }

protected:
    [[nodiscard]] const Row &rowAt(int slot) const { return m_rows[static_cast<std::size_t>(slot)]; }
    [[nodiscard]] int slotOfKey(const QString &key) const { return m_slots.value(key, -1); }
    [[nodiscard]] const TableColumn<Row> &columnAt(int column) const
    {
        return m_columns[static_cast<std::size_t>(column)];
    }

    /// For changes that are announced with touchRow.
    [[nodiscard]] Row &editRow(int slot) { return m_rows[static_cast<std::size_t>(slot)]; }
    /// Adds a row or replaces the one of its key; returns its slot.
    int put(Row row)
    {
        int slot = slotOfKey(row.key);
        if (slot < 0) {
            slot = addRow();
            m_rows.resize(static_cast<std::size_t>(slotCount()));
            m_slots.insert(row.key, slot);
        } else if (rowAt(slot) != row) {
            touchRow(slot);
        } else {
            return slot;
        }
        editRow(slot) = std::move(row);
        return slot;
    }
    void drop(int slot)
    {
        m_slots.remove(rowAt(slot).key);
        dropRow(slot);
    }
    /// Drops every row whose slot is not marked; slots beyond the end of `keep` are.
    void dropUnmarked(const std::vector<bool> &keep)
    {
        for (std::size_t slot = 0; slot < keep.size(); ++slot) {
            if (!keep[slot] && isLive(static_cast<int>(slot)))
                drop(static_cast<int>(slot));
        }
    }
    template<class Visit>
    void forEachSlot(const Visit &visit) const
    {
        for (int slot = 0; slot < slotCount(); ++slot) {
            if (isLive(slot))
                visit(slot);
        }
    }

    /// Roles beyond those of the columns.
    virtual QVariant extraCell(const Row &, int, int) const { return {}; }

private:
    QVariant cell(int slot, int column, int role) const final
    {
        const Row &row = rowAt(slot);
        const TableColumn<Row> &from = columnAt(column);
        switch (role) {
        case Qt::DisplayRole:
            return from.text(row);
        case SortRole:
            return from.value(row);
        case IdRole:
            return row.key;
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(from.alignment | Qt::AlignVCenter);
        case Qt::ToolTipRole:
            return toolTipText(from.toolTip ? from.toolTip(row) : from.text(row));
        case Qt::AccessibleTextRole:
            return from.accessible ? from.accessible(row) : from.text(row);
        default:
            return extraCell(row, column, role);
        }
    }
    SortKey cellKey(int slot, int column) const final { return SortKey::of(columnAt(column).value(rowAt(slot))); }

    Columns m_columns;
    std::vector<Row> m_rows;     ///< by slot
    QHash<QString, int> m_slots; ///< by key
};

} // namespace models
