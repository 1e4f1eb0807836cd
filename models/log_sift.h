// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/filtered_rows.h"
#include "models/line_cutter.h"
#include "models/line_owners.h"

#include <QString>

#include <atomic>
#include <functional>
#include <map>

namespace models {

/// Lets those lines of a stream through that pass a LogFilterQuery, as a LogFilter would show them. A line is handed on as soon as
/// nothing that comes later can change it; what waits for the end of a long line goes to a file when it is much. Where lines
/// can't be read back from there, a mark says how many. Owned by a LogSaver; used on one thread at a time.
class LogSift
{
public:
    using Take = std::function<void(const StoredLine &line, std::size_t log)>;

    static constexpr qint64 MemoryBytes = 16LL * 1024 * 1024;

    /// Lines that wait may take `memoryBytes` twice, and a file in `folder`.
    explicit LogSift(const LogFilterQuery &query, qint64 memoryBytes = MemoryBytes,
                     const QString &folder = LogSpill::cacheFolder());

    /// Lines of the log with this number: one of several may go on only where the others have no line open. `take` gets the
    /// lines that are known to pass by now, and those around them; a mark where some are missing.
    void push(const engine::LogBatch &batch, std::size_t log, const Take &take);
    /// The stream has ended.
    void finish(const Take &take);
    /// Lines that the marks stand for. Whether they pass is not known of all.
    [[nodiscard]] qint64 missingLines() const { return m_missing; }
    /// The regular expression was given up: what comes is not looked at any more.
    [[nodiscard]] bool isTooSlow() const { return m_matcher && m_matcher->isTooSlow(); }

private:
    void append(const LogPiece &piece);
    void decide();
    void noteDropped(const std::vector<qint64> &flipped);
    void miss(qint64 lines);
    void tellMissing(qint64 timeNs, const Take &take);
    /// The lines that row `row`, a mark, stands for.
    [[nodiscard]] qint64 countMissing(qint64 row) const;
    /// Hands on the rows of lines before `end`.
    void handOn(qint64 end, const Take &take);

    int m_context;
    LineCutter m_cutter;
    LineStore m_lines, m_passed;
    LineOwners m_owners; ///< of m_lines
    LineOwners::Owner m_log = 0;
    std::shared_ptr<const LogMatcher> m_matcher; ///< null: any text
    LogSieve m_sieve;
    FilteredRows m_rows;               ///< of m_passed
    std::map<qint64, qint64> m_unread; ///< pieces that could not be decided: the first line, and how many
    qint64 m_missing = 0;
    qint64 m_untold = 0;  ///< of these, by no mark yet
    qint64 m_nextRow = 0; ///< to hand on
    qint64 m_decided = 0;
    qint64 m_handedOn = 0;                       ///< behind the last line that was
    const std::atomic<bool> m_cancelled = false; ///< never: what is decided at a time is short
};

} // namespace models
