// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/notebook_hints.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <deque>
#include <map>
#include <optional>

namespace models {

class ContainersModel;

/// Finds the notebooks among the containers in view and tells ContainersModel. The log of one that was started lately is followed
/// through the first minute, so that an address is known once it is printed; of one that has run for longer the end is read, and
/// the beginning when that is not all of it. When that gives no way in, the file that the server wrote down is read, then the
/// container's settings are; the log of what must be a notebook is followed on, for slow ones need minutes to come up. Each is asked once a start; nothing while no window is shown. What is found holds secrets: it is
/// never logged. Owned by EngineSession. UI thread.
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
    /// Rows that somebody sees: others wait until they come into view. Before the first call all are looked at.
    void setInView(const QSet<QString> &ids);
    /// How long after its start a container is followed. For tests.
    void setFollowTime(int milliseconds) { m_followMs = milliseconds; }

private:
    /// What is asked about a container now.
    enum class Stage { Inspect, Wait, Follow, End, Beginning, Files };

    struct Search
    {
        engine::RequestHandle call, files;
        NotebookBannerReader reader;
        NotebookHints hints;
        std::optional<NotebookBanner> written; ///< what the server wrote down
        QDateTime startedAt;
        Stage stage = Stage::Inspect;
        qint64 startedNs = 0;
        qint64 untilMs = 0;      ///< by m_clock: when it is not followed any longer
        qint64 dueMs = 0;        ///< Wait: when it may be followed
        qint64 filesDueMs = 0;   ///< Follow: when to look for what the server wrote down; 0: not
        qsizetype nextPlace = 0; ///< of hints.places
        qint64 bytes = 0;        ///< read by this call
        qint64 lines = 0;
        qint64 lastMs = 0; ///< by m_clock: when what must be a notebook isn't waited for any longer
        bool hasTerminal = false;
        bool isLogUseless = false; ///< refused, or too much of it without an address
    };
    using Searches = std::map<QString, Search>;

    void consider(const QString &id);
    void forget(const QStringList &ids);
    void setActive(bool active);
    void goOn();
    void goOn(Searches::iterator found, qint64 now);
    void wakeIn(qint64 milliseconds);
    void inspect(const QString &id, Search &search);
    void inspected(const QString &id, const engine::Result<engine::ContainerDetails> &result);
    void read(const QString &id, Search &search, Stage stage);
    void takeLines(const QString &id, const engine::LogBatch &batch);
    void ended(const QString &id, const engine::Result<void> &end);
    void followingEnded(Searches::iterator search, const engine::Result<void> &end);
    [[nodiscard]] static bool needsFiles(const Search &search);
    void readFiles(const QString &id, Search &search);
    void filesRead(const QString &id, const engine::Result<QList<engine::ArchivedFile>> &result);
    void logIsRead(Searches::iterator search);
    void finish(Searches::iterator search);
    void tell(const QString &id, const Search &search);
    /// Since its start, in milliseconds.
    [[nodiscard]] qint64 age(const QString &id, const engine::ContainerDetails &details) const;
    [[nodiscard]] bool isWorth(const QString &id) const;
    /// How many calls are under way: those that follow, and the others.
    [[nodiscard]] int calls(bool following) const;

    engine::EngineClient &m_client;
    ContainersModel &m_containers;
    Searches m_searches;
    std::deque<QString> m_queue; ///< not begun yet
    std::optional<QSet<QString>> m_inView;
    std::map<QString, qint64> m_startedMs; ///< by m_clock, as events told: the engine's clock may be another
    QTimer m_next;
    QElapsedTimer m_clock;
    qint64 m_followMs = 60'000;
    bool m_isOnline = false, m_isVisible = true;
};

} // namespace models
