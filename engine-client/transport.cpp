// SPDX-License-Identifier: Apache-2.0
#include "engine-client/transport.h"

#include "engine-client/download_call.h"
#include "engine-client/engine_loop.h"

namespace engine {

struct Transport::Private
{
    explicit Private(const Endpoint &where) : endpoint(where), loop(std::make_shared<EngineLoop>(where, mailbox)) {}

    Endpoint endpoint;
    Mailbox mailbox; ///< outlives the engine thread, which posts to it
    std::shared_ptr<EngineLoop> loop;
};

Transport::Transport(const Endpoint &endpoint) : d(std::make_unique<Private>(endpoint))
{}

Transport::~Transport() = default;

const Endpoint &Transport::endpoint() const
{
    return d->endpoint;
}

void Transport::setEndpoint(const Endpoint &endpoint)
{
    d->endpoint = endpoint;
    d->loop->moveTo(endpoint);
}

RequestHandle Transport::download(HttpRequest request, const std::shared_ptr<BytePipe> &pipe, QObject *context,
                                  Reply<void> reply)
{
    const auto call = std::make_shared<DownloadCall>(pipe, context, std::move(reply));
    call->connectPipe();
    return start(std::move(request), call);
}

RequestHandle Transport::start(HttpRequest request, const std::shared_ptr<CallState> &call)
{
    call->attach(d->loop, request.operation);
    d->loop->submit(std::move(request), call);
    return RequestHandle(call);
}

QString Transport::negotiatedVersion() const
{
    return QString::fromUtf8(d->loop->negotiation().version());
}

PingInfo Transport::pingInfo() const
{
    return d->loop->negotiation().pingInfo();
}

quint64 Transport::requestCount() const
{
    return d->loop->counters().requests;
}

quint64 Transport::bytesReceived() const
{
    return d->loop->counters().bytes;
}

} // namespace engine
