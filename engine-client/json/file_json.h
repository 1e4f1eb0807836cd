// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/file.h"
#include "engine-client/result.h"

#include <QByteArray>

/// Answers about a container's files. Pure, any thread; `operation` goes into errors (BadReply) and into the log.
namespace engine::json {

/// `GET /containers/{id}/changes`; `null` is an empty list. Elements without a path or of an unknown kind are passed over.
[[nodiscard]] Result<QList<FileChange>> decodeFileChanges(const QByteArray &body, const QString &operation);
/// The header `X-Docker-Container-Path-Stat`: JSON in base64, with Go's file mode.
[[nodiscard]] Result<FileStat> decodeFileStat(const QByteArray &header, const QString &operation);
/// `POST /commit`: the id of the new image; an answer without one is a BadReply.
[[nodiscard]] Result<QString> decodeCommit(const QByteArray &body, const QString &operation);

} // namespace engine::json
