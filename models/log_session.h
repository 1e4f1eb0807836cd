// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/log_brake.h"
#include "models/log_overlap.h"
#include "models/log_repeats.h"
#include "models/log_source.h"
#include "models/log_start.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace models {

/// The log of one container, live: fills a LogDocument and keeps it going over a stop, a restart, a lost engine. Shows the newest
/// lines first; older ones are fetched when somebody wants them. Whatever was missed is asked for by time, and lines that
/// are held already are passed over, so nothing is shown twice or left out; what can't be had any more is said by a mark. Owned by
/// LogSessions. UI thread.
class LogSession : public LogSource
{
    Q_OBJECT
public:
    /// Lines that are asked for at first.
    static constexpr qint64 FirstLines = 1000;

    LogSession(engine::EngineClient &client, const QString &id, const LogStart &start = {}, QObject *parent = nullptr);

    /// Inactive: the stream is closed, the lines are kept. Active again: goes on where it was, without a gap.
    void setActive(bool active);
    void setEngineReachable(bool reachable); ///< what the connection says
    void containerMayRun();                  ///< a hint (an event, a row that changed) that the container was started

    [[nodiscard]] const QString &containerId() const { return m_id; }
    [[nodiscard]] const LogStart &start() const { return m_start; }
    /// Empty until the engine has told.
    [[nodiscard]] const QString &containerName() const { return m_name; }
    [[nodiscard]] bool isTty() const { return m_tty; }
    [[nodiscard]] QString logDriver() const override { return m_logDriver; }
    [[nodiscard]] LogDocument &document() override { return m_document; }
    [[nodiscard]] const LogDocument &document() const { return m_document; }
    [[nodiscard]] Phase phase() const override { return m_phase; }
    [[nodiscard]] std::optional<engine::EngineError> error() const override { return m_error; }

    [[nodiscard]] bool hasOlder() const override;
    /// Asks the engine, once, whether it really has lines from before the first one here; olderChanged() tells of isCut().
    void lookForOlder();
    [[nodiscard]] bool isCut() const { return m_isCut && hasOlder(); }
    [[nodiscard]] bool isLoadingOlder() const override { return m_older.isActive() || m_begin.isActive(); }
    [[nodiscard]] qint64 olderLoaded() const override { return m_staging.lineCount(); }
    void loadOlder() override;
    void stopLoadingOlder() override;

private:
    enum class Purpose { Open, AfterEnd };

    void setPhase(Phase phase);
    void inspect(Purpose purpose);
    void inspected(Purpose purpose, const engine::Result<engine::ContainerDetails> &details);
    void openStream(bool isUp);
    void receive(const engine::LogBatch &batch);
    [[nodiscard]] bool takeWhole(LineStore &store, const engine::LogBatch &batch);
    void take(LineStore &store, const LogPiece &piece);
    bool replaceCutLine(LineStore &store, const LogPiece &piece);
    void appendLostMark(LineStore &store);
    void appendRestartMarks(LineStore &store, qint64 untilNs);
    void streamEnded(const engine::Result<void> &result);
    void containerEnded(const engine::ContainerDetails &details);
    void failed(const engine::EngineError &error);
    void lost(const engine::EngineError &error);
    void noteLoss();
    void retryLater();
    void requestOlder();
    void takeOlder(const engine::LogBatch &batch);
    void takeOlder(const LogPiece &piece);
    void olderEnded(const engine::Result<void> &result);

    engine::EngineClient &m_client;
    const QString m_id;
    const LogStart m_start;
    QString m_name, m_logDriver;
    LogDocument m_document{LineStore::DefaultBudget, std::make_shared<LogSpill>()};
    Phase m_phase = Phase::Idle;
    std::optional<engine::EngineError> m_error;

    engine::RequestHandle m_inspection, m_stream, m_older, m_look;
    LineCutter m_cutter, m_olderCutter;
    LogOverlap m_overlap; ///< lines that a resumed stream sends again
    LogRepeats m_repeats;
    qint64 m_startedAtNs = -1;  ///< of the run whose lines come; 0 never started, -1 not known yet
    qint64 m_finishedAtNs = 0;  ///< of the last end that has a mark
    QList<qint64> m_restartsNs; ///< marks are due before the first line from each on
    QElapsedTimer m_lostSince;  ///< invalid: not lost, or the mark is set
    QTimer m_retry;
    int m_retryMs = 0;
    bool m_reachable = true, m_tty = false;
    bool m_followsRun = false; ///< the container was up when the stream was opened
    bool m_resuming = false;   ///< no new line has come since the stream was opened again
    bool m_mayBeCut = false;   ///< the last line may have been cut by a broken connection
    bool m_hinted = false;     ///< containerMayRun came since the last look
    bool m_hadLong = false;    ///< an engine counts a long line as several in `tail`
    qint64 m_received = 0, m_lastReceivedNs = 0;

    LineStore m_staging; ///< older lines under way
    LogOverlap m_olderOverlap;
    qint64 m_beginNext = 0; ///< the next line for it
    QTimer m_begin;         ///< until it is complete
    LogBrake m_brake, m_olderBrake;
    bool m_olderDone = false;
    bool m_isCut = false, m_hasLooked = false;
};

} // namespace models
