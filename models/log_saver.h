// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/log_document.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <memory>

namespace models {

/// Writes a container's log to a file: the whole of it, streamed from the engine, or what is in memory when the engine has it
/// no longer. Lines are written as the container printed them, those of a merged log behind the name of theirs; the file appears when it is complete, and not at all when
/// saving is cancelled or fails. Formatting and writing happen on the thread pool. Owned by a log pane; UI thread.
class LogSaver : public QObject
{
    Q_OBJECT
public:
    struct Target
    {
        QString path;
        bool timestamps = false; ///< local time before each line
    };

    explicit LogSaver(const Target &target, QObject *parent = nullptr);
    ~LogSaver() override;

    /// One of the two, once.
    void saveFromEngine(engine::EngineClient &client, const QString &containerId, bool isTty);
    void saveFromMemory(const LogDocument &document);
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_state != nullptr; }
    [[nodiscard]] const QString &path() const { return m_target.path; }
    /// Given to the disk so far.
    [[nodiscard]] qint64 bytesWritten() const { return m_written; }

Q_SIGNALS:
    void progressed();
    /// `error` is empty when the file is complete; otherwise what went wrong, for a person.
    void finished(const QString &error);

private:
    struct State;

    void begin();
    void add(engine::LogBatch batch);
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
};

} // namespace models
