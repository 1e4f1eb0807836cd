// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/loss_check.h"
#include "ui/dialog.h"

class QAbstractItemView;
class QCheckBox;
class QPushButton;

namespace models {
class Actions;
class CopyOutJob;
class LostFilesModel;
struct CopyOutPlan;
} // namespace models

namespace ui {

class CommandPreview;
class TargetFolder;

/// "Copy out…": which of the files that are only in containers to copy, and into which folder. Asks before anything is replaced.
class CopyOutDialog : public Dialog
{
    Q_OBJECT
public:
    CopyOutDialog(const QList<models::LossCheck::Entry> &entries, models::Actions &actions, QWidget *parent);

Q_SIGNALS:
    void started(models::CopyOutJob *job);

private:
    void layOut(const QString &headline);
    QAbstractItemView *makeList();
    void ask();
    void refresh();
    void start();
    [[nodiscard]] models::CopyOutPlan plan() const;
    [[nodiscard]] QString whyNot() const;

    models::Actions &m_actions;
    models::LostFilesModel *m_files;
    QCheckBox *m_all;
    TargetFolder *m_folder;
    CommandPreview *m_command;
    QPushButton *m_copy;
};

} // namespace ui
