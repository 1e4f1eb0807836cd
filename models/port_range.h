// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace models {

/// "8888" or "8000-8010", both ends included.
struct PortRange
{
    int first = 0;
    int last = 0;
    [[nodiscard]] int count() const { return last - first + 1; }
    [[nodiscard]] bool overlaps(const PortRange &other) const { return first <= other.last && other.first <= last; }
    bool operator==(const PortRange &) const = default;
};

/// Nothing when it is no number or range of numbers from 0 to 65535 in rising order.
[[nodiscard]] std::optional<PortRange> parsePortRange(const QString &text);

} // namespace models
