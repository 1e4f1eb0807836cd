// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_command.h"
#include "models/run_form.h"

namespace models {

/// A form that means the same as the command: what has a field fills it, all else is kept under alsoSet. Files are read, relative
/// folders made whole and variables looked up now, since the form belongs to no folder. An error is the docker client's refusal.
[[nodiscard]] tl::expected<RunForm, run::RunCommandError> toRunForm(const run::RunCommand &command,
                                                                    const run::ShellEnvironment &environment);
/// The command that a form stands for, which is printed and sent. Items of alsoSet that can't be read are left out (checkRunForm tells).
[[nodiscard]] run::RunCommand toRunCommand(const RunForm &form);
/// What alsoSet adds to the create request, as a JSON object; empty when it adds nothing. An error is the docker client's refusal.
[[nodiscard]] tl::expected<QByteArray, run::RunCommandError> alsoSetRequest(const RunForm &form);
/// The items of alsoSet that can be read.
[[nodiscard]] QList<run::RunSetting> alsoSetSettings(const RunForm &form);
/// One item of alsoSet: "--ulimit=nofile=1024", "--init".
[[nodiscard]] QString alsoSetText(const run::RunSetting &setting);

} // namespace models
