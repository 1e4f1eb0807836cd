// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace models {

/// What stands where a secret was.
inline constexpr QStringView SecretMask = u"****";

/// `value`, or the mask when `name` names a secret; a password inside a URL is masked in any case.
[[nodiscard]] QString maskedValue(const QString &name, const QString &value);
/// A word of a command line: `--token=abc` and passwords inside URLs masked.
[[nodiscard]] QString maskedWord(const QString &word);
/// Whether the word that follows this one in a command is a secret: `--token`.
[[nodiscard]] bool isSecretOption(const QString &word);
/// The words of a command with all this masked, `--token abc` in two words as well.
[[nodiscard]] QStringList maskedWords(const QStringList &words);

} // namespace models
