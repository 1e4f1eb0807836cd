// SPDX-License-Identifier: Apache-2.0
#include "tests/support/api_calls.h"

using namespace Qt::StringLiterals;

namespace test {

QString ApiOutcome::text(const engine::EngineError &error)
{
    static const QStringList kinds{u"NotConnected"_s, u"PermissionDenied"_s, u"Timeout"_s,         u"NotFound"_s,
                                   u"Conflict"_s,     u"Unauthorized"_s,     u"InvalidArgument"_s, u"EngineFailure"_s,
                                   u"BadReply"_s,     u"ShuttingDown"_s};
    return u"error %1 %2: %3 [%4]"_s.arg(kinds.value(int(error.kind)))
        .arg(error.httpStatus)
        .arg(error.message, error.operation);
}

QString lastRequest(const ScriptedEngine &engine)
{
    QList<ScriptedRequest> requests = engine.requests();
    requests.removeIf([](const ScriptedRequest &request) { return request.target == "/_ping"; });
    if (requests.isEmpty())
        return {};
    const ScriptedRequest &last = requests.last();
    const QByteArray body = last.body.isEmpty() ? QByteArray() : ' ' + last.body;
    return QString::fromUtf8(last.method + ' ' + last.target + body);
}

} // namespace test
