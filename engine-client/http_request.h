// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace engine {

/// Where a request goes that is not for the engine: a server inside a container (see WebProbe).
struct WebTarget
{
    QByteArray url; ///< encoded; empty when it may not be asked
    QList<std::pair<QByteArray, QByteArray>> headers;
    qsizetype maxBody = 0;
    bool isLoopback = false;
};

/// One call of the Engine API before it is sent. `path` is built from encoded segments (see pathSegment).
struct HttpRequest
{
    QByteArray method = "GET";
    QByteArray path;                             ///< "/containers/json", without the version prefix
    QList<std::pair<QByteArray, QString>> query; ///< encoded when sent
    QByteArray body;                             ///< JSON when not empty, or a tar archive
    bool isTar = false;                          ///< the body is that
    QString operation;                           ///< in words, for EngineError::operation: "stop container web"
    int timeoutMs = 60'000;                      ///< the whole call; 0: none (streams, wait)
    bool versioned = true;                       ///< false for /_ping
    bool http10 = false;                         ///< ask with HTTP/1.0: the engine does not chunk the answer
    std::optional<WebTarget> web; ///< instead of the engine; path, query and the last two say nothing then
};

/// A whole answer, handed to a decoder on the engine thread.
struct HttpAnswer
{
    int status = 0;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    bool cut = false;                                 ///< a web server's: the body was longer than was asked for
};

/// Percent-encodes a name for use as one or more path segments; `/`, `:` and `@` of image references stay as the
/// Engine API's router expects them, everything else outside unreserved characters is encoded.
[[nodiscard]] QByteArray pathSegment(const QString &name);

/// What stands in the request line: version prefix (none when `apiVersion` is empty), path and encoded query.
[[nodiscard]] QByteArray requestTarget(const HttpRequest &request, const QByteArray &apiVersion);

} // namespace engine
