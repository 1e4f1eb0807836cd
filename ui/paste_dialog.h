// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_text.h"
#include "ui/dialog.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace ui {

class CommandEdit;
class FieldNote;
class NotesView;

/// "Run from command": takes any text with docker run commands, says what can't be read with the place marked in it, lists the
/// commands when there are several, and gives the chosen one. Changes nothing itself.
class PasteDialog : public Dialog
{
    Q_OBJECT
public:
    explicit PasteDialog(QWidget *parent);

    void setText(const QString &text);
    /// What is on the clipboard, where a docker run command is among it; empty otherwise.
    [[nodiscard]] static QString clipboardCommand();

Q_SIGNALS:
    /// With a form in it; the dialog is closed.
    void chosen(const models::RunText &command);

private:
    void read();
    void listCommands();
    void showCommand();
    void choose();
    [[nodiscard]] const models::RunText *current() const;

    CommandEdit *m_text;
    QLabel *m_listTitle;
    QListWidget *m_list;
    FieldNote *m_problem;
    NotesView *m_notes;
    QPushButton *m_fill;
    QList<models::RunText> m_commands; ///< the docker run commands of the text
};

} // namespace ui
