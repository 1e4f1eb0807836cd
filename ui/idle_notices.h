// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/services.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace ui {

class Toast;
class Toasts;

/// Tells a person that an idle notebook is about to be stopped, while there is time to say no, and has it stopped by a job, which tells
/// that it was. The notifications stay until they are closed: nobody may be looking. Child of the window; UI thread.
class IdleNotices : public QObject
{
    Q_OBJECT
public:
    IdleNotices(const Services &services, Toasts &toasts, QObject *window);

private:
    void warn(const QString &id, int seconds);
    void stop(const QString &id, int minutes);
    void planChanged(const QString &id);
    void cannotAsk(const QString &id, const QString &reason);
    [[nodiscard]] QString nameOf(const QString &id) const;
    void close(const QString &id);

    Services m_services;
    Toasts &m_toasts;
    QHash<QString, QPointer<Toast>> m_warnings; ///< by container
};

} // namespace ui
