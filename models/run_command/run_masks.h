// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_command.h"

namespace models::run {

/// The value of a setting as it is shown: secrets behind ****.
[[nodiscard]] QString maskedSetting(const RunSetting &setting);
/// Puts back into a command that was read from masked text what stood there in `original`, of which the text was printed.
void unmask(RunCommand &command, const RunCommand &original);
/// Where a value is hidden and nobody can tell what it was; nothing when all is told.
[[nodiscard]] std::optional<TextPlace> findMask(const RunCommand &command);

} // namespace models::run
