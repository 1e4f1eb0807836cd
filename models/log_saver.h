// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/log_document.h"
#include "models/log_sieve.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <memory>

namespace models {

/// Writes a container's log, or the lines of it that pass a filter, to a file: streamed from the engine, or what is here when the engine
/// has it no longer. Lines are written as the container printed them, those of a merged log behind the name of theirs; the
/// file appears when it is complete, and not at all when saving is cancelled or fails. Formatting and writing happen on the thread
/// pool; when the disk is slow the engine waits. Owned by a log pane; UI thread.
class LogSaver : public QObject
{
    Q_OBJECT
public:
    /// Bytes that wait for the disk before the engine does, too.
    static constexpr qint64 MostWaiting = 16LL * 1024 * 1024;

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

    /// One of the two, once.
    void saveFromEngine(engine::EngineClient &client, const QString &containerId, bool isTty);
    void saveFromMemory(const LogDocument &document);
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_state != nullptr; }
    /// Whether lines of this document are still to be read.
    [[nodiscard]] bool reads(const LogDocument &document) const { return m_document == &document; }
    [[nodiscard]] const QString &path() const { return m_target.path; }
    /// Given to the disk so far.
    [[nodiscard]] qint64 bytesWritten() const { return m_written; }
    /// How much of it that is, as far as the times of the lines tell: 0 to 1; negative: not known.
    [[nodiscard]] double fraction() const { return m_fraction; }

Q_SIGNALS:
    void progressed();
    /// `error` is empty when the file is complete; otherwise what went wrong, for a person.
    void finished(const QString &error);

private:
    struct State;

    void begin();
    void add(engine::LogBatch batch);
    /// `waits`: nothing more is wanted until the disk has taken what is there.
    void setWaiting(bool waits);
    void makeSure(engine::EngineClient &client, const QString &containerId);
    void end();
    void addFromMemory();
    void report();
    void finish(const QString &error);

    const Target m_target;
    std::shared_ptr<State> m_state;
    engine::RequestHandle m_request;
    QPointer<const LogDocument> m_document;
    qint64 m_next = 0;
    QTimer m_slices;
    qint64 m_written = 0;
    qint64 m_firstNs = 0; ///< when the first line was printed
    double m_fraction = -1;
    bool m_waits = false;
};

} // namespace models
