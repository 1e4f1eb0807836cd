// SPDX-License-Identifier: Apache-2.0
#include "tests/support/asked.h"
#include "tests/support/scripted_engine.h"

#include <QTest>

using namespace engine;
using namespace Qt::StringLiterals;
using test::Asked;
using test::get;
using test::ScriptedAnswer;
using test::ScriptedEngine;

class TestTransportFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mapsStatuses_data();
    void mapsStatuses();
    void tellsNobodyThere();
    void refusesHalfAnswers_data();
    void refusesHalfAnswers();
    void survivesAHalfPing_data();
    void survivesAHalfPing();
    void timesOut();
    void timesOutBehindNegotiation();
    void refusesAPingThatIsRefused();
    void reportsWhatDecodersSay();
    void comesBackAfterAKill();
    void comesBackAfterASilentRestart();
};

void TestTransportFailures::mapsStatuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind, const char *message) {
        QTest::newRow(name) << status << body << kind << QString::fromUtf8(message);
    };
    row("docker", 404, R"({"message":"No such container: web"})", ErrorKind::NotFound, "No such container: web");
    row("podman", 409, R"({"cause":"in use","message":"image is in use\n","response":409})", ErrorKind::Conflict,
        "image is in use");
    row("podman without message", 500, R"({"cause":"why","message":"","response":500})", ErrorKind::EngineFailure,
        "why");
    row("plain text", 404, "Not Found\n", ErrorKind::NotFound, "Not Found");
    row("empty", 502, "", ErrorKind::EngineFailure, "HTTP status 502");
    row("message of another type", 400, R"({"message":7})", ErrorKind::InvalidArgument, "HTTP status 400");
    row("json of another type", 400, "[1]", ErrorKind::InvalidArgument, "HTTP status 400");
    row("cut json", 400, R"({"message":"x)", ErrorKind::InvalidArgument, R"({"message":"x)");
    row("bad utf-8", 500, "\xff", ErrorKind::EngineFailure, "\xef\xbf\xbd");
    row("401", 401, R"({"message":"login"})", ErrorKind::Unauthorized, "login");
    row("403", 403, R"({"message":"no"})", ErrorKind::Unauthorized, "no");
    row("405", 405, R"({"message":"no"})", ErrorKind::InvalidArgument, "no");
    row("429", 429, R"({"message":"slow down"})", ErrorKind::EngineFailure, "slow down");
    row("redirect", 301, "<a href=\"/x\">Moved</a>", ErrorKind::BadReply, "<a href=\"/x\">Moved</a>");
    row("podman's conflict", 500, R"({"message":"\"x\" is already paused: container state improper"})",
        ErrorKind::Conflict, "\"x\" is already paused: container state improper");
    row("registry login", 500, R"({"message":"Head \"http://r/v2/\": no basic auth credentials"})",
        ErrorKind::Unauthorized, "Head \"http://r/v2/\": no basic auth credentials");
}

void TestTransportFailures::mapsStatuses()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    ScriptedEngine server;
    server.answer("GET", "/thing", status, body);
    Transport transport(server.endpoint());
    Asked asked(transport, get("/thing"));
    QTRY_COMPARE(asked.replies, 1);
    QCOMPARE(asked.error().httpStatus, status);
    QTEST(asked.error().kind, "kind");
    QTEST(asked.error().message, "message");
    QCOMPARE(asked.error().operation, u"read /thing"_s);
    QCOMPARE(asked.error().osError, 0);
}

