// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/byte_pipe.h"
#include "engine-client/dto/system.h"
#include "engine-client/endpoint.h"
#include "engine-client/reply_call.h"
#include "engine-client/stream_call.h"

#include <QObject>

#include <memory>

namespace engine {

/// The one place that talks HTTP. Internal to engine-client: models use EngineClient, which owns it. Lives on one thread
/// (the UI thread), which need not have a QCoreApplication yet; `negotiatedVersion` and `pingInfo` may be read from any.
///
/// Errors of every call: NotConnected (nobody listens, or the connection broke), PermissionDenied, Timeout, BadReply (no HTTP,
/// cut short, larger than 256 MiB, or `decode` said or threw so), ShuttingDown after setEndpoint, and for every status that is
/// not 2xx or 304 the kind that belongs to it with the engine's message. A stream that is cut ends with NotConnected; one asked
/// with HTTP/1.0 ends cleanly in that case, since there is no telling.
class Transport
{
public:
    explicit Transport(const Endpoint &endpoint);
    /// Aborts every call without a reply and joins the engine thread.
    ~Transport();
    Transport(const Transport &) = delete;
    Transport &operator=(const Transport &) = delete;

    [[nodiscard]] const Endpoint &endpoint() const;
    /// Every running call ends with ShuttingDown, and what was negotiated is forgotten.
    void setEndpoint(const Endpoint &endpoint);

    /// Sends `request`; `decode` runs on the engine thread for every 2xx (and 304) answer, other statuses become EngineError
    /// from the body's `message` (JSON or plain text). The reply is posted to the caller's thread.
    template<class T>
    RequestHandle call(HttpRequest request, std::function<Result<T>(const HttpAnswer &)> decode, QObject *context,
                       Reply<T> reply)
    {
        return start(std::move(request), std::make_shared<ReplyCall<T>>(std::move(decode), context, std::move(reply)));
    }

    /// The same for a stream: the decoder's batches are collected for 33 ms or 512 KiB (the first after a quiet time goes out at
    /// once) and posted; the transfer is paused while the receiver owes more than 4 MiB.
    template<class Batch>
    RequestHandle stream(HttpRequest request, std::unique_ptr<StreamDecoder<Batch>> decoder, QObject *context,
                         StreamSink<Batch> sink)
    {
        return start(std::move(request),
                     std::make_shared<StreamCall<Batch>>(std::move(decoder), context, std::move(sink)));
    }

    /// The same for an answer that goes into a pipe, whose reader is on a thread of its own (see DownloadCall).
    RequestHandle download(HttpRequest request, const std::shared_ptr<BytePipe> &pipe, QObject *context,
                           Reply<void> reply);

    /// The API version in use ("1.41"); empty before the engine has answered, and after the connection was lost.
    [[nodiscard]] QString negotiatedVersion() const;
    /// What the last ping told; empty fields like negotiatedVersion.
    [[nodiscard]] PingInfo pingInfo() const;
    /// Requests sent so far, pings for negotiation included.
    [[nodiscard]] quint64 requestCount() const;
    /// Bytes of bodies received so far.
    [[nodiscard]] quint64 bytesReceived() const;

private:
    RequestHandle start(HttpRequest request, const std::shared_ptr<CallState> &call);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace engine
