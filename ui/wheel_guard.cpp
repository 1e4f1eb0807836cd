// SPDX-License-Identifier: Apache-2.0
#include "ui/wheel_guard.h"

#include <QComboBox>
#include <QEvent>

namespace ui {

WheelGuard::WheelGuard(QComboBox *box) : QObject(box)
{
    box->setFocusPolicy(Qt::StrongFocus);
    box->installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel || static_cast<QWidget *>(watched)->hasFocus())
        return false;
    event->ignore(); // so that the scroll area gets it
    return true;
}

} // namespace ui

#include "moc_wheel_guard.cpp"
