// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/confirm_dialog.h"

class QCheckBox;

namespace models {
class Actions;
class EngineSession;
} // namespace models

namespace ui {

/// "Remove…" of containers: says which run and are stopped first, and which files written inside are lost.
class RemoveContainersDialog : public ConfirmDialog
{
    Q_OBJECT
public:
    RemoveContainersDialog(models::EngineSession &session, const QList<engine::Container> &containers,
                           models::Actions &actions, QWidget *parent);

protected:
    void confirm() override;

private:
    void refresh();

    QList<engine::Container> m_containers;
    models::Actions &m_actions;
    QCheckBox *m_volumes;
    qsizetype m_up = 0; ///< how many of them run
};

} // namespace ui
