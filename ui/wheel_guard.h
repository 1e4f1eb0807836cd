// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QComboBox;

namespace ui {

/// Turning the wheel scrolls a form; it must not change a choice that the pointer happens to pass. Child of the box it guards.
class WheelGuard : public QObject
{
    Q_OBJECT
public:
    explicit WheelGuard(QComboBox *box);

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace ui
