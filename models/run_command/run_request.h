// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_command.h"

#include <QByteArray>

#include <optional>

namespace models::run {

/// What the docker client would send for a command: `POST /containers/create` of API 1.47, members at their default left out.
struct RunRequest
{
    QString name;     ///< query; empty: left out
    QString platform; ///< query; empty: left out
    QByteArray body;  ///< JSON
    QString pull;     ///< "missing", "always" or "never": a step before
    bool quietPull = false;
};

/// Reads the files that the command names, and makes the checks that the client makes after it has read all options, in its order.
[[nodiscard]] tl::expected<RunRequest, RunCommandError> createRequest(const RunCommand &command,
                                                                      const ShellEnvironment &environment);
/// The checks alone: quick where ranges of thousands of ports are given.
[[nodiscard]] std::optional<RunCommandError> checkRequest(const RunCommand &command,
                                                          const ShellEnvironment &environment);
/// {"query":{…},"body":{…}}
[[nodiscard]] QByteArray requestAsJson(const RunRequest &request);

} // namespace models::run
