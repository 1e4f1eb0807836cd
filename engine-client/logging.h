// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLoggingCategory>

namespace engine {

/// "longshore.engine": what this layer has to say to a developer. Never bodies, environments or credentials.
Q_DECLARE_LOGGING_CATEGORY(lcEngine)

} // namespace engine
