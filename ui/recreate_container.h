// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"

class QWidget;

namespace models {
class Actions;
class EngineSession;
} // namespace models

namespace ui {

/// "Edit and recreate…": asks how the container was made, opens the run dialog filled with that, and asks once more before it is made
/// anew. `window` owns the dialogs.
void recreateContainer(const engine::Container &container, models::EngineSession &session, models::Actions &actions,
                       QWidget *window);

} // namespace ui
