// SPDX-License-Identifier: Apache-2.0
#include "ui/plain_table.h"

#include <QHeaderView>
#include <QTableView>

namespace ui {

QTableView *plainTable(const QString &name, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setAccessibleName(name);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

void setRowHeight(QTableView *table, int height)
{
    table->verticalHeader()->setDefaultSectionSize(height);
}

} // namespace ui
