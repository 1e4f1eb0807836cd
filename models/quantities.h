// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace models {

/// Amounts as the docker command takes them. All give nothing for text that is no such amount or does not fit.

/// "512m", "1.5g", "512", "64 KiB": bytes; k, m, g, t count in 1024s, case does not matter.
[[nodiscard]] std::optional<qint64> parseBytes(const QString &text);
/// "1.5": billionths of a CPU; at most nine decimals.
[[nodiscard]] std::optional<qint64> parseNanoCpus(const QString &text);
/// "30s", "1m30s", "1.5h", "500ms": nanoseconds.
[[nodiscard]] std::optional<qint64> parseDuration(const QString &text);

/// Whole seconds, for counts that change all the time: "3 s", "2 min 5 s" (formatDuration would write "3.0 s").
[[nodiscard]] QString formatSeconds(qint64 seconds);

} // namespace models
