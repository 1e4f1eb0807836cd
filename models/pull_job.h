// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/image.h"
#include "engine-client/request_handle.h"
#include "models/job.h"

#include <QAbstractTableModel>

namespace models {

class EngineSession;

/// The layers of one pull as the engine tells of them. Roles are for the progress delegate.
class PullLayersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Layer, Phase, Progress, ColumnCount };
    enum LayerRole {
        CurrentRole = Qt::UserRole + 1, ///< qint64 bytes (or seconds), -1 unknown
        TotalRole,                      ///< qint64 bytes, -1 unknown
        FractionRole,                   ///< double 0..1, negative: unknown (busy)
        DoneRole,                       ///< bool
    };
    using QAbstractTableModel::QAbstractTableModel;
};

/// `docker pull`: one bar for the whole, one per layer. Cancel closes the transfer, which makes Docker roll back.
class PullJob : public Job
{
    Q_OBJECT
public:
    /// Starts at once. `reference` is normalised (`:latest`).
    PullJob(EngineSession &session, const QString &reference, const QString &platform, QObject *parent = nullptr);
    ~PullJob() override;

    [[nodiscard]] const QString &reference() const;
    [[nodiscard]] PullLayersModel &layers();
    [[nodiscard]] qint64 bytesDone() const;
    [[nodiscard]] qint64 bytesTotal() const;      ///< of the layers whose size is known; 0 when none is
    [[nodiscard]] double bytesPerSecond() const;  ///< over the last 3 s; 0 when nothing moves
    [[nodiscard]] int secondsLeft() const;        ///< -1 unknown
    [[nodiscard]] const QString &digest() const;  ///< "sha256:…" when the engine sent one
    [[nodiscard]] const QString &endStatus() const; ///< "Downloaded newer image for …"; the engine's words

    bool canCancel() const override { return isRunning(); }
    void cancel() override;
    bool canRetry() const override { return state() == State::Failed || state() == State::Cancelled; }
    QString lossWhenQuit() const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
