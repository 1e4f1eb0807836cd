// SPDX-License-Identifier: Apache-2.0
#include "models/log_source.h"

#include "moc_log_source.cpp"
