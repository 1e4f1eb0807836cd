// SPDX-License-Identifier: Apache-2.0
#include "models/log_bookmarks.h"

#include <algorithm>

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
            connect(document, &QObject::destroyed, this, [this](QObject *gone) { m_marks.remove(gone); });
        }
        prune();
    }
    Q_EMIT changed();
}

void LogBookmarks::toggle(qint64 line)
{
    if (!m_document || line < m_document->firstLine() || line >= m_document->endLine())
        return;
    std::set<qint64> &marks = m_marks[m_document];
    if (marks.erase(line) == 0)
        marks.insert(line);
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

bool LogBookmarks::hasAny(qint64 from, qint64 to) const
{
    const auto marks = m_marks.constFind(m_document);
    if (marks == m_marks.constEnd() || marks->empty())
        return false;
    const auto found = marks->lower_bound(std::max(from, m_document->firstLine()));
    return found != marks->end() && *found < std::min(to, m_document->endLine());
}

std::optional<qint64> LogBookmarks::after(qint64 line) const
{
    if (!m_document || !hasAny(m_document->firstLine(), m_document->endLine()))
        return {};
    const std::set<qint64> &marks = *m_marks.constFind(m_document);
    auto found = marks.upper_bound(line);
    if (found == marks.end() || *found >= m_document->endLine())
        found = marks.lower_bound(m_document->firstLine());
    return *found;
}

std::optional<qint64> LogBookmarks::before(qint64 line) const
{
    if (!m_document || !hasAny(m_document->firstLine(), m_document->endLine()))
        return {};
    const std::set<qint64> &marks = *m_marks.constFind(m_document);
    auto found = marks.lower_bound(line);
    if (found == marks.begin() || *std::prev(found) < m_document->firstLine())
        found = marks.lower_bound(m_document->endLine());
    return *std::prev(found);
}

} // namespace models

#include "moc_log_bookmarks.cpp"
