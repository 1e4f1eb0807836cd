// SPDX-License-Identifier: Apache-2.0
#include "models/socket_group.h"

#include <QFile>
#include <QFileInfo>

namespace models {

using namespace Qt::StringLiterals;

SocketGroup groupFrom(const QByteArray &groupFile, uint groupId, const QString &userName)
{
    const QByteArray number = QByteArray::number(groupId);
    for (const QByteArray &line : groupFile.split('\n')) {
        const QList<QByteArray> fields = line.split(':'); // name:password:number:members
        if (fields.size() < 4 || fields.at(2) != number)
            continue;
        const bool listed = !userName.isEmpty() && fields.at(3).split(',').contains(userName.toUtf8());
        return {QString::fromUtf8(fields.first()), listed};
    }
    return {QString::fromLatin1(number), false};
}

SocketGroup socketGroup(const QString &socketPath)
{
    const QFileInfo info(socketPath);
    QFile groups(u"/etc/group"_s);
    if (!info.exists() || !groups.open(QIODevice::ReadOnly))
        return {};
    return groupFrom(groups.readAll(), info.groupId(), qEnvironmentVariable("USER"));
}

} // namespace models
