// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/job.h"
#include "models/run_form.h"

namespace models {

class EngineSession;
class PullJob;

/// `docker run -d`: pull when the image is absent, create, start. When the start fails the container that it made is removed
/// again, so that the form can be mended and sent once more.
class RunJob : public Job
{
    Q_OBJECT
public:
    enum class Step { Pull, Create, Start, Done };

    RunJob(EngineSession &session, const RunForm &form, QObject *parent = nullptr);
    ~RunJob() override;

    [[nodiscard]] Step step() const;
    [[nodiscard]] PullJob *pull() const; ///< null when nothing had to be pulled
    [[nodiscard]] const QString &containerId() const; ///< set once created
    [[nodiscard]] const RunForm &form() const;
    /// Set when a host port was taken between check and start: the row of the form and a free port to offer instead.
    [[nodiscard]] int busyPortRow() const; ///< -1: none
    [[nodiscard]] quint16 offeredPort() const;
    /// The field of the form that the failure is about ("name", "ports[0].hostPort", "image", "mounts[0].source"…); may be empty.
    [[nodiscard]] const QString &failedField() const;

    bool canCancel() const override { return isRunning(); }
    void cancel() override;
    bool canRetry() const override { return state() == State::Failed || state() == State::Cancelled; }
    QString lossWhenQuit() const override;

Q_SIGNALS:
    void stepChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
