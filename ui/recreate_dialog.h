// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/recreate_plan.h"
#include "ui/confirm_dialog.h"

namespace models {
class Actions;
class EngineSession;
class Job;
} // namespace models

namespace ui {

/// Asks before a container is made anew: what changes of its command, line by line, which files written inside it are lost, and
/// whether the new one is started, as it is when the old one ran.
class RecreateDialog : public ConfirmDialog
{
    Q_OBJECT
public:
    /// `before`: the command that the container stands for now.
    RecreateDialog(models::EngineSession &session, const models::RecreatePlan &plan,
                   const models::run::RunCommand &before, models::Actions &actions, QWidget *parent);

Q_SIGNALS:
    void started(models::Job *job);

protected:
    void confirm() override;

private:
    void setStart(bool start);

    models::EngineSession &m_session;
    models::RecreatePlan m_plan;
    models::Actions &m_actions;
};

} // namespace ui
