// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"

#include <QByteArray>
#include <QStringList>

/// Programs that are run inside containers. Pure, any thread; `operation` goes into errors (BadReply).
namespace engine::json {

/// The body of `POST /containers/{id}/exec`
[[nodiscard]] QByteArray encodeExec(const QStringList &command);
/// Its answer: the id.
[[nodiscard]] Result<QString> decodeExecId(const QByteArray &body, const QString &operation);
/// `GET /exec/{id}/json`: the exit code. BadReply while it runs.
[[nodiscard]] Result<int> decodeExecEnd(const QByteArray &body, const QString &operation);

} // namespace engine::json
