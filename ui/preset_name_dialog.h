// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "models/preset_library.h"
#include "ui/name_dialog.h"

namespace models {
class Actions;
}

namespace ui {

/// "Save as preset…" of a container: asks what the new kind of notebook is called.
class PresetNameDialog : public NameDialog
{
    Q_OBJECT
public:
    PresetNameDialog(const engine::Container &container, models::Actions &actions, QWidget *parent);

protected:
    Verdict judge(const QString &name) const override;
    void confirm(const QString &name) override;

private:
    const engine::Container m_container;
    models::Actions &m_actions;
    models::PresetLibrary m_library;
};

} // namespace ui
