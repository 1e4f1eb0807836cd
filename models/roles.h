// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Qt>

namespace models {

/// Roles of the resource models beyond Qt's own.
enum Role {
    SortRole = Qt::UserRole + 1, ///< the raw value behind a cell
    IdRole,                      ///< QString: container id, image row key (id + tag), group key
    StateRole,                   ///< int(engine::ContainerState)
    IsGroupRole,                 ///< bool: a compose project's row
    NotebookUrlRole,             ///< QUrl: address found in the container's log; invalid when none
    ColumnIdRole,                ///< QString, in headerData: stable id of the column for settings ("name", "image"…)
    DefaultHiddenRole,           ///< bool, in headerData
};

} // namespace models
