// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

namespace test {

/// What a person types to run a notebook: image, name and one port.
[[nodiscard]] models::RunForm jupyterForm();
/// The same with every field filled, secrets "hunter2" among them.
[[nodiscard]] models::RunForm fullForm();
/// The problems, one a line: "field: message".
[[nodiscard]] QString problemText(const QList<models::FormProblem> &problems);

} // namespace test
