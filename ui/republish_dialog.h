// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "models/recipe_question.h"
#include "ui/confirm_dialog.h"

class QCheckBox;

namespace models {
class Actions;
class EngineSession;
} // namespace models

namespace ui {

/// "Publish on this computer only…": asks before a container that other machines reach is made anew without that. UI thread.
class RepublishDialog : public ConfirmDialog
{
    Q_OBJECT
public:
    RepublishDialog(models::EngineSession &session, const engine::Container &container, models::Actions &actions,
                    QWidget *parent = nullptr);

protected:
    void confirm() override;

private:
    void refresh();

    models::EngineSession &m_session;
    const engine::Container m_container;
    models::Actions &m_actions;
    QCheckBox *m_token = nullptr;  ///< only for a Jupyter server that has none
    models::RecipeSource m_source; ///< may hold secrets: never log
    models::RecipeQuestion m_question;
};

} // namespace ui
