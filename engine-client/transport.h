// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"
#include "engine-client/http_request.h"
#include "engine-client/request_handle.h"

#include <QObject>

#include <memory>

namespace engine {

/// Turns the bytes of a streaming answer into batches. Lives on the engine thread.
template<class Batch>
class StreamDecoder
{
public:
    virtual ~StreamDecoder() = default;
    /// The engine has answered 2xx; a take() follows at once, so that a decoder may tell its receiver that the stream is up.
    virtual void started() {}
    /// Takes the next bytes of a 2xx body, cut anywhere.
    virtual void push(const char *data, std::size_t size) = 0;
    /// The body has ended (cleanly or not); what is left over becomes part of the last batch.
    virtual void finish() = 0;
    /// Moves what is decoded into `out` and gives its weight in bytes; 0 when there is nothing.
    virtual std::size_t take(Batch &out) = 0;
    /// A failure inside the stream (the engine's `error` line); it becomes the stream's end.
    [[nodiscard]] virtual std::optional<EngineError> error() const { return std::nullopt; }
};

/// The one place that talks HTTP. Internal to engine-client: models use EngineClient.
class Transport
{
public:
    explicit Transport(const Endpoint &endpoint);
    ~Transport();

    [[nodiscard]] const Endpoint &endpoint() const;
    void setEndpoint(const Endpoint &endpoint);

    /// Sends `request`; `decode` runs on the engine thread for every 2xx (and 304) answer, other statuses become EngineError
    /// from the body's `message` (JSON or plain text). The reply is posted to the caller's thread.
    template<class T>
    RequestHandle call(HttpRequest request, std::function<Result<T>(const HttpAnswer &)> decode, QObject *context,
                       Reply<T> reply);

    /// The same for a stream: the decoder's batches are collected for 33 ms or 256 KiB and posted; the transfer is paused while
    /// the receiver owes more than 4 MiB.
    template<class Batch>
    RequestHandle stream(HttpRequest request, std::unique_ptr<StreamDecoder<Batch>> decoder, QObject *context,
                         StreamSink<Batch> sink);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace engine
