// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

namespace models {

/// The field of the form that an engine's refusal to create or start is about: "name", "ports[0].hostPort", "image",
/// "mounts[1].source"…; empty when it can't be told.
[[nodiscard]] QString failedFieldOf(const RunForm &form, const QString &engineMessage);
/// The row of the form that publishes `port`, -1 when none does (a port that the engine chose).
[[nodiscard]] int rowOfHostPort(const RunForm &form, quint16 port);

} // namespace models
