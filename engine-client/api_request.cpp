// SPDX-License-Identifier: Apache-2.0
#include "engine-client/api_request.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace engine {

HttpRequest apiRequest(const QByteArray &method, const QByteArray &path, const QString &operation)
{
    return {.method = method, .path = path, .operation = operation};
}

QByteArray objectPath(const QByteArray &collection, const QString &name, const QByteArray &suffix)
{
    return collection + pathSegment(name) + suffix;
}

QString shownName(const QString &idOrName)
{
    constexpr qsizetype idLength = 64;
    constexpr qsizetype shortLength = 12;
    const QString digits = idOrName.startsWith("sha256:"_L1) ? idOrName.sliced(7) : idOrName;
    const bool isId = digits.size() == idLength && std::ranges::all_of(digits, [](QChar c) {
                          return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
                      });
    return isId ? digits.first(shortLength) : idOrName;
}

} // namespace engine
