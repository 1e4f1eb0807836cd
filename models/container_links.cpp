// SPDX-License-Identifier: Apache-2.0
#include "models/container_links.h"

using namespace Qt::StringLiterals;

namespace models {

namespace {

QString reachableHost(const QString &hostIp, const engine::Endpoint &endpoint)
{
    const bool anywhere = hostIp.isEmpty() || hostIp == u"0.0.0.0"_s || hostIp == u"::"_s;
    if (!anywhere)
        return hostIp;
    return endpoint.kind == engine::Endpoint::Kind::Tcp ? endpoint.host : u"127.0.0.1"_s;
}

} // namespace

QList<QUrl> containerLinks(const engine::Container &container, const QUrl &notebookUrl,
                           const engine::Endpoint &endpoint)
{
    QList<QUrl> links;
    if (!container.isUp())
        return links;
    if (notebookUrl.isValid() && !notebookUrl.isEmpty())
        links << notebookUrl;
    for (const engine::Port &port : container.ports) {
        if (port.hostPort == 0 || port.protocol == u"udp"_s || port.protocol == u"sctp"_s)
            continue;
        const bool known =
            std::any_of(links.cbegin(), links.cend(), [&](const QUrl &link) { return link.port() == port.hostPort; });
        if (known)
            continue;
        QUrl url;
        url.setScheme(port.containerPort == 443 || port.containerPort == 8443 ? u"https"_s : u"http"_s);
        url.setHost(reachableHost(port.hostIp, endpoint));
        url.setPort(port.hostPort);
        url.setPath(u"/"_s);
        links << url;
    }
    return links;
}

} // namespace models
