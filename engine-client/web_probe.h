// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/request_handle.h"

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QUrl>

#include <utility>

namespace engine {

class Transport;

/// What is asked of a server inside a container, through its published port.
struct WebRequest
{
    QByteArray method = "GET";
    QUrl url;                                         ///< http or https, without a user name or password
    QList<std::pair<QByteArray, QByteArray>> headers; ///< {"Authorization", "token …"}: sent, never logged
    QByteArray body;                                  ///< JSON, unless a header Content-Type says otherwise
    QString operation;                                ///< in words, for EngineError::operation
    int timeoutMs = 5000;                             ///< of the whole call
    qsizetype maxBody = qsizetype{64} * 1024;         ///< what comes after it is not read
};

/// Any answer with a status, whichever it is; everything in it is untrusted.
struct WebAnswer
{
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    bool cut = false; ///< the body is longer

    /// The first of this name (in lower case); empty when there is none.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

/// Asks web servers that containers publish, on the engine thread beside the calls to the engine. Redirects are not followed
/// (see the answer's `location`). A certificate that nobody vouches for is taken on loopback addresses only; these are never
/// asked through a proxy. Errors: NotConnected, Timeout, BadReply (no HTTP, cut short, or a certificate that is not trusted),
/// InvalidArgument (no such address or header), ShuttingDown. Owned by EngineClient; UI thread.
class WebProbe
{
public:
    explicit WebProbe(Transport &transport) : m_transport(transport) {}

    RequestHandle ask(const WebRequest &request, QObject *context, Reply<WebAnswer> reply);

private:
    Transport &m_transport;
};

/// Whether only this machine can be behind a host: localhost, 127.0.0.0/8, ::1.
[[nodiscard]] bool isLoopbackHost(const QString &host);

} // namespace engine
