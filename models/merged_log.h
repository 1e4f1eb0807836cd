// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_brake.h"
#include "models/log_merge.h"
#include "models/log_session.h"

#include <QElapsedTimer>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace models {

class EngineSession;

/// The logs of several containers as one, in the order of the engine's times. Each container has a LogSession of its own, which goes on
/// over restarts and losses, and what they hold is merged here. New lines wait a moment for those of the other
/// containers that were printed before them; what comes later still is put where it belongs, at once or, when it is older (the
/// history of a container), by a new merge beside the one that is shown, in slices. Where a container's lines begin while the
/// engine has older ones, a mark says so. A container that is removed leaves its lines. Owned by a log pane, for as long as the app talks to one engine. UI thread.
class MergedLog : public LogSource
{
    Q_OBJECT
public:
    static constexpr int MaxContainers = 20;
    /// Of the merged lines; the containers' own ones may take as much again together.
    static constexpr qint64 BudgetBytes = LineStore::DefaultBudget / 2;

    /// `ids`: 2 to MaxContainers.
    MergedLog(EngineSession &engine, const QStringList &ids, const LogStart &start = {}, QObject *parent = nullptr);
    ~MergedLog() override;

    [[nodiscard]] const QStringList &containerIds() const { return m_ids; }
    /// Adds those of `ids` that are not here. False, and nothing done, when one that is here is not among them, or they are too
    /// many.
    [[nodiscard]] bool take(const QStringList &ids);
    [[nodiscard]] const QStringList &names() const { return m_document.ownerNames(); }

    /// The log of the container with this index.
    [[nodiscard]] const LogSession &part(qsizetype index) const { return *m_parts[std::size_t(index)].session; }
    [[nodiscard]] const LogStart &start() const { return m_start; }

    [[nodiscard]] LogDocument &document() override { return m_document; }
    [[nodiscard]] Phase phase() const override;
    [[nodiscard]] std::optional<engine::EngineError> error() const override;
    [[nodiscard]] QString troubledName() const override;
    [[nodiscard]] QString logDriver() const override;
    [[nodiscard]] bool hasOlder() const override;
    /// Until the lines are in their places.
    [[nodiscard]] bool isLoadingOlder() const override;
    [[nodiscard]] qint64 olderLoaded() const override;
    void loadOlder() override;
    void stopLoadingOlder() override;

private:
    struct Part
    {
        std::unique_ptr<LogSession> session;
        qint64 firstLine = 0; ///< of its document, when last looked at
        bool wasUp = false;   ///< whether the list said that it runs
        bool isCut = false;   ///< a mark says that there are older lines
    };

    void open(const QString &id);
    void connectEngine();
    void engineChanged();
    void containersChanged();
    [[nodiscard]] bool isListedAsUp(const LogSession &session) const;
    [[nodiscard]] const LogSession *troubled() const;
    [[nodiscard]] bool isAnyLoadingOlder() const;
    [[nodiscard]] LogMerge::Source source(const Part &part) const;
    [[nodiscard]] std::vector<LogMerge::Source> sources() const;
    void markOlder();

    void hold(QTimer &timer, bool held);
    void linesCame();
    void linesRewritten(std::size_t part, qint64 from);
    void tick();
    void advance();
    void historyCame();
    void mergeAnewLater(qint64 ms);
    void mergeAnew();
    void mergeSlice();

    EngineSession &m_engine;
    const LogStart m_start;
    QStringList m_ids;
    std::vector<Part> m_parts;
    LogMerge m_merge; ///< after the sessions, whose stores it reads
    LogDocument m_document;
    QTimer m_tick;
    qint64 m_latestNs = 0;     ///< of the lines that were there at the last tick
    qint64 m_upToNs = 0;       ///< what is merged now
    qint64 m_reachedNs = 0;    ///< the highest of m_upToNs so far
    bool m_hasHistory = false; ///< that is to be merged
    bool m_hasNews = false;    ///< since the last tick
    bool m_isAdvanced = true;  ///< up to m_upToNs

    std::optional<LogMerge> m_anew; ///< being built
    LineStore m_anewLines;
    QTimer m_slices;
    QTimer m_anewDelay;
    LogBrake m_brake, m_anewBrake; ///< of the document, and of what is being built
    QElapsedTimer m_anewTime;
    qint64 m_anewCostMs = 0; ///< of the last one
};

} // namespace models
