// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/file.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace models {

/// A file that is nowhere but in a container: it goes with it.
struct LostFile
{
    /// In the order in which they are shown.
    enum class Sort { Notebook, Data, Model, Code, Other };
    QString path; ///< absolute, inside the container
    Sort sort = Sort::Other;
    bool isNew = true; ///< false: the image has an older one
    qint64 size = -1;  ///< bytes; -1 unknown
    bool operator==(const LostFile &) const = default;
};

struct Losses
{
    QList<LostFile> files;  ///< most precious first
    qsizetype programs = 0; ///< further files, of programs and libraries that were installed
};

/// What `GET /containers/{id}/changes` means for a person: files made or changed that lie below none of `mountTargets`, without
/// folders and without what comes again by itself (the table is in the .cpp). Takes a while for many changes: for any thread.
[[nodiscard]] Losses lossesOf(const QList<engine::FileChange> &changes, const QStringList &mountTargets);

} // namespace models
