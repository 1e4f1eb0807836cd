// SPDX-License-Identifier: Apache-2.0
#include "tests/support/asked.h"
#include "tests/support/scripted_engine.h"

#include <QFile>
#include <QTest>

using namespace engine;
using namespace Qt::StringLiterals;
using test::Asked;
using test::get;
using test::ScriptedAnswer;
using test::ScriptedEngine;
using test::waitWithoutEvents;

namespace {

/// Whether the kernel asks now and then if the other end of a connection to this port is still there.
bool isProbed(quint16 port)
{
    QFile table(u"/proc/self/net/tcp"_s); // sl local_address rem_address st tx_queue:rx_queue tr:tm->when …
    if (!table.open(QIODevice::ReadOnly))
        return false;
    const QByteArray remote = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    const QList<QByteArray> lines = table.readAll().split('\n');
    return std::any_of(lines.cbegin(), lines.cend(), [&remote](const QByteArray &line) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        return fields.size() > 5 && fields.at(2).endsWith(remote) && fields.at(5).startsWith("02:");
    });
}

} // namespace

class TestTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void negotiates();
    void speaksOurNewestVersion();
    void speaksWithoutVersion();
    void negotiatesAgainWhenRefused();
    void staysRefused();
    void forgetsWhenTheConnectionIsLost();
    void negotiatesOnceForAll();
    void keepsItsConnection();
    void sendsMethodAndBody_data();
    void sendsMethodAndBody();
    void encodesTheTarget();
    void takesBigAnswers();
    void takesEmptyAnswers();
    void worksOverTcp();
    void neverRepliesFromInside();
    void abortsAtAnyTime();
    void reassigningCancels();
    void movingKeeps();
    void contextGoneMeansNoReply();
    void replyMayDestroyEverything();
    void replyMayAskAgain();
    void destructionIsSilent();
    void movesToAnotherEngine();
    void movesAwayFromAHangingEngine();
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
    QCOMPARE(server.requests().value(1).version, "1.41");
    QCOMPARE(transport.negotiatedVersion(), u"1.41"_s);
    QCOMPARE(transport.pingInfo().server, u"Docker/20.10.24 (linux)"_s);
    QCOMPARE(transport.pingInfo().osType, u"linux"_s);
    QCOMPARE(transport.requestCount(), 3U);
}

void TestTransport::speaksOurNewestVersion()
{
    ScriptedEngine server;
    server.setApiVersion("1.99");
    Transport transport(server.endpoint());
    Asked asked(transport, get("/containers/json"));
    QTRY_COMPARE(asked.body(), "[]");
    QCOMPARE(server.requests().value(1).target, "/v1.51/containers/json");
    QCOMPARE(transport.pingInfo().apiVersion, u"1.99"_s);
}

void TestTransport::speaksWithoutVersion()
{
    ScriptedEngine server;
    server.answer("GET", "/_ping", 200, "OK");
    Transport transport(server.endpoint());
    Asked asked(transport, get("/containers/json"));
    QTRY_COMPARE(asked.body(), "[]");
    QCOMPARE(server.requests().value(1).target, "/containers/json");
}

void TestTransport::negotiatesAgainWhenRefused()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    Asked first(transport, get("/containers/json"));
    QTRY_COMPARE(first.replies, 1);
    server.setApiVersion("1.30"); // another engine took its place, and the connection did not tell
    Asked second(transport, get("/containers/json"));
    Asked third(transport, get("/images/json"));
    QTRY_COMPARE(second.replies + third.replies, 2);
    QCOMPARE(second.body(), "[]");
    QCOMPARE(third.body(), "[]");
    QCOMPARE(transport.negotiatedVersion(), u"1.30"_s);
    QCOMPARE(server.count("/_ping"), 2);
}

void TestTransport::staysRefused()
{
    ScriptedEngine server;
    server.setApiVersion("1.60", "1.55");
    Transport transport(server.endpoint());
    Asked asked(transport, get("/containers/json"));
    QTRY_COMPARE(asked.replies, 1);
    QCOMPARE(asked.error().kind, ErrorKind::InvalidArgument);
    QVERIFY(asked.error().message.startsWith(u"client version 1.51 is too old."_s));
    QCOMPARE(server.count("/_ping"), 2);
}

void TestTransport::forgetsWhenTheConnectionIsLost()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    Asked first(transport, get("/containers/json"));
    QTRY_COMPARE(first.replies, 1);
    server.stop();
    Asked second(transport, get("/containers/json"));
    QTRY_COMPARE(second.replies, 1);
    QCOMPARE(second.error().kind, ErrorKind::NotConnected);
    QCOMPARE(second.error().osError, ECONNREFUSED);
    QCOMPARE(transport.negotiatedVersion(), QString());
    server.setApiVersion("1.44");
    server.start();
    Asked third(transport, get("/containers/json"));
    QTRY_COMPARE(third.body(), "[]");
    QCOMPARE(transport.negotiatedVersion(), u"1.44"_s);
}

