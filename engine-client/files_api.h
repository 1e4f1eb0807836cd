// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/file.h"
#include "engine-client/request_handle.h"

#include <QObject>

#include <memory>

namespace engine {

class BytePipe;
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
    /// GET /containers/{id}/archive?path=: the file or folder as a tar archive, of any size, for TarExtractor. The reply comes when the
    /// engine has sent all of it. An aborted call ends the pipe.
    RequestHandle archive(const QString &id, const QString &path, const std::shared_ptr<BytePipe> &pipe,
                          QObject *context, Reply<void> reply);
    /// PUT /containers/{id}/archive?path=: unpacks a tar archive below that folder, which has to be there.
    RequestHandle put(const QString &id, const QString &folder, const QByteArray &tar, QObject *context,
                      Reply<void> reply);
    /// POST /commit?container=; replies the id of the new image
    RequestHandle commit(const QString &id, const CommitOptions &options, QObject *context, Reply<QString> reply);

private:
    Transport &m_transport;
};

} // namespace engine
