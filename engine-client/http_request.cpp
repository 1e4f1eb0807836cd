// SPDX-License-Identifier: Apache-2.0
#include "engine-client/http_request.h"

#include <QUrl>

namespace engine {

QByteArray pathSegment(const QString &name)
{
    return QUrl::toPercentEncoding(name, "/:@");
}

QByteArray requestTarget(const HttpRequest &request, const QByteArray &apiVersion)
{
    QByteArray target;
    if (request.versioned && !apiVersion.isEmpty())
        target += "/v" + apiVersion;
    target += request.path;
    char separator = '?';
    for (const auto &[name, value] : request.query) {
        target += separator + name + '=' + QUrl::toPercentEncoding(value);
        separator = '&';
    }
    return target;
}

} // namespace engine
