// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace engine {

/// Headers of `GET /_ping`.
struct PingInfo
{
    QString apiVersion; ///< the newest the engine speaks
    QString osType;
    QString server; ///< "Docker/20.10.24 (linux)", "Libpod/4.3.1 (linux)"
    [[nodiscard]] bool isPodman() const { return server.startsWith(QStringLiteral("Libpod")); }
};

/// `GET /version`.
struct VersionInfo
{
    QString name; ///< "Docker" or "Podman"
    QString version, apiVersion, minApiVersion, negotiatedApiVersion, os, architecture, kernel, goVersion, gitCommit,
        buildTime;
    QList<std::pair<QString, QString>> components; ///< name, version
};

/// The parts of `GET /info` that the app reads.
struct SystemInfo
{
    QString hostName, operatingSystem, storageDriver, cgroupDriver, cgroupVersion, dockerRootDir, loggingDriver;
    int cpus = 0;
    qint64 memoryBytes = 0;
    int containers = 0, running = 0, paused = 0, stopped = 0, images = 0;
    QStringList runtimes;
    QStringList warnings;
    QStringList securityOptions; ///< "name=rootless"
    QStringList cdiDevices;      ///< that the engine has found: "nvidia.com/gpu=0"
    [[nodiscard]] bool isRootless() const { return securityOptions.contains(QStringLiteral("name=rootless")); }
    QByteArray json;
};

/// A line of `GET /events`. Only a hint of what changed: never copy state out of it.
struct Event
{
    QString type; ///< "container", "image", "network", "volume"
    QString
        action; ///< Docker's words ("start", "die", "destroy"…) on Podman, too; `exec_*: CMD` is cut to "exec_create" and so on
    QString id; ///< Actor.ID, the old `id`, or the name where the engine sends no id
    QMap<QString, QString> attributes;
    qint64 timeNano = 0;
};

/// One sample of `GET /containers/{id}/stats`, reduced to what is shown. Rates are made from two samples by StatsHub.
struct StatsSample
{
    QDateTime read;                                ///< engine time; invalid for a container that does not run
    quint64 cpuTotalNs = 0;                        ///< container, all CPUs
    quint64 systemCpuNs = 0;                       ///< whole machine; 0 on Podman
    quint64 preCpuTotalNs = 0, preSystemCpuNs = 0; ///< of the sample before, 0 when the engine sends none
    int onlineCpus = 0;
    quint64 memoryBytes = 0; ///< usage without the page cache, as the docker client shows it
    quint64 memoryLimitBytes = 0;
    quint64 networkRxBytes = 0, networkTxBytes = 0; ///< sum of all interfaces
    quint64 blockReadBytes = 0, blockWriteBytes = 0;
    int pids = 0;
};

} // namespace engine
