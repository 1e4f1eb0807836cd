// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/roles.h"

#include <QString>
#include <QVariant>

namespace models {

/// One column of a resource table: everything that is said of its cells.
template<class Row>
struct TableColumn
{
    const char *id; ///< for settings; never changes
    const char16_t *title;
    Qt::Alignment alignment;
    bool hidden; ///< by default
    QString (*text)(const Row &);
    QVariant (*value)(const Row &);               ///< number or QString to sort by; invalid: none
    QString (*toolTip)(const Row &) = nullptr;    ///< plain text; null: the cell's text
    QString (*accessible)(const Row &) = nullptr; ///< for a screen reader; null: the cell's text
};

/// What a header says of a column.
template<class Row>
QVariant headerCell(const TableColumn<Row> &column, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromUtf16(column.title);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(column.alignment | Qt::AlignVCenter);
    case ColumnIdRole:
        return QString::fromLatin1(column.id);
    case DefaultHiddenRole:
        return column.hidden;
    default:
        return {};
    }
}

} // namespace models
