// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"
#include "models/copy_out_plan.h"
#include "models/job.h"

#include <memory>

namespace models {

class EngineSession;

/// `docker cp` of several files out of containers into a folder, one after the other. Written by a thread of its own, since a disk may
/// let it wait. A file that is gone meanwhile is told of and no failure; any other failure ends it and leaves what is complete.
/// Cancelled, it deletes what it made. Made by Actions, owned by the Activity list; UI thread.
class CopyOutJob : public Job
{
    Q_OBJECT
public:
    /// Starts at once. `plan` must have items.
    CopyOutJob(EngineSession &session, const CopyOutPlan &plan, QObject *parent = nullptr);
    /// Ends as if cancelled.
    ~CopyOutJob() override;

    [[nodiscard]] const CopyOutPlan &plan() const;
    /// What is complete by now.
    [[nodiscard]] const QList<CopyOutPlan::Item> &copied() const;
    /// The plan for what is not.
    [[nodiscard]] CopyOutPlan remaining() const;

    bool canCancel() const override;
    void cancel() override;
    bool canRetry() const override;
    QString lossWhenQuit() const override;

private:
    void copyNext();
    void extracted(bool isComplete);
    void replied(const engine::Result<void> &result);
    void take();
    void stop(const QString &why, const QString &details);
    void report();
    void end();

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
