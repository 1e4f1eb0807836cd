// SPDX-License-Identifier: Apache-2.0
#include "ui/remove_preset_dialog.h"

#include "models/shell_words.h"

using namespace Qt::StringLiterals;

namespace ui {

RemovePresetDialog::RemovePresetDialog(const QString &title, const QString &path, QWidget *parent)
    : ConfirmDialog(tr("Remove preset"), u"trash-2"_s, parent)
{
    setHeadline(tr("Remove this preset?"));
    setItems({{title, {}}});
    setLoss(tr("Its file is deleted. Notebooks that were launched with it go on."));
    setCommands({models::joinShellWords({u"rm"_s, path})});
    setConfirm(tr("Remove"), ButtonKind::Destructive);
}

void RemovePresetDialog::confirm()
{
    Q_EMIT confirmed();
}

} // namespace ui

#include "moc_remove_preset_dialog.cpp"
