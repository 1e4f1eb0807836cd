// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QFrame>

class QHBoxLayout;

namespace ui {

/// One notification: sign, headline, a few lines, buttons, and a way to close it. Texts may come from an engine and are shown as plain
/// text. Owned by Toasts; UI thread.
class Toast : public QFrame
{
    Q_OBJECT
public:
    Toast(Tone tone, const QString &headline, const QString &text, QWidget *parent = nullptr);

    /// The button closes the toast after `clicked` was emitted.
    QAbstractButton *addButton(const QString &label, const QString &iconName);

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHBoxLayout *m_buttons;
    Tone m_tone;
};

} // namespace ui
