// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace app {

/// What the command line asks for. Read before QApplication exists, so that the engine is asked before the window is built.
struct CommandLine
{
    enum class Wish { Run, DryRun, Version, Help, Error };
    Wish wish = Wish::Run;
    QString text;            ///< Version, Help and Error: what to print
    QString engine;          ///< --engine ADDRESS
    QString tour;            ///< --tour DIR: the app performs its main job by itself and leaves screenshots there
    bool benchMarks = false; ///< --bench-marks: moments of the start on stderr
    bool opensRun = false;   ///< run …: "Run a container" opens, filled with the command
    QStringList runWords;    ///< run …: what stands behind docker run, for the dialog or to be printed (DryRun)
};

[[nodiscard]] CommandLine readCommandLine(const QStringList &arguments);

} // namespace app
