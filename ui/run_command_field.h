// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_command.h"
#include "models/run_form.h"

#include <QWidget>

#include <optional>

class QPushButton;

namespace ui {

class CommandEdit;
class FieldNote;
class NotesView;

/// The docker command at the foot of "Run a container", live both ways: it follows the form, and what is typed into it fills the
/// form at once. Text that can't be read stands until it is mended or the form changes, with what is wrong under it, and the form
/// stays as it was. Never touches the text while somebody types in it. Secrets are masked in it; Copy gives them.
class RunCommandField : public QWidget
{
    Q_OBJECT
public:
    explicit RunCommandField(QWidget *parent = nullptr);

    /// What the form holds now.
    void setForm(const models::RunForm &form);
    /// How the run will differ from a command that filled the form; until the next one or until the text is edited.
    void setNotes(const QStringList &notes);
    /// Why the text can't be run; empty when it means the same as the form.
    [[nodiscard]] const QString &problem() const { return m_problem; }
    void focusText();
    /// Reads what was typed a moment ago, before it is run.
    void settle();

Q_SIGNALS:
    void edited(const models::RunForm &form);
    /// The button, or a command pasted over the text (empty: none).
    void pasteRequested(const QString &text);

private:
    void read();
    void showCommand();
    void showProblem(const QString &problem);
    void leave();
    void copy();

    CommandEdit *m_text;
    FieldNote *m_note;
    NotesView *m_notes;
    QPushButton *m_copy;
    std::optional<models::RunForm> m_form;
    models::run::RunCommand m_printed; ///< that the text was printed from, secrets and all
    QString m_problem;
    bool m_reading = false;
};

} // namespace ui
