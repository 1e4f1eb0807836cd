// SPDX-License-Identifier: Apache-2.0
#include "tests/support/model_text.h"

using namespace Qt::StringLiterals;

namespace test {

namespace {

void append(QStringList &lines, const QAbstractItemModel &model, const QList<int> &columns, const QModelIndex &parent,
            const QString &indent)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (const int column : columns)
            cells += model.index(row, column, parent).data().toString();
        lines += indent + cells.join(u" | "_s);
        append(lines, model, columns, model.index(row, 0, parent), indent + u"  "_s);
    }
}

} // namespace

QString modelText(const QAbstractItemModel &model, const QList<int> &columns)
{
    QStringList lines;
    append(lines, model, columns, {}, {});
    return lines.join(u'\n');
}

} // namespace test
