// SPDX-License-Identifier: Apache-2.0
// Servers inside containers, as they are asked through their published ports.
#include "engine-client/engine_client.h"
#include "tests/support/await.h"
#include "tests/support/scripted_engine.h"
#include "tests/support/web_server.h"

#include <QTcpServer>
#include <QTest>

using namespace engine;
using namespace Qt::StringLiterals;
using test::WebServer;
using test::WebServerAnswer;

class TestWebProbe : public QObject
{
    Q_OBJECT
    test::ScriptedEngine m_engine;
    EngineClient m_client{m_engine.endpoint()};

    Result<WebAnswer> ask(const WebRequest &request)
    {
        return test::await<WebAnswer>(
            [&](auto *context, auto reply) { return m_client.web().ask(request, context, reply); });
    }
    Result<WebAnswer> ask(const QUrl &url, int timeoutMs = 5000)
    {
        WebRequest request;
        request.url = url;
        request.timeoutMs = timeoutMs;
        request.operation = u"look for the notebook"_s;
        return ask(request);
    }

private Q_SLOTS:
    void tellsWhatIsAnswered();
    void sendsMethodHeadersAndBody();
    void anyStatusIsAnAnswer();
    void followsNoRedirect();
    void readsOnlySoMuch();
    void takesAnyCertificateOfThisMachine();
    void knowsLoopback_data();
    void knowsLoopback();
    void refusesWhatIsNoWebAddress_data();
    void refusesWhatIsNoWebAddress();
    void refusesHeadersOfSeveralLines();
    void saysThatNobodyListens();
    void saysThatNobodyAnswers();
    void saysThatItIsNoWebServer();
    void passesBesideTheProxy();
    void leavesTheEngineAlone();
    void abortsWithItsHandle();
    void endsWhenTheEngineIsLeft();
    void worksWithAnEngineOverTcp();
};

void TestWebProbe::tellsWhatIsAnswered()
{
    WebServer server;
    server.answer("/api",
                  {200, R"({"version": "2.14"})", "Content-Type: application/json\r\nX-A: one\r\nx-a: two\r\n"});
    const auto answer = ask(server.url(u"/lab/api"_s).resolved(QUrl(u"/api?full=1#top"_s)));
    VERIFY_RESULT(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->body, R"({"version": "2.14"})");
    QCOMPARE(answer->header("content-type"), "application/json");
    QCOMPARE(answer->header("x-a"), "one");
    QCOMPARE(answer->header("location"), QByteArray());
    QVERIFY(!answer->cut);
    QCOMPARE(server.requests().value(0).target, "/api?full=1");
    QCOMPARE(server.requests().value(0).method, "GET");
    QVERIFY(!server.requests().value(0).headers.contains("content-type"));
}

void TestWebProbe::sendsMethodHeadersAndBody()
{
    WebServer server;
    server.answer("/", {204});
    WebRequest request;
    request.method = "POST";
    request.url = server.url(u"/api/kernels"_s);
    request.headers = {{"Authorization", "token 0123"}};
    request.body = R"({"name": "python3"})";
    VERIFY_RESULT(ask(request));
    request.method = "DELETE";
    request.body.clear();
    VERIFY_RESULT(ask(request));
    request.method = "POST";
    request.headers.emplaceBack("Content-Type", "application/x-www-form-urlencoded");
    request.body = "a=b";
    VERIFY_RESULT(ask(request));
    QCOMPARE(server.requests().size(), 3);
    const test::WebServerRequest &post = server.requests().at(0);
    QCOMPARE(post.method, "POST");
    QCOMPARE(post.headers.value("authorization"), "token 0123");
    QCOMPARE(post.headers.value("content-type"), "application/json");
    QCOMPARE(post.body, R"({"name": "python3"})");
    QCOMPARE(server.requests().at(1).method, "DELETE");
    QCOMPARE(server.requests().at(1).headers.value("content-type"), QByteArray());
    QCOMPARE(server.requests().at(2).headers.value("content-type"), "application/x-www-form-urlencoded");
}

void TestWebProbe::anyStatusIsAnAnswer()
{
    WebServer server;
    server.answer("/", {401, R"({"message": "Unauthorized"})"});
    const auto answer = ask(server.url());
    VERIFY_RESULT(answer);
    QCOMPARE(answer->status, 401);
    QCOMPARE(answer->body, R"({"message": "Unauthorized"})");
}

