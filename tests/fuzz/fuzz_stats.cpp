// SPDX-License-Identifier: Apache-2.0
// Any line of statistics is a sample, a failure or nothing; memory in use never exceeds what a 64-bit counter told.
#include "engine-client/json/stream_json.h"

#include <QLoggingCategory>

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const bool quiet = (QLoggingCategory::setFilterRules(QStringLiteral("longshore.*=false")), true);
    require(quiet);
    const auto line = engine::json::decodeStatsLine(reinterpret_cast<const char *>(data), size, QStringLiteral("read"));
    if (!line)
        require(!line.error().message.isEmpty());
    else if (*line)
        require(!(*line)->read.isValid() || (*line)->read.timeSpec() == Qt::UTC);
    return 0;
}
