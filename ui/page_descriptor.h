// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/commands.h"
#include "ui/state_mark.h"

#include <QModelIndex>
#include <QUrl>

#include <functional>
#include <utility>

namespace models {
class EngineSession;
class ResourceModel;
} // namespace models

namespace ui {

/// Everything that makes one resource page differ from another; the page itself has no code for any resource.
struct PageDescriptor
{
    struct Column
    {
        QString id;          ///< models::ColumnIdRole
        int width = 100;     ///< px; shares of the table's width until a person drags a column
        bool strong = false; ///< text in full colour; the others are quieter
    };
    struct Offer
    {
        QString command, label;
    };
    struct Empty
    {
        QString icon, title, text;
        QList<Offer> offers; ///< the first one is the primary button
    };

    QString id;               ///< "containers": settings and navigation
    QString title;            ///< "Containers"
    QString noun, nounPlural; ///< "container", "containers"
    QString icon;
    models::Command::Scope scope = models::Command::Scope::Container;
    models::ResourceModel *model = nullptr;
    QString stateLabel;       ///< of the combo box: "Show"
    QStringList stateChoices; ///< the first one is "All"
    std::function<void(int)> applyState;
    QStringList primaryCommands; ///< right of the filter; the last one is the primary button
    QStringList barCommands;     ///< for the selection
    QString openCommand;         ///< Enter and double click
    QString linkCommand;         ///< the Open button of a row
    QString defaultSort;         ///< column id
    QList<Column> columns;
    Empty empty;
    /// The sign before the first column's text.
    std::function<StateMark(const QModelIndex &)> mark;
    /// An icon behind the first column's text, its meaning being in the cell's tool tip and accessible text; empty name: none.
    std::function<std::pair<QString, Tone>(const QModelIndex &)> badge;
    /// Adds a row's object to a selection.
    std::function<void(const QModelIndex &, models::Selection &)> select;
    /// Where the row's Open button leads; empty: no button.
    std::function<QList<QUrl>(const QModelIndex &)> links;
};

[[nodiscard]] PageDescriptor containersPage(models::EngineSession &session);
[[nodiscard]] PageDescriptor imagesPage(models::EngineSession &session);

} // namespace ui
