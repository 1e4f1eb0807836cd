// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace ui {

/// What the find bar and the filter bar say of their regular expression when it was given up on lines, behind what they say
/// of the rest. `tooSlow`: on so many that it has stopped.
[[nodiscard]] QString withSkippedLines(const QString &status, int lines, bool tooSlow);

} // namespace ui
