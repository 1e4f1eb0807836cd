// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/notebook_banner.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <deque>
#include <map>

namespace models {

class ContainersModel;

/// Finds the addresses of notebooks and tells ContainersModel. The log of a container with a published port is followed through
/// the first minute after its start, so that an address is known once it is printed; of one that has run for longer the end is
/// read, and the beginning when that is not all of it. Nothing else is asked, and nothing while no window is shown. An address
/// holds a secret (its token): it is never logged. Owned by EngineSession. UI thread.
class NotebookFinder : public QObject
{
    Q_OBJECT
public:
    NotebookFinder(engine::EngineClient &client, ContainersModel &containers, QObject *parent = nullptr);
    ~NotebookFinder() override;

    /// "start" and "restart" of a container begin the search anew.
    void takeEvent(const engine::Event &event);
    /// Without the engine nothing is asked; what was found stays.
    void setOnline(bool online);
    void setVisible(bool visible);
    /// How long after its start a container is followed. For tests.
    void setFollowTime(int milliseconds) { m_followMs = milliseconds; }

private:
    /// What is asked about a container now.
    enum class Stage { Inspect, Wait, Follow, End, Beginning };

    struct Search
    {
        engine::RequestHandle call;
        NotebookBannerReader reader;
        Stage stage = Stage::Inspect;
        qint64 startedNs = 0;
        qint64 untilMs = 0; ///< by m_clock: when it is not followed any longer
        qint64 dueMs = 0;   ///< Wait: when it may be followed
        qint64 bytes = 0;   ///< read by this call
        qint64 lines = 0;
        bool hasTerminal = false;
    };
    using Searches = std::map<QString, Search>;

    void consider(const QString &id);
    void forget(const QStringList &ids);
    void setActive(bool active);
    void goOn();
    void goOn(const QString &id, Search &search, qint64 now);
    void wakeIn(qint64 milliseconds);
    void inspect(const QString &id, Search &search);
    void inspected(const QString &id, const engine::Result<engine::ContainerDetails> &result);
    void read(const QString &id, Search &search, Stage stage);
    void takeLines(const QString &id, const engine::LogBatch &batch);
    void ended(const QString &id, const engine::Result<void> &end);
    void followingEnded(Searches::iterator search, const engine::Result<void> &end);
    void tell(const QString &id, const NotebookBanner &banner);
    /// Since its start, in milliseconds.
    [[nodiscard]] qint64 age(const QString &id, const engine::ContainerDetails &details) const;
    [[nodiscard]] bool isWorth(const QString &id) const;
    /// How many calls are under way: those that follow, and the others.
    [[nodiscard]] int calls(bool following) const;

    engine::EngineClient &m_client;
    ContainersModel &m_containers;
    Searches m_searches;
    std::deque<QString> m_queue;           ///< not begun yet
    std::map<QString, qint64> m_startedMs; ///< by m_clock, as events told: the engine's clock may be another
    QTimer m_next;
    QElapsedTimer m_clock;
    qint64 m_followMs = 60'000; ///< a notebook that has not told its address by then won't
    bool m_isOnline = false, m_isVisible = true;
};

} // namespace models
