// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/services.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace ui {

class LogWindow;

/// The logs that were torn off into windows. They go with the main window, which owns this. UI thread.
class LogWindows : public QObject
{
    Q_OBJECT
public:
    explicit LogWindows(const Services &services, QObject *parent = nullptr);
    ~LogWindows() override;

    LogWindow *open(const QList<engine::Container> &containers);
    void closeAll();

private:
    Services m_services;
    QList<QPointer<LogWindow>> m_windows; ///< null when a person has closed it
};

} // namespace ui
