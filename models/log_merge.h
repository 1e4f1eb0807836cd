// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/line_owners.h"
#include "models/line_store.h"

#include <QByteArray>

#include <compare>
#include <deque>
#include <optional>
#include <vector>

namespace models {

/// Fills a LineStore with the lines of several others in the order of their times. The order is that of a stable sort: a line
/// counts for no less than the latest line before it of the same store, lines without a time for as much as that one; a mark
/// stays between its neighbours; of equal times the store that was named first comes first. So the lines of one store keep
/// their order, and the pieces of a long line stay together. A line that comes late goes where it belongs by taking newer ones
/// off the end again, as long as it is not later than what is remembered of the end (see isBehind()). Styles that one
/// store leaves open reach into its own lines only. Nothing waits for the disk: lines of a source that are in the file are asked for,
/// and read on another thread. Owned by a MergedLog; UI thread.
class LogMerge
{
public:
    struct Source
    {
        const LineStore *store = nullptr; ///< outlives the merge
        QByteArray name;                  ///< put before the text of its marks
        QByteArray frontMark;             ///< put before its first line, behind the name; empty: none
    };
    static constexpr qint64 Everything = std::numeric_limits<qint64>::max();
    /// What is remembered of the end, to be taken off again.
    static constexpr qsizetype RecentLines = 16 * 1024;
    static constexpr qsizetype RecentBytes = 4 * 1024 * 1024;

    LogMerge() = default;
    explicit LogMerge(const std::vector<Source> &sources);

    /// Appends to `target` what waits with a time up to `upToNs`, about `bytes` of it at most. Returns true when nothing of that is
    /// left. Only this changes `target`, which is empty at first.
    bool advance(LineStore &target, qint64 upToNs, qsizetype bytes);
    /// The lines that come next are being read from the file: advance() goes on when they are there.
    [[nodiscard]] bool isAwaiting() const;
    /// A further log; its lines are read by the next advance().
    void add(const Source &source);
    /// The lines of a source from `line` on are gone or others: takes them off, for advance() to read them again. False when
    /// they are too far back for that.
    [[nodiscard]] bool takeBack(LineStore &target, std::size_t source, qint64 line);

    /// The latest time among the lines that wait, marks left out; 0 when none waits.
    [[nodiscard]] qint64 latestNs() const;
    [[nodiscard]] bool hasWaiting() const;
    /// Lines came so late that a new merge is needed to put them where they belong. Their source waits until then.
    [[nodiscard]] bool isBehind() const;

    /// Whether lines of the target were taken off and come back at other places; until forgetMoved().
    [[nodiscard]] bool hasMoved() const { return !m_moved.empty(); }
    /// Where a line of the target is that was `line` before.
    [[nodiscard]] qint64 lineNow(qint64 line) const;
    void forgetMoved() { m_moved.clear(); }

    [[nodiscard]] const LineOwners &owners() const { return m_owners; }
    /// The line of this merge's target that was `line` in that of another merge of the same sources.
    [[nodiscard]] qint64 lineOf(const LogMerge &other, qint64 line) const;

private:
    /// Where a line goes in the order.
    struct Place
    {
        qint64 key = 0;
        std::size_t source = 0;
        auto operator<=>(const Place &) const = default;
    };
    struct State
    {
        Source source;
        qint64 next = 0;            ///< the first line that is not in the target
        qint64 lineNs = 0;          ///< key of the last line that is, marks left out
        qint64 lastNs = 0;          ///< key of the last line or mark
        std::optional<qint64> head; ///< key of line `next`, when it is at hand
        bool isBehind = false;
        bool isAwaited = false; ///< line `next` is being read from the file
        bool isMarkDue = false; ///< the one in front has not come
    };
    /// How to take a line of the target off again.
    struct Recent
    {
        Place place;
        qint64 lineNs = 0, lastNs = 0; ///< of its source before it
        qsizetype bytes = 0;
        bool isFrontMark = false;
    };

    [[nodiscard]] static std::optional<qint64> keyOf(const State &state, qint64 line, const StoredLine &stored);
    static void look(State &state);
    [[nodiscard]] std::optional<Place> least(qint64 upToNs, Place *limit) const;
    void makeRoom(LineStore &target, qint64 upToNs);
    void takeLast();
    void truncate(LineStore &target);
    qsizetype appendRun(LineStore &target, std::size_t source, const Place &limit, qsizetype bytes);
    void append(LineStore &target, State &state, const StoredLine &line, const Place &place);
    void appendFrontMark(LineStore &target, State &state, const StoredLine &line, const Place &place);
    void remember(const Recent &line);

    std::vector<State> m_states;
    LineOwners m_owners;
    std::deque<Recent> m_recent;
    qsizetype m_recentBytes = 0;
    std::vector<LineOwners::Owner> m_moved; ///< of lines that were taken off, the last one first
    qint64 m_movedFrom = 0;
    std::optional<Place> m_floor;        ///< of the last line that is not remembered
    std::optional<std::size_t> m_styled; ///< the source whose styles the target goes on with
};

} // namespace models
