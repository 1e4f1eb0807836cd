// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/byte_expression.h"
#include "models/log_needle.h"
#include "models/log_stretch.h"

#include <QByteArrayView>
#include <QRegularExpression>
#include <QString>

#include <atomic>
#include <functional>

namespace models {

/// The regular expression of a query, made ready for the three kinds of text in a log: lines of printable ASCII, which are most
/// and whose bytes are what is shown; whole stretches of such lines at once, which spares most of what a match costs; and
/// lines as they are shown, for all others. Owned by a LogMatcher. Immutable: any thread.
class LogExpression
{
public:
    /// Whether there was a hit.
    using LineVisitor = std::function<bool(QByteArrayView bytes, qint64 line)>;
    /// Whether to go on.
    using Take = std::function<bool(qsizetype start, qsizetype length)>;

    LogExpression() = default;
    LogExpression(const QString &text, bool caseSensitive, bool wholeWord);

    /// Empty when it can be used, else what is wrong.
    [[nodiscard]] const QString &error() const { return m_error; }
    /// What each line that matches has in it; empty when that is not known.
    [[nodiscard]] const LogNeedle &needle() const { return m_needle; }

    /// Calls `take` for each match in a line that is not empty. False: it would take too long, and was given up.
    [[nodiscard]] bool findInAscii(QByteArrayView line, const Take &take) const;
    [[nodiscard]] bool findInShown(const QString &line, const Take &take) const;
    /// Such a line does not match, whatever else is made of it. False: it may.
    [[nodiscard]] bool rulesOut(QByteArrayView utf8) const;

    [[nodiscard]] bool canScan() const { return m_stretch.isValid(); }
    /// Calls `visit` for each line that may match. Precondition: canScan().
    void scan(const LogStretch &stretch, const std::atomic<bool> &cancelled, const LineVisitor &visit) const;

private:
    void compileBytes(const QString &text, const QString &pattern, bool caseSensitive, bool wholeWord);
    void scanAscii(QByteArrayView lines, qint64 firstLine, const LineVisitor &visit) const;

    QRegularExpression m_shown;
    ByteExpression m_ascii;
    ByteExpression m_utf8;
    ByteExpression m_stretch;
    LogNeedle m_needle;
    QString m_error;
};

} // namespace models
