// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/go_text.h"

#include <QList>

namespace models::run {

/// One port inside bound to one (or, as a range, any of several) outside.
struct PortValue
{
    QString inside; ///< "80/tcp"
    QString hostAddress, hostPort;
};
/// `--publish`, short or long form; a range gives one value a port, `most` of them at most.
[[nodiscard]] Checked<QList<PortValue>> readPublish(const QString &text, int most);
/// `--expose`: "80/tcp" a port, likewise.
[[nodiscard]] Checked<QStringList> readExpose(const QString &text, int most);

} // namespace models::run
