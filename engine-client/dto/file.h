// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

namespace engine {

/// A row of `GET /containers/{id}/changes`: what differs from the image. Mounts and volumes are no part of it, but the folders that
/// they were mounted on are.
struct FileChange
{
    enum class Kind { Modified, Added, Deleted };
    QString path; ///< absolute; a folder is not told from a file
    Kind kind = Kind::Modified;
    bool operator==(const FileChange &) const = default;
};

/// What `HEAD /containers/{id}/archive` tells of one path.
struct FileStat
{
    QString name; ///< the last part of the path
    qint64 size = 0;
    bool isFolder = false;
    bool isRegular = false; ///< neither folder, link, device, pipe nor socket
    QDateTime modified;     ///< UTC; null when not told
};

} // namespace engine
