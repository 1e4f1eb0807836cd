// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace models {

/// What Podman has to be told about the machine: its own defaults assume systemd, cgroups v2 and the right to raise limits.
struct MachineFacts
{
    bool cgroupsV2 = true;     ///< /sys/fs/cgroup is the unified hierarchy
    bool systemd = true;       ///< and its bus can be reached
    QString runtime;           ///< "crun" or "runc"; empty: none is installed
    bool iptablesOnly = false; ///< iptables is there and nft is not
    quint64 maxOpenFiles = 0;  ///< the caller's hard RLIMIT_NOFILE
    quint64 maxProcesses = 0;  ///< the caller's hard RLIMIT_NPROC
    bool root = false;
    QString user;               ///< login name
    bool subordinateIds = true; ///< /etc/subuid and /etc/subgid name the user, and newuidmap is installed
};

/// Looks at this machine. Reads a few small files; no more than a millisecond.
[[nodiscard]] MachineFacts lookAtMachine();

/// The text of containers.conf for it.
[[nodiscard]] QByteArray containersConf(const MachineFacts &facts);
/// The text of registries.conf that asks `mirror` (host:port, no TLS) in the place of Docker Hub.
[[nodiscard]] QByteArray registriesConf(const QString &mirror);
/// Why no container could run here, and what to do; empty when nothing is in the way.
[[nodiscard]] QString obstacle(const MachineFacts &facts);

} // namespace models
