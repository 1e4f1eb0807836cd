// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_document.h"
#include "models/log_matcher.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace models {

/// All places of a query in a LogDocument, found on the thread pool from the lines in view outwards, kept up to date while lines
/// come and go. Owned by a log pane. UI thread.
class LogSearch : public QObject
{
    Q_OBJECT
public:
    /// More are not kept; the count then says so.
    static constexpr qint64 MaxHits = 1'000'000;

    explicit LogSearch(QObject *parent = nullptr);
    ~LogSearch() override;

    /// Null: none. Forgets all hits and looks again.
    void setDocument(LogDocument *document);
    /// An empty text stops the search. `near` is a line in view: what is close is found first.
    void find(const LogQuery &query, qint64 near);

    [[nodiscard]] const LogQuery &query() const { return m_query; }
    /// What is wrong with the regular expression; empty when nothing is.
    [[nodiscard]] const QString &error() const { return m_error; }
    [[nodiscard]] bool isRunning() const { return m_job != nullptr; }
    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] bool isCapped() const { return m_count >= MaxHits; }
    /// Lines on which a regular expression was given up: it took too long.
    [[nodiscard]] int skippedLines() const { return m_matcher ? m_matcher->skippedLines() : 0; }
    /// There were so many of them that the search has stopped.
    [[nodiscard]] bool isTooSlow() const { return m_matcher && m_matcher->isTooSlow(); }

    /// Calls `visit` for the hits on lines `from` to `to` - 1, in order.
    void visit(qint64 from, qint64 to, const std::function<void(const LogHit &)> &visit) const;
    [[nodiscard]] bool hasHit(qint64 from, qint64 to) const;
    /// The first hit behind `hit`, and the last before it. None: there is none on that side.
    [[nodiscard]] std::optional<LogHit> after(const LogHit &hit) const;
    [[nodiscard]] std::optional<LogHit> before(const LogHit &hit) const;
    /// 1 for the first of all; 0 when it is not (any longer) a hit.
    [[nodiscard]] qint64 ordinal(const LogHit &hit) const;

Q_SIGNALS:
    void changed();

private:
    struct Job;
    using Hits = std::vector<LogHit>;

    void restart();
    void documentChanged();
    void launch(qint64 from, qint64 to);
    void collect();
    void add(Hits &&hits);
    void dropBefore(qint64 line);
    void cancel();

    QPointer<LogDocument> m_document;
    LogQuery m_query;
    QString m_error;
    std::shared_ptr<const LogMatcher> m_matcher;
    std::shared_ptr<Job> m_job;
    std::map<qint64, Hits> m_hits; ///< in stretches, by the line of the first; none is empty
    qint64 m_count = 0;
    qint64 m_near = 0;
    qint64 m_searchedTo = 0;
};

} // namespace models
