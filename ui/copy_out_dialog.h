// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/loss_check.h"
#include "ui/dialog.h"

class QAbstractItemView;
class QCheckBox;
class QLineEdit;
class QPushButton;

namespace models {
class Actions;
class CopyOutJob;
class LostFilesModel;
class TargetCheck;
struct CopyOutPlan;
} // namespace models

namespace ui {

class CommandPreview;
class FieldGrid;

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
    void chooseFolder();
    void ask();
    void refresh();
    void start();
    [[nodiscard]] models::CopyOutPlan plan() const;
    [[nodiscard]] QString whyNot() const;

    models::Actions &m_actions;
    models::LostFilesModel *m_files;
    models::TargetCheck *m_check;
    QCheckBox *m_all;
    QLineEdit *m_folder;
    QPushButton *m_choose;
    FieldGrid *m_grid;
    QCheckBox *m_replace;
    CommandPreview *m_command;
    QPushButton *m_copy;
};

} // namespace ui
