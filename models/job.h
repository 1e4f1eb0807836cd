// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace models {

/// A long or failable operation that a person started: pull, run, stop, remove, prune. It outlives the dialog that
/// started it, is listed under Activity, and ends exactly once. UI thread.
class Job : public QObject
{
    Q_OBJECT
public:
    enum class State { Running, Succeeded, Failed, Cancelled };

    explicit Job(const QString &title, QObject *parent = nullptr);

    [[nodiscard]] const QString &title() const { return m_title; } ///< "Pull dwhitena/minimal-jupyter:latest"
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isRunning() const { return m_state == State::Running; }
    /// What happens now, or how it ended, in one line.
    [[nodiscard]] const QString &statusText() const { return m_status; }
    /// 0..1, or negative when unknown.
    [[nodiscard]] double progress() const { return m_progress; }
    [[nodiscard]] const QDateTime &startedAt() const { return m_startedAt; }
    [[nodiscard]] const QDateTime &endedAt() const { return m_endedAt; }
    /// Set when Failed: what happened, to what, and what to do (see explainError).
    [[nodiscard]] const QString &errorText() const { return m_error; }
    /// The engine's own words behind errorText, for Copy details.
    [[nodiscard]] const QString &errorDetails() const { return m_details; }
    /// The docker commands that mean the same; secrets masked.
    [[nodiscard]] const QStringList &dockerCommands() const { return m_commands; }
    /// The same with secrets: only for the clipboard, and only when a person asks for that. Never log.
    [[nodiscard]] const QStringList &wholeCommands() const { return m_wholeCommands; }
    /// What is cut off when the app quits now: "the download of …". Empty when nothing is lost.
    [[nodiscard]] virtual QString lossWhenQuit() const { return {}; }

    [[nodiscard]] virtual bool canCancel() const { return false; }
    virtual void cancel() {}
    [[nodiscard]] virtual bool canRetry() const { return false; }

Q_SIGNALS:
    /// Status or progress has changed; at most 30 a second.
    void changed();
    /// The docker commands are others by now: some are known only when the engine has told how a container was made.
    void commandsChanged();
    /// Once, after the last changed(). The job stays alive until its owner drops it.
    void finished(models::Job *job);
    /// A person pressed Retry; the owner starts the same again.
    void retryRequested(models::Job *job);

protected:
    /// Cheap: the first call of a burst is told at once, the rest at most every 33 ms. Ignored after the end.
    void setProgress(const QString &status, double progress);
    /// `whole`: with secrets; empty when there are none in them.
    void setDockerCommands(const QStringList &commands, const QStringList &whole = {});
    void succeed(const QString &status);
    void fail(const QString &explanation, const QString &details);
    void endCancelled(const QString &status);

private:
    void end(State state, const QString &status);
    void announce();

    QString m_title, m_status, m_error, m_details;
    QStringList m_commands, m_wholeCommands;
    QElapsedTimer m_sinceChange; ///< since changed() was last emitted
    QTimer m_changeTimer;        ///< runs only while a change waits to be told
    QDateTime m_startedAt = QDateTime::currentDateTimeUtc();
    QDateTime m_endedAt;
    State m_state = State::Running;
    double m_progress = -1;
};

} // namespace models
