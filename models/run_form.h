// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_spec.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace models {

/// What a person typed into "Run a container", as text, field by field. Value type: the dialog fills it, everything else
/// (checks, command, request) is made from it.
struct RunForm
{
    struct PortRow
    {
        QString hostAddress = QStringLiteral("127.0.0.1");
        QString hostPort;
        QString containerPort;
        QString protocol = QStringLiteral("tcp");
        bool operator==(const PortRow &) const = default;
    };
    struct MountRow
    {
        QString source; ///< absolute host folder (or ~/…) or volume name
        QString target;
        bool readOnly = false;
        bool operator==(const MountRow &) const = default;
    };
    struct Pair
    {
        QString name, value;
        bool operator==(const Pair &) const = default;
    };

    QString image, name;
    QList<PortRow> ports;
    QList<MountRow> mounts;
    QList<Pair> environment;
    QString command;    ///< split as a POSIX shell splits words; nothing is executed
    QString entrypoint; ///< likewise
    QString workingDir, user, network, hostname;
    QString restartPolicy; ///< "", "no", "always", "unless-stopped", "on-failure", "on-failure:3"
    bool autoRemove = false, tty = false, privileged = false;
    QString memory, sharedMemory; ///< "512m", "2g"
    QString cpus;                 ///< "1.5"
    QString gpus, platform;
    QString capAdd, capDrop; ///< separated by blanks or commas
    QString groupAdd;        ///< likewise: further groups of the user
    QString userns;          ///< "host", Podman's "keep-id:uid=1000,gid=100"
    QList<Pair> labels;
    QStringList devices;
    QString healthCommand, healthInterval; ///< "30s"
    QStringList alsoSet; ///< options of docker run without a field here, a word each: "--ulimit=nofile=1024", "--init"
    QStringList podmanOnly; ///< options that only Podman's own client knows: shown, not sent
    bool operator==(const RunForm &) const = default;
};

/// Something wrong with one field: shown beside it.
struct FormProblem
{
    enum class Severity { Hint, Warning, Error };
    QString field; ///< "image", "name", "ports[1].hostPort", "mounts[0].source", "memory"…
    QString message;
    Severity severity = Severity::Error;
};

/// Checks that need no engine and no system call (as strict as the docker client's). Rows that are wholly empty are no rows.
/// FolderWatch looks for the folders.
[[nodiscard]] QList<FormProblem> checkRunForm(const RunForm &form);
/// What is allowed and may not be meant: ports that other computers can reach.
[[nodiscard]] QList<FormProblem> hintsForRunForm(const RunForm &form);
/// The create request. Only meaningful when checkRunForm has no error.
[[nodiscard]] engine::ContainerSpec toContainerSpec(const RunForm &form);
/// The shortest `docker run -d …` that means the same, quoted for a POSIX shell. `maskSecrets` hides the values of names like
/// PASSWORD, TOKEN, SECRET, KEY, and passwords inside URLs, behind ****.
[[nodiscard]] QString toDockerCommand(const RunForm &form, bool maskSecrets);
[[nodiscard]] bool isSecretName(const QString &name);
/// A container name after the image's last part: "minimal-jupyter", or "minimal-jupyter-2" when that is taken.
[[nodiscard]] QString suggestName(const QString &image, const QStringList &takenNames);

} // namespace models
