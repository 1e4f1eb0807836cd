// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_spec.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace engine {

/// What was asked for when a container was made, less what its image gives anyway: enough to make the same again.
struct ContainerRecipe
{
    struct Mount
    {
        enum class Kind { Bind, Volume, Tmpfs, Image };
        Kind kind = Kind::Bind;
        QString source; ///< host path or volume name; empty: an anonymous volume
        QString target;
        QString mode; ///< behind the second colon of -v: "ro", "z", "ro,Z"; only when isShort
        bool readOnly = false;
        bool isShort = true; ///< -v, which makes missing host folders; otherwise --mount, which refuses them
        QStringList fields;  ///< further ones of --mount: "bind-propagation=rslave"
        bool operator==(const Mount &) const = default;
    };
    /// Any other option of `docker run` that a person may have set.
    struct Option
    {
        QString name;  ///< "--dns"
        QString value; ///< empty: a flag
        bool operator==(const Option &) const = default;
    };

    /// A network with what a person told of it.
    struct Network
    {
        QString name;
        QStringList aliases, links, linkLocalIps;
        QMap<QString, QString> driverOptions;
        QString ip, ip6, mac;
        qint64 gatewayPriority = 0;
        bool operator==(const Network &) const = default;
    };

    QString name;
    QString image;       ///< as it was named
    QString imageDigest; ///< "repo@sha256:…" that names the same image in its registry; empty: not known
    std::optional<QStringList> entrypoint; ///< set: not the image's; set and empty: none
    QStringList command;                   ///< empty: the image's
    QStringList environment;               ///< NAME=value; may hold secrets: never log
    QStringList labels;                    ///< NAME=value
    QList<ContainerSpec::PortMapping> ports;
    QStringList exposed; ///< "9000/tcp"
    QList<Mount> mounts;
    QString workingDir, user, hostname, network, restartPolicy;
    QStringList networkFields;   ///< further ones of --network for the first: "driver-opt=a=b"
    QStringList furtherNetworks; ///< values of --network: "name=other,alias=db"
    QList<Network> joins;        ///< beside the default one: docker run can't say them, docker network connect can
    QString runsAs;              ///< the user that it runs as, be it the image's; empty: root
    bool autoRemove = false, tty = false, interactive = false, privileged = false, init = false;
    qint64 memoryBytes = 0, nanoCpus = 0, shmBytes = 0; ///< 0: the default
    QString gpus;                                       ///< "all", a count, or "device=ID[,ID]"; empty: none
    QStringList devices;                                ///< HOST[:CONTAINER[:rwm]]
    QStringList capAdd, capDrop;
    QList<Option> options;
    bool operator==(const ContainerRecipe &) const = default;
};

} // namespace engine
