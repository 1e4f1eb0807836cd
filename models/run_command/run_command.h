// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_option.h"
#include "models/run_command/shell_environment.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace models::run {

/// One word of a command and where it stands.
struct ShellWord
{
    QString text;
    TextPlace place;
};

/// One option as given: its value is text that passed the docker client's own check. For an option that takes no value, "true" or
/// "false".
struct RunSetting
{
    RunOption option;
    QString value;
    TextPlace place; ///< of the word that holds the value
    bool operator==(const RunSetting &other) const { return option == other.option && value == other.value; }
};

/// Why the docker client would refuse a command.
struct RunCommandError
{
    QString message; ///< the first line it would print
    TextPlace place; ///< in the text; of length 0 where nothing single is to blame
    QString option;  ///< "--publish", or empty
    int exitStatus = 125;
};

/// A `docker run` or `docker create` as a list of settings, in the order given. A plain value: the dialog, the request, the
/// printed command and a container that is copied all meet here.
struct RunCommand
{
    enum class Verb { Run, Create };
    enum class Client { Docker, Podman };
    Verb verb = Verb::Run;
    Client client = Client::Docker;
    QList<RunSetting> settings;
    QString image;
    TextPlace imagePlace;
    QStringList arguments;  ///< behind the image
    QStringList podmanOnly; ///< options that only Podman's own client understands: kept as text, not sent
    bool operator==(const RunCommand &other) const;

    void add(RunOption option, const QString &value) { settings += RunSetting{option, value, {}}; }
    [[nodiscard]] bool has(RunOption option) const;
    /// The last one counts; empty without one.
    [[nodiscard]] QString value(RunOption option) const;
    [[nodiscard]] QStringList values(RunOption option) const;
    [[nodiscard]] bool flag(RunOption option, bool otherwise = false) const;
    /// Whether docker run leaves the terminal alone, as it always does from a window unless the command says --detach=false.
    [[nodiscard]] bool isDetached() const { return verb == Verb::Run && flag(RunOption::Detach, true); }
};

/// Reads what stands behind `docker run`. An error is the first that the client would meet while it reads options; what it checks
/// afterwards createRequest() finds. Pure.
[[nodiscard]] tl::expected<RunCommand, RunCommandError>
parseRunCommand(const QList<ShellWord> &words, RunCommand::Verb verb,
                RunCommand::Client client = RunCommand::Client::Docker);
[[nodiscard]] tl::expected<RunCommand, RunCommandError> parseRunCommand(const QStringList &words,
                                                                        RunCommand::Verb verb);

/// What is wrong with one value, in the client's words without the option's name; empty when it is fine. The same check that
/// parseRunCommand makes.
[[nodiscard]] QString checkSetting(RunOption option, const QString &value);

} // namespace models::run
