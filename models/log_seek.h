// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_source.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace models {

/// Finds the line of a log that was printed at a time: asks the engine for older lines first when the time lies before all that
/// are here. Lines in the file are read on another thread. Owned by a log pane; UI thread.
class LogSeek : public QObject
{
    Q_OBJECT
public:
    enum class Outcome {
        Found,
        TooEarly, ///< the log begins later: the line is its first one
        TooLate,  ///< nothing was printed at the time or later: the line is the newest
        NoLines,
    };

    explicit LogSeek(QObject *parent = nullptr);

    /// Answers by found(), maybe before this returns. A search under way is forgotten.
    void seek(LogSource *session, qint64 timeNs);
    void cancel();
    [[nodiscard]] bool isWaiting() const { return m_session != nullptr; }

Q_SIGNALS:
    void found(models::LogSeek::Outcome outcome, qint64 line);

private:
    void look();
    /// Whether the engine may have lines of the time that are not here, when the first one that is here is of it.
    [[nodiscard]] bool mayHaveOlder() const;

    QPointer<LogSource> m_session;
    qint64 m_timeNs = 0;
    bool m_hasAsked = false;
    QTimer m_arrival; ///< while lines are being read from the file
};

} // namespace models
