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

/// What the form and the window can show at once; nobody types as much.
constexpr qsizetype MostOptions = 300, MostArguments = 2000;
/// Of one text.
constexpr qsizetype MostCommands = 100, MostLeftOut = 10;

/// Commands of a text that are no docker run: the first are named, the others counted.
struct Others
{
    QStringList named;
    qsizetype further = 0;

    void add(const PastedCommand &other)
    {
        if (named.size() < MostLeftOut)
            named += tr("“%1” is left out: it is no docker run command.").arg(shortened(other.text));
        else
            ++further;
    }
    [[nodiscard]] QStringList notes() const
    {
        return further > 0 ? named + QStringList{tr("Left out likewise: %1 more.").arg(further)} : named;
    }
};

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

void boundCommand(RunText &read, const RunCommand &command)
{
    if (command.settings.size() > MostOptions)
        refuse(read, tr("It has more than %1 options: the form takes no more.").arg(MostOptions), {});
    else if (command.arguments.size() > MostArguments)
        refuse(read, tr("It has more than %1 words behind the image: the form takes no more.").arg(MostArguments), {});
}

void boundFiles(RunText &read, const RunForm &form)
{
    if (form.environment.size() + form.labels.size() > MostOptions)
        refuse(read, tr("Its files hold more than %1 variables and labels: the form takes no more.").arg(MostOptions),
               {});
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
    else
        boundCommand(read, pasted.command);
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
    boundFiles(read, *form);
    if (!read.problem.isEmpty())
        return read;
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
    Others others;
    qsizetype unread = 0;
    for (PastedCommand &pasted : readPaste(text, environment)) {
        if (!pasted.isRun)
            others.add(pasted);
        else if (commands.size() < MostCommands)
            commands += readCommand(std::move(pasted), environment, nullptr);
        else
            ++unread;
    }
    QStringList left = others.notes();
    if (unread > 0)
        left += tr("Only the first %1 commands are listed, of %2.").arg(MostCommands).arg(MostCommands + unread);
    for (RunText &command : commands)
        command.notes += left;
    return commands;
}

RunText readRunText(const QString &text, const run::ShellEnvironment &environment, const RunCommand &original)
{
    if (text.size() > LongestText)
        return tooLong();
    RunText read;
    Others before, behind;
    for (PastedCommand &pasted : readPaste(text, environment)) {
        if (!pasted.isRun) {
            (read.isRun ? behind : before).add(pasted);
        } else if (read.isRun) {
            read.form.reset();
            refuse(read, tr("Only one command can be run: take this one away."), pasted.place);
            break;
        } else {
            read = readCommand(std::move(pasted), environment, &original);
        }
    }
    read.notes = before.notes() + read.notes + behind.notes();
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
