// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_sieve.h"

#include <deque>
#include <vector>

namespace models {

/// The rows of a filtered log: which lines pass, and stand around those that do, and where each came from. Lines come in order; what
/// turns out wrong later is taken back to where it begins and laid out again, so that the rows are always those of the
/// lines that are known. To lay them out reads no line; the lines follow into the target by copy(), when its owner likes, and
/// no row is taken back without its line. Owned by a LogFilter, on the UI thread, or a LogSift, on its.
class FilteredRows
{
public:
    enum class Wait { Never, ForTheDisk };

    /// Forgets all; `target` is empty, and the first row will be its `endLine()`.
    void reset(const LineStore &target, int context, Wait wait = Wait::Never);

    [[nodiscard]] qint64 firstRow() const { return m_firstRow; }
    [[nodiscard]] qint64 endRow() const { return m_firstRow + qint64(m_rows.size()); }
    /// Rows that match; the rest are marks and lines around matches.
    [[nodiscard]] qint64 matches() const { return m_matches; }
    [[nodiscard]] const FilteredLine &at(qint64 row) const { return m_rows[std::size_t(row - m_firstRow)]; }
    /// The row of this line of the source, or of the first shown one behind it; endRow() when there is none.
    [[nodiscard]] qint64 rowOf(qint64 source) const;

    /// Lays out the passed lines from `from` to `to` - 1 of one result.
    void take(LineStore &target, const LineStore &source, const FilteredLine *from, const FilteredLine *to);
    /// All before `end` is decided: lays out what stands behind the last match.
    void settle(const LineStore &source, qint64 end);
    /// These lines do not match after all (`shown` false), or do. All before `end` is decided.
    void flip(LineStore &target, const LineStore &source, const std::vector<qint64> &lines, bool shown, qint64 end);
    /// Takes back what lines from `end` on have brought. `undecided` are as if their line did not match.
    void rollBack(LineStore &target, const LineStore &source, qint64 end, const std::vector<qint64> &undecided,
                  bool hidesMatching);
    /// Takes row `row` and those behind it off the target, to be copied again. With Wait::Never nothing is read for that: of a part
    /// of the file all rows go, and empty marks take the place of those that had been dropped.
    void uncopy(LineStore &target, qint64 row);
    /// Lines before `line` are gone from the source.
    void dropBefore(const LineStore &target, qint64 line);

    [[nodiscard]] bool isCopied(const LineStore &target) const { return endRow() == target.endLine(); }
    /// Of how many rows, `most` at most, the lines can be copied next without waiting for the disk. The one behind them is being
    /// read from now on.
    [[nodiscard]] qint64 atHand(const LineStore &target, const LineStore &source, qint64 most) const;
    /// Copies the lines of the next `count` rows.
    void copy(LineStore &target, const LineStore &source, qint64 count);

private:
    using Lines = std::vector<FilteredLine>;

    [[nodiscard]] qint64 shownTo() const { return m_rows.empty() ? m_from : m_rows.back().source + 1; }
    void takeMatches(LineStore &target, const LineStore &source, qint64 from, qint64 to);
    void add(const LineStore &source, qint64 from, qint64 to, FilteredLine::Kind kind);
    void uncount(const FilteredLine &row) { m_matches -= row.kind == FilteredLine::Kind::Match; }
    /// Removes the rows of lines from `line` on. Returns those that are not context.
    Lines rewind(LineStore &target, qint64 line);
    void popFront();

    std::deque<FilteredLine> m_rows;
    qint64 m_firstRow = 0;
    qint64 m_matches = 0;
    qint64 m_from = 0;      ///< no line before this is there
    qint64 m_passUntil = 0; ///< lines before this stand behind a match
    int m_context = 0;
    Wait m_wait = Wait::Never;
};

} // namespace models
