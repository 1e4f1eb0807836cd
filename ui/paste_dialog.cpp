// SPDX-License-Identifier: Apache-2.0
#include "ui/paste_dialog.h"

#include "ui/command_edit.h"
#include "ui/field_note.h"
#include "ui/notes_view.h"
#include "ui/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QListWidget>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int Width = 640;
constexpr int LeastLines = 5, MostLines = 9;
constexpr int MostRows = 4;
} // namespace

PasteDialog::PasteDialog(QWidget *parent)
    : Dialog(tr("Run from command"), parent)
    , m_text(new CommandEdit(this))
    , m_listTitle(new QLabel(tr("Which one?"), this))
    , m_list(new QListWidget(this))
    , m_problem(new FieldNote(this))
    , m_notes(new NotesView(tr("Notes"), this))
    , m_fill(new QPushButton(tr("Fill the form"), this))
{
    auto *title = new QLabel(tr("Paste a docker run command, as a tutorial prints it. Nothing is run yet."), this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setBuddy(m_text);
    title->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_text->setAccessibleName(tr("Command"));
    m_text->setPlaceholderText(tr("docker run -p 8888:8888 dwhitena/minimal-jupyter"));
    m_text->setLines(LeastLines, MostLines);
    m_listTitle->setTextFormat(Qt::PlainText);
    m_listTitle->setBuddy(m_list);
    m_listTitle->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_list->setAccessibleName(tr("Which one?"));
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setButtonKind(m_fill, ButtonKind::Primary);
    m_fill->setDefault(true);
    m_fill->setShortcut(Qt::CTRL | Qt::Key_Return); // Return alone is a new line in the command
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(m_text, &CommandEdit::toRead, this, &PasteDialog::read);
    connect(m_list, &QListWidget::currentRowChanged, this, &PasteDialog::showCommand);
    connect(m_list, &QListWidget::itemActivated, this, &PasteDialog::choose);
    connect(m_fill, &QPushButton::clicked, this, &PasteDialog::choose);
    connect(cancel, &QPushButton::clicked, this, &PasteDialog::reject);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_fill);
    for (QWidget *part : QList<QWidget *>{title, m_text, m_listTitle, m_list, m_problem, m_notes})
        content()->addWidget(part);
    content()->addStretch();
    content()->addLayout(buttons);
    setMinimumWidth(Width);
    setGrowing(true);
    read();
}

void PasteDialog::setText(const QString &text)
{
    m_text->setPlainText(text);
    m_text->settle();
    m_text->setFocus(Qt::OtherFocusReason);
}

QString PasteDialog::clipboardCommand()
{
    const QString text = QGuiApplication::clipboard()->text();
    return models::looksLikeRunText(text) ? text : QString();
}

void PasteDialog::read()
{
    m_commands = models::readRunTexts(m_text->toPlainText(), models::run::ShellEnvironment::ofThisProcess());
    listCommands();
    showCommand();
}

void PasteDialog::listCommands()
{
    const QSignalBlocker quiet(m_list);
    const int row = m_list->currentRow();
    m_list->clear();
    for (const models::RunText &command : std::as_const(m_commands))
        m_list->addItem(command.text.simplified());
    m_list->setCurrentRow(std::clamp(row, 0, std::max(m_list->count() - 1, 0)));
    const bool several = m_commands.size() > 1;
    m_listTitle->setVisible(several);
    m_list->setVisible(several);
    if (several)
        m_list->setFixedHeight(std::min(m_list->count(), MostRows) * m_list->sizeHintForRow(0) +
                               2 * m_list->frameWidth());
}

void PasteDialog::showCommand()
{
    const models::RunText *command = current();
    const bool empty = m_text->toPlainText().trimmed().isEmpty();
    QString problem = command ? command->problem : QString();
    if (!command && !empty)
        problem = tr("There is no docker run command in this text.");
    m_text->mark(command ? command->problemPlace : models::run::TextPlace());
    if (problem.isEmpty())
        m_problem->clear();
    else
        m_problem->show(m_text, Tone::Error, problem);
    m_notes->setNotes(command ? command->notes : QStringList());
    m_fill->setEnabled(command && command->form);
}

void PasteDialog::choose()
{
    m_text->settle();
    const models::RunText *command = current();
    if (!command || !command->form)
        return;
    const models::RunText taken = *command;
    accept();
    Q_EMIT chosen(taken);
}

const models::RunText *PasteDialog::current() const
{
    const int row = std::max(m_list->currentRow(), 0);
    return row < m_commands.size() ? &m_commands.at(row) : nullptr;
}

} // namespace ui

#include "moc_paste_dialog.cpp"
