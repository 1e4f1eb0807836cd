// SPDX-License-Identifier: Apache-2.0
#include "engine-client/web_probe.h"

#include "engine-client/transport.h"

#include <arpa/inet.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace engine {

namespace {

using Header = std::pair<QByteArray, QByteArray>;

bool isWebAddress(const QUrl &url)
{
    return url.isValid() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1) && !url.host().isEmpty() &&
           url.userInfo().isEmpty();
}

/// One line, so that no value can end its header and begin another.
bool isHeader(const Header &header)
{
    const auto isNameChar = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return !header.first.isEmpty() && std::all_of(header.first.cbegin(), header.first.cend(), isNameChar) &&
           std::none_of(header.second.cbegin(), header.second.cend(), isControl);
}

WebTarget targetOf(const WebRequest &request)
{
    WebTarget target;
    target.headers = request.headers;
    target.maxBody = std::max<qsizetype>(0, request.maxBody);
    const bool isTyped = std::any_of(request.headers.cbegin(), request.headers.cend(), [](const Header &header) {
        return header.first.compare("Content-Type", Qt::CaseInsensitive) == 0;
    });
    if (!isTyped)
        target.headers.emplaceBack("Content-Type", request.body.isEmpty() ? "" : "application/json");
    // Without an address the call is refused as any other failed one: once, later, with its operation.
    if (isWebAddress(request.url) && std::all_of(request.headers.cbegin(), request.headers.cend(), isHeader))
        target.url = request.url.toEncoded(QUrl::FullyEncoded | QUrl::RemoveFragment);
    target.isLoopback = isLoopbackHost(request.url.host());
    return target;
}

} // namespace

QByteArray WebAnswer::header(const QByteArray &name) const
{
    const auto found =
        std::find_if(headers.cbegin(), headers.cend(), [&name](const Header &header) { return header.first == name; });
    return found == headers.cend() ? QByteArray() : found->second;
}

RequestHandle WebProbe::ask(const WebRequest &request, QObject *context, Reply<WebAnswer> reply)
{
    HttpRequest call;
    call.method = request.method;
    call.body = request.body;
    call.operation = request.operation;
    call.timeoutMs = std::max(1, request.timeoutMs);
    call.versioned = false;
    call.web = targetOf(request);
    const auto decode = [](const HttpAnswer &answer) -> Result<WebAnswer> {
        return WebAnswer{answer.status, answer.headers, answer.body, answer.cut};
    };
    return m_transport.call<WebAnswer>(std::move(call), decode, context, std::move(reply));
}

bool isLoopbackHost(const QString &host)
{
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    const QByteArray text = host.toLatin1();
    in_addr v4 = {};
    if (inet_pton(AF_INET, text.constData(), &v4) == 1)
        return (ntohl(v4.s_addr) >> 24) == 127;
    in6_addr v6 = {};
    return inet_pton(AF_INET6, text.constData(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

} // namespace engine
