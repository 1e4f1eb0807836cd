// SPDX-License-Identifier: Apache-2.0
#include "ui/run_paster.h"

#include "ui/paste_dialog.h"

#include <QKeyEvent>
#include <QShortcut>
#include <QWidget>

namespace ui {

RunPaster::RunPaster(QWidget *window) : QObject(window), m_window(window)
{
    auto *keys = new QShortcut(QKeySequence::Paste, window);
    connect(keys, &QShortcut::activated, this, &RunPaster::pasteClipboard);
}

void RunPaster::watch(QWidget *field)
{
    field->installEventFilter(this);
}

void RunPaster::paste(const QString &text)
{
    if (text.isEmpty()) {
        ask(PasteDialog::clipboardCommand());
        return;
    }
    const auto commands = models::readRunTexts(text, models::run::ShellEnvironment::ofThisProcess());
    if (commands.size() == 1 && commands.first().form)
        Q_EMIT chosen(commands.first());
    else
        ask(text);
}

bool RunPaster::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste)) {
        const QString text = PasteDialog::clipboardCommand();
        if (!text.isEmpty()) {
            paste(text);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void RunPaster::pasteClipboard()
{
    const QString text = PasteDialog::clipboardCommand();
    if (!text.isEmpty())
        paste(text);
}

void RunPaster::ask(const QString &text)
{
    auto *dialog = new PasteDialog(m_window);
    connect(dialog, &PasteDialog::chosen, this, &RunPaster::chosen);
    dialog->setText(text);
    dialog->open();
}

} // namespace ui

#include "moc_run_paster.cpp"
