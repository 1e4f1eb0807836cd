// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace models {

/// What keys do in a log: they belong to the view of it and are in no menu of the window.
struct LogKey
{
    QString what;
    QString keys; ///< portable text, several with commas
};

/// For the list of keyboard shortcuts. Any thread.
[[nodiscard]] const QList<LogKey> &logKeys();

} // namespace models
