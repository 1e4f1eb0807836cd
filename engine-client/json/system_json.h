// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/system.h"
#include "engine-client/http_request.h"
#include "engine-client/result.h"

/// Answers about the engine itself. Pure, any thread; `operation` goes into errors (BadReply) and into the log.
namespace engine::json {

/// `GET /_ping`: everything is in the headers.
[[nodiscard]] PingInfo decodePing(const HttpAnswer &answer);
/// `GET /version`; all but VersionInfo::negotiatedApiVersion
[[nodiscard]] Result<VersionInfo> decodeVersion(const QByteArray &body, const QString &operation);
/// `GET /info`
[[nodiscard]] Result<SystemInfo> decodeSystemInfo(const QByteArray &body, const QString &operation);

} // namespace engine::json
