// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QWidget>

namespace test {

/// Saves what a widget looks like, in the light and the dark palette, when LONGSHORE_SHOTS names a folder: to be looked at by a
/// person. The widget must be shown.
inline void shoot(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("LONGSHORE_SHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    for (const bool dark : {true, false}) {
        QApplication::setPalette(ui::themePalette(dark));
        QCoreApplication::sendPostedEvents();
        widget.grab().save(folder + u'/' + name + (dark ? QStringLiteral("-dark.png") : QStringLiteral("-light.png")));
    }
}

} // namespace test
