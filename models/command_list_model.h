// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/commands.h"

#include <QAbstractListModel>

namespace models {

/// The command palette's list: every command of the catalogue that matches the typed words, those that can run now first. UI thread.
class CommandListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum CommandRole {
        CommandIdRole = Qt::UserRole + 1,
        ShortcutRole, ///< portable text
        DetailRole,   ///< the docker command, or why the command can't run
        EnabledRole,
        IconNameRole,
    };

    CommandListModel(const Commands &commands, const Selection &selection, QObject *parent = nullptr);

    /// Every word must be found in the label, the kind of object or the docker command; case does not matter.
    void setFilterText(const QString &text);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        const Command *command;
        QString label, detail;
        bool enabled;
    };

    QList<Row> m_all, m_rows;
};

} // namespace models
