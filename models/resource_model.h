// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"

#include <QAbstractItemModel>

#include <memory>
#include <optional>

namespace models {

/// What a resource page needs of any table: its filter, how many rows there are behind it, whether it has loaded.
/// Concrete models are diffed by key, never reset; filter and sort are their own (a proxy costs ten times more).
class ResourceModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    using QAbstractItemModel::QAbstractItemModel;

    /// Case-insensitive; every word of the text must be found in one of the row's visible texts.
    virtual void setFilterText(const QString &text) = 0;
    [[nodiscard]] virtual QString filterText() const = 0;
    /// Rows before any filter (groups not counted).
    [[nodiscard]] virtual int totalCount() const = 0;
    /// Rows that pass the filters (groups not counted).
    [[nodiscard]] virtual int shownCount() const = 0;
    /// False until the first answer of the engine: an empty model is then "loading", not "nothing there".
    [[nodiscard]] virtual bool isLoaded() const = 0;
    /// Why the last list could not be had, though the engine answers; the rows are then those of the list before.
    [[nodiscard]] virtual const std::optional<engine::EngineError> &failure() const = 0;
    [[nodiscard]] virtual QModelIndex indexOfKey(const QString &key) const = 0;

Q_SIGNALS:
    /// isLoaded() or failure() has changed.
    void loadedChanged();
    void countsChanged();
};

} // namespace models
