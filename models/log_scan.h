// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_stretch.h"

#include <QByteArrayView>
#include <QRegularExpression>
#include <QString>

#include <atomic>
#include <functional>

namespace models {

/// Finds the lines that a regular expression matches by looking at a whole stretch at once, which spares most of what a match
/// costs. Only for expressions that can't look beyond the line they match in, and stretches whose bytes are what is
/// shown: plain ASCII. Owned by a LogMatcher. Immutable: any thread.
class LogScan
{
public:
    using LineVisitor = std::function<void(QByteArrayView bytes, qint64 line)>;

    LogScan() = default;
    /// `typed` is what a person typed; `pattern` what became of it.
    LogScan(const QString &typed, const QString &pattern, QRegularExpression::PatternOptions options);

    /// Calls `visit` for each line that has a match, and maybe for others. False when that is left to somebody who looks
    /// at each line; `visit` was not called then.
    [[nodiscard]] bool visitMatching(const LogStretch &stretch, const std::atomic<bool> &cancelled,
                                     const LineVisitor &visit) const;

    /// What of a stretch's bytes is not shown as it is.
    struct Oddities
    {
        bool control = false; ///< a control character, tabs among them
        bool joining = false; ///< one that takes part of a line away: what is not in the bytes may be on the screen
        bool beyondAscii = false;
    };
    [[nodiscard]] static Oddities oddities(const LogStretch &stretch);

private:
    QRegularExpression m_expression;
    bool m_isUsable = false;
};

} // namespace models
