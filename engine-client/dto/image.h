// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace engine {

/// A row of `GET /images/json`.
struct Image
{
    QString id;          ///< "sha256:…"
    QStringList tags;    ///< "repo:tag"; "<none>:<none>" is dropped; empty for a dangling image
    QStringList digests; ///< "repo@sha256:…"
    qint64 created = 0;  ///< seconds since 1970, UTC
    qint64 size = 0;     ///< bytes
    QMap<QString, QString> labels;
    bool operator==(const Image &) const = default;
};

/// The parts of `GET /images/{name}/json` that the app itself reads; `json` is the whole answer.
struct ImageDetails
{
    QString id;
    QStringList tags;
    QStringList digests;
    QStringList exposedPorts; ///< "8888/tcp"
    QStringList volumes;      ///< paths
    QStringList environment;  ///< NAME=value
    QStringList command, entrypoint;
    QString workingDir, user;
    QString os, architecture;
    qint64 size = 0;
    QByteArray json;
};

/// A row of `GET /images/{name}/history`, newest first.
struct HistoryEntry
{
    QString id;
    qint64 created = 0; ///< seconds since 1970, UTC
    QString createdBy;
    qint64 size = 0; ///< bytes
    QStringList tags;
    QString comment;
};

/// A line of the stream of `POST /images/create` (pull), `/push`.
struct PullMessage
{
    QString id;     ///< the layer, or the tag in "Pulling from …", or empty
    QString status; ///< the engine's phase word
    qint64 current = -1;
    qint64 total = -1;    ///< -1: unknown (absent or sent as -1)
    bool seconds = false; ///< `units` is "s": current counts seconds (containerd image store)
    bool operator==(const PullMessage &) const = default;
};

/// A row of the answer of `DELETE /images/{name}`.
struct ImageRemoval
{
    QString untagged;
    QString deleted;
};

} // namespace engine
