// SPDX-License-Identifier: Apache-2.0
#include "models/command_list_model.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QString qualified(const Command &command)
{
    switch (command.scope) {
    case Command::Scope::Container:
        return u"Container: "_s + command.label;
    case Command::Scope::Image:
        return u"Image: "_s + command.label;
    case Command::Scope::Global:
        break;
    }
    return command.label;
}

} // namespace

CommandListModel::CommandListModel(const Commands &commands, const Selection &selection, QObject *parent)
    : QAbstractListModel(parent)
{
    for (const Command &command : Commands::all()) {
        if (command.id == u"global.palette"_s)
            continue; // it is open
        const Commands::Availability availability = commands.availability(command.id, selection);
        const QStringList docker = commands.dockerCommands(command.id, selection);
        QString detail = availability.enabled ? docker.value(0) : availability.reason;
        if (availability.enabled && docker.size() > 1)
            detail += u" and %1 more"_s.arg(docker.size() - 1);
        m_all << Row{&command, qualified(command), detail, availability.enabled};
    }
    std::stable_sort(m_all.begin(), m_all.end(), [](const Row &a, const Row &b) { return a.enabled && !b.enabled; });
    m_rows = m_all;
}

void CommandListModel::setFilterText(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    beginResetModel();
    m_rows.clear();
    std::copy_if(m_all.cbegin(), m_all.cend(), std::back_inserter(m_rows), [&](const Row &row) {
        const QString where = row.label + u' ' + (row.enabled ? row.detail : QString()) + u' ' + row.command->id;
        return std::all_of(words.cbegin(), words.cend(),
                           [&](const QString &word) { return where.contains(word, Qt::CaseInsensitive); });
    });
    endResetModel();
}

int CommandListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant CommandListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return row.label;
    case Qt::AccessibleDescriptionRole:
    case DetailRole:
        return row.detail;
    case CommandIdRole:
        return row.command->id;
    case ShortcutRole:
        return row.command->shortcut;
    case EnabledRole:
        return row.enabled;
    case IconNameRole:
        return row.command->icon;
    default:
        return {};
    }
}

} // namespace models
