// SPDX-License-Identifier: Apache-2.0
#include "ui/status_place.h"

#include <QBoxLayout>
#include <QLabel>

namespace ui {

int leastWidth(const QBoxLayout &row, const QLabel &status)
{
    int width = 0;
    for (int i = 0; i < row.count(); ++i) {
        const QLayoutItem *const item = row.itemAt(i);
        if (!item->isEmpty() && item->widget() && item->widget() != &status)
            width += item->minimumSize().width() + row.spacing();
    }
    return width;
}

int roomIn(const QBoxLayout &rows)
{
    const QMargins margins = rows.contentsMargins();
    return rows.parentWidget()->width() - margins.left() - margins.right();
}

void placeStatus(QBoxLayout &rows, QBoxLayout &row, QLabel &status, int index)
{
    const int needed = leastWidth(row, status) + status.fontMetrics().horizontalAdvance(status.text());
    const bool isUnder = rows.indexOf(&status) >= 0;
    const bool isWanted = !status.text().isEmpty() && needed > roomIn(rows);
    if (isUnder == isWanted)
        return;
    if (isWanted) {
        row.removeWidget(&status);
        rows.addWidget(&status);
    } else {
        rows.removeWidget(&status);
        row.insertWidget(index, &status, 1);
    }
    status.setWordWrap(isWanted);
}

} // namespace ui
