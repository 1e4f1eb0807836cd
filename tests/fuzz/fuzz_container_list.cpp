// SPDX-License-Identifier: Apache-2.0
// A container list that is read into rows is JSON for the tree parser, too, and every row is one that a table can keep.
#include "engine-client/json/container_json.h"
#include "engine-client/json/fields.h"

#include <QLoggingCategory>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <tuple>

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
    const QByteArray body(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString operation = QStringLiteral("list containers");
    const auto rows = engine::json::decodeContainerList(body, operation, 1'795'360'000);
    if (!rows) {
        require(rows.error().kind == engine::ErrorKind::BadReply && rows.error().message.contains(operation));
        return 0;
    }
    require(engine::json::parse(body, engine::json::Shape::Array, operation).has_value());
    const auto portKey = [](const engine::Port &p) {
        return std::tie(p.containerPort, p.protocol, p.hostPort, p.hostIp);
    };
    for (const engine::Container &row : *rows) {
        require(!row.id.isEmpty());
        require(std::ranges::is_sorted(row.ports, {}, portKey) &&
                std::ranges::is_sorted(row.mounts, {}, &engine::Mount::destination));
        require(std::ranges::all_of(row.ports, [](const engine::Port &p) { return p.containerPort != 0; }));
    }
    return 0;
}
