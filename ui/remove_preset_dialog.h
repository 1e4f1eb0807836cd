// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/confirm_dialog.h"

namespace ui {

/// Asks before the file of a preset of one's own is deleted. Owned by the window it stands on.
class RemovePresetDialog : public ConfirmDialog
{
    Q_OBJECT
public:
    RemovePresetDialog(const QString &title, const QString &path, QWidget *parent);

Q_SIGNALS:
    void confirmed();

protected:
    void confirm() override;
};

} // namespace ui