void TestTransport::negotiatesOnceForAll()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    std::vector<std::unique_ptr<Asked>> all;
    for (int i = 0; i < 50; ++i)
        all.push_back(std::make_unique<Asked>(transport, get("/containers/json?n=" + QByteArray::number(i))));
    for (const auto &asked : all)
        QTRY_COMPARE(asked->body(), "[]");
    QCOMPARE(server.count("/_ping"), 1);
    QCOMPARE(server.count("/containers/json"), 50);
}

void TestTransport::keepsItsConnection()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    for (int i = 0; i < 5; ++i) {
        Asked asked(transport, get("/containers/json"));
        QTRY_COMPARE(asked.body(), "[]");
    }
    QCOMPARE(server.acceptedConnections(), 1);
}

void TestTransport::sendsMethodAndBody_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("contentType");
    QTest::newRow("empty post") << QByteArray("POST") << QByteArray() << QByteArray();
    QTest::newRow("post") << QByteArray("POST") << QByteArray("{\"Image\":\"x\"}") << QByteArray("application/json");
    QTest::newRow("big post") << QByteArray("POST") << QByteArray(100'000, 'x') << QByteArray("application/json");
    QTest::newRow("delete") << QByteArray("DELETE") << QByteArray() << QByteArray();
    QTest::newRow("put") << QByteArray("PUT") << QByteArray("{}") << QByteArray("application/json");
}

void TestTransport::sendsMethodAndBody()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, body);
    ScriptedEngine server;
    server.answer(method, "/thing", 200, "done");
    Transport transport(server.endpoint());
    HttpRequest request = get("/thing");
    request.method = method;
    request.body = body;
    Asked asked(transport, request);
    QTRY_COMPARE(asked.body(), "done");
    QCOMPARE(server.requests().value(1).method, method);
    QCOMPARE(server.requests().value(1).body, body);
    QTEST(server.requests().value(1).contentType, "contentType");
}

void TestTransport::encodesTheTarget()
{
    ScriptedEngine server;
    server.answer("GET", "/images/", 200, "fine");
    Transport transport(server.endpoint());
    HttpRequest request = get("/images/" + pathSegment(u"127.0.0.1:5000/a/b:c@sha256:00 ü?#%/../x"_s) + "/json");
    request.query = {{"filters", u"{\"label\":[\"a=b&c\"]}"_s}, {"plus", u"1+1"_s}};
    Asked asked(transport, request);
    QTRY_COMPARE(asked.body(), "fine");
    QCOMPARE(server.requests().value(1).target,
             "/v1.41/images/127.0.0.1:5000/a/b:c@sha256:00%20%C3%BC%3F%23%25/../x/json"
             "?filters=%7B%22label%22%3A%5B%22a%3Db%26c%22%5D%7D&plus=1%2B1");
}

void TestTransport::takesBigAnswers()
{
    const QByteArray body(10 * 1024 * 1024, 'x');
    ScriptedEngine server;
    server.answer("GET", "/big", 200, body);
    const auto stream = server.stream("GET", "/chunked");
    Transport transport(server.endpoint());
    Asked asked(transport, get("/big"));
    Asked chunked(transport, get("/chunked"));
    for (int i = 0; i < 10; ++i)
        stream->push(body.left(1024 * 1024));
    stream->end();
    QTRY_COMPARE(asked.replies + chunked.replies, 2);
    QVERIFY(asked.body() == body);
    QVERIFY(chunked.body() == body);
    QVERIFY(transport.bytesReceived() >= static_cast<quint64>(2 * body.size()));
}

void TestTransport::takesEmptyAnswers()
{
    ScriptedEngine server;
    server.answer("POST", "/gone", 204);
    server.answer("POST", "/same", 304);
    Transport transport(server.endpoint());
    for (const char *path : {"/gone", "/same"}) {
        HttpRequest request = get(path);
        request.method = "POST";
        Asked asked(transport, request);
        QTRY_COMPARE(asked.body(), "");
    }
}

void TestTransport::worksOverTcp()
{
    ScriptedEngine server;
    Transport transport(server.tcpEndpoint());
    Asked asked(transport, get("/containers/json"));
    QTRY_COMPARE(asked.body(), "[]");
    QCOMPARE(transport.negotiatedVersion(), u"1.41"_s);
    // A machine that vanishes is noticed, though it is asked nothing.
    QTRY_VERIFY(isProbed(transport.endpoint().port));
}

void TestTransport::neverRepliesFromInside()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    Asked asked(transport, get("/containers/json"));
    QVERIFY(waitWithoutEvents([&] { return server.count("/containers/json") == 1; }));
    QCOMPARE(asked.replies, 0);
    QVERIFY(asked.handle.isActive());
    QTRY_COMPARE(asked.replies, 1);
}

