// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"

#include <QString>

class QWidget;

namespace models {
class Actions;
class EngineSession;
} // namespace models

namespace ui {

/// The commands of the menu Share: what they ask first, and what becomes of the answer. False for others. `window` owns the dialogs.
[[nodiscard]] bool shareContainer(const QString &id, const engine::Container &container, models::EngineSession &session,
                                  models::Actions &actions, QWidget *window);

} // namespace ui
