// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/confirm_dialog.h"

class QComboBox;

namespace models {
class Actions;
}

namespace ui {

class FieldNote;

/// "Kill…": sends a signal of one's choice to the containers' first process.
class KillDialog : public ConfirmDialog
{
    Q_OBJECT
public:
    KillDialog(const QList<engine::Container> &containers, models::Actions &actions, QWidget *parent);

protected:
    void confirm() override;

private:
    void refresh();
    /// Without "SIG", upper case; empty when what was typed is no signal.
    [[nodiscard]] QString signalName() const;

    QList<engine::Container> m_containers;
    models::Actions &m_actions;
    QComboBox *m_signal;
    FieldNote *m_note;
};

} // namespace ui
