// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <compare>

namespace ui {

/// Between two characters of a log. `offset` counts characters of the shown line (models::AnsiLine::text).
struct LogPosition
{
    qint64 line = 0;
    qsizetype offset = 0;
    auto operator<=>(const LogPosition &) const = default;
};

/// A row on the screen: a line has several when it is wrapped.
struct LogRow
{
    qint64 line = 0;
    int row = 0;
    auto operator<=>(const LogRow &) const = default;
};

/// What is selected: from where it was begun to where it was led.
struct LogSelection
{
    LogPosition anchor, cursor;
    [[nodiscard]] bool isEmpty() const { return anchor == cursor; }
    [[nodiscard]] LogPosition begin() const { return std::min(anchor, cursor); }
    [[nodiscard]] LogPosition end() const { return std::max(anchor, cursor); }
    bool operator==(const LogSelection &) const = default;
};

} // namespace ui
