// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/dry_run.h"

#include "models/run_command/run_request.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

DryRun refused(const QString &message)
{
    return {{}, message.toUtf8() + '\n', 125};
}

} // namespace

PastedCommand readRunWords(const QStringList &words, const ShellEnvironment &environment)
{
    if (words.size() == 1 && words.first().contains(u' ')) {
        const auto commands = readPaste(words.first(), environment);
        const auto run =
            std::find_if(commands.cbegin(), commands.cend(), [](const PastedCommand &one) { return one.isRun; });
        if (run != commands.cend())
            return *run;
    }
    PastedCommand typed;
    typed.text = words.join(u' ');
    typed.isRun = true;
    if (auto command = parseRunCommand(words, RunCommand::Verb::Run))
        typed.command = std::move(*command);
    else
        typed.error = command.error();
    return typed;
}

DryRun dryRun(const QStringList &words, const ShellEnvironment &environment)
{
    const PastedCommand typed = readRunWords(words, environment);
    if (typed.error)
        return refused(typed.error->message);
    for (const ShellNote &note : typed.notes) {
        if (note.blocks)
            return refused(u"docker: "_s + note.message);
    }
    const auto request = createRequest(typed.command, withVariables(environment, typed.variables));
    if (!request)
        return refused(request.error().message);
    return {requestAsJson(*request) + '\n', {}, 0};
}

} // namespace models::run
