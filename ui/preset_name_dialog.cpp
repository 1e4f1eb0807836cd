// SPDX-License-Identifier: Apache-2.0
#include "ui/preset_name_dialog.h"

#include "models/actions.h"
#include "models/format.h"
#include "models/recipe_preset.h"
#include "models/shell_words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

PresetNameDialog::PresetNameDialog(const engine::Container &container, models::Actions &actions, QWidget *parent)
    : NameDialog(tr("Save as preset"), tr("Make a kind of notebook of %1").arg(models::visibleText(container.name)),
                 tr("Title"), tr("Save"), parent)
    , m_container(container)
    , m_actions(actions)
{
    setName(container.name);
}

NameDialog::Verdict PresetNameDialog::judge(const QString &name) const
{
    Verdict verdict;
    verdict.command = models::joinShellWords({u"docker"_s, u"inspect"_s, m_container.name});
    const bool isTaken = std::ranges::any_of(
        m_library.entries(), [&name](const models::PresetLibrary::Entry &entry) { return entry.preset.title == name; });
    if (name.isEmpty())
        verdict.problem = tr("Type a title, such as Statistics course.");
    else
        verdict.hint = isTaken ? tr("There is a kind of this name already: both are kept.")
                               : tr("New notebook will offer it. Secrets are left out.");
    return verdict;
}

void PresetNameDialog::confirm(const QString &name)
{
    const auto use = [name](const engine::ContainerRecipe &recipe) -> tl::expected<QString, QString> {
        models::PresetLibrary library;
        const auto saved = library.save(models::presetOf(recipe, name, library.entries()));
        if (!saved)
            return tl::unexpected(saved.error());
        return tr("New notebook offers %1 now").arg(saved->title);
    };
    m_actions.useRecipe(m_container, tr("Save %1 as preset").arg(models::visibleText(m_container.name)), use);
}

} // namespace ui

#include "moc_preset_name_dialog.cpp"