void TestTransportFailures::tellsNobodyThere()
{
    ScriptedEngine server;
    Endpoint tcp = server.tcpEndpoint();
    Endpoint missing = server.endpoint();
    missing.path += u".none"_s;
    Endpoint tooLong = missing;
    tooLong.path += QString(200, u'x');
    server.stop();
    tcp.port = 1;
    struct Case
    {
        Endpoint endpoint;
        int osError;
        QString message;
    };
    for (const Case &one : {Case{missing, ENOENT, u"No such file or directory"_s},
                            Case{server.endpoint(), ECONNREFUSED, u"Connection refused"_s},
                            Case{tcp, ECONNREFUSED, u"Connection refused"_s}}) {
        Transport transport(one.endpoint);
        Asked asked(transport, get("/containers/json"));
        QCOMPARE(asked.replies, 0);
        QTRY_COMPARE(asked.replies, 1);
        QCOMPARE(asked.error().kind, ErrorKind::NotConnected);
        QCOMPARE(asked.error().httpStatus, 0);
        QCOMPARE(asked.error().osError, one.osError);
        QCOMPARE(asked.error().message, one.message);
        QCOMPARE(asked.error().operation, u"read /containers/json"_s);
    }
    Transport transport(tooLong);
    Asked asked(transport, get("/containers/json"));
    QTRY_COMPARE(asked.error().kind, ErrorKind::NotConnected);
}

void TestTransportFailures::refusesHalfAnswers_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("message");
    const auto raw = [](const char *name, const QByteArray &bytes, ErrorKind kind, const char *message) {
        ScriptedAnswer answer;
        answer.raw = bytes;
        QTest::newRow(name) << answer << kind << QString::fromUtf8(message);
    };
    ScriptedAnswer cut;
    cut.body = "[{\"Id\":\"x\"}]";
    cut.cutAfter = 5;
    QTest::newRow("cut short") << cut << ErrorKind::BadReply << u"The answer was cut short"_s;
    cut.cutAfter = 0;
    QTest::newRow("no body") << cut << ErrorKind::BadReply << u"The answer was cut short"_s;
    ScriptedAnswer closed;
    closed.closeAtOnce = true;
    QTest::newRow("closed") << closed << ErrorKind::NotConnected << u"The connection was closed without an answer"_s;
    raw("no http", "SSH-2.0-OpenSSH_9.2\r\n", ErrorKind::BadReply, "");
    raw("cut header", "HTTP/1.1 200 OK\r\nContent-Ty", ErrorKind::BadReply, "");
    raw("bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ErrorKind::BadReply, "");
    raw("cut chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nabc", ErrorKind::BadReply,
        "The answer was cut short");
    raw("too large", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc", ErrorKind::BadReply,
        "The answer is too large");
    raw("many headers", "HTTP/1.1 200 OK\r\n" + QByteArray("X-Y: zzzzzzzzzzzzzzzzzzzz\r\n").repeated(20'000) + "\r\n",
        ErrorKind::BadReply, "The answer is too large");
}

void TestTransportFailures::refusesHalfAnswers()
{
    QFETCH(const ScriptedAnswer, answer);
    QFETCH(const QString, message);
    ScriptedEngine server;
    server.answer("GET", "/thing", answer);
    Transport transport(server.endpoint());
    Asked asked(transport, get("/thing"));
    QTRY_COMPARE(asked.replies, 1);
    QTEST(asked.error().kind, "kind");
    QVERIFY2(!asked.error().message.isEmpty() && asked.error().message.startsWith(message),
             qPrintable(asked.error().message));
    Asked next(transport, get("/containers/json"));
    QTRY_COMPARE(next.body(), "[]");
}

void TestTransportFailures::survivesAHalfPing_data()
{
    refusesHalfAnswers_data();
}

void TestTransportFailures::survivesAHalfPing()
{
    QFETCH(const ScriptedAnswer, answer);
    ScriptedEngine server;
    server.answer("GET", "/_ping", answer);
    Transport transport(server.endpoint());
    Asked asked(transport, get("/containers/json"));
    QTRY_COMPARE(asked.replies, 1);
    QTEST(asked.error().kind, "kind");
    QCOMPARE(asked.error().operation, u"read /containers/json"_s);
    QCOMPARE(server.count("/containers/json"), 0);
}

void TestTransportFailures::timesOut()
{
    ScriptedEngine server;
    server.hang("GET", "/thing");
    Transport transport(server.endpoint());
    HttpRequest request = get("/thing");
    request.timeoutMs = 50;
    Asked asked(transport, request);
    QTRY_COMPARE(asked.replies, 1);
    QCOMPARE(asked.error().kind, ErrorKind::Timeout);
    QCOMPARE(asked.error().message, u"No answer within 1 s"_s);
    Asked next(transport, get("/containers/json"));
    QTRY_COMPARE(next.body(), "[]");
    QCOMPARE(server.count("/_ping"), 1);
}

void TestTransportFailures::timesOutBehindNegotiation()
{
    ScriptedEngine server;
    server.hang("GET", "/_ping");
    Transport transport(server.endpoint());
    HttpRequest request = get("/thing");
    request.timeoutMs = 50;
    Asked asked(transport, request);
    QTRY_COMPARE(asked.error().kind, ErrorKind::Timeout);
    QCOMPARE(server.count("/thing"), 0);
}

void TestTransportFailures::refusesAPingThatIsRefused()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    server.answer("GET", "/_ping", 404, "File not found");
    Asked foreign(transport, get("/thing"));
    QTRY_COMPARE(foreign.replies, 1);
    QCOMPARE(foreign.error().kind, ErrorKind::BadReply); // not NotFound: nothing was looked for
    QCOMPARE(foreign.error().message, u"File not found"_s);
    server.refuse("GET", "/_ping", 500, "still starting");
    Asked failing(transport, get("/thing"));
    QTRY_COMPARE(failing.replies, 1);
    QCOMPARE(failing.error().kind, ErrorKind::EngineFailure);
    QCOMPARE(failing.error().message, u"still starting"_s);
}

