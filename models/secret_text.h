// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace models {

/// What stands where a secret was.
inline constexpr QStringView SecretMask = u"****";

/// `value`, or the mask when `name` names a secret; a password inside a URL is masked in any case.
[[nodiscard]] QString maskedValue(const QString &name, const QString &value);
/// A word of a command line: `--token=abc` and passwords inside URLs masked.
[[nodiscard]] QString maskedWord(const QString &word);

} // namespace models
