// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"
#include "models/run_command/run_values.h"

#include <QList>

namespace YAML {
class Emitter;
}

namespace models {

/// The networks that a container has joined by name, its first one first, with aliases and fixed addresses; none for modes like host,
/// nor for the default one alone.
[[nodiscard]] QList<run::NetworkValue> composeNetworks(const engine::ContainerRecipe &recipe);
/// The names of those that have to be there before: all but compose's own.
[[nodiscard]] QStringList externalNetworks(const QList<run::NetworkValue> &networks);
/// What composeNetworks() takes out of the recipe's options: their names.
[[nodiscard]] QStringList composeNetworkOptions();
/// The member `networks` of a service.
void writeServiceNetworks(YAML::Emitter &out, const QList<run::NetworkValue> &networks);
/// The member `networks` of the file: they exist already.
void writeFileNetworks(YAML::Emitter &out, const QList<run::NetworkValue> &networks);

} // namespace models
