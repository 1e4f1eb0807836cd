// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/job.h"
#include "models/pull_layers_model.h"

#include <memory>

namespace models {

class EngineSession;

/// `docker pull`: one bar for the whole, one per layer. Cancel closes the transfer, which makes Docker roll back.
class PullJob : public Job
{
    Q_OBJECT
public:
    /// Starts at once; one that is no reference fails on the next turn of the event loop. `reference` is normalised (`:latest`).
    PullJob(EngineSession &session, const QString &reference, const QString &platform, QObject *parent = nullptr);
    ~PullJob() override;

    [[nodiscard]] const QString &reference() const;
    [[nodiscard]] PullLayersModel &layers();
    [[nodiscard]] qint64 bytesDone() const;
    [[nodiscard]] qint64 bytesTotal() const;        ///< of the layers whose size is known; 0 when none is
    [[nodiscard]] double bytesPerSecond() const;    ///< over the last 3 s; 0 when nothing moves
    [[nodiscard]] int secondsLeft() const;          ///< -1 unknown
    [[nodiscard]] const QString &digest() const;    ///< "sha256:…" when the engine sent one
    [[nodiscard]] const QString &endStatus() const; ///< "Downloaded newer image for …"; the engine's words

    bool canCancel() const override { return isRunning(); }
    void cancel() override;
    bool canRetry() const override { return state() == State::Failed || state() == State::Cancelled; }
    [[nodiscard]] const QString &platform() const;
    QString lossWhenQuit() const override;

private:
    void send();
    void take(const QList<engine::PullMessage> &messages);
    void refresh();
    void end(const engine::Result<void> &result);
    [[nodiscard]] QString progressText() const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
