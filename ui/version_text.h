// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace models {
class EngineSession;
}

namespace ui {

/// The engine's version as `docker version` gives it for a server: one "Name: value" a line. Says so when no engine has answered.
[[nodiscard]] QString versionText(const models::EngineSession &session);
/// "Docker 20.10.24", "Podman 4.3.1", or where the engine is looked for while it has not answered.
[[nodiscard]] QString engineName(const models::EngineSession &session);

} // namespace ui
