// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_paste.h"

#include <QByteArray>

namespace models::run {

/// What `longshore run --dry-run` prints, and how it ends.
struct DryRun
{
    QByteArray output;    ///< the create request as JSON, one line
    QByteArray complaint; ///< for stderr: the client's kind of error
    int exitStatus = 0;
};

/// The words behind `longshore run`: those of docker run, or one word that is a whole command ("docker run -p 80:80 nginx").
/// Nothing is asked of any engine.
[[nodiscard]] DryRun dryRun(const QStringList &words, const ShellEnvironment &environment);
/// The same words as a command.
[[nodiscard]] PastedCommand readRunWords(const QStringList &words, const ShellEnvironment &environment);

} // namespace models::run
