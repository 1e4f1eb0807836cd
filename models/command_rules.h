// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/commands.h"

/// Which commands fit which selection, and what docker would be told. Pure functions: no engine, no widget.
namespace models::rules {

/// Whether the command sends something to the engine (others work while it is not reachable).
[[nodiscard]] bool needsEngine(const Command &command);
/// What the command would work on: of the selected containers only those that it fits. Unchanged for other commands.
[[nodiscard]] Selection fitting(const Command &command, const Selection &selection, bool podman);
/// Why the command can't run on this selection; empty when it can.
[[nodiscard]] QString reasonAgainst(const Command &command, const Selection &selection, bool podman);
/// A line or a few for each object of a fitting selection. Names in capitals stand for what a person has yet to choose.
[[nodiscard]] QStringList dockerLines(const Command &command, const Selection &selection, bool podman);

} // namespace models::rules
