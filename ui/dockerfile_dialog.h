// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/dialog.h"

class QCheckBox;
class QPushButton;

namespace models {
class Actions;
class EngineSession;
class LossCheck;
struct CopyOutPlan;
} // namespace models

namespace ui {

class TargetFolder;

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
    void ask();
    void refresh();
    void save();
    /// The files, as they go into the folder `files` beside the Dockerfile.
    [[nodiscard]] models::CopyOutPlan plan() const;

    const engine::Container m_container;
    models::Actions &m_actions;
    models::LossCheck *m_losses;
    TargetFolder *m_folder;
    QCheckBox *m_withFiles;
    QPushButton *m_save;
};

} // namespace ui
