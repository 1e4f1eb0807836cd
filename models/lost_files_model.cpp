// SPDX-License-Identifier: Apache-2.0
#include "models/lost_files_model.h"

#include "models/format.h"

#include <algorithm>

namespace models {

LostFilesModel::LostFilesModel(const QList<LossCheck::Entry> &entries, QObject *parent) : QAbstractTableModel(parent)
{
    for (const LossCheck::Entry &entry : entries) {
        const QList<LostFile> &files = entry.losses.files;
        const bool hasManyOthers = std::ranges::count(files, LostFile::Sort::Other, &LostFile::sort) > ManyOthers;
        for (const LostFile &file : files) {
            const bool isChosen = file.sort != LostFile::Sort::Other || !hasManyOthers;
            m_rows.append({m_containers.size(), file, isChosen});
            m_chosenCount += isChosen ? 1 : 0;
        }
        m_containers += entry.container;
    }
    std::ranges::stable_sort(m_rows, {}, [](const Row &row) { return row.file.sort; });
}

QList<CopyOutPlan::Source> LostFilesModel::chosen() const
{
    QList<CopyOutPlan::Source> sources;
    for (const engine::Container &container : m_containers)
        sources.append({container, {}});
    for (const Row &row : m_rows) {
        if (row.isChosen)
            sources[row.container].paths += row.file.path;
    }
    sources.removeIf([](const CopyOutPlan::Source &source) { return source.paths.isEmpty(); });
    return sources;
}

void LostFilesModel::chooseAll(bool chosen)
{
    for (Row &row : m_rows)
        row.isChosen = chosen;
    m_chosenCount = chosen ? m_rows.size() : 0;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Path), index(rowCount() - 1, Path), {Qt::CheckStateRole});
    Q_EMIT chosenChanged();
}

int LostFilesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LostFilesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LostFilesModel::text(const Row &row, int column) const
{
    if (column == Size)
        return row.file.size < 0 ? QString() : formatSize(row.file.size);
    const QString path =
        m_containers.size() > 1 ? tr("%1: %2").arg(m_containers.at(row.container).name, row.file.path) : row.file.path;
    return visibleText(path);
}

QVariant LostFilesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(row, index.column());
    case Qt::CheckStateRole:
        return index.column() == Path ? QVariant(row.isChosen ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Size ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    default:
        return {};
    }
}

bool LostFilesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || index.column() != Path || role != Qt::CheckStateRole)
        return false;
    Row &row = m_rows[index.row()];
    const bool isChosen = value.toInt() == Qt::Checked;
    if (isChosen != row.isChosen) {
        row.isChosen = isChosen;
        m_chosenCount += isChosen ? 1 : -1;
        Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
        Q_EMIT chosenChanged();
    }
    return true;
}

Qt::ItemFlags LostFilesModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Path ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant LostFilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == Size)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Path ? tr("File") : tr("Size");
}

} // namespace models

#include "moc_lost_files_model.cpp"
