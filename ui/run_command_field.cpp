// SPDX-License-Identifier: Apache-2.0
#include "ui/run_command_field.h"

#include "models/run_command/run_print.h"
#include "models/run_form_convert.h"
#include "models/run_text.h"
#include "ui/command_edit.h"
#include "ui/field_note.h"
#include "ui/notes_view.h"
#include "ui/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int MaximumLines = 3;
} // namespace

RunCommandField::RunCommandField(QWidget *parent)
    : QWidget(parent)
    , m_text(new CommandEdit(this))
    , m_note(new FieldNote(this))
    , m_notes(new NotesView(tr("Notes"), this))
    , m_copy(new QPushButton(icon(u"copy"_s), tr("Copy"), this))
{
    auto *title = new ToneLabel(Tone::Muted, tr("Docker command"), this);
    title->setWordWrap(false);
    title->setBuddy(m_text);
    m_text->setAccessibleName(tr("Docker command"));
    m_text->setLines(1, MaximumLines);
    m_text->setTakesCommands(true);
    auto *paste = new QPushButton(icon(u"clipboard-copy"_s), tr("Paste command…"), this);
    paste->setAutoDefault(false);
    m_copy->setAutoDefault(false);
    m_copy->setAccessibleName(tr("Copy docker command"));
    connect(m_text, &CommandEdit::toRead, this, &RunCommandField::read);
    connect(m_text, &CommandEdit::left, this, &RunCommandField::leave);
    connect(m_text, &CommandEdit::commandPasted, this, &RunCommandField::pasteRequested);
    connect(m_note, &FieldNote::offerAccepted, this, &RunCommandField::showCommand);
    connect(paste, &QPushButton::clicked, this, [this] { Q_EMIT pasteRequested({}); });
    connect(m_copy, &QPushButton::clicked, this, &RunCommandField::copy);

    auto *top = new QHBoxLayout;
    top->addWidget(title, 1);
    top->addWidget(paste);
    top->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addWidget(m_text);
    layout->addWidget(m_note);
    layout->addWidget(m_notes);
}

void RunCommandField::setForm(const models::RunForm &form)
{
    const bool same = m_form == form;
    m_form = form;
    if (!same && !m_reading)
        showCommand();
}

void RunCommandField::setNotes(const QStringList &notes)
{
    m_notes->setNotes(notes);
}

void RunCommandField::settle()
{
    m_text->settle();
}

void RunCommandField::focusText()
{
    m_text->setFocus(Qt::OtherFocusReason);
}

void RunCommandField::read()
{
    auto environment = models::run::ShellEnvironment::ofThisProcess();
    environment.clientSettings = false; // the text says all that is in the form
    environment.inlineProfiles = true;
    const models::RunText read = models::readRunText(m_text->toPlainText(), environment, m_printed);
    showProblem(read.problem);
    m_text->mark(read.problem.isEmpty() ? models::run::TextPlace() : read.problemPlace);
    m_notes->setNotes(read.notes);
    if (read.form) {
        const QScopedValueRollback reading(m_reading, true);
        Q_EMIT edited(*read.form);
    }
}

void RunCommandField::showCommand()
{
    models::RunForm told = m_form.value_or(models::RunForm());
    if (told.image.isEmpty())
        told.image = models::ImagePlaceholder.toString();
    m_printed = models::toRunCommand(told);
    showProblem({});
    const QSignalBlocker quiet(m_text);
    m_text->mark({});
    const QString text = models::run::printRunCommand(m_printed, true);
    if (m_text->toPlainText() != text)
        m_text->setPlainText(text);
    m_text->fitHeight();
}

void RunCommandField::showProblem(const QString &problem)
{
    m_problem = problem;
    if (problem.isEmpty())
        m_note->clear();
    else
        m_note->show(m_text, Tone::Error, problem, tr("Undo"));
}

/// What is understood is written out as it will be run.
void RunCommandField::leave()
{
    if (m_problem.isEmpty())
        showCommand();
}

void RunCommandField::copy()
{
    const bool whole = m_problem.isEmpty() && m_form;
    QGuiApplication::clipboard()->setText(whole ? models::toDockerCommand(*m_form, false) : m_text->toPlainText());
}

} // namespace ui

#include "moc_run_command_field.cpp"
