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

/// Finds the addresses of notebooks: looks into the log of each running container with a published port when it is first seen
/// or has been started, a few times within its first minute, and tells ContainersModel. Four at a time; asks nothing otherwise. An
/// address holds a secret (its token): it is never logged. Owned by EngineSession. UI thread.
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
    /// The first wait between two looks; it doubles. For tests.
    void setFirstWait(int milliseconds) { m_firstWaitMs = milliseconds; }

private:
    struct Search
    {
        engine::RequestHandle call;
        NotebookBannerReader reader;
        qint64 startedNs = 0; ///< 0: not known yet
        qint64 bytes = 0;     ///< read in this look
        qint64 dueMs = 0;     ///< by m_clock: when the next look is due
        int waitMs = 0;       ///< before the next look
        bool hasTerminal = false;
        bool isOld = false; ///< started long ago: one look is enough
    };

    void consider(const QString &id);
    void forget(const QString &id);
    void goOn();
    void inspect(const QString &id, Search &search);
    void look(const QString &id, Search &search);
    void takeLines(const QString &id, const engine::LogBatch &batch);
    void looked(const QString &id);
    [[nodiscard]] bool isWorth(const QString &id) const;
    [[nodiscard]] int running() const;

    engine::EngineClient &m_client;
    ContainersModel &m_containers;
    std::map<QString, Search> m_searches;
    std::deque<QString> m_queue; ///< not begun yet
    QTimer m_next;
    QElapsedTimer m_clock;
    int m_firstWaitMs = 500;
    bool m_isOnline = false;
};

} // namespace models
