// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_paste.h"
#include "models/run_form.h"

#include <optional>

namespace models {

/// Stands in a shown command for an image that nobody has chosen yet.
inline constexpr QStringView ImagePlaceholder = u"IMAGE";

/// One command of a text as "Run a container" takes it: a form, or why there is none, and in either case what the text says that
/// the run will not do. A plain value.
struct RunText
{
    QString text; ///< as it stands
    run::TextPlace place;
    bool isRun = false;          ///< docker run or create, podman likewise
    std::optional<RunForm> form; ///< only without a problem
    QString problem;             ///< the docker client's refusal, or what waits for a shell
    run::TextPlace problemPlace; ///< in the whole text; of length 0 where nothing single is to blame
    QString option;              ///< that the problem is about: "--publish", or empty
    QStringList notes;           ///< each difference between the text and what will be run
};

/// All docker run commands of a text, in order; the others are told in the notes.
[[nodiscard]] QList<RunText> readRunTexts(const QString &text, const run::ShellEnvironment &environment);
/// The one command of a text that a person edits. It was printed from `original` with secrets masked: where a mask still stands,
/// the secret is put back.
[[nodiscard]] RunText readRunText(const QString &text, const run::ShellEnvironment &environment,
                                  const run::RunCommand &original);
/// A command that was read already, as words on a command line for example.
[[nodiscard]] RunText readRunText(const run::PastedCommand &pasted, const run::ShellEnvironment &environment);
/// Whether a docker run command is among those of a text.
[[nodiscard]] bool looksLikeRunText(const QString &text);

} // namespace models
