// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <functional>
#include <optional>

namespace models::run {

/// What a command may ask of the machine it is typed on: variables, folders, ids and files. A value, so that tests bring their
/// own; nothing of it is ever changed.
struct ShellEnvironment
{
    std::function<std::optional<QString>(const QString &name)> variable;
    /// The bytes of a file, or the reason as the system words it ("no such file or directory"). Relative to workingDir.
    std::function<tl::expected<QByteArray, QString>(const QString &path)> readFile;
    QString workingDir, home;
    quint32 userId = 0, groupId = 0;
    QString architecture = QStringLiteral("amd64");          ///< as docker names it
    QString socket = QStringLiteral("/var/run/docker.sock"); ///< of the engine, for --use-api-socket

    /// Whether what the docker client is set up with counts: DOCKER_DEFAULT_PLATFORM, and the proxies of its config.json. Not so
    /// for a command that was printed here, which already says them.
    bool clientSettings = true;
    /// Whether a seccomp profile may stand in its option as JSON, as a container holds it: the docker client takes a file only.
    bool inlineProfiles = false;
    /// The folder of ~name; nothing for a name that nobody has.
    std::function<std::optional<QString>(const QString &name)> homeOf;

    [[nodiscard]] std::optional<QString> lookUp(const QString &name) const
    {
        return variable ? variable(name) : std::nullopt;
    }
    /// This process's own. Only plain files are read, each once: a window can't wait for a pipe.
    [[nodiscard]] static ShellEnvironment ofThisProcess();
    /// The same for a command line that a shell has started: there --env-file <(…) and /dev/stdin are files too.
    [[nodiscard]] static ShellEnvironment ofTerminal();
};

/// Where something stands in a text, in QString units.
struct TextPlace
{
    qsizetype offset = 0;
    qsizetype length = 0;
    bool operator==(const TextPlace &) const = default;
};

} // namespace models::run
