// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/network_join.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace models {

/// What to send for a container that is like another one, but is published on this computer only.
struct LoopbackCopy
{
    QByteArray body;             ///< of POST /containers/create; may hold the token: never log
    QList<NetworkJoin> networks; ///< beyond the one that the body names: not every engine takes several at once
    bool takesToken = false;     ///< the token is in its environment, and nothing on its command line says otherwise
    QString refusal;             ///< why there can't be one, as a sentence; the rest is empty then
};

/// From the answer of `GET /containers/{id}/json`: everything that the engine was told stays as it was (settings, limits, labels,
/// mounts, anonymous volumes with what is in them, networks with their aliases), the host ports too. `token`, when not empty, is
/// what a Jupyter server asks for from then on. Pure; any bytes.
[[nodiscard]] LoopbackCopy loopbackCopy(const QByteArray &inspection, const QString &token);
/// What an engine would answer of the copy: the one of `inspection` with the copy's settings. Holds the token: never log.
[[nodiscard]] QByteArray inspectionOf(const LoopbackCopy &copy, const QByteArray &inspection);

} // namespace models
