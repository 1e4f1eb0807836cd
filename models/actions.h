// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/files_api.h"
#include "models/bulk_job.h"
#include "models/commands.h"
#include "models/job.h"
#include "models/recipe_job.h"
#include "models/run_form.h"

namespace models {

class CopyOutJob;
class NotebookJob;
class PullJob;
class RunJob;
struct CopyOutPlan;
struct NotebookPlan;
struct RecreatePlan;

/// Starts jobs: one for each thing a person does, added to the Activity list, which owns them. Several objects are worked on
/// four at a time and end as one job whose status counts ("3 of 4 removed") and whose error names each that failed. Lists must
/// not be empty. UI thread.
class Actions : public QObject
{
    Q_OBJECT
public:
    Actions(EngineSession &session, JobsModel &jobs, QObject *parent = nullptr);

    /// Podman 4 kills at once when it is told no time; everywhere else the container's own stop timeout applies.
    static constexpr int PodmanGraceSeconds = 10;

    enum class Simple { Start, Stop, Restart, Pause, Resume };
    Job *simple(Simple what, const QList<engine::Container> &containers);
    /// `why`: "idle for 30 min".
    Job *stopNotebook(const engine::Container &container, const QString &why);
    Job *republish(const engine::Container &container, bool wantsToken);
    Job *kill(const QList<engine::Container> &containers, const QString &signal);
    Job *rename(const engine::Container &container, const QString &newName);
    Job *removeContainers(const QList<engine::Container> &containers, bool force, bool volumes);
    Job *pruneContainers();
    CopyOutJob *copyOut(const CopyOutPlan &plan);
    Job *commit(const engine::Container &container, const engine::FilesApi::CommitOptions &options);
    /// Asks how the container was made and does something with it (see RecipeJob).
    Job *useRecipe(const engine::Container &container, const QString &title, const RecipeJob::Use &use,
                   RecipeJob::Keeps keeps = RecipeJob::Keeps::WhatWasAsked);
    /// Puts a new container in the place of one (see RecreateJob).
    Job *recreate(const RecreatePlan &plan);
    /// `docker commit …`, which commit() stands for.
    [[nodiscard]] static QString commitCommand(const engine::Container &container,
                                               const engine::FilesApi::CommitOptions &options);
    PullJob *pull(const QString &reference, const QString &platform = {});
    RunJob *run(const RunForm &form);
    NotebookJob *notebook(const NotebookPlan &plan);
    Job *tagImage(const QString &reference, const QString &newReference);
    /// Never sends force for an image that a container uses (Podman would delete the containers).
    Job *removeImages(const QList<ImagesModel::Row> &rows, bool force);
    Job *pruneImages(bool all);
    /// Starts the same as a failed or cancelled job again; null when it can't be. What was done to objects of one engine is
    /// never done to another's.
    Job *retry(Job *job);

private:
    Job *start(const BulkJob::Words &words, const QList<BulkJob::Item> &items, const BulkJob::Prepare &prepare = {});

    EngineSession &m_session;
    JobsModel &m_jobs;
};

} // namespace models
