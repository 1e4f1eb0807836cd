// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_command.h"

namespace models::run {

/// The shortest words that mean the same as the command: settings that change nothing are left out, later ones take the place of
/// those they replace, and options stand in the order in which people write them. Begins with "docker", "run" (or their like).
/// `maskSecrets` hides the values of names like PASSWORD, TOKEN, SECRET, KEY, and passwords inside URLs, behind ****.
[[nodiscard]] QStringList runCommandWords(const RunCommand &command, bool maskSecrets);
/// The same in one line, quoted so that a POSIX shell gives the words back.
[[nodiscard]] QString printRunCommand(const RunCommand &command, bool maskSecrets);
/// Without the settings that change nothing, in the order in which they are printed.
[[nodiscard]] QList<RunSetting> shortestSettings(const RunCommand &command);
/// "-p 80:80", "--rm": one setting as words.
[[nodiscard]] QStringList settingWords(const RunSetting &setting);

} // namespace models::run
