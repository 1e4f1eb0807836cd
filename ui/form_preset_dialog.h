// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/preset_library.h"
#include "models/run_form.h"
#include "ui/name_dialog.h"

namespace ui {

class OutcomePanel;

/// "Save as preset…" of a run form: asks what the new kind of notebook is called, tells what it can't keep, and keeps it. How
/// that went is told by the panel of the run dialog, which owns this one.
class FormPresetDialog : public NameDialog
{
    Q_OBJECT
public:
    FormPresetDialog(const models::RunForm &form, OutcomePanel &outcome, QWidget *parent);

    /// Opens one.
    static void ask(const models::RunForm &form, OutcomePanel &outcome, QWidget *parent);

protected:
    [[nodiscard]] Verdict judge(const QString &name) const override;
    void confirm(const QString &name) override;

private:
    [[nodiscard]] QString whyNot() const;

    const models::RunForm m_form;
    OutcomePanel &m_outcome;
    models::PresetLibrary m_library;
};

} // namespace ui
