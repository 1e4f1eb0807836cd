// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace models {

/// The group that may use a socket, and whether /etc/group lists this user in it.
struct SocketGroup
{
    QString name; ///< or the number when the group has no name here; empty when the socket can't be looked at
    bool userIsListed = false;
};

/// Reads the socket's group from the file system and its name from /etc/group; asks no name service, which might block.
[[nodiscard]] SocketGroup socketGroup(const QString &socketPath);
/// The same for a known number, from the text of a group file.
[[nodiscard]] SocketGroup groupFrom(const QByteArray &groupFile, uint groupId, const QString &userName);

} // namespace models
