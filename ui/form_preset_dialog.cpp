// SPDX-License-Identifier: Apache-2.0
#include "ui/form_preset_dialog.h"

#include "models/format.h"
#include "models/recipe_preset.h"
#include "ui/outcome_panel.h"

#include <algorithm>

namespace ui {

using models::FormProblem;

FormPresetDialog::FormPresetDialog(const models::RunForm &form, OutcomePanel &outcome, QWidget *parent)
    : NameDialog(tr("Save as preset"), tr("Keep this form as a kind of notebook"), tr("Title"), tr("Save"), parent)
    , m_form(form)
    , m_outcome(outcome)
{
    setName(form.name);
}

void FormPresetDialog::ask(const models::RunForm &form, OutcomePanel &outcome, QWidget *parent)
{
    (new FormPresetDialog(form, outcome, parent))->open();
}

/// What the form itself lacks.
QString FormPresetDialog::whyNot() const
{
    const QList<FormProblem> problems = models::checkRunForm(m_form);
    const auto error = std::ranges::find(problems, FormProblem::Severity::Error, &FormProblem::severity);
    if (error != problems.end())
        return error->message;
    return models::presetOf(m_form, {}, m_library.entries()).ports.isEmpty()
               ? tr("A notebook needs a port: add one under Ports first.")
               : QString();
}

NameDialog::Verdict FormPresetDialog::judge(const QString &name) const
{
    Verdict verdict;
    verdict.hint = whyNot();
    verdict.problem = verdict.hint;
    if (!verdict.problem.isEmpty())
        return verdict;
    if (name.isEmpty())
        verdict.problem = tr("Type a title, such as Statistics course.");
    verdict.hint = tr("New notebook will offer it. Secrets are left out.");
    const QStringList left = models::notInPreset(m_form);
    if (!left.isEmpty())
        verdict.hint +=
            QChar::Space + tr("It can’t keep: %1.").arg(models::visibleText(left.join(QStringLiteral(", "))));
    return verdict;
}

void FormPresetDialog::confirm(const QString &name)
{
    const auto kept = m_library.save(models::presetOf(m_form, name, m_library.entries()));
    if (kept)
        m_outcome.showOutcome(Tone::Ok, tr("New notebook offers %1 now.").arg(models::visibleText(kept->title)), {});
    else
        m_outcome.showOutcome(Tone::Error, kept.error(), {});
}

} // namespace ui

#include "moc_form_preset_dialog.cpp"
