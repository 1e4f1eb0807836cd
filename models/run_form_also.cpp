// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_request.h"
#include "models/run_form_checks.h"
#include "models/run_form_convert.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace models {

using run::RunCommand;
using run::RunOption;

namespace {

/// Stands where the form's own image will.
const QString anyImage = u"image"_s;

tl::expected<RunCommand, run::RunCommandError> readItem(const QString &item)
{
    auto command = run::parseRunCommand(QStringList{item, anyImage}, RunCommand::Verb::Run);
    // "--init alpine" would be an option and an image: an item is one option.
    if (command && (command->image != anyImage || !command->arguments.isEmpty() || command->settings.size() != 1))
        return tl::unexpected(run::RunCommandError{u"This is no option of docker run."_s, {}, {}});
    return command;
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
    const auto request = createRequest(together(form), run::ShellEnvironment::ofThisProcess());
    if (!request)
        return tl::unexpected(request.error());
    auto body = nlohmann::json::parse(request->body.cbegin(), request->body.cend(), nullptr, false);
    body.erase("Image");
    return QByteArray::fromStdString(body.dump());
}

void RunFormChecks::checkAlsoSet()
{
    const qsizetype before = m_problems.size();
    for (qsizetype i = 0; i < m_form.alsoSet.size(); ++i) {
        if (const auto read = readItem(m_form.alsoSet.at(i)); !read)
            error(u"alsoSet[%1]"_s.arg(i), read.error().message);
    }
    if (m_form.alsoSet.isEmpty() || m_problems.size() > before)
        return;
    const auto request = alsoSetRequest(m_form);
    if (!request)
        error(u"alsoSet"_s, QString(request.error().message).remove(u"docker: "_s));
}

} // namespace models
