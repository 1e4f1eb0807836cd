// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/request_handle.h"

#include <QObject>
#include <QTest>

#include <optional>

namespace test {

/// Makes a call of the engine client and runs the event loop until its reply is there:
/// `await<VersionInfo>([&](auto *context, auto reply) { return client.system().version(context, reply); })`.
/// Without a reply in time the result is an error of kind Timeout that says so.
template<class T, class Call>
engine::Result<T> await(const Call &call, int timeoutMs = 30'000)
{
    std::optional<engine::Result<T>> answer;
    QObject context;
    const engine::RequestHandle handle =
        call(&context, engine::Reply<T>([&answer](engine::Result<T> result) { answer.emplace(std::move(result)); }));
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, timeoutMs)) {
        engine::EngineError late;
        late.kind = engine::ErrorKind::Timeout;
        late.message = QStringLiteral("the test waited in vain for a reply");
        return tl::unexpected(late);
    }
    return *std::move(answer);
}

} // namespace test

/// Fails the test with the error's own words when a result is none; otherwise it can be dereferenced.
#define VERIFY_RESULT(result)                                                                                          \
    do {                                                                                                               \
        const auto &verified = (result);                                                                               \
        QVERIFY2(verified.has_value(),                                                                                 \
                 verified.has_value()                                                                                  \
                     ? ""                                                                                              \
                     : qPrintable(verified.error().operation + QStringLiteral(": ") + verified.error().message));      \
    } while (false)
