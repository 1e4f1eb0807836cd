// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/filtered_rows.h"
#include "models/log_brake.h"
#include "models/log_document.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <memory>

namespace models {

/// The part of a LogDocument that passes a LogFilterQuery, as a document of its own that is kept up to date: lines are decided on the
/// thread pool and copied in slices, those in the file once they are read, so that neither holds up the UI thread. The mark in
/// front that counts dropped lines is not taken over. Owned by a log pane. UI thread.
class LogFilter : public QObject
{
    Q_OBJECT
public:
    explicit LogFilter(QObject *parent = nullptr);
    ~LogFilter() override;

    /// Null: none.
    void setSource(LogDocument *source);
    /// An empty query stops the filter, and document() has no lines.
    void setQuery(const LogFilterQuery &query);

    [[nodiscard]] const LogFilterQuery &query() const { return m_query; }
    /// What is wrong with the regular expression; empty when nothing is. With an error nothing passes.
    [[nodiscard]] const QString &error() const { return m_error; }
    /// Lines on which a regular expression was given up, as it took too long: they count as lines without the text.
    [[nodiscard]] int skippedLines() const { return m_matcher ? m_matcher->skippedLines() : 0; }
    /// There were so many of them that no line is looked at any more.
    [[nodiscard]] bool isTooSlow() const { return m_matcher && m_matcher->isTooSlow(); }
    [[nodiscard]] bool isActive() const { return m_source && !m_query.isEmpty(); }
    /// Lines of the source are not decided yet, or not here.
    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] LogDocument &document() { return m_document; }
    /// Rows that match, without marks and the lines around matches; those that are not here yet included.
    [[nodiscard]] qint64 matches() const { return m_rows.matches(); }

    /// Which line of the source a row shows. `row` is a line of document().
    [[nodiscard]] qint64 sourceOf(qint64 row) const;
    /// The row of this line of the source, or of the next that is shown; one past the last row when there is none.
    [[nodiscard]] qint64 rowOf(qint64 source) const { return std::min(m_rows.rowOf(source), endRow()); }
    /// One past the last row.
    [[nodiscard]] qint64 endRow() const { return m_document.endLine(); }
    /// With lines around matches: lines are left out right before this row.
    [[nodiscard]] bool isGap(qint64 row) const;

Q_SIGNALS:
    /// All rows go now, to be filled in again: remember what is in view by its lines in the source.
    void aboutToRestart();
    /// Rows, count or state.
    void changed();

private:
    struct Job;
    /// Up to here the sieve has come, and what it knew then.
    struct Checkpoint
    {
        qint64 end = 0;
        LogSieve sieve;
    };
    struct Batch
    {
        LogSieve::Result result;
        LogSieve after;
    };

    [[nodiscard]] qint64 firstSource() const;
    void copyOwners(qint64 from, qint64 to, LineOwners::Owner *owners) const;
    void restart();
    void documentChanged();
    void rewritten(qint64 from);
    void rollBack(qint64 from);
    void launch();
    void collect();
    void cancel();
    void apply();
    void goOnLater();
    void applySome(LineStore &target);
    void layOutSome(LineStore &target);
    void dropFront();

    QPointer<LogDocument> m_source;
    LogFilterQuery m_query;
    QString m_error;
    std::shared_ptr<const LogMatcher> m_matcher; ///< null: any text
    LogDocument m_document{LineStore::DefaultBudget, std::make_shared<LogSpill>()};
    FilteredRows m_rows;
    std::shared_ptr<Job> m_job;
    std::deque<Batch> m_ready;            ///< decided, not yet laid out
    std::size_t m_laidOut = 0;            ///< lines of the first one that are
    std::deque<Checkpoint> m_checkpoints; ///< of what is laid out; the last one says how far. None: not active
    bool m_isAwaiting = false;            ///< the next line to copy is being read from the file
    QTimer m_slices;
    LogBrake m_brake;
};

} // namespace models
