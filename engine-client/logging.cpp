// SPDX-License-Identifier: Apache-2.0
#include "engine-client/logging.h"

namespace engine {

Q_LOGGING_CATEGORY(lcEngine, "longshore.engine", QtInfoMsg)

} // namespace engine
