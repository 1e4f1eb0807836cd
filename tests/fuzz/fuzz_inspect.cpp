// SPDX-License-Identifier: Apache-2.0
// The answers that are read by way of a tree: any bytes end in a value or in a BadReply.
#include "engine-client/json/container_json.h"
#include "engine-client/json/image_json.h"
#include "engine-client/json/system_json.h"

#include <QLoggingCategory>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

template<class T>
void check(const engine::Result<T> &result)
{
    require(result || result.error().kind == engine::ErrorKind::BadReply ||
            result.error().kind == engine::ErrorKind::EngineFailure);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const bool quiet = (QLoggingCategory::setFilterRules(QStringLiteral("longshore.*=false")), true);
    require(quiet);
    const QByteArray body(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString operation = QStringLiteral("inspect");
    check(engine::json::decodeContainerDetails(body, operation));
    check(engine::json::decodeImageDetails(body, operation));
    check(engine::json::decodeImageHistory(body, operation));
    check(engine::json::decodePruneReport(body, operation));
    check(engine::json::decodeExitCode(body, operation));
    check(engine::json::decodeVersion(body, operation));
    check(engine::json::decodeSystemInfo(body, operation));
    const auto processes = engine::json::decodeProcessList(body, operation);
    check(processes);
    if (processes) {
        const qsizetype width = processes->titles.size();
        require(std::ranges::all_of(processes->rows, [width](const QStringList &row) { return row.size() == width; }));
    }
    return 0;
}
