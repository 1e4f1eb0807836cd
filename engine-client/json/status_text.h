// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace engine::json {

/// What the `Status` text of `GET /containers/json` tells, which has no fields of its own there before Docker 29.
struct StatusText
{
    int exitCode = -1;      ///< of "Exited (137) …", else -1
    QString health;         ///< "healthy", "unhealthy", "starting" or empty
    qint64 ageSeconds = -1; ///< how long ago the container started ("Up 2 hours") or ended ("… ago"); -1 unknown
    bool operator==(const StatusText &) const = default;
};

/// Reads the texts of Docker and Podman ("Up About an hour (healthy)", "Exited (0) 5 minutes ago"); anything else gives nothing.
[[nodiscard]] StatusText readStatus(QStringView status);

} // namespace engine::json
