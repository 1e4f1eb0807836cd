// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractItemModel>
#include <QList>
#include <QString>

namespace test {

/// The rows of a model as text: a line each, cells of `columns` between " | ", children indented by two blanks.
[[nodiscard]] QString modelText(const QAbstractItemModel &model, const QList<int> &columns);

} // namespace test
