// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "models/job.h"
#include "models/run_form.h"

#include <functional>
#include <memory>

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

    /// Starts at once. The form is expected to be checked (checkRunForm).
    RunJob(EngineSession &session, const RunForm &form, QObject *parent = nullptr);
    ~RunJob() override;

    [[nodiscard]] Step step() const;
    [[nodiscard]] PullJob *pull() const;              ///< null when nothing had to be pulled
    [[nodiscard]] const QString &containerId() const; ///< set once created
    [[nodiscard]] const RunForm &form() const;
    /// Set when a host port was taken between check and start: the row of the form and a free port to offer instead.
    [[nodiscard]] int busyPortRow() const; ///< -1: none
    [[nodiscard]] quint16 offeredPort() const;
    /// The field of the form that the failure is about ("name", "ports[0].hostPort", "image", "mounts[0].source"…); may be empty.
    [[nodiscard]] const QString &failedField() const;

    /// Not while the engine starts the container: that can't be called back, and takes a moment only.
    bool canCancel() const override { return isRunning() && step() != Step::Start; }
    /// A container that was created meanwhile is removed again.
    void cancel() override;
    bool canRetry() const override { return state() == State::Failed || state() == State::Cancelled; }
    QString lossWhenQuit() const override;

Q_SIGNALS:
    void stepChanged();

private:
    void lookForImage();
    void startPull();
    void pullEnded();
    void create();
    void askLogins();
    void sendCreate();
    void copyLogins();
    void created(const engine::CreatedContainer &container);
    void start();
    void started();
    void enter(Step step, const QString &status);
    void refuse(const engine::EngineError &error);
    void takeBack(const std::function<void()> &then);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
