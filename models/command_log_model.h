// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractTableModel>
#include <QList>

namespace models {

class Job;
class JobsModel;

/// The list Commands under Activity: every docker command that the jobs of this session stand for, newest first, one a row, secrets
/// masked. A view of JobsModel, which it must not outlive; UI thread.
class CommandLogModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Command, Result, ColumnCount };

    explicit CommandLogModel(const JobsModel &jobs, QObject *parent = nullptr);

    /// As text for the clipboard, `row` by row in the order in which they were run; `whole`: with secrets.
    [[nodiscard]] QString commands(QList<int> rows, bool whole) const;
    /// Whether something is masked in these.
    [[nodiscard]] bool hasSecrets(const QList<int> &rows) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line
    {
        const Job *job;
        qsizetype command; ///< of the job's
    };

    void add(const Job *job);
    void follow(const Job *job);
    void replace(const Job *job);
    void readAgain();
    void refresh();
    [[nodiscard]] QString text(const Line &line, bool whole) const;

    const JobsModel &m_jobs;
    QList<Line> m_lines; ///< newest first
};

} // namespace models
