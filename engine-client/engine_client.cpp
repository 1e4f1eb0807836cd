// SPDX-License-Identifier: Apache-2.0
#include "engine-client/engine_client.h"

#include "engine-client/transport.h"

namespace engine {

struct EngineClient::Private
{
    explicit Private(const Endpoint &endpoint) : transport(endpoint) {}

    Transport transport;
    ContainersApi containers{transport};
    FilesApi files{transport};
    ImagesApi images{transport};
    SystemApi system{transport};
    ExecApi exec{transport};
    WebProbe web{transport};
};

EngineClient::EngineClient(const Endpoint &endpoint) : d(std::make_unique<Private>(endpoint))
{}

EngineClient::~EngineClient() = default;

const Endpoint &EngineClient::endpoint() const
{
    return d->transport.endpoint();
}

void EngineClient::setEndpoint(const Endpoint &endpoint)
{
    d->transport.setEndpoint(endpoint);
}

ContainersApi &EngineClient::containers()
{
    return d->containers;
}

FilesApi &EngineClient::files()
{
    return d->files;
}

ImagesApi &EngineClient::images()
{
    return d->images;
}

SystemApi &EngineClient::system()
{
    return d->system;
}

ExecApi &EngineClient::programs()
{
    return d->exec;
}

WebProbe &EngineClient::web()
{
    return d->web;
}

QString EngineClient::negotiatedVersion() const
{
    return d->transport.negotiatedVersion();
}

quint64 EngineClient::requestCount() const
{
    return d->transport.requestCount();
}

quint64 EngineClient::bytesReceived() const
{
    return d->transport.bytesReceived();
}

} // namespace engine
