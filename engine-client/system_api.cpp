// SPDX-License-Identifier: Apache-2.0
#include "engine-client/system_api.h"

#include "engine-client/api_request.h"
#include "engine-client/json/line_stream.h"
#include "engine-client/json/system_json.h"
#include "engine-client/transport.h"

using namespace Qt::StringLiterals;

namespace engine {

RequestHandle SystemApi::ping(QObject *context, Reply<PingInfo> reply)
{
    HttpRequest request = apiRequest("GET", "/_ping", u"ping the engine"_s);
    request.versioned = false;
    const auto decode = [](const HttpAnswer &answer) -> Result<PingInfo> { return json::decodePing(answer); };
    return m_transport.call<PingInfo>(std::move(request), decode, context, std::move(reply));
}

RequestHandle SystemApi::version(QObject *context, Reply<VersionInfo> reply)
{
    HttpRequest request = apiRequest("GET", "/version", u"read the engine's version"_s);
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeVersion(answer.body, operation);
    };
    // By the time an answer is here the version that it was asked with is known.
    const auto complete = [this, reply = std::move(reply)](Result<VersionInfo> info) {
        if (info)
            info->negotiatedApiVersion = m_transport.negotiatedVersion();
        reply(std::move(info));
    };
    return m_transport.call<VersionInfo>(std::move(request), decode, context, complete);
}

RequestHandle SystemApi::info(QObject *context, Reply<SystemInfo> reply)
{
    HttpRequest request = apiRequest("GET", "/info", u"read the engine's details"_s);
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeSystemInfo(answer.body, operation);
    };
    return m_transport.call<SystemInfo>(std::move(request), decode, context, std::move(reply));
}

RequestHandle SystemApi::events(qint64 sinceSeconds, QObject *context, StreamSink<QList<Event>> sink)
{
    using Stream = json::LineStream<Event>;
    HttpRequest request = apiRequest("GET", "/events", u"watch the engine's events"_s);
    request.timeoutMs = 0;
    if (sinceSeconds > 0)
        request.query.append({"since", QString::number(sinceSeconds)});
    auto decoder = std::make_unique<Stream>(request.operation, &json::decodeEventLine, Stream::Start::Announced);
    return m_transport.stream<QList<Event>>(std::move(request), std::move(decoder), context, std::move(sink));
}

} // namespace engine
