// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace models {

/// From where on a log is read. Nothing set: all of it.
struct LogStart
{
    qint64 lines = 0;   ///< only the newest so many; 0: no limit
    qint64 sinceNs = 0; ///< only what was printed from then on, ns since 1970; 0: no limit
    bool operator==(const LogStart &) const = default;
};

} // namespace models
