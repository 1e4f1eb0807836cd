// SPDX-License-Identifier: Apache-2.0
#include "ui/log_windows.h"

#include "ui/log_window.h"

namespace ui {
namespace {

constexpr int Cascade = 28; ///< px from a window to the one that is opened next, so that it does not hide it

} // namespace

LogWindows::LogWindows(const Services &services, QObject *parent) : QObject(parent), m_services(services)
{}

LogWindows::~LogWindows()
{
    for (const QPointer<LogWindow> &window : m_windows)
        delete window;
}

LogWindow *LogWindows::open(const QList<engine::Container> &containers)
{
    m_windows.removeAll(nullptr);
    auto *const window = new LogWindow(m_services, containers);
    if (!m_windows.isEmpty())
        window->move(m_windows.last()->pos() + QPoint(Cascade, Cascade));
    m_windows.append(window);
    window->show();
    window->activateWindow();
    return window;
}

void LogWindows::closeAll()
{
    for (const QPointer<LogWindow> &window : QList(m_windows)) {
        if (window)
            window->close();
    }
}

} // namespace ui

#include "moc_log_windows.cpp"
