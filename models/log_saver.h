// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/log_document.h"
#include "models/log_sieve.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <vector>

namespace models {

/// Writes the log of a container, or of several in the order of time, or the lines of it that pass a filter, to a file: streamed
/// from the engine, or what is here when the engine has it no longer. Lines are written as the container printed them, those
/// of a merged log behind the name of theirs; the file appears when it is complete, and not at all when saving is cancelled or
/// fails. Reading, merging, formatting and writing happen on the thread pool; when the disk is slow, or one log is ahead of the others, the
/// engine waits. Owned by a log pane; UI thread.
class LogSaver : public QObject
{
    Q_OBJECT
public:
    /// Bytes that wait for the disk, or for the lines of other logs, before the engine does, too.
    static constexpr qint64 MostWaiting = 16LL * 1024 * 1024;

    struct Log
    {
        QString containerId;
        bool isTty = false;
        QString name = {};  ///< before each line; empty: none
        qint64 sinceNs = 0; ///< if it is later than Target's
    };

    struct Target
    {
        QString path;
        bool timestamps = false; ///< local time before each line
        // What is asked of the engine:
        LogFilterQuery filter; ///< empty: all lines
        qint64 sinceNs = 0;    ///< only what was printed from then on, ns since 1970; 0: no limit
        qint64 newestNs = 0;   ///< when the newest known line was printed, for fraction(); 0: not known
    };

    explicit LogSaver(const Target &target, QObject *parent = nullptr);
    ~LogSaver() override;

    /// One of the two, once. From memory: all that is here, what a filter is still to find included.
    void saveFromEngine(engine::EngineClient &client, const std::vector<Log> &logs);
    void saveFromMemory(const LogDocument &document);
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_state != nullptr; }
    /// Whether lines of this document are still to be read.
    [[nodiscard]] bool reads(const LogDocument &document) const { return m_document == &document; }
    [[nodiscard]] const QString &path() const { return m_target.path; }
    /// Given to the disk so far.
    [[nodiscard]] qint64 bytesWritten() const { return m_written; }
    /// Lines that had to wait for others and could not be read back: a mark in the file stands for them.
    [[nodiscard]] qint64 missingLines() const { return m_missing; }
    /// Lines that were here, but dropped before their turn came; a mark, too.
    [[nodiscard]] qint64 droppedLines() const { return m_dropped; }
    /// How much of it that is, as far as the times of the lines tell: 0 to 1; negative: not known.
    [[nodiscard]] double fraction() const { return m_fraction; }

Q_SIGNALS:
    void progressed();
    /// `error` is empty when the file is complete; otherwise what went wrong, for a person.
    void finished(const QString &error);

private:
    struct State;
    struct Arrived;

    /// What is asked of the engine for one log.
    struct Stream
    {
        engine::RequestHandle request;
        bool waits = false;
        bool hasEnded = false;
    };

    void begin(const QStringList &names, std::size_t streams);
    void request(engine::EngineClient &client, const Log &log, std::size_t index);
    void add(engine::LogBatch batch, std::size_t log);
    void hand(Arrived &&arrived);
    /// `waits`: nothing more of it is wanted until what is there has been written.
    void setWaiting(std::size_t log, bool waits);
    void ended(engine::EngineClient &client, const QString &containerId, std::size_t log);
    void makeSure(engine::EngineClient &client, const QString &containerId);
    void end();
    void addFromMemory();
    [[nodiscard]] qint64 skipDropped(const LineStore &store);
    void report();
    void finish(const QString &error);

    const Target m_target;
    std::shared_ptr<State> m_state;
    std::vector<Stream> m_streams; ///< at least one
    engine::RequestHandle m_ping;
    QPointer<const LogDocument> m_document;
    bool m_isFromMemory = false; ///< lines of it are still to be read, and it may go away before
    qint64 m_next = 0;
    qint64 m_droppedBefore = 0; ///< by its store, when last looked at
    QTimer m_slices;
    qint64 m_written = 0;
    qint64 m_missing = 0, m_dropped = 0;
    qint64 m_firstNs = 0; ///< when the first line was printed
    double m_fraction = -1;
};

} // namespace models
