// SPDX-License-Identifier: Apache-2.0
#include "engine-client/exec_api.h"

#include "engine-client/api_request.h"
#include "engine-client/json/exec_json.h"
#include "engine-client/transport.h"

using namespace Qt::StringLiterals;

namespace engine {

namespace {
constexpr int programTimeoutMs = 10'000;
}

RequestHandle ExecApi::create(const QString &id, const QStringList &command, QObject *context, Reply<QString> reply)
{
    HttpRequest request = apiRequest("POST", objectPath("/containers/", id, "/exec"),
                                     u"run %1 in container %2"_s.arg(command.value(0), shownName(id)));
    request.body = json::encodeExec(command);
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeExecId(answer.body, operation);
    };
    return m_transport.call<QString>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ExecApi::run(const QString &execId, QObject *context, Reply<void> reply)
{
    HttpRequest request = apiRequest("POST", objectPath("/exec/", execId, "/start"), u"run a program in a container"_s);
    request.body = R"({"Detach":false,"Tty":false})";
    request.timeoutMs = programTimeoutMs;
    const auto decode = [](const HttpAnswer &) -> Result<void> { return {}; };
    return m_transport.call<void>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ExecApi::exitCode(const QString &execId, QObject *context, Reply<int> reply)
{
    HttpRequest request =
        apiRequest("GET", objectPath("/exec/", execId, "/json"), u"read how a program in a container ended"_s);
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeExecEnd(answer.body, operation);
    };
    return m_transport.call<int>(std::move(request), decode, context, std::move(reply));
}

} // namespace engine
