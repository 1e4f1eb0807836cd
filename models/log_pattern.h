// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_needle.h"

#include <QString>
#include <QStringView>

namespace models {

/// What can be told of a valid regular expression by reading it, for a search to be quick. Both answers are rather too strict:
/// what is not known to be harmless isn't. Pure; any thread.

/// An expression that matches in each of many lines of printable ASCII what `pattern` matches in the line alone, where ^ and $
/// mean the ends of lines: nothing in it can match a line feed. Empty when there is none.
[[nodiscard]] QString patternForLines(const QString &pattern);

/// Whether a line of UTF-8 without control characters can only match as it is shown (see parseAnsi) when it matches as it is.
[[nodiscard]] bool matchesAsShown(QStringView pattern);

/// The longest run of bytes that each match in a line of UTF-8 has in it, or a few of which it has one; empty when none is
/// known. With `unicodeClasses` \d is more than ten digits.
[[nodiscard]] LogNeedle requiredNeedle(QStringView pattern, bool caseSensitive, bool unicodeClasses);

} // namespace models
