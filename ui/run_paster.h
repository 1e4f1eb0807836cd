// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_text.h"

#include <QObject>

class QWidget;

namespace ui {

/// Brings docker run commands from the clipboard into a window: Ctrl+V wherever no text is typed, and in the fields told to
/// watch(). A text with one command that says all is taken at once; any other is shown in a PasteDialog first. Owned by the window.
class RunPaster : public QObject
{
    Q_OBJECT
public:
    explicit RunPaster(QWidget *window);

    /// A field that can't hold a command: one pasted there is meant for the form.
    void watch(QWidget *field);
    /// Takes `text`, or asks for one where it is empty (with what is on the clipboard, if it is a command).
    void paste(const QString &text);

Q_SIGNALS:
    /// With a form in it.
    void chosen(const models::RunText &command);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void pasteClipboard();
    void ask(const QString &text);

    QWidget *m_window;
};

} // namespace ui
