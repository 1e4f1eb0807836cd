// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_print.h"
#include "models/run_command/run_request.h"
#include "models/run_form_checks.h"
#include "models/run_form_convert.h"
#include "models/shell_words.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace models {

using run::RunCommand;
using run::RunOption;

namespace {

/// Stands where the form's own image will.
const QString anyImage = u"image"_s;

/// "--ulimit=core=1" is one word and may hold blanks; "--ulimit core=1" is split as a shell splits it.
tl::expected<QStringList, run::RunCommandError> wordsOfItem(const QString &item)
{
    const qsizetype blank = item.indexOf(u' '), equals = item.indexOf(u'=');
    if (blank < 0 || (equals >= 0 && equals < blank))
        return QStringList{item};
    const auto words = splitShellWords(item);
    if (!words)
        return tl::unexpected(run::RunCommandError{words.error().message, {}, {}});
    return *words;
}

tl::expected<RunCommand, run::RunCommandError> readItem(const QString &item)
{
    const auto words = wordsOfItem(item);
    if (!words)
        return tl::unexpected(words.error());
    auto command = run::parseRunCommand(*words + QStringList{anyImage}, RunCommand::Verb::Run);
    // "--init alpine" would be an option and an image: an item is one option.
    if (command && (command->image != anyImage || !command->arguments.isEmpty() || command->settings.size() != 1))
        return tl::unexpected(
            run::RunCommandError{RunFormChecks::tr("Type one option of docker run in each line."), {}, {}});
    return command;
}

/// The request has no place for these but the form's own fields.
QString fieldOf(RunOption option)
{
    return option == RunOption::Name       ? RunFormChecks::tr("Name")
           : option == RunOption::Platform ? RunFormChecks::tr("Platform")
                                           : QString();
}

/// All items as one command; they were read one by one.
RunCommand together(const RunForm &form)
{
    RunCommand command;
    command.image = anyImage;
    for (const QString &item : form.alsoSet) {
        if (const auto read = readItem(item))
            command.settings += read->settings;
    }
    // Aliases and addresses belong to the network that the form names.
    if (!form.network.trimmed().isEmpty() && !command.has(RunOption::Network))
        command.add(RunOption::Network, form.network.trimmed());
    return command;
}

run::ShellEnvironment environmentOfForm()
{
    auto environment = run::ShellEnvironment::ofThisProcess();
    environment.clientSettings = false; // they became fields when the command was read
    environment.inlineProfiles = true;
    return environment;
}

} // namespace

QList<run::RunSetting> alsoSetSettings(const RunForm &form)
{
    QList<run::RunSetting> settings;
    for (const QString &item : form.alsoSet) {
        if (const auto read = readItem(item))
            settings += read->settings;
    }
    return settings;
}

tl::expected<QByteArray, run::RunCommandError> alsoSetRequest(const RunForm &form)
{
    if (form.alsoSet.isEmpty())
        return QByteArray();
    const auto request = createRequest(together(form), environmentOfForm());
    if (!request)
        return tl::unexpected(request.error());
    auto body = nlohmann::json::parse(request->body.cbegin(), request->body.cend(), nullptr, false);
    body.erase("Image");
    return QByteArray::fromStdString(body.dump());
}

void RunFormChecks::checkAlsoSet()
{
    bool readable = true;
    for (qsizetype i = 0; i < m_form.alsoSet.size(); ++i) {
        if (m_form.alsoSet.at(i).trimmed().isEmpty())
            continue;
        const auto read = readItem(m_form.alsoSet.at(i));
        const QString field = u"alsoSet[%1]"_s.arg(i);
        const QString own = read ? fieldOf(read->settings.first().option) : QString();
        readable = readable && read && own.isEmpty();
        if (!read)
            error(field, read.error().message);
        else if (!own.isEmpty())
            error(field, tr("Use the field %1 for this.").arg(own));
        else if (shortestSettings(*read).isEmpty())
            warning(field, tr("This changes nothing here."));
    }
    if (m_form.alsoSet.isEmpty() || !readable)
        return;
    if (const auto problem = checkRequest(together(m_form), environmentOfForm()))
        error(u"alsoSet"_s, QString(problem->message).remove(u"docker: "_s));
}

} // namespace models
