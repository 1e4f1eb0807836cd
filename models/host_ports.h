// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSet>
#include <QString>

namespace models {

/// Ports of this machine, asked of its kernel without waiting for anything.

/// Whether some program holds the port. An address that this machine has not, or a port that this user may not open, counts
/// as free: only the engine knows.
[[nodiscard]] bool isPortTaken(const QString &hostAddress, quint16 port, const QString &protocol);
/// The sockets (inodes) that hold `port`, from the text of /proc/net/tcp (listening ones), tcp6, udp or udp6.
[[nodiscard]] QSet<quint64> socketsOnPort(const QByteArray &procNet, quint16 port, bool listeningOnly);
/// "nginx (process 123)": the first program found that holds the port; empty when none may be looked at. Reads all of /proc: for a
/// thread of the pool only.
[[nodiscard]] QString programOnPort(quint16 port, const QString &protocol);

} // namespace models