void TestWebProbe::followsNoRedirect()
{
    WebServer server;
    server.answer("/", {302, {}, "Location: /elsewhere\r\n"});
    const auto answer = ask(server.url());
    VERIFY_RESULT(answer);
    QCOMPARE(answer->status, 302);
    QCOMPARE(answer->header("location"), "/elsewhere");
    QCOMPARE(server.requests().size(), 1);
}

void TestWebProbe::readsOnlySoMuch()
{
    WebServer server;
    server.answer("/", {200, QByteArray(1000, 'x')});
    WebRequest request;
    request.url = server.url();
    request.maxBody = 1000;
    auto answer = ask(request);
    VERIFY_RESULT(answer);
    QCOMPARE(answer->body.size(), 1000);
    QVERIFY(!answer->cut);
    request.maxBody = 999;
    answer = ask(request);
    VERIFY_RESULT(answer);
    QCOMPARE(answer->status, 200);
    QCOMPARE(answer->body, QByteArray(999, 'x'));
    QVERIFY(answer->cut);
    // One that announces what nobody wants to read.
    server.answer("/", {.raw = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n" + QByteArray(2000, 'y')});
    answer = ask(request);
    VERIFY_RESULT(answer);
    QCOMPARE(answer->body, QByteArray(999, 'y'));
}

void TestWebProbe::takesAnyCertificateOfThisMachine()
{
    WebServer server(WebServer::Kind::Https);
    server.answer("/api", {200, "{}"});
    auto answer = ask(server.url(u"/api"_s));
    VERIFY_RESULT(answer);
    QCOMPARE(answer->body, "{}");
    // Plain HTTP to it: it says something, or hangs up; never an answer that counts.
    QUrl plain = server.url(u"/api"_s);
    plain.setScheme(u"http"_s);
    QVERIFY(!ask(plain));
}

void TestWebProbe::knowsLoopback_data()
{
    QTest::addColumn<bool>("isLoopback");
    QTest::newRow("localhost") << true;
    QTest::newRow("LocalHost") << true;
    QTest::newRow("127.0.0.1") << true;
    QTest::newRow("127.8.9.1") << true;
    QTest::newRow("::1") << true;
    QTest::newRow("0.0.0.0") << false;
    QTest::newRow("::") << false;
    QTest::newRow("128.0.0.1") << false;
    QTest::newRow("10.127.0.0") << false;
    QTest::newRow("127.0.0.1.example") << false;
    QTest::newRow("localhost.example") << false;
    QTest::newRow("") << false;
}

void TestWebProbe::knowsLoopback()
{
    QTEST(isLoopbackHost(QString::fromLatin1(QTest::currentDataTag())), "isLoopback");
}

void TestWebProbe::refusesWhatIsNoWebAddress_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::newRow("empty") << QUrl();
    QTest::newRow("file") << QUrl(u"file:///etc/passwd"_s);
    QTest::newRow("gopher") << QUrl(u"gopher://127.0.0.1:1/"_s);
    QTest::newRow("no host") << QUrl(u"http:///api"_s);
    QTest::newRow("password") << QUrl(u"http://a:b@127.0.0.1:1/"_s);
    QTest::newRow("relative") << QUrl(u"/api"_s);
}

void TestWebProbe::refusesWhatIsNoWebAddress()
{
    QFETCH(const QUrl, url);
    const auto answer = ask(url);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::InvalidArgument);
    QCOMPARE(answer.error().message, u"This is not the address of a web server"_s);
    QCOMPARE(answer.error().operation, u"look for the notebook"_s);
}

void TestWebProbe::refusesHeadersOfSeveralLines()
{
    WebServer server;
    for (const char *value : {"token 1\r\nX-Injected: 1", "token\n1", "a\tb"}) {
        WebRequest request;
        request.url = server.url();
        request.headers = {{"Authorization", value}};
        const auto answer = ask(request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidArgument);
        QVERIFY(!answer.error().message.contains(u"token"_s));
    }
    QCOMPARE(server.requests().size(), 0);
}

