// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/dialog.h"

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace models {
class Actions;
class EngineSession;
class LossCheck;
class TargetCheck;
struct CopyOutPlan;
} // namespace models

namespace ui {

class FieldGrid;

/// "Save as Dockerfile…" of a container: into which folder, and whether with the files that are only in the container. Asks before
/// anything is replaced.
class DockerfileDialog : public Dialog
{
    Q_OBJECT
public:
    DockerfileDialog(const engine::Container &container, models::EngineSession &session, models::Actions &actions,
                     QWidget *parent);

private:
    void layOut();
    void chooseFolder();
    void ask();
    void refresh();
    void save();
    [[nodiscard]] QString folder() const;
    /// The files, as they go into the folder `files` beside the Dockerfile.
    [[nodiscard]] models::CopyOutPlan plan() const;
    [[nodiscard]] QString whyNot() const;

    const engine::Container m_container;
    models::Actions &m_actions;
    models::LossCheck *m_losses;
    models::TargetCheck *m_check;
    FieldGrid *m_grid;
    QLineEdit *m_folder;
    QPushButton *m_choose;
    QCheckBox *m_withFiles, *m_replace;
    QPushButton *m_save;
};

} // namespace ui
