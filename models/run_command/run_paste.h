// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/shell_reader.h"

namespace models::run {

/// One command of a pasted text.
struct PastedCommand
{
    QString text; ///< as it stands in the paste, without prompt
    TextPlace place;
    bool isRun = false; ///< docker run or create, podman likewise
    RunCommand command; ///< only when isRun and without error
    std::optional<RunCommandError> error;
    QList<ShellNote> notes;
    ShellVariables variables; ///< set in the paste for this command
    /// The command may be used as it is: it was read, and nothing in it waits for a shell.
    [[nodiscard]] bool isComplete() const;
};

/// All commands of a paste, in order: those that are no docker run or create as well, so that they can be shown as such.
[[nodiscard]] QList<PastedCommand> readPaste(const QString &text, const ShellEnvironment &environment);
[[nodiscard]] QList<PastedCommand> readPaste(const QString &text, const ShellEnvironment &environment,
                                             ShellDialect dialect);
/// `environment` with the variables that were set in the paste.
[[nodiscard]] ShellEnvironment withVariables(ShellEnvironment environment, const ShellVariables &variables);

} // namespace models::run
