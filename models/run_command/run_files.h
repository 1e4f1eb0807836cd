// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/go_text.h"
#include "models/run_command/shell_environment.h"

namespace models::run {

/// The lines of files as `--env-file` and `--label-file` take them, NAME=value each. A name alone takes its value from the
/// variables where `inherit` is set, and is left out otherwise, as the client does.
[[nodiscard]] Checked<QStringList> readKeyValueFiles(const QStringList &paths, const ShellEnvironment &environment,
                                                     bool inherit);
/// NAME=value; a name alone gets its value from the variables when it has one there.
[[nodiscard]] Checked<QString> readEnv(const QString &text, const ShellEnvironment &environment);
/// The file of a seccomp profile, its JSON without blanks between; other options stay as they are.
/// Where ShellEnvironment::inlineProfiles allows it, the JSON may stand there itself.
[[nodiscard]] Checked<QString> readSecurityOption(const QString &text, const ShellEnvironment &environment);
/// Nothing, or why the container's id can't be written there.
[[nodiscard]] QString checkCidFile(const QString &path, const ShellEnvironment &environment);

/// Whether this is a profile's JSON, not the name of its file.
[[nodiscard]] bool isProfileText(const QString &value);

} // namespace models::run
