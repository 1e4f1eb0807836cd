// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace models {

class ContainersModel;

/// A sample with its rates, for plots.
struct StatsPoint
{
    qint64 timeMs = 0;     ///< ms since 1970, engine time
    double cpuPercent = 0; ///< 100 is one CPU
    qint64 memoryBytes = 0, memoryLimitBytes = 0;
    double networkRxPerSecond = 0, networkTxPerSecond = 0, blockReadPerSecond = 0, blockWritePerSecond = 0; ///< bytes
    int pids = 0;
};

/// Live figures of running containers, one stream each, only for those that somebody looks at: open Stats tabs and rows in
/// view, at most 64 of them, those that came into view last first. Keeps ten minutes of history of all of them, and of a
/// few that were looked at lately, so that the Stats tab opens with what the table has shown. UI thread.
class StatsHub : public QObject
{
    Q_OBJECT
public:
    /// More streams than this would cost the engine more than the figures are worth.
    static constexpr int maxStreams = 64;

    StatsHub(engine::EngineClient &client, ContainersModel &containers, QObject *parent = nullptr);
    ~StatsHub() override;

    /// Running rows in view now; others stop, a moment later, so that scrolling does not open streams in passing.
    void setVisibleRows(const QSet<QString> &ids);
    /// Keeps a stream and ten minutes of points until the returned object dies.
    [[nodiscard]] std::shared_ptr<void> watch(const QString &id);
    /// Oldest first. Valid until the next point of the same container.
    [[nodiscard]] const QList<StatsPoint> &history(const QString &id) const;
    /// Streams open now, for tests and the idle goal.
    [[nodiscard]] int streamCount() const;
    /// Without the engine, or with the window hidden, nothing is streamed.
    void setOnline(bool online);
    void setVisible(bool visible);

Q_SIGNALS:
    void pointAdded(const QString &id);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
