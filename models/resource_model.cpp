// SPDX-License-Identifier: Apache-2.0
#include "models/resource_model.h"

// Its meta object is compiled here, apart from those of headers whose classes are implemented elsewhere.
#include "moc_resource_model.cpp"
