// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"

#include <functional>

class QWidget;

namespace models {
class Actions;
class EngineSession;
} // namespace models

namespace ui {

/// "Edit and recreate…": asks how the container was made, opens the run dialog filled with that, and asks once more before it is made
/// anew. `window` owns the dialogs; `done` is told the id of the new one, while the window lives.
void recreateContainer(const engine::Container &container, models::EngineSession &session, models::Actions &actions,
                       QWidget *window, const std::function<void(const QString &newId)> &done);

} // namespace ui
