// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/name_dialog.h"

namespace models {
class Actions;
class ContainersModel;
} // namespace models

namespace ui {

/// "Rename…" of a container: the new name is checked and compared with those of the other containers as it is typed.
class RenameDialog : public NameDialog
{
    Q_OBJECT
public:
    RenameDialog(const engine::Container &container, const models::ContainersModel &containers,
                 models::Actions &actions, QWidget *parent);

protected:
    Verdict judge(const QString &name) const override;
    void confirm(const QString &name) override;

private:
    engine::Container m_container;
    QStringList m_taken;
    models::Actions &m_actions;
};

} // namespace ui