void TestTransport::abortsAtAnyTime()
{
    ScriptedEngine server;
    server.hang("GET", "/hang");
    Transport transport(server.endpoint());
    Asked atOnce(transport, get("/containers/json"));
    atOnce.handle.abort();
    QVERIFY(!atOnce.handle.isActive());
    Asked sent(transport, get("/hang"));
    QTRY_COMPARE(server.count("/hang"), 1);
    sent.handle.abort();
    sent.handle.abort();
    QTRY_COMPARE(server.openConnections(), 0); // the transfer is closed, not only forgotten
    Asked answered(transport, get("/containers/json"));
    QVERIFY(waitWithoutEvents([&] { return server.count("/containers/json") >= 1; }));
    answered.handle.abort();
    Asked last(transport, get("/images/json"));
    QTRY_COMPARE(last.replies, 1);
    QCOMPARE(atOnce.replies + sent.replies + answered.replies, 0);
}

void TestTransport::reassigningCancels()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    Asked first(transport, get("/containers/json"));
    Asked second(transport, get("/images/json"));
    first.handle = std::move(second.handle);
    QTRY_COMPARE(second.replies, 1);
    QCOMPARE(first.replies, 0);
    QVERIFY(!first.handle.isActive());
}

void TestTransport::movingKeeps()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    Asked asked(transport, get("/containers/json"));
    RequestHandle moved(std::move(asked.handle));
    QVERIFY(moved.isActive());
    QTRY_COMPARE(asked.replies, 1);
    QVERIFY(!moved.isActive());
}

void TestTransport::contextGoneMeansNoReply()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    auto context = std::make_unique<QObject>();
    Asked asked(transport, get("/containers/json"), context.get());
    context.reset();
    Asked other(transport, get("/images/json"), this);
    QTRY_COMPARE(other.replies, 1);
    QTRY_VERIFY(!asked.handle.isActive());
    QCOMPARE(asked.replies, 0);
}

void TestTransport::replyMayDestroyEverything()
{
    ScriptedEngine server;
    auto transport = std::make_unique<Transport>(server.endpoint());
    int replies = 0;
    RequestHandle first;
    RequestHandle second;
    const auto decode = [](const HttpAnswer &answer) -> Result<QByteArray> { return answer.body; };
    const auto reply = [&, kept = std::make_shared<int>(7)](const Result<QByteArray> &) {
        ++replies;
        first = RequestHandle();
        second = RequestHandle();
        transport.reset();
        QCOMPARE(*kept, 7); // the callback itself is still there
    };
    first = transport->call<QByteArray>(get("/containers/json"), decode, this, reply);
    second = transport->call<QByteArray>(get("/containers/json"), decode, this, reply);
    QTRY_COMPARE(replies, 1);
    QVERIFY(!transport);
}

void TestTransport::replyMayAskAgain()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    RequestHandle handle;
    int replies = 0;
    std::function<void()> ask = [&] {
        const auto decode = [](const HttpAnswer &answer) -> Result<QByteArray> { return answer.body; };
        handle =
            transport.call<QByteArray>(get("/containers/json"), decode, this, [&](const Result<QByteArray> &result) {
                QVERIFY(result);
                QVERIFY(!handle.isActive());
                if (++replies < 5)
                    ask();
            });
    };
    ask();
    QTRY_COMPARE(replies, 5);
}

void TestTransport::destructionIsSilent()
{
    ScriptedEngine server;
    server.hang("GET", "/hang");
    auto transport = std::make_unique<Transport>(server.endpoint());
    Asked running(*transport, get("/hang"));
    Asked answered(*transport, get("/containers/json"));
    QVERIFY(waitWithoutEvents([&] { return server.count("/hang") + server.count("/containers/json") == 2; }));
    transport.reset();
    QVERIFY(!running.handle.isActive());
    QVERIFY(!answered.handle.isActive());
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(running.replies + answered.replies, 0);
}

void TestTransport::movesToAnotherEngine()
{
    ScriptedEngine first;
    first.hang("GET", "/hang");
    ScriptedEngine second;
    second.setApiVersion("1.44");
    Transport transport(first.endpoint());
    Asked running(transport, get("/hang"));
    QTRY_COMPARE(first.count("/hang"), 1);
    transport.setEndpoint(second.endpoint());
    Asked next(transport, get("/containers/json"));
    QTRY_COMPARE(next.body(), "[]");
    QCOMPARE(running.error().kind, ErrorKind::ShuttingDown);
    QCOMPARE(running.error().operation, u"read /hang"_s);
    QCOMPARE(running.replies, 1);
    QCOMPARE(transport.negotiatedVersion(), u"1.44"_s);
    QCOMPARE(transport.endpoint(), second.endpoint());
    QCOMPARE(first.count("/containers/json"), 0);
    QTRY_COMPARE(first.openConnections(), 0);
}

void TestTransport::movesAwayFromAHangingEngine()
{
    ScriptedEngine first;
    first.hang("", "/");
    ScriptedEngine second;
    Transport transport(first.endpoint());
    Asked waiting(transport, get("/containers/json"));
    QTRY_COMPARE(first.count("/_ping"), 1);
    transport.setEndpoint(second.endpoint());
    Asked next(transport, get("/containers/json"));
    QTRY_COMPARE(waiting.error().kind, ErrorKind::ShuttingDown);
    QTRY_COMPARE(next.body(), "[]");
}

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
