// SPDX-License-Identifier: Apache-2.0
#pragma once

class QString;
class QTableView;
class QWidget;

namespace ui {

/// A table of plain rows without a grid, row numbers or cell-by-cell keys: whole rows are selected, Tab leaves it, headers stand
/// to the left. `name` is what a screen reader calls it.
[[nodiscard]] QTableView *plainTable(const QString &name, QWidget *parent);
/// Height of all its rows, in logical pixels.
void setRowHeight(QTableView *table, int height);

} // namespace ui
