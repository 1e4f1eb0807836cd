// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/confirm_dialog.h"

class QCheckBox;

namespace models {
class Actions;
}

namespace ui {

/// "Remove…" of containers: says which run and are stopped first, and that the files written inside are lost.
class RemoveContainersDialog : public ConfirmDialog
{
    Q_OBJECT
public:
    RemoveContainersDialog(const QList<engine::Container> &containers, models::Actions &actions, QWidget *parent);

protected:
    void confirm() override;

private:
    void refresh();

    QList<engine::Container> m_containers;
    models::Actions &m_actions;
    QCheckBox *m_volumes;
    bool m_force = false;
};

} // namespace ui
