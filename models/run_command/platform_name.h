// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/go_text.h"

namespace models::run {

/// `--platform` in its usual spelling: "linux/arm64". `architecture`: this machine's, for a system alone.
[[nodiscard]] Checked<QString> readPlatform(const QString &text, const QString &architecture);

} // namespace models::run
