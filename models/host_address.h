// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace models {

/// A numeric IPv4 or IPv6 address, without brackets.
[[nodiscard]] bool isHostAddress(const QString &text);
/// Whether a port can't be bound on both: they are equal, or one stands for every address of the other's family.
/// Empty is every address.
[[nodiscard]] bool addressesOverlap(const QString &a, const QString &b);

} // namespace models
