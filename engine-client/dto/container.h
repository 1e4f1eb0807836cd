// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace engine {

enum class ContainerState { Unknown, Created, Running, Paused, Restarting, Removing, Exited, Dead };

/// Whether it counts as up in `docker ps`: it has a process, or is about to have it again.
[[nodiscard]] inline bool isUp(ContainerState state)
{
    return state == ContainerState::Running || state == ContainerState::Paused || state == ContainerState::Restarting;
}

/// One published or exposed port, as in `GET /containers/json`: hostPort is 0 when it is only exposed.
struct Port
{
    QString hostIp; ///< "0.0.0.0", "127.0.0.1", "::"; empty on Podman 4.3
    quint16 hostPort = 0;
    quint16 containerPort = 0;
    QString protocol; ///< "tcp", "udp", "sctp"
    bool operator==(const Port &) const = default;
};

struct Mount
{
    QString type;        ///< "bind", "volume", "tmpfs"
    QString source;      ///< host path, or where the engine keeps the volume
    QString name;        ///< the volume's name
    QString destination; ///< path inside the container
    bool readOnly = false;
    bool operator==(const Mount &) const = default;
};

/// A row of `GET /containers/json`.
struct Container
{
    QString id;
    QString name; ///< without the leading slash; the shortest one when there are links
    QString image;
    QString imageId;
    QString command;
    qint64 created = 0; ///< seconds since 1970, UTC
    ContainerState state = ContainerState::Unknown;
    QString status;    ///< the engine's text: "Up 2 hours (healthy)"
    int exitCode = -1; ///< read from status "Exited (137) …"; -1 when not exited
    QString health;    ///< "healthy", "unhealthy", "starting" or empty
    qint64 stateSince =
        0; ///< seconds since 1970: start or end, estimated from status ("Up 2 hours") at the time of the list; 0 unknown
    QList<Port> ports;
    QMap<QString, QString> labels;
    QStringList networks;
    QList<Mount> mounts;
    [[nodiscard]] QString project() const { return labels.value(QStringLiteral("com.docker.compose.project")); }
    [[nodiscard]] bool isUp() const { return engine::isUp(state); }
    bool operator==(const Container &) const = default;
};

/// The parts of `GET /containers/{id}/json` that the app itself reads; `json` is the whole answer.
struct ContainerDetails
{
    QString id;
    QString name;
    QString image; ///< Config.Image
    ContainerState state = ContainerState::Unknown;
    QDateTime startedAt; ///< null when never started
    QDateTime finishedAt;
    int exitCode = 0;
    QString stateError; ///< State.Error: why the last start failed; empty while it runs
    bool oomKilled = false;
    bool tty = false;
    QString logDriver;     ///< HostConfig.LogConfig.Type: "json-file", "none"…
    QString restartPolicy; ///< HostConfig.RestartPolicy.Name: "no", "always"…
    int restartCount = 0;
    QStringList environment; ///< NAME=value; may hold secrets: never log
    QStringList command;     ///< entrypoint and command, as it is run
    QString user;            ///< Config.User: "1000:100"; empty: the image's root
    QStringList networks;    ///< names of NetworkSettings.Networks: "bridge", "host"
    QList<Port> ports;       ///< NetworkSettings.Ports
    QByteArray json;
};

/// What `POST /containers/create` answers.
struct CreatedContainer
{
    QString id;
    QStringList warnings;
};

/// `GET /containers/{id}/top`.
struct ProcessList
{
    QStringList titles;
    QList<QStringList> rows; ///< each as long as titles
};

/// What a prune answers (`POST /containers/prune`, `/images/prune`).
struct PruneReport
{
    QStringList removed;
    qint64 bytesReclaimed = 0;
};

} // namespace engine
