// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_sieve.h"

#include <deque>
#include <vector>

namespace models {

/// The rows of a filtered log: copies the lines that pass, and those around them, from one store into another and knows where
/// each came from. Lines come in order; what turns out wrong later is taken back to where it begins and laid out again, so
/// that the rows are always those of the lines that are known. Owned by a LogFilter; UI thread.
class FilteredRows
{
public:
    /// Forgets all; `target` is empty, and the first row will be its `endLine()`.
    void reset(const LineStore &target, int context);

    [[nodiscard]] qint64 firstRow() const { return m_firstRow; }
    [[nodiscard]] qint64 endRow() const { return m_firstRow + qint64(m_rows.size()); }
    /// Rows that match; the rest are marks and lines around matches.
    [[nodiscard]] qint64 matches() const { return m_matches; }
    [[nodiscard]] const FilteredLine &at(qint64 row) const { return m_rows[std::size_t(row - m_firstRow)]; }
    /// The row of this line of the source, or of the first shown one behind it; endRow() when there is none.
    [[nodiscard]] qint64 rowOf(qint64 source) const;

    /// Shows the passed lines from `from` to `to` - 1 of one result.
    void take(LineStore &target, const LineStore &source, const FilteredLine *from, const FilteredLine *to);
    /// All before `end` is decided: shows what stands behind the last match.
    void settle(LineStore &target, const LineStore &source, qint64 end);
    /// These lines do not match after all (`shown` false), or do. All before `end` is decided.
    void flip(LineStore &target, const LineStore &source, const std::vector<qint64> &lines, bool shown, qint64 end);
    /// Takes back what lines from `end` on have brought. `undecided` are as if their line did not match.
    void rollBack(LineStore &target, const LineStore &source, qint64 end, const std::vector<qint64> &undecided,
                  bool hidesMatching);
    /// Lines before `line` are gone from the source.
    void dropBefore(qint64 line);

private:
    using Lines = std::vector<FilteredLine>;

    [[nodiscard]] qint64 shownTo() const { return m_rows.empty() ? m_from : m_rows.back().source + 1; }
    void takeMatches(LineStore &target, const LineStore &source, qint64 from, qint64 to);
    void copy(LineStore &target, const LineStore &source, qint64 from, qint64 to, FilteredLine::Kind kind);
    /// Removes the rows of lines from `line` on. Returns those that are not context.
    Lines rewind(LineStore &target, qint64 line);
    void popFront();

    std::deque<FilteredLine> m_rows;
    qint64 m_firstRow = 0;
    qint64 m_matches = 0;
    qint64 m_from = 0;      ///< no line before this is there
    qint64 m_passUntil = 0; ///< lines before this stand behind a match
    int m_context = 0;
};

} // namespace models
