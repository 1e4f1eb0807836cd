// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;
class QTableView;

namespace models {
class CommandLogModel;
class JobsModel;
} // namespace models

namespace ui {

/// The list Commands under Activity, ready to copy: the selected ones, with their secrets only on request.
class CommandLogView : public QWidget
{
    Q_OBJECT
public:
    explicit CommandLogView(const models::JobsModel &jobs, QWidget *parent = nullptr);

private:
    QTableView *makeTable();
    QPushButton *addButton(const QString &iconName, const QString &text);
    void refresh();
    void openMenu(const QPoint &position);
    void copy(bool whole);
    [[nodiscard]] QList<int> selectedRows() const;

    models::CommandLogModel *m_model;
    QTableView *m_table;
    QPushButton *m_copy, *m_copyWhole;
};

} // namespace ui
