// SPDX-License-Identifier: Apache-2.0
#include "models/filtered_rows.h"

#include <algorithm>
#include <limits>

namespace models {
namespace {

using Kind = FilteredLine::Kind;
constexpr qint64 Never = std::numeric_limits<qint64>::min() / 4;
constexpr int MostRuns = LogSpill::KeptBlocks / 2; ///< of the file, copied at once: no more than stays at hand

bool isBefore(const FilteredLine &line, qint64 index)
{
    return line.source < index;
}

} // namespace

void FilteredRows::reset(const LineStore &target, int context, Wait wait)
{
    *this = {};
    m_firstRow = target.endLine();
    m_from = m_passUntil = Never;
    m_context = context;
    m_wait = wait;
}

qint64 FilteredRows::rowOf(qint64 source) const
{
    return m_firstRow + (std::lower_bound(m_rows.begin(), m_rows.end(), source, isBefore) - m_rows.begin());
}

void FilteredRows::take(LineStore &target, const LineStore &source, const FilteredLine *from, const FilteredLine *to)
{
    while (from < to) {
        const FilteredLine *end = from + 1;
        if (from->kind == Kind::Mark) {
            settle(source, from->source);
            add(source, from->source, from->source + 1, Kind::Mark);
        } else {
            while (end < to && end->kind == Kind::Match && end->source == (end - 1)->source + 1)
                ++end;
            takeMatches(target, source, from->source, (end - 1)->source + 1);
        }
        from = end;
    }
}

void FilteredRows::settle(const LineStore &source, qint64 end)
{
    add(source, shownTo(), std::min(m_passUntil, end), Kind::Context);
}

void FilteredRows::takeMatches(LineStore &target, const LineStore &source, qint64 from, qint64 to)
{
    settle(source, from);
    const qint64 begin = std::max(from - m_context, std::max(m_from, source.firstLine()));
    // Marks may stand among the lines before the match: then these lines go between them.
    if (endRow() - rowOf(begin) < shownTo() - begin) {
        for (const FilteredLine &row : rewind(target, begin)) {
            add(source, std::max(begin, shownTo()), row.source, Kind::Context);
            add(source, row.source, row.source + 1, row.kind);
        }
    }
    add(source, std::max(begin, shownTo()), from, Kind::Context);
    add(source, from, to, Kind::Match);
    m_passUntil = to + m_context;
}

void FilteredRows::add(const LineStore &source, qint64 from, qint64 to, Kind kind)
{
    from = std::max(from, std::max(m_from, source.firstLine()));
    to = std::min(to, source.endLine());
    for (qint64 line = from; line < to; ++line)
        m_rows.push_back({line, kind});
    m_matches += kind == Kind::Match ? std::max<qint64>(0, to - from) : 0;
}

qint64 FilteredRows::atHand(const LineStore &target, const LineStore &source, qint64 most) const
{
    const qint64 first = target.endLine();
    const qint64 end = std::min(endRow(), first + most);
    qint64 row = first;
    for (int runs = 0; row < end && runs < MostRuns; ++runs) {
        const qint64 line = at(row).source;
        if (!source.isAtHand(line, line + 1))
            break;
        const LogRun run = source.runAt(line);
        while (row < end && at(row).source < run.end)
            ++row;
    }
    return row - first;
}

void FilteredRows::copy(LineStore &target, const LineStore &source, qint64 count)
{
    qint64 row = target.endLine();
    const qint64 end = row + count;
    while (row < end) {
        const qint64 line = at(row).source;
        qint64 lines = 1; // that follow one another in the source
        while (row + lines < end && at(row + lines).source == line + lines)
            ++lines;
        target.append(source, line, line + lines);
        row += lines;
        Q_ASSERT(target.endLine() == row); // all of them are there
    }
    if (m_firstRow >= target.firstLine())
        return;
    while (m_firstRow < target.firstLine()) // over its budget the store drops the oldest and begins with a mark
        popFront();
    uncount(m_rows.front());
    m_rows.front().kind = Kind::Mark;
}

void FilteredRows::popFront()
{
    uncount(m_rows.front());
    m_rows.pop_front();
    ++m_firstRow;
}

FilteredRows::Lines FilteredRows::rewind(LineStore &target, qint64 line)
{
    const qint64 row = rowOf(line);
    if (row == endRow())
        return {};
    const auto begin = m_rows.begin() + (row - m_firstRow);
    m_matches -= std::count_if(begin, m_rows.end(), [](const FilteredLine &r) { return r.kind == Kind::Match; });
    Lines kept;
    std::copy_if(begin, m_rows.end(), std::back_inserter(kept),
                 [](const FilteredLine &r) { return r.kind != Kind::Context; });
    m_rows.erase(begin, m_rows.end());
    uncopy(target, row);
    m_passUntil = Never;
    for (auto before = m_rows.rbegin(); before != m_rows.rend() && before->source >= line - m_context; ++before) {
        if (before->kind == Kind::Match) {
            m_passUntil = before->source + 1 + m_context;
            break;
        }
    }
    return kept;
}

void FilteredRows::flip(LineStore &target, const LineStore &source, const std::vector<qint64> &lines, bool shown,
                        qint64 end)
{
    if (lines.empty())
        return;
    Lines again = rewind(target, lines.front() - m_context);
    const auto isFlipped = [&lines](const FilteredLine &line) {
        return line.kind == Kind::Match && std::binary_search(lines.begin(), lines.end(), qint64(line.source));
    };
    again.erase(std::remove_if(again.begin(), again.end(), isFlipped), again.end());
    if (shown) {
        Lines both;
        Lines added;
        std::transform(lines.begin(), lines.end(), std::back_inserter(added), [](qint64 line) {
            return FilteredLine{line, Kind::Match};
        });
        std::merge(again.begin(), again.end(), added.begin(), added.end(), std::back_inserter(both),
                   [](const FilteredLine &a, const FilteredLine &b) { return a.source < b.source; });
        again.swap(both);
    }
    take(target, source, again.data(), again.data() + again.size());
    settle(source, end);
}

void FilteredRows::rollBack(LineStore &target, const LineStore &source, qint64 end,
                            const std::vector<qint64> &undecided, bool hidesMatching)
{
    const Lines again = rewind(target, end - m_context);
    const auto stop = std::lower_bound(again.begin(), again.end(), end, isBefore);
    take(target, source, again.data(), again.data() + (stop - again.begin()));
    settle(source, end);
    // As if their lines had not matched: not shown, or shown with hidesMatching.
    std::vector<qint64> wrong;
    std::copy_if(undecided.begin(), undecided.end(), std::back_inserter(wrong), [&](qint64 line) {
        const qint64 row = rowOf(line);
        const bool isShown = row < endRow() && at(row).source == line && at(row).kind == Kind::Match;
        return isShown != hidesMatching;
    });
    flip(target, source, wrong, hidesMatching, end);
}

void FilteredRows::uncopy(LineStore &target, qint64 row)
{
    if (row >= target.endLine())
        return;
    const LogRun run = target.runAt(row);
    if (!run.isInFile || m_wait == Wait::ForTheDisk)
        return target.truncate(row);
    target.truncate(run.first);
    while (target.endLine() < m_firstRow) // nobody sees these, but the rows behind them keep their numbers
        target.appendMark("", 0);
}

void FilteredRows::dropBefore(const LineStore &target, qint64 line)
{
    m_from = std::max(m_from, line);
    while (!m_rows.empty() && m_rows.front().source < line) {
        const bool isCopied = m_firstRow < target.endLine();
        popFront();
        m_firstRow -= isCopied ? 0 : 1; // nobody has seen it
    }
}

} // namespace models