void TestWebProbe::saysThatNobodyListens()
{
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const QUrl url(u"http://127.0.0.1:%1/api"_s.arg(free.serverPort()));
    free.close();
    auto answer = ask(url);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::NotConnected);
    QCOMPARE(answer.error().osError, ECONNREFUSED);

    // What a published port does while nothing listens behind it.
    WebServer server;
    server.answer("/", {.closeAtOnce = true});
    answer = ask(server.url());
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::NotConnected);
}

void TestWebProbe::saysThatNobodyAnswers()
{
    WebServer server;
    server.answer("/", {.hang = true});
    const auto answer = ask(server.url(), 50);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::Timeout);
}

void TestWebProbe::saysThatItIsNoWebServer()
{
    WebServer server;
    server.answer("/", {.raw = "SSH-2.0-OpenSSH_9.2\r\n"});
    const auto answer = ask(server.url());
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::BadReply);
}

void TestWebProbe::passesBesideTheProxy()
{
    WebServer server, proxy;
    server.answer("/", {200, "the server"});
    proxy.answer("", {200, "the proxy"});
    qputenv("http_proxy", proxy.url().toEncoded());
    const auto answer = ask(server.url());
    const auto elsewhere = ask(QUrl(u"http://notebook.example/"_s));
    qunsetenv("http_proxy");
    VERIFY_RESULT(answer);
    QCOMPARE(answer->body, "the server");
    VERIFY_RESULT(elsewhere);
    QCOMPARE(elsewhere->body, "the proxy");
}

void TestWebProbe::leavesTheEngineAlone()
{
    const auto version =
        test::await<VersionInfo>([&](auto *context, auto reply) { return m_client.system().version(context, reply); });
    VERIFY_RESULT(version);
    QVERIFY(!m_client.negotiatedVersion().isEmpty());
    const int asked = int(m_engine.requests().size());
    WebServer server;
    server.answer("/",
                  {400, R"({"message": "client version 1.41 is too new. Maximum supported API version is 1.40"})"});
    VERIFY_RESULT(ask(server.url()));
    server.answer("/", {.closeAtOnce = true});
    QVERIFY(!ask(server.url()));
    QVERIFY(!m_client.negotiatedVersion().isEmpty()); // what is lost is not the engine's connection
    QCOMPARE(m_engine.requests().size(), asked);
}

void TestWebProbe::abortsWithItsHandle()
{
    WebServer server;
    server.answer("/", {.hang = true});
    WebRequest request;
    request.url = server.url();
    bool replied = false;
    RequestHandle handle = m_client.web().ask(request, this, [&replied](const auto &) { replied = true; });
    QTRY_COMPARE(server.requests().size(), 1);
    handle = {};
    server.answer("/", {200});
    VERIFY_RESULT(ask(server.url()));
    QVERIFY(!replied);
}

void TestWebProbe::endsWhenTheEngineIsLeft()
{
    test::ScriptedEngine other;
    EngineClient client(m_engine.endpoint());
    WebServer server;
    server.answer("/", {.hang = true});
    WebRequest request;
    request.url = server.url();
    std::optional<ErrorKind> kind;
    const RequestHandle handle =
        client.web().ask(request, this, [&kind](const Result<WebAnswer> &answer) { kind = answer.error().kind; });
    QTRY_COMPARE(server.requests().size(), 1);
    client.setEndpoint(other.endpoint());
    QTRY_VERIFY(kind.has_value());
    QCOMPARE(*kind, ErrorKind::ShuttingDown);
}

void TestWebProbe::worksWithAnEngineOverTcp()
{
    const Endpoint tcp = m_engine.tcpEndpoint();
    EngineClient client(tcp);
    const int open = m_engine.openConnections();
    const auto version =
        test::await<VersionInfo>([&](auto *context, auto reply) { return client.system().version(context, reply); });
    VERIFY_RESULT(version);
    // The engine's own port, asked as a web server: two connections that have nothing to do with one another.
    WebRequest request;
    request.url = QUrl(u"http://127.0.0.1:%1/_ping"_s.arg(tcp.port));
    const auto answer =
        test::await<WebAnswer>([&](auto *context, auto reply) { return client.web().ask(request, context, reply); });
    VERIFY_RESULT(answer);
    QCOMPARE(answer->status, 200);
    QTRY_COMPARE(m_engine.openConnections(), open + 1);
}

QTEST_GUILESS_MAIN(TestWebProbe)
#include "tst_web_probe.moc"
