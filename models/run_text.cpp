// SPDX-License-Identifier: Apache-2.0
#include "models/run_text.h"

#include "models/run_command/run_masks.h"
#include "models/run_form_convert.h"
#include "models/run_text_notes.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

using run::PastedCommand;
using run::RunCommand;
using run::ShellNote;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RunText", text);
}

/// Longer than any command that people write; nothing on the clipboard may hold up the window.
constexpr qsizetype LongestText = 64 * 1024;

/// The client's words without its own name.
QString withoutName(QString message)
{
    return message.startsWith(u"docker: ") ? message.mid(8) : message;
}

QString leftOut(const PastedCommand &other)
{
    return tr("“%1” is left out: it is no docker run command.").arg(shortened(other.text));
}

void refuse(RunText &read, const QString &problem, const run::TextPlace &place, const QString &option = {})
{
    read.problem = problem;
    read.problemPlace = place;
    read.option = option;
}

/// Cut short it would mean something else.
RunText tooLong()
{
    RunText read;
    refuse(read, tr("This text is longer than 64 KB. Paste the command alone."), {LongestText, 1});
    return read;
}

/// `original` is null for a text that was not printed here.
RunText readCommand(PastedCommand pasted, const run::ShellEnvironment &environment, const RunCommand *original)
{
    RunText read;
    read.text = pasted.text;
    read.place = pasted.place;
    read.isRun = pasted.isRun;
    for (const ShellNote &note : std::as_const(pasted.notes)) {
        if (note.blocks && read.problem.isEmpty())
            refuse(read, note.message, note.place);
        else
            read.notes += note.message;
    }
    if (!pasted.isRun)
        return read;
    if (pasted.error)
        refuse(read, withoutName(pasted.error->message), pasted.error->place, pasted.error->option);
    if (!read.problem.isEmpty())
        return read;
    if (original)
        run::unmask(pasted.command, *original);
    if (const auto mask = run::findMask(pasted.command); mask && original) {
        refuse(read, tr("**** hides a value that isn't known any more: type the value."), *mask);
        return read;
    }
    const bool imageless = pasted.command.image == ImagePlaceholder;
    if (imageless)
        pasted.command.image = u"image"_s;
    const auto form = toRunForm(pasted.command, run::withVariables(environment, pasted.variables));
    if (!form) {
        refuse(read, withoutName(form.error().message), form.error().place, form.error().option);
        return read;
    }
    read.notes += runTextNotes(pasted, environment);
    read.form = *form;
    if (imageless)
        read.form->image.clear();
    return read;
}

} // namespace

QList<RunText> readRunTexts(const QString &text, const run::ShellEnvironment &environment)
{
    if (text.size() > LongestText)
        return {tooLong()};
    QList<RunText> commands;
    QStringList others;
    for (PastedCommand &pasted : readPaste(text, environment)) {
        if (pasted.isRun)
            commands += readCommand(std::move(pasted), environment, nullptr);
        else
            others += leftOut(pasted);
    }
    for (RunText &command : commands)
        command.notes += others;
    return commands;
}

RunText readRunText(const QString &text, const run::ShellEnvironment &environment, const RunCommand &original)
{
    if (text.size() > LongestText)
        return tooLong();
    RunText read;
    for (PastedCommand &pasted : readPaste(text, environment)) {
        if (!pasted.isRun) {
            read.notes += leftOut(pasted);
        } else if (read.isRun) {
            const run::TextPlace place = pasted.place;
            read.form.reset();
            refuse(read, tr("Only one command can be run: take this one away."), place);
            break;
        } else {
            const QStringList earlier = read.notes;
            read = readCommand(std::move(pasted), environment, &original);
            read.notes = earlier + read.notes;
        }
    }
    if (!read.isRun)
        refuse(read, tr("This is no docker run command."), {0, text.size()});
    return read;
}

RunText readRunText(const PastedCommand &pasted, const run::ShellEnvironment &environment)
{
    return readCommand(pasted, environment, nullptr);
}

bool looksLikeRunText(const QString &text)
{
    if (text.size() > LongestText)
        return false;
    const auto commands = run::readPaste(text, {});
    return std::any_of(commands.cbegin(), commands.cend(), [](const PastedCommand &one) { return one.isRun; });
}

} // namespace models
