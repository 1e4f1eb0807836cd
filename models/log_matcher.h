// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/line_store.h"
#include "models/log_expression.h"
#include "models/log_needle.h"

#include <QByteArrayView>
#include <QString>

#include <atomic>
#include <vector>

namespace models {

/// What to look for in a log.
struct LogQuery
{
    QString text;
    bool caseSensitive = false;
    bool regularExpression = false;
    bool wholeWord = false; ///< letters, digits and '_' make a word
    bool operator==(const LogQuery &) const = default;
};

/// A place in a log: characters of the line as it is shown (see AnsiLine::text).
struct LogHit
{
    qint64 line = 0;
    qint32 start = 0;
    qint32 length = 0;
    auto operator<=>(const LogHit &) const = default;
};

/// Finds a query in stretches of a log. What all hits have in them is looked for in the bytes, and only lines that may hold it
/// are looked at; so that colours inside a word don't hide it, lines with control characters always are. Never changes but
/// for a count: any thread.
class LogMatcher
{
public:
    /// Lines on which a regular expression is given up before it is on all.
    static constexpr int MostSkipped = 100;

    explicit LogMatcher(const LogQuery &query);

    /// Empty when the query can be used, else what is wrong with the regular expression.
    [[nodiscard]] const QString &error() const { return m_expression.error(); }
    /// All hits in `piece`, in order. Gives up early when `cancelled` becomes true.
    [[nodiscard]] std::vector<LogHit> find(const LineStore::Piece &piece, const std::atomic<bool> &cancelled) const;
    /// The lines of `piece` with a hit, in order. Gives up early likewise.
    [[nodiscard]] std::vector<qint64> matchingLines(const LineStore::Piece &piece,
                                                    const std::atomic<bool> &cancelled) const;
    /// Lines on which the regular expression took so long that it was given up.
    [[nodiscard]] int skippedLines() const { return m_skipped; }
    /// There were so many of them that no line is looked at any more.
    [[nodiscard]] bool isTooSlow() const { return m_skipped >= MostSkipped; }

private:
    using LineVisitor = LogExpression::LineVisitor;

    /// Calls `visit` for each line that may have a hit.
    void visitCandidates(const LineStore::Piece &piece, const std::atomic<bool> &cancelled,
                         const LineVisitor &visit) const;
    void visitAll(const LineStore::Piece &piece, const std::atomic<bool> &cancelled, const LineVisitor &visit) const;
    void visitLikely(const LineStore::Piece &piece, const std::atomic<bool> &cancelled, const LineVisitor &visit) const;
    void findInLine(QByteArrayView bytes, const LogExpression::Take &take) const;
    void findInOdd(QByteArrayView bytes, const LogExpression::Take &take) const;
    void findTextInAscii(QByteArrayView line, const LogExpression::Take &take) const;
    void findTextInShown(const QString &shown, const LogExpression::Take &take) const;
    void note(bool isDone) const { m_skipped += isDone ? 0 : 1; }

    const QString m_text;
    const Qt::CaseSensitivity m_case;
    const bool m_isExpression;
    const bool m_wholeWord;
    LogExpression m_expression;
    LogNeedle m_needle;      ///< empty: every line has to be looked at
    bool m_isNeedle = false; ///< the text, all of it
    mutable std::atomic<int> m_skipped = 0;
};

} // namespace models
