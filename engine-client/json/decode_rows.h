// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/json/fields.h"
#include "engine-client/logging.h"

namespace engine::json {

/// The whole of a list's body as rows: reads it into what `make()` gives (a ListSax with takeRows()), and once more with the bytes
/// replaced that are no UTF-8. `things` are what its elements should be, for the log. `Parser` is Json: naming it leaves its large
/// header to the .cpp. Pure, any thread.
template<class Parser, class Make>
[[nodiscard]] auto decodeRows(Make make, const QByteArray &body, const QString &operation, const char *things)
    -> Result<decltype(make().takeRows())>
{
    auto sax = make();
    bool isComplete = Parser::sax_parse(body.cbegin(), body.cend(), &sax);
    if (!isComplete && !sax.isWrongShape()) {
        if (const QByteArray better = repaired(body); !better.isEmpty()) {
            sax = make();
            isComplete = Parser::sax_parse(better.cbegin(), better.cend(), &sax);
        }
    }
    if (sax.isWrongShape())
        return tl::unexpected(wrongShape(Shape::Array, operation));
    if (!isComplete)
        return tl::unexpected(notJson(body, sax.errorAt(), operation));
    if (sax.passedOver() > 0)
        qCWarning(lcEngine, "%ls: passed over %d elements that are no %s", qUtf16Printable(operation), sax.passedOver(),
                  things);
    return sax.takeRows();
}

} // namespace engine::json
