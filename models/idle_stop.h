// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/notebook_probe.h"

#include <QHash>
#include <QTimer>

#include <map>
#include <memory>

namespace models {

class ContainersModel;

/// Tells when a notebook that a person gave a limit has not been used for that long, and before. The server is asked when it could be
/// time by what it said last, not more often, and also while no window is shown: the person asked for it. Never while a kernel
/// is busy, and never when the server can't be asked. Owned by EngineSession; who listens stops the container. UI thread.
class IdleStop : public QObject
{
    Q_OBJECT
public:
    struct Plan
    {
        QDateTime stopAt; ///< null: not known, or it won't be
        QString note;     ///< why not, as a sentence; may be empty
        bool operator==(const Plan &) const = default;
    };

    IdleStop(engine::EngineClient &client, ContainersModel &containers, QObject *parent = nullptr);
    ~IdleStop() override;

    /// Minutes by container name; replaces all.
    void setLimits(const QHash<QString, int> &limits);
    [[nodiscard]] int limit(const QString &name) const { return m_limits.value(name); }
    [[nodiscard]] Plan plan(const QString &id) const;
    /// Counts from now on, as if it had been used.
    void keepRunning(const QString &id);
    /// Without the engine nothing is asked.
    void setOnline(bool online);
    /// For tests: how long a minute is.
    void setMinute(int milliseconds) { m_minuteMs = milliseconds; }

Q_SIGNALS:
    void planChanged(const QString &id);
    void stopsSoon(const QString &id, int seconds);
    /// Once for each start of the container.
    void stopDue(const QString &id, int minutes);
    /// It goes on running, because it can't be asked; told once.
    void cannotAsk(const QString &id, const QString &reason);

private:
    struct Watched;

    void follow();
    void wake();
    void goOn();
    void answered(const QString &id, const NotebookStatus &status);
    void failed(const QString &id, const QString &reason);
    void decide(const QString &id, Watched &watched);
    void setPlan(const QString &id, Watched &watched, const Plan &plan);

    engine::EngineClient &m_client;
    ContainersModel &m_containers;
    QHash<QString, int> m_limits;
    std::map<QString, std::unique_ptr<Watched>> m_watched; ///< by id
    QTimer m_timer;
    qint64 m_minuteMs = 60'000;
    bool m_isOnline = false;
};

} // namespace models
