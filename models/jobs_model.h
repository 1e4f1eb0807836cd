// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/job.h"

#include <QAbstractTableModel>
#include <QList>

namespace models {

/// The Activity list: every job of this session, newest first, with the docker commands it stands for. Owns the jobs;
/// keeps the last 500 ended ones. UI thread.
class JobsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Title, Status, Progress, Started, Command, ColumnCount };
    enum DataRole {
        FractionRole = Qt::UserRole + 1, ///< double 0..1, negative unknown
        JobStateRole,                    ///< int(Job::State)
    };

    explicit JobsModel(QObject *parent = nullptr);
    ~JobsModel() override;

    /// Takes ownership; the job may have ended already. Returns `job`, which lives until it is dropped from the list (after
    /// its end): keep a QPointer to it.
    template<class J>
    J *add(J *job)
    {
        addJob(job);
        return job;
    }
    [[nodiscard]] int runningCount() const;
    [[nodiscard]] QList<Job *> running() const;
    [[nodiscard]] Job *at(int row) const;
    void clearEnded();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void runningCountChanged();
    void jobAdded(models::Job *job);
    /// For notifications: a job has failed or was done.
    void jobFinished(models::Job *job);

private:
    void addJob(Job *job);
    void refreshRow(Job *job);
    void jobEnded(Job *job);
    void dropOldEnded();
    void drop(int row);

    QList<Job *> m_jobs; ///< newest first
};

} // namespace models
