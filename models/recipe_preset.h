// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"
#include "models/notebook_preset.h"
#include "models/preset_library.h"
#include "models/run_form.h"

#include <QString>
#include <QStringList>

namespace models {

/// A kind of notebook that starts as the container was started, or as the form would start one. What the recipe does not tell (which address shows that the server is
/// ready, who it runs as) is taken from a known kind with the same image. Secrets are left out: a new one is made each time.
[[nodiscard]] NotebookPreset presetOf(const engine::ContainerRecipe &recipe, const QString &title,
                                      const QList<PresetLibrary::Entry> &known);
[[nodiscard]] NotebookPreset presetOf(const RunForm &form, const QString &title,
                                      const QList<PresetLibrary::Entry> &known);
/// What the form says that a kind of notebook has no word for: "Entrypoint", "Network"…
[[nodiscard]] QStringList notInPreset(const RunForm &form);

} // namespace models
