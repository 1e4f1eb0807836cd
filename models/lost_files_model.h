// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/copy_out_plan.h"
#include "models/loss_check.h"

#include <QAbstractTableModel>

namespace models {

/// The files that would be lost, to be ticked for copying. Made once from what LossCheck has found. UI thread.
class LostFilesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Path, Size, ColumnCount };
    /// Further files of no known kind are not ticked at first when there are more than this.
    static constexpr qsizetype ManyOthers = 100;

    explicit LostFilesModel(const QList<LossCheck::Entry> &entries, QObject *parent = nullptr);

    [[nodiscard]] QList<CopyOutPlan::Source> chosen() const;
    [[nodiscard]] qsizetype chosenCount() const { return m_chosenCount; }
    void chooseAll(bool chosen);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    struct Row
    {
        qsizetype container;
        LostFile file;
        bool isChosen;
    };

    [[nodiscard]] QString text(const Row &row, int column) const;

    QList<engine::Container> m_containers;
    QList<Row> m_rows;
    qsizetype m_chosenCount = 0;
};

} // namespace models
