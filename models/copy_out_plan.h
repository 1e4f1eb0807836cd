// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace models {

/// Files that are to be copied out of containers, and where to.
struct CopyOutPlan
{
    struct Item
    {
        QString containerId, containerName;
        QString path;      ///< inside the container, absolute
        QString subfolder; ///< of the folder: "" or "data/raw"
        bool operator==(const Item &) const = default;
    };
    struct Source
    {
        engine::Container container;
        QStringList paths;
    };

    QList<Item> items;
    QString folder;       ///< on this machine, absolute; made when only its last part is missing
    bool replace = false; ///< files of the same name

    /// Where an item goes.
    [[nodiscard]] QString targetOf(const Item &item) const;
    /// The same, from the folder on: "data/raw/x.csv".
    [[nodiscard]] static QString placeOf(const Item &item);
    [[nodiscard]] QStringList places() const;
    /// `docker cp lab:/home/a.ipynb /home/me/lab/a.ipynb`, one line each, and before them the `mkdir` that they count on. Of more than
    /// `most` files the rest are counted in a comment.
    [[nodiscard]] QStringList dockerCommands(qsizetype most = 50) const;
};

/// Names are kept: what lies below the folder that all files of a container share keeps its folders. Files of several containers go
/// into a folder each, named after the container.
[[nodiscard]] QList<CopyOutPlan::Item> copyOutItems(const QList<CopyOutPlan::Source> &sources);

} // namespace models
