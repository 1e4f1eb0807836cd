// SPDX-License-Identifier: Apache-2.0
#include "engine-client/transport.h"
#include "tests/support/scripted_engine.h"

#include <QTest>

using namespace engine;
using namespace Qt::StringLiterals;
using test::ScriptedAnswer;
using test::ScriptedEngine;
using test::ScriptedRequest;

namespace {
Result<QByteArray> bodyOf(const HttpAnswer &answer)
{
    return answer.body;
}

HttpRequest get(const QByteArray &path)
{
    HttpRequest request;
    request.path = path;
    request.operation = u"read "_s + QString::fromUtf8(path);
    return request;
}

/// Sends one request and keeps what comes of it.
struct Asked
{
    Asked(Transport &transport, const HttpRequest &request, QObject *context = nullptr)
    {
        handle = transport.call<QByteArray>(request, &bodyOf, context, [this](Result<QByteArray> result) {
            ++replies;
            reply = std::move(result);
        });
    }
    [[nodiscard]] EngineError error() const { return reply && !*reply ? reply->error() : EngineError{}; }
    /// What came, for comparison: the body, or the error in words.
    [[nodiscard]] QByteArray body() const
    {
        if (!reply)
            return "no reply";
        return *reply ? **reply : "error: " + error().message.toUtf8();
    }

    int replies = 0;
    std::optional<Result<QByteArray>> reply;
    RequestHandle handle;
};
} // namespace

class TestTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void negotiates();
};

void TestTransport::negotiates()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    QCOMPARE(transport.negotiatedVersion(), QString());
    Asked first(transport, get("/containers/json"));
    Asked second(transport, get("/images/json"));
    QVERIFY(first.handle.isActive());
    QTRY_COMPARE(first.replies + second.replies, 2);
    QCOMPARE(first.body(), "[]");
    QVERIFY(!first.handle.isActive());
    QCOMPARE(server.count("/_ping"), 1);
    QCOMPARE(server.requests().value(0).target, "/_ping");
    QCOMPARE(server.requests().value(1).target, "/v1.41/containers/json");
    QCOMPARE(transport.negotiatedVersion(), u"1.41"_s);
    QCOMPARE(transport.pingInfo().server, u"Docker/20.10.24 (linux)"_s);
    QCOMPARE(transport.requestCount(), 3U);
}

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
