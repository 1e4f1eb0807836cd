// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"
#include "engine-client/result.h"

#include <QString>

namespace models {

/// An EngineError for a person: `title` names the object and what happened, `advice` says what to do.
struct Explanation
{
    QString title;                      ///< "Can't reach Docker at /var/run/docker.sock"
    QString reason;                     ///< "Nothing listens on the socket: the engine is not running."
    QString advice;                     ///< "Start it with: sudo systemctl start docker"
    QString command;                    ///< a command to copy, empty when none
    [[nodiscard]] QString text() const; ///< all in one paragraph
};

/// Explains any failed call. Understands the messages of Docker 20.10–29 and Podman 4–5 for: bad reference, unknown image, denied
/// or unauthorized registry, unreachable registry, name conflict, busy port, missing bind folder, image in use, no space left,
/// command not found, and connection failures (no socket, permission and the group, nobody listening, time-out).
[[nodiscard]] Explanation explainError(const engine::EngineError &error);
/// The same for the connection itself.
[[nodiscard]] Explanation explainConnection(const engine::EngineError &error, const engine::Endpoint &endpoint);

} // namespace models
