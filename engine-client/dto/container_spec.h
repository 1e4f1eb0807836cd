// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace engine {

/// What to create: `POST /containers/create`. Empty and zero members are left out of the request, so the image's own apply.
struct ContainerSpec
{
    struct PortMapping
    {
        QString hostAddress;   ///< empty: every address
        QString hostPort;      ///< "8888", "8000-8010"; empty or "0": any free one
        QString containerPort; ///< "8888"
        QString protocol;      ///< "tcp", "udp", "sctp"
        bool operator==(const PortMapping &) const = default;
    };
    struct MountSpec
    {
        QString type;   ///< "bind" or "volume"
        QString source; ///< absolute host folder, or volume name; empty: an anonymous volume
        QString target; ///< absolute path inside
        bool readOnly = false;
        bool operator==(const MountSpec &) const = default;
    };
    struct HealthCheck
    {
        QString command; ///< run by the image's shell (CMD-SHELL); empty: the image's own
        bool disabled = false;
        qint64 intervalNs = 0, timeoutNs = 0, startPeriodNs = 0;
        int retries = 0;
        bool operator==(const HealthCheck &) const = default;
    };

    QString name;     ///< query `name`; empty: the engine makes one up
    QString platform; ///< query `platform`, e.g. "linux/arm64"
    QString image;
    QStringList command;
    std::optional<QStringList> entrypoint; ///< set and empty: no entrypoint
    QString workingDir, user, hostname;
    QStringList environment; ///< NAME=value, or NAME alone
    QMap<QString, QString> labels;
    QList<PortMapping> ports; ///< the ports are exposed as well
    QList<MountSpec> mounts;
    QString network;       ///< HostConfig.NetworkMode; empty: the default
    QString restartPolicy; ///< "no", "always", "unless-stopped", "on-failure[:N]"
    bool autoRemove = false, tty = false, openStdin = false, privileged = false, init = false;
    qint64 memoryBytes = 0;
    qint64 nanoCpus = 0; ///< 1e9 is one CPU
    qint64 shmBytes = 0;
    QString gpus;         ///< "all", a count, or "device=ID[,ID]"; empty: none
    QStringList groupAdd; ///< HostConfig.GroupAdd: further groups of the user, by name or number
    QString userns;       ///< HostConfig.UsernsMode: "host", Podman's "keep-id:uid=1000,gid=100"
    QStringList capAdd, capDrop;
    QStringList devices; ///< HOST[:CONTAINER[:rwm]]
    HealthCheck health;
    /// A JSON object whose members join those of the request: objects merge, lists grow, everything else replaces.
    QByteArray also;
};

} // namespace engine
