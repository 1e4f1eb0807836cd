// SPDX-License-Identifier: Apache-2.0
#include "models/history_model.h"

#include "models/format.h"

#include <QDateTime>

#include <numeric>

using namespace Qt::StringLiterals;

namespace models {

void HistoryModel::setEntries(const QList<engine::HistoryEntry> &entries)
{
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

qint64 HistoryModel::totalSize() const
{
    return std::accumulate(m_entries.cbegin(), m_entries.cend(), qint64(0),
                           [](qint64 sum, const engine::HistoryEntry &entry) { return sum + entry.size; });
}

QString HistoryModel::asText() const
{
    QString text;
    for (const engine::HistoryEntry &entry : m_entries)
        text += formatTime(entry.created) + u'\t' + formatSize(entry.size) + u'\t' + entry.createdBy + u'\n';
    return text;
}

QString HistoryModel::commandText(const QString &createdBy)
{
    // The classic builder writes instructions as comments of a shell; BuildKit appends a note of its own.
    static const QString nop = u"/bin/sh -c #(nop)"_s;
    static const QString shell = u"/bin/sh -c "_s;
    static const QString buildKit = u" # buildkit"_s;
    QString text = createdBy;
    if (text.endsWith(buildKit))
        text.chop(buildKit.size());
    if (text.startsWith(nop))
        return text.mid(nop.size()).trimmed();
    if (text.startsWith(shell))
        return u"RUN "_s + text.mid(shell.size()).trimmed();
    return text.trimmed();
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const engine::HistoryEntry &entry = m_entries.at(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole && index.column() == Created)
        return toolTipText(formatTime(entry.created));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Created:
        return formatAgo(entry.created, QDateTime::currentSecsSinceEpoch());
    case Size:
        return formatSize(entry.size);
    case Command:
        return visibleText(commandText(entry.createdBy));
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Created:
        return tr("Created");
    case Size:
        return tr("Size");
    case Command:
        return tr("Command");
    default:
        return {};
    }
}

} // namespace models

#include "moc_history_model.cpp"
