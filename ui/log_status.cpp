// SPDX-License-Identifier: Apache-2.0
#include "ui/log_status.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui {

QString withSkippedLines(const QString &status, int lines, bool tooSlow)
{
    if (tooSlow)
        return QCoreApplication::translate("ui::LogPane", "Stopped: this expression takes too long");
    if (lines == 0)
        return status;
    const QString text = lines == 1 ? QCoreApplication::translate("ui::LogPane", "%1; 1 line took too long")
                                    : QCoreApplication::translate("ui::LogPane", "%1; %2 lines took too long");
    return lines == 1 ? text.arg(status) : text.arg(status, QLocale().toString(lines));
}

} // namespace ui
