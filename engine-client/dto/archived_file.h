// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace engine {

/// A small file out of a container (`GET /containers/{id}/archive`). Both name and content are untrusted.
struct ArchivedFile
{
    QString name; ///< the last part of its path: never with a slash
    QDateTime modified;
    QByteArray content;
    bool operator==(const ArchivedFile &) const = default;
};

} // namespace engine
