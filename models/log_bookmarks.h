// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_document.h"
#include "models/log_filter.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <optional>
#include <set>

namespace models {

/// The lines that a person has marked, of each document as long as it lives. A mark stays with its line; a line that is dropped loses
/// it. Owned by a log pane; UI thread.
class LogBookmarks : public QObject
{
    Q_OBJECT
public:
    explicit LogBookmarks(QObject *parent = nullptr);

    /// The document that everything else is about; null: none.
    void setDocument(LogDocument *document);
    /// Lines are rows of `filter`, whose source is the document, from now on, and marks that it leaves out don't count. Null: they
    /// are lines of the document.
    void setFilter(const LogFilter *filter);

    void toggle(qint64 line);
    [[nodiscard]] bool contains(qint64 line) const { return hasAny(line, line + 1); }
    /// Whether one of the shown lines from `from` to `to` - 1 is marked.
    [[nodiscard]] bool hasAny(qint64 from, qint64 to) const;
    /// The nearest marked line behind `line` or before it; around the end when there is none on that side.
    [[nodiscard]] std::optional<qint64> after(qint64 line) const;
    [[nodiscard]] std::optional<qint64> before(qint64 line) const;

Q_SIGNALS:
    void changed();

private:
    void prune();
    [[nodiscard]] const std::set<qint64> *marks() const;
    [[nodiscard]] std::optional<qint64> nearest(qint64 line, bool forward) const;
    /// Of the marks that the filter lets through.
    [[nodiscard]] std::set<qint64> filteredRows() const;
    void move(const QObject *document, const LogDocument::NewLine &newLine);

    QPointer<LogDocument> m_document;
    QPointer<const LogFilter> m_filter;
    QHash<const QObject *, std::set<qint64>> m_marks; ///< by document
};

} // namespace models
