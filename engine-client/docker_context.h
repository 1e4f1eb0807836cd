// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"

#include <QString>

namespace engine {

/// The name of the current context in the docker client's `config.json`; empty when there is none, or it is "default". A file that
/// can't be read counts as none, with a warning in the log, as the docker client has it.
[[nodiscard]] QString currentDockerContext(const QString &configDirectory);

/// The host of a context ("unix:///…", "tcp://…", "ssh://…"), from `contexts/meta/<sha256 of its name>/meta.json`. Error:
/// InvalidArgument when there is no such context, it names no docker host, or it wants TLS, which is not supported yet.
[[nodiscard]] Result<QString> dockerContextHost(const QString &configDirectory, const QString &name);

} // namespace engine
