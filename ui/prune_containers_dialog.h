// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/confirm_dialog.h"

namespace models {
class Actions;
class EngineSession;
} // namespace models

namespace ui {

/// "Prune…" of containers: lists every stopped one that goes, and the files that go with them.
class PruneContainersDialog : public ConfirmDialog
{
    Q_OBJECT
public:
    PruneContainersDialog(models::EngineSession &session, models::Actions &actions, QWidget *parent);

protected:
    void confirm() override;

private:
    models::Actions &m_actions;
};

} // namespace ui
