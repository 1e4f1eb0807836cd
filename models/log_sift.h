// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/filtered_rows.h"
#include "models/line_cutter.h"

#include <atomic>
#include <functional>

namespace models {

/// Lets those lines of a stream through that pass a LogFilterQuery, as a LogFilter would show them. A line is handed on as soon as
/// nothing that comes later can change it; what waits for the end of a long line goes to a file when it is much. Owned by a LogSaver;
/// used on one thread at a time.
class LogSift
{
public:
    using Take = std::function<void(const StoredLine &line)>;

    explicit LogSift(const LogFilterQuery &query);

    /// `take` gets the lines that are known to pass by now, and those around them.
    void push(const engine::LogBatch &batch, const Take &take);
    /// The stream has ended.
    void finish(const Take &take);
    /// The regular expression was given up: what comes is not looked at any more.
    [[nodiscard]] bool isTooSlow() const { return m_matcher && m_matcher->isTooSlow(); }

private:
    void decide();
    /// Hands on the rows of lines before `end`.
    void handOn(qint64 end, const Take &take);

    int m_context;
    LineCutter m_cutter;
    LineStore m_lines, m_passed;
    std::shared_ptr<const LogMatcher> m_matcher; ///< null: any text
    LogSieve m_sieve;
    FilteredRows m_rows; ///< of m_passed
    qint64 m_decided = 0;
    qint64 m_handedOn = 0;                       ///< behind the last line that was
    const std::atomic<bool> m_cancelled = false; ///< never: what is decided at a time is short
};

} // namespace models
