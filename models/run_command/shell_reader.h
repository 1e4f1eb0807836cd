// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_command.h"
#include "models/run_command/shell_variables.h"

namespace models::run {

/// Something in a text that a shell would do and nobody does here.
struct ShellNote
{
    QString message; ///< "“$(date)” is not run: type what it would print."
    TextPlace place;
    bool blocks = false; ///< the command means something else until this is mended
};

/// No command has more notes than this: nobody reads on.
constexpr qsizetype mostNotes = 300;

/// One command of a text, its words as a shell hands them to the program.
struct ShellCommand
{
    QList<ShellWord> words;
    ShellVariables variables;
    QList<ShellNote> notes;
    TextPlace place;
};

enum class ShellDialect { Posix, PowerShell, Cmd };

/// By its line ends and variables: a backtick or $env: is PowerShell, ^ or %…% is cmd, all else POSIX.
[[nodiscard]] ShellDialect guessDialect(const QString &text);
/// Splits into commands and words. Quotes, line ends, comments and prompts are read; variables, ~, $(pwd) and $(id -u) are
/// replaced; nothing is run, and whatever else a shell would do is noted with its place. Pure; never fails.
[[nodiscard]] QList<ShellCommand> readShell(const QString &text, const ShellEnvironment &environment);
[[nodiscard]] QList<ShellCommand> readShell(const QString &text, const ShellEnvironment &environment,
                                            ShellDialect dialect);

} // namespace models::run
