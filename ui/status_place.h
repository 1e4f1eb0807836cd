// SPDX-License-Identifier: Apache-2.0
#pragma once

class QBoxLayout;
class QLabel;

namespace ui {

/// Of a bar that consists of `rows`, the first of which is `row`: keeps `status`, which says what came of the row's controls, in the
/// row at `index`, or under it where it would be cut off. Call it when the bar's width or the text has changed.
void placeStatus(QBoxLayout &rows, QBoxLayout &row, QLabel &status, int index);

/// Px that the controls of a row need, without `status`.
[[nodiscard]] int leastWidth(const QBoxLayout &row, const QLabel &status);
/// Px that a bar has for a row.
[[nodiscard]] int roomIn(const QBoxLayout &rows);

} // namespace ui
