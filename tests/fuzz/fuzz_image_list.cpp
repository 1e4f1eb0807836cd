// SPDX-License-Identifier: Apache-2.0
// An image list that is read into rows is JSON for the tree parser, too, and no row has a place-holder for a name.
#include "engine-client/json/fields.h"
#include "engine-client/json/image_json.h"

#include <QLoggingCategory>

#include <nlohmann/json.hpp>

#include <algorithm>
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
    const QByteArray body(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString operation = QStringLiteral("list images");
    const auto rows = engine::json::decodeImageList(body, operation);
    if (!rows) {
        require(rows.error().kind == engine::ErrorKind::BadReply && rows.error().message.contains(operation));
        return 0;
    }
    require(engine::json::parse(body, engine::json::Shape::Array, operation).has_value());
    const auto isName = [](const QString &name) { return !name.startsWith(QLatin1String("<none>")); };
    for (const engine::Image &row : *rows)
        require(!row.id.isEmpty() && std::ranges::all_of(row.tags, isName) && std::ranges::all_of(row.digests, isName));
    return 0;
}
