// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace engine {

/// The longest timestamp: "2026-11-22T15:00:52.725116077+01:00".
inline constexpr std::size_t maxLogTimestamp = 35;

/// Nanoseconds since 1970 of an RFC 3339 time with 0 to 9 digits of fraction, "Z" or an offset, as engines put before log
/// lines. Nothing when it is not one, or lies outside the years 1678 to 2261.
[[nodiscard]] std::optional<qint64> parseLogTimestamp(std::string_view text);

/// Takes a timestamp and the blank behind it off the front of `line`. Nothing, and `line` as it was, when there is none.
[[nodiscard]] std::optional<qint64> takeLogTimestamp(std::string_view &line);

/// The same for the lines of one log, most of which are of the same second as the one before. Value of a LogDecoder.
class LogClock
{
public:
    [[nodiscard]] std::optional<qint64> take(std::string_view &line);

private:
    static constexpr std::size_t secondSize = 19; ///< "2026-11-22T15:00:52"
    std::array<char, secondSize> m_second{};
    qint64 m_secondNs = 0;
};

} // namespace engine
