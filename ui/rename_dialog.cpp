// SPDX-License-Identifier: Apache-2.0
#include "ui/rename_dialog.h"

#include "models/actions.h"
#include "models/containers_model.h"
#include "models/format.h"
#include "models/shell_words.h"

using namespace Qt::StringLiterals;

namespace ui {

RenameDialog::RenameDialog(const engine::Container &container, const models::ContainersModel &containers,
                           models::Actions &actions, QWidget *parent)
    : NameDialog(tr("Rename container"), tr("Rename %1").arg(models::visibleText(container.name)), tr("New name"),
                 tr("Rename"), parent)
    , m_container(container)
    , m_taken(containers.names(container.id))
    , m_actions(actions)
{
    setName(container.name);
}

NameDialog::Verdict RenameDialog::judge(const QString &name) const
{
    Verdict verdict;
    verdict.command = models::joinShellWords({u"docker"_s, u"rename"_s, m_container.name, name});
    models::RunForm form; // the one place that knows what a name may be
    form.name = name;
    const QList<models::FormProblem> problems = models::checkRunForm(form);
    if (name.isEmpty())
        verdict.problem = tr("Type a name.");
    else if (name == m_container.name)
        verdict.problem = tr("This is its name already.");
    else if (m_taken.contains(name))
        verdict.problem = tr("A container named %1 exists: choose another name or remove it first.").arg(name);
    for (const models::FormProblem &problem : problems) {
        if (problem.field == u"name" && verdict.problem.isEmpty())
            verdict.problem = problem.message;
    }
    return verdict;
}

void RenameDialog::confirm(const QString &name)
{
    m_actions.rename(m_container, name);
}

} // namespace ui

#include "moc_rename_dialog.cpp"
