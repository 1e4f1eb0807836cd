// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/name_dialog.h"

namespace ui {

/// "Save as preset": asks for the title of a kind of notebook of one's own. Owned by the window it stands on.
class SavePresetDialog : public NameDialog
{
    Q_OBJECT
public:
    SavePresetDialog(const QString &title, QWidget *parent);

Q_SIGNALS:
    void named(const QString &title);

protected:
    [[nodiscard]] Verdict judge(const QString &name) const override;
    void confirm(const QString &name) override;
};

} // namespace ui
