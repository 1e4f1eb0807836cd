// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/containers_api.h"
#include "engine-client/endpoint.h"
#include "engine-client/exec_api.h"
#include "engine-client/files_api.h"
#include "engine-client/images_api.h"
#include "engine-client/system_api.h"
#include "engine-client/web_probe.h"

#include <memory>

namespace engine {

/// The engine at one endpoint. Owns the engine thread: a curl multi loop that also decodes answers, so that the thread
/// that calls only receives finished values. May be built, and calls made, before QApplication exists: replies wait for
/// the event loop. The first call pings to negotiate the API version; later ones use it, and a lost connection forgets it.
/// Lives on, and is called from, one thread (the UI thread).
class EngineClient
{
public:
    explicit EngineClient(const Endpoint &endpoint);
    /// Aborts every call without a reply and joins the engine thread.
    ~EngineClient();
    EngineClient(const EngineClient &) = delete;
    EngineClient &operator=(const EngineClient &) = delete;

    [[nodiscard]] const Endpoint &endpoint() const;
    /// Goes over to another engine; every running call ends with ShuttingDown.
    void setEndpoint(const Endpoint &endpoint);

    [[nodiscard]] ContainersApi &containers();
    [[nodiscard]] FilesApi &files();
    [[nodiscard]] ImagesApi &images();
    [[nodiscard]] SystemApi &system();
    [[nodiscard]] ExecApi &programs();
    /// Servers inside containers, through their published ports.
    [[nodiscard]] WebProbe &web();

    /// The API version in use ("1.41"); empty before the engine has answered, and after the connection was lost.
    [[nodiscard]] QString negotiatedVersion() const;
    /// Totals for tests and benchmarks: requests sent (pings for negotiation included), bytes of bodies received.
    [[nodiscard]] quint64 requestCount() const;
    [[nodiscard]] quint64 bytesReceived() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace engine
