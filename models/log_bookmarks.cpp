// SPDX-License-Identifier: Apache-2.0
#include "models/log_bookmarks.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace models {

LogBookmarks::LogBookmarks(QObject *parent) : QObject(parent)
{}

void LogBookmarks::setDocument(LogDocument *document)
{
    if (m_document == document)
        return;
    if (m_document)
        disconnect(m_document, &LogDocument::changed, this, nullptr);
    m_document = document;
    if (document) {
        connect(document, &LogDocument::changed, this, &LogBookmarks::prune);
        if (!m_marks.contains(document)) {
            m_marks.insert(document, {});
            connect(document, &LogDocument::moved, this,
                    [this, document](const LogDocument::NewLine &newLine) { move(document, newLine); });
            connect(document, &QObject::destroyed, this, [this](QObject *gone) { m_marks.remove(gone); });
        }
        prune();
    }
    Q_EMIT changed();
}

void LogBookmarks::setFilter(const LogFilter *filter)
{
    m_filter = filter;
    Q_EMIT changed();
}

void LogBookmarks::toggle(qint64 line)
{
    if (m_filter)
        line = line < m_filter->endRow() ? m_filter->sourceOf(line) : m_document->endLine();
    if (!m_document || line < m_document->firstLine() || line >= m_document->endLine())
        return;
    std::set<qint64> &marks = m_marks[m_document];
    if (marks.erase(line) == 0)
        marks.insert(line);
    Q_EMIT changed();
}

void LogBookmarks::move(const QObject *document, const LogDocument::NewLine &newLine)
{
    std::set<qint64> moved;
    for (const qint64 line : m_marks[document])
        moved.insert(newLine(line));
    m_marks[document].swap(moved);
    Q_EMIT changed();
}

void LogBookmarks::prune()
{
    const auto marks = m_marks.find(m_document);
    if (marks == m_marks.end() || marks->empty())
        return;
    // The first line may stand for those that were dropped.
    const LineStore &store = m_document->store();
    const qint64 first = store.firstLine() + (store.droppedLines() > 0 ? 1 : 0);
    const auto kept = marks->lower_bound(first);
    if (kept == marks->begin())
        return;
    marks->erase(marks->begin(), kept);
    Q_EMIT changed();
}

const std::set<qint64> *LogBookmarks::marks() const
{
    const auto found = m_marks.constFind(m_document);
    return found == m_marks.constEnd() ? nullptr : &*found;
}

std::set<qint64> LogBookmarks::filteredRows() const
{
    std::set<qint64> rows;
    for (const qint64 line : *marks()) {
        const qint64 row = m_filter->rowOf(line);
        if (row < m_filter->endRow() && m_filter->sourceOf(row) == line)
            rows.insert(rows.end(), row);
    }
    return rows;
}

bool LogBookmarks::hasAny(qint64 from, qint64 to) const
{
    if (!marks() || marks()->empty())
        return false;
    const auto isAmong = [](const std::set<qint64> &lines, qint64 first, qint64 end) {
        const auto found = lines.lower_bound(first);
        return found != lines.end() && *found < end;
    };
    return m_filter ? isAmong(filteredRows(), from, to)
                    : isAmong(*marks(), std::max(from, m_document->firstLine()), std::min(to, m_document->endLine()));
}

std::optional<qint64> LogBookmarks::after(qint64 line) const
{
    return nearest(line, true);
}

std::optional<qint64> LogBookmarks::before(qint64 line) const
{
    return nearest(line, false);
}

std::optional<qint64> LogBookmarks::nearest(qint64 line, bool forward) const
{
    constexpr qint64 First = std::numeric_limits<qint64>::min();
    constexpr qint64 Last = std::numeric_limits<qint64>::max();
    if (!m_document || !hasAny(First, Last))
        return {};
    std::set<qint64> shown;
    if (m_filter)
        shown = filteredRows();
    else
        shown.insert(marks()->lower_bound(m_document->firstLine()), marks()->lower_bound(m_document->endLine()));
    const auto found = forward ? shown.upper_bound(line) : shown.lower_bound(line);
    if (forward)
        return found == shown.end() ? *shown.begin() : *found;
    return found == shown.begin() ? *shown.rbegin() : *std::prev(found);
}

} // namespace models

#include "moc_log_bookmarks.cpp"
