// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_paste.h"

namespace models {

/// What a command says that a run from the window does differently: a sentence each. What the shell would have done is told by the
/// notes of the reader.
[[nodiscard]] QStringList runTextNotes(const run::PastedCommand &pasted, const run::ShellEnvironment &environment);
/// What the docker client would not take of a command that is printed here.
[[nodiscard]] QStringList printedNotes(const run::RunCommand &command);
/// A text for a sentence: one line, not longer than fits.
[[nodiscard]] QString shortened(const QString &text);

} // namespace models
