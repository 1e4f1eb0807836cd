// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_command.h"

namespace models::run {

/// What the docker client adds to a command by its own settings, as NAME=value: HTTP_PROXY and its kin, in both spellings, from
/// the "proxies" of its config.json; a name that the command sets is left alone. Empty where these settings don't count, and
/// where the file can't be read, as with the client.
[[nodiscard]] QStringList proxyVariables(const RunCommand &command, const ShellEnvironment &environment);
/// Where a container that gets the client's logins to registries (--use-api-socket) finds them, as NAME=value; empty without logins, or
/// when `variables` say it already.
[[nodiscard]] QStringList loginVariables(const RunCommand &command, const QStringList &variables,
                                         const ShellEnvironment &environment);
/// The command's --platform, or the client's own: DOCKER_DEFAULT_PLATFORM.
[[nodiscard]] QString platformOf(const RunCommand &command, const ShellEnvironment &environment);

/// The bytes of the client's config.json; empty where it can't be read.
[[nodiscard]] QByteArray clientConfig(const ShellEnvironment &environment);

} // namespace models::run
