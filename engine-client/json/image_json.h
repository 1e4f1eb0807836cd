// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/image.h"
#include "engine-client/result.h"

/// Answers under `/images`. Pure, any thread; `operation` goes into errors (BadReply) and into the log.
namespace engine::json {

/// `GET /images/json`
[[nodiscard]] Result<QList<Image>> decodeImageList(const QByteArray &body, const QString &operation);
/// `GET /images/{name}/json`
[[nodiscard]] Result<ImageDetails> decodeImageDetails(const QByteArray &body, const QString &operation);
/// `GET /images/{name}/history`
[[nodiscard]] Result<QList<HistoryEntry>> decodeImageHistory(const QByteArray &body, const QString &operation);
/// `DELETE /images/{name}`
[[nodiscard]] Result<QList<ImageRemoval>> decodeImageRemovals(const QByteArray &body, const QString &operation);

} // namespace engine::json
