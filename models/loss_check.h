// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/request_handle.h"
#include "models/lost_files.h"

#include <QObject>

#include <map>
#include <memory>

namespace models {

class EngineSession;

/// Asks the engine which files would be lost with containers, four containers at a time, and how large the first ones of each are.
/// What the engine can't tell is said to be unknown, never none. Owned by the box that asks before the containers go; UI thread,
/// but for the sorting of long lists.
class LossCheck : public QObject
{
    Q_OBJECT
public:
    enum class State { Looking, Known, Unknown };
    struct Entry
    {
        engine::Container container;
        State state = State::Looking;
        Losses losses;
        QString error; ///< Unknown: why, for a person
    };
    static constexpr qsizetype SizesOf = 8; ///< files of each container; the sizes of the others are not asked for

    LossCheck(EngineSession &session, const QList<engine::Container> &containers, QObject *parent = nullptr);
    ~LossCheck() override;

    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }
    [[nodiscard]] bool isLooking() const;
    [[nodiscard]] qsizetype fileCount() const;
    [[nodiscard]] qsizetype programCount() const;
    [[nodiscard]] qsizetype unknownCount() const;

    /// These have been saved: they are lost no longer.
    void setSaved(const QString &containerId, const QStringList &paths);
    /// All of a container has.
    void setAllSaved(const QString &containerId);

Q_SIGNALS:
    void changed();

private:
    struct Receiver;

    void askNext();
    void take(qsizetype entry, const engine::Result<QList<engine::FileChange>> &changes);
    void takeLosses(qsizetype entry, Losses losses);
    void askSize(qsizetype entry);
    void takeSize(qsizetype entry, const QString &path, const engine::Result<engine::FileStat> &stat);
    void done(qsizetype entry);

    EngineSession &m_session;
    QList<Entry> m_entries;
    qsizetype m_next = 0;                               ///< first entry not asked about
    std::map<qsizetype, engine::RequestHandle> m_calls; ///< by entry
    std::shared_ptr<Receiver> m_receiver;               ///< of what the pool has sorted
};

} // namespace models
