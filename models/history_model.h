// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/image.h"

#include <QAbstractTableModel>

namespace models {

/// The layers of one image, newest first, as `docker history` lists them. UI thread.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Created, Size, Command, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(const QList<engine::HistoryEntry> &entries);
    [[nodiscard]] const engine::HistoryEntry &at(int row) const { return m_entries.at(row); }
    /// Sum of the layers, bytes.
    [[nodiscard]] qint64 totalSize() const;
    /// Every row on a line, cells separated by tabs.
    [[nodiscard]] QString asText() const;
    /// The command of a layer without the shell that runs it: "RUN apt-get update", "CMD ["bash"]".
    [[nodiscard]] static QString commandText(const QString &createdBy);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<engine::HistoryEntry> m_entries;
};

} // namespace models