void TestTransportFailures::reportsWhatDecodersSay()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    std::optional<Result<int>> thrown;
    std::optional<Result<int>> refused;
    const RequestHandle first = transport.call<int>(
        get("/containers/json"), [](const HttpAnswer &) -> Result<int> { throw std::runtime_error("not a list"); },
        this, [&](Result<int> result) { thrown = std::move(result); });
    const RequestHandle second = transport.call<int>(
        get("/containers/json"),
        [](const HttpAnswer &) -> Result<int> {
            EngineError error;
            error.kind = ErrorKind::BadReply;
            error.message = u"no Id"_s;
            return tl::make_unexpected(error);
        },
        this, [&](Result<int> result) { refused = std::move(result); });
    QTRY_VERIFY(thrown && refused);
    QCOMPARE(thrown->error().kind, ErrorKind::BadReply);
    QCOMPARE(thrown->error().message, u"not a list"_s);
    QCOMPARE(thrown->error().operation, u"read /containers/json"_s);
    QCOMPARE(refused->error().message, u"no Id"_s);
    QCOMPARE(refused->error().operation, u"read /containers/json"_s);
}

void TestTransportFailures::comesBackAfterAKill()
{
    ScriptedEngine server;
    server.hang("GET", "/hang");
    Transport transport(server.endpoint());
    for (int round = 0; round < 3; ++round) {
        Asked running(transport, get("/hang"));
        QTRY_COMPARE(server.count("/hang"), round + 1);
        server.stop();
        QTRY_COMPARE(running.error().kind, ErrorKind::NotConnected);
        server.start();
        Asked next(transport, get("/containers/json"));
        QTRY_COMPARE(next.body(), "[]");
    }
}

/// The engine was away between two calls: the kept connection is dead, which the next call must not notice.
void TestTransportFailures::comesBackAfterASilentRestart()
{
    ScriptedEngine server;
    server.answer("POST", "/containers/web/start", 204);
    Transport transport(server.endpoint());
    Asked first(transport, get("/containers/json"));
    QTRY_COMPARE(first.body(), "[]");
    server.stop();
    server.start();
    HttpRequest request = get("/containers/web/start");
    request.method = "POST";
    Asked second(transport, request);
    QTRY_COMPARE(second.body(), "");
    QCOMPARE(server.count("/containers/web/start"), 1);
}

QTEST_GUILESS_MAIN(TestTransportFailures)
#include "tst_transport_failures.moc"
