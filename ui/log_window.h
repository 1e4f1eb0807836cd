// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/services.h"

#include <QWidget>

namespace ui {

class LogSplit;

/// A log, of one container or of several, in a window of its own: goes on while the main window shows other containers, also when its container is removed. Deleted
/// when closed, or by LogWindows when the app goes. UI thread.
class LogWindow : public QWidget
{
    Q_OBJECT
public:
    /// Several: their logs as one.
    LogWindow(const Services &services, const QList<engine::Container> &containers);

    [[nodiscard]] LogSplit &split() { return *m_split; }

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    Services m_services;
    LogSplit *m_split;
};

} // namespace ui
