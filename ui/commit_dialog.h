// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/files_api.h"
#include "ui/dialog.h"

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace models {
class Actions;
class ImagesModel;
class Job;
} // namespace models

namespace ui {

class CommandPreview;
class FieldGrid;

/// "Commit to image…" of a container: makes an image of it as it is now. The reference is checked as it is typed; says when it moves
/// away from another image.
class CommitDialog : public Dialog
{
    Q_OBJECT
public:
    CommitDialog(const engine::Container &container, const models::ImagesModel &images, models::Actions &actions,
                 QWidget *parent);

Q_SIGNALS:
    void started(models::Job *job);

private:
    void layOut();
    void refresh();
    void start();
    [[nodiscard]] engine::FilesApi::CommitOptions options() const;
    /// Empty when the reference can be used; `hint` is what it does.
    [[nodiscard]] QString problem(QString &hint) const;

    const engine::Container m_container;
    const models::ImagesModel &m_images;
    models::Actions &m_actions;
    FieldGrid *m_grid;
    QLineEdit *m_reference, *m_author, *m_message;
    QCheckBox *m_pause;
    CommandPreview *m_command;
    QPushButton *m_commit;
};

} // namespace ui
