// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

#include <QByteArray>

#include <tl/expected.hpp>

namespace models {

/// Reads what `docker run --env-file` reads: a line is NAME=value with the value taken as it stands (no quotes, no escapes),
/// empty lines and lines that start with # are skipped. A name alone, which docker would take from its own environment, comes with
/// an empty value. Error: a sentence that names the line. Never log what it gives: values may be secrets.
[[nodiscard]] tl::expected<QList<RunForm::Pair>, QString> parseEnvFile(const QByteArray &bytes);

} // namespace models
