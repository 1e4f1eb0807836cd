// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "models/network_join.h"
#include "models/network_lines.h"
#include "models/run_command/run_command.h"
#include "models/run_form.h"

namespace models {

/// A container and what is to stand in its place.
struct RecreatePlan
{
    engine::Container container;
    RunForm form;
    NetworkLines networks = {}; ///< as far as known; RecreateJob asks the engine again
    bool start = true;          ///< the new one; else it is only made
};

/// Takes all networks but the first out of a create request: older engines and Podman refuse several at once.
[[nodiscard]] QList<NetworkJoin> takeFurtherNetworks(engine::ContainerSpec &spec);
/// Networks that an inspected container has joined beside the default one: docker run can't say them, so no form does.
[[nodiscard]] QList<NetworkJoin> unsaidNetworks(const QByteArray &inspection);
/// Whether the engine removes it as soon as it stops: then nothing could be put back.
[[nodiscard]] bool removesItself(const QByteArray &inspection);

/// One line of a command that another one has not, or has otherwise; one of the two may be empty. Secrets are masked.
struct CommandChange
{
    QString before, after;
    bool operator==(const CommandChange &) const = default;
};
/// What differs, in the order in which options are printed, the image and its command last.
[[nodiscard]] QList<CommandChange> commandChanges(const run::RunCommand &before, const run::RunCommand &after);
/// Line by line: "− -m 64m", "+ -m 128m".
[[nodiscard]] QString changesText(const QList<CommandChange> &changes);

} // namespace models
