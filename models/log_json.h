// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/line_store.h"

#include <QString>

#include <optional>

namespace models {

/// Longer lines, and those that would fill more rows, are not shown as JSON: that would take the UI thread too long.
constexpr qsizetype LongestLogJson = 32 * 1024;
constexpr qsizetype MostLogJsonRows = 2000;

/// A line that is a JSON object, in rows with indents; keys, numbers and texts stay as the container wrote them. Empty when
/// it is none, or too long. `line` may be any piece of a long line. None: not all of it is at hand, ask again.
[[nodiscard]] std::optional<QString> logLineAsJson(const LineStore &store, qint64 line);

/// The same for bytes that are at hand.
[[nodiscard]] QString indentedJson(QByteArrayView json);

} // namespace models
