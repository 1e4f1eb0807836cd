// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"

#include <QList>
#include <QProcessEnvironment>
#include <QString>

namespace engine {

/// Where an engine listens and who said so.
struct Endpoint
{
    enum class Kind { Unix, Tcp };
    Kind kind = Kind::Unix;
    QString path;     ///< Unix: the socket's path
    QString host;     ///< Tcp: host name or address
    quint16 port = 0; ///< Tcp: 2375 when not given
    QString
        source; ///< in words: "--engine", "DOCKER_HOST", "docker context rootless", "default socket", "Podman socket"…
    bool isExplicit =
        false; ///< a person named it (option, DOCKER_HOST, context): never replaced by another engine silently

    /// `unix:///path` or `tcp://host:port`, as DOCKER_HOST takes it.
    [[nodiscard]] QString url() const;
    /// "local" for a unix socket, else host:port.
    [[nodiscard]] QString displayHost() const;
    bool operator==(const Endpoint &) const = default;
};

/// Reads `unix:///path`, a bare absolute path, `tcp://host[:port]` or `http://host[:port]`.
/// Error: InvalidArgument that names what is wrong (unknown scheme, empty path, bad port, ssh and TLS not yet).
[[nodiscard]] Result<Endpoint> parseEndpoint(const QString &text, const QString &source);

/// Where engines may be, best first: `--engine` (alone when given), DOCKER_HOST, DOCKER_CONTEXT or the current docker
/// context (`$DOCKER_CONFIG/config.json`, `contexts/meta/<sha256 of the name>/meta.json`), /var/run/docker.sock,
/// $XDG_RUNTIME_DIR/docker.sock, ~/.docker/run/docker.sock, /run/podman/podman.sock, $XDG_RUNTIME_DIR/podman/podman.sock.
/// Candidates are listed whether or not they exist; a broken explicit choice is an error that names its source.
[[nodiscard]] Result<QList<Endpoint>> discoverEndpoints(const QString &option, const QProcessEnvironment &environment);

/// The first candidate that accepts a connection (non-blocking connect of a unix socket, at most 1 ms each);
/// the first one when none does. Explicit candidates are taken without a try. `candidates` must not be empty.
[[nodiscard]] Endpoint chooseEndpoint(const QList<Endpoint> &candidates);

} // namespace engine
