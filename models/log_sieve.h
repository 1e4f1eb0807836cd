// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_level.h"
#include "models/log_matcher.h"

#include <array>
#include <atomic>
#include <memory>
#include <vector>

namespace models {

/// Which lines of a log to show.
struct LogFilterQuery
{
    static constexpr int MaxContext = 10;

    LogQuery text;             ///< empty: any text
    bool hideMatching = false; ///< the lines without the text instead
    int context = 0;           ///< lines around each one, up to MaxContext; none with hideMatching
    quint8 levels = 0;         ///< levelBit() of those wanted; 0: all

    static quint8 levelBit(LogLevel level) { return quint8(1U << unsigned(level)); }
    /// Nothing is left out.
    [[nodiscard]] bool isEmpty() const { return text.text.isEmpty() && levels == 0; }
    bool operator==(const LogFilterQuery &) const = default;
};

/// A line that is shown, by its index in the whole log.
struct FilteredLine
{
    enum class Kind : qint64 { Match, Context, Mark };
    FilteredLine(qint64 line, Kind what) : source(line), kind(what) {}

    qint64 source : 60; ///< packed: a filter may show many millions
    Kind kind : 4;
};

/// Decides which lines of a log pass a filter, from its first line to its last. The pieces of one long line pass or fail
/// together, marks always pass, lines that go on with the one before are of its level. A value that knows what came before;
/// used on one thread at a time.
class LogSieve
{
public:
    /// What push() found out.
    struct Result
    {
        std::vector<FilteredLine> passed; ///< in order; none is Context
        /// Pieces of long lines that a result before had wrong: only now their line turned out to match. In order.
        std::vector<qint64> flipped;
        qint64 firstLine = 0; ///< of the piece
        qint64 endLine = 0;
    };

    LogSieve() = default;
    /// `matcher` null: any text.
    LogSieve(const LogFilterQuery &query, std::shared_ptr<const LogMatcher> matcher);

    /// What pieces must bring along.
    [[nodiscard]] LineStore::Flags neededFlags() const
    {
        return m_levels ? LineStore::Flags::All : LineStore::Flags::OfOdd;
    }
    [[nodiscard]] bool hidesMatching() const { return m_hides; }
    /// `piece` follows the one before. Gives up early when `cancelled` becomes true: the result means nothing then.
    [[nodiscard]] Result push(const LineStore::Piece &piece, const std::atomic<bool> &cancelled);
    /// The same for a piece that can't be read: one mark stands for all its lines.
    [[nodiscard]] static Result pushUnread(const LineStore::Piece &piece);
    /// The pieces of unfinished lines that have not matched so far, in order.
    [[nodiscard]] std::vector<qint64> undecided() const;

private:
    /// The long line that a stream is in.
    struct LongLine
    {
        bool isOpen = false;
        bool hasLevel = false; ///< one of those wanted
        bool hasMatched = false;
        std::vector<qint64> pieces; ///< while it has not matched
    };

    void pushPlain(const std::vector<qint64> &matching, Result &result) const;
    void pushLine(const StoredLine &line, qint64 index, bool isMatch, Result &result);
    void flip(LongLine &line, Result &result) const;

    std::shared_ptr<const LogMatcher> m_matcher;
    quint8 m_levels = 0;
    bool m_hides = false;
    std::array<LongLine, 2> m_lines;
    std::array<LogLevelTrail, 2> m_trails;
};

} // namespace models
