// SPDX-License-Identifier: Apache-2.0
#include "ui/save_preset_dialog.h"

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr qsizetype LongestTitle = 80;
}

SavePresetDialog::SavePresetDialog(const QString &title, QWidget *parent)
    : NameDialog(tr("Save as preset"), tr("Keep these choices as a kind of your own"), tr("Title"), tr("Save"), parent)
{
    setName(title);
}

NameDialog::Verdict SavePresetDialog::judge(const QString &name) const
{
    Verdict verdict;
    if (name.isEmpty())
        verdict.problem = tr("Type a title.");
    else if (name.size() > LongestTitle)
        verdict.problem = tr("A title has at most %1 characters.").arg(LongestTitle);
    verdict.hint = tr("It is listed under New notebook. The folder to work in and the token are not kept.");
    return verdict;
}

void SavePresetDialog::confirm(const QString &name)
{
    Q_EMIT named(name);
}

} // namespace ui

#include "moc_save_preset_dialog.cpp"
