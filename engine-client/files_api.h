// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/file.h"
#include "engine-client/request_handle.h"

#include <QObject>

namespace engine {

class Transport;

/// Typed calls about the files inside a container. Same rules as ContainersApi. They work on stopped containers as well.
class FilesApi
{
public:
    struct CommitOptions
    {
        QString repository; ///< empty: the image gets no name
        QString tag;
        QString author, message;
        bool pause = true; ///< while the files are read
    };

    explicit FilesApi(Transport &transport) : m_transport(transport) {}

    /// GET /containers/{id}/changes
    RequestHandle changes(const QString &id, QObject *context, Reply<QList<FileChange>> reply);
    /// HEAD /containers/{id}/archive?path=; NotFound when there is no such file. A link is told of itself.
    RequestHandle stat(const QString &id, const QString &path, QObject *context, Reply<FileStat> reply);
    /// POST /commit?container=; replies the id of the new image
    RequestHandle commit(const QString &id, const CommitOptions &options, QObject *context, Reply<QString> reply);

private:
    Transport &m_transport;
};

} // namespace engine
