// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/line_store.h"
#include "models/log_scan.h"

#include <QByteArray>
#include <QRegularExpression>
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

/// Finds a query in stretches of a log. Text is looked for in the bytes, and only lines that may hold it are read as they are
/// shown; so that colours inside a word don't hide it, lines with escapes always are. Immutable: any thread.
class LogMatcher
{
public:
    explicit LogMatcher(const LogQuery &query);

    /// Empty when the query can be used, else what is wrong with the regular expression.
    [[nodiscard]] QString error() const { return m_error; }
    /// All hits in `piece`, in order. Gives up early when `cancelled` becomes true.
    [[nodiscard]] std::vector<LogHit> find(const LineStore::Piece &piece, const std::atomic<bool> &cancelled) const;
    /// The lines of `piece` with a hit, in order. Gives up early likewise.
    [[nodiscard]] std::vector<qint64> matchingLines(const LineStore::Piece &piece,
                                                    const std::atomic<bool> &cancelled) const;

private:
    void compile(const LogQuery &query);
    using LineVisitor = LogScan::LineVisitor;

    /// Calls `visit` for each line that may have a hit.
    void visitCandidates(const LineStore::Piece &piece, const std::atomic<bool> &cancelled,
                         const LineVisitor &visit) const;
    void visitAll(const LineStore::Piece &piece, const std::atomic<bool> &cancelled, const LineVisitor &visit) const;
    void visitLikely(const LineStore::Piece &piece, const std::atomic<bool> &cancelled, const LineVisitor &visit) const;
    /// Calls `take(start, length)` for each hit in a shown line until it returns false.
    template<class Take>
    void findInLine(const QString &shown, const Take &take) const;
    [[nodiscard]] bool isWord(QStringView shown, qsizetype start) const;

    QString m_text;
    QByteArray m_needle; ///< UTF-8, in lower case when case does not matter; empty: every line has to be read
    QRegularExpression m_expression;
    LogScan m_scan;
    QString m_error;
    Qt::CaseSensitivity m_case;
    bool m_isExpression;
    bool m_wholeWord;
};

} // namespace models
