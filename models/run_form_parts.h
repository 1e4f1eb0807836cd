// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

/// How single fields of RunForm are read; shared by its checks, its docker command and its create request.
namespace models::form {

[[nodiscard]] bool isEmpty(const RunForm::PortRow &row);
[[nodiscard]] bool isEmpty(const RunForm::MountRow &row);
[[nodiscard]] bool isEmpty(const RunForm::Pair &pair);
/// A host folder, not a volume's name.
[[nodiscard]] bool isFolder(const QString &source);
/// Absolute and tidy, with ~ replaced.
[[nodiscard]] QString folderPath(const QString &source);
/// Tidy, without a trailing slash; what climbs over the root stays at it.
[[nodiscard]] QString containerPath(const QString &target);
/// Without the brackets of [::1].
[[nodiscard]] QString hostAddress(const RunForm::PortRow &row);
/// In lower case; "tcp" when empty.
[[nodiscard]] QString protocol(const RunForm::PortRow &row);
/// The engine picks the host port.
[[nodiscard]] bool isAnyPort(const RunForm::PortRow &row);
/// Items separated by blanks or commas.
[[nodiscard]] QStringList listItems(const QString &text);

} // namespace models::form
