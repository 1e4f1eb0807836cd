// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace ui {

class ResourceTable;

/// Draws the cells of a resource table: the state's sign before the name, quiet secondary columns, the Open button. The
/// row's ground is the table's. Owned by the table; UI thread.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit RowDelegate(ResourceTable &table);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    ResourceTable &m_table;
    QList<bool> m_quiet; ///< by column
};

} // namespace ui
