// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/batcher.h"
#include "engine-client/http_error.h"
#include "engine-client/http_request.h"
#include "engine-client/negotiation.h"

#include <QTest>

#include <cerrno>
#include <curl/curl.h>

using namespace engine;
using namespace Qt::StringLiterals;

class TestHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesSegments_data();
    void encodesSegments();
    void buildsTargets();
    void picksTheOlderVersion_data();
    void picksTheOlderVersion();
    void knowsVersionRefusals();
    void mapsTransferFailures_data();
    void mapsTransferFailures();
    void boundsErrorTexts();
    void batches();
};

void TestHttp::encodesSegments_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("segment");
    QTest::newRow("reference") << u"r.io:5000/a/b:c@sha256:0f"_s << QByteArray("r.io:5000/a/b:c@sha256:0f");
    QTest::newRow("unreserved") << u"a-b_c.d~1"_s << QByteArray("a-b_c.d~1");
    QTest::newRow("reserved") << u"a?b#c%d e+f&g=h"_s << QByteArray("a%3Fb%23c%25d%20e%2Bf%26g%3Dh");
    QTest::newRow("unicode") << u"ü✓"_s << QByteArray("%C3%BC%E2%9C%93");
    QTest::newRow("controls") << u"a\r\nb"_s << QByteArray("a%0D%0Ab");
    QTest::newRow("empty") << QString() << QByteArray();
}

void TestHttp::encodesSegments()
{
    QFETCH(const QString, name);
    QTEST(pathSegment(name), "segment");
}

void TestHttp::buildsTargets()
{
    HttpRequest request;
    request.path = "/containers/json";
    QCOMPARE(requestTarget(request, "1.41"), "/v1.41/containers/json");
    QCOMPARE(requestTarget(request, ""), "/containers/json");
    request.query = {{"all", u"1"_s}, {"filters", u"{\"id\":[\"a&b\"]}"_s}};
    QCOMPARE(requestTarget(request, "1.41"), "/v1.41/containers/json?all=1&filters=%7B%22id%22%3A%5B%22a%26b%22%5D%7D");
    request.versioned = false;
    request.query.clear();
    QCOMPARE(requestTarget(request, "1.41"), "/containers/json");
}

void TestHttp::picksTheOlderVersion_data()
{
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("older");
    QTest::newRow("older") << QByteArray("1.9") << QByteArray("1.9");
    QTest::newRow("newer") << QByteArray("1.52") << QByteArray("1.51");
    QTest::newRow("same") << QByteArray("1.51") << QByteArray("1.51");
    QTest::newRow("major") << QByteArray("2.0") << QByteArray("1.51");
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("garbage") << QByteArray("1.x") << QByteArray("1.x");
}

void TestHttp::picksTheOlderVersion()
{
    QFETCH(const QByteArray, theirs);
    QTEST(Negotiation::older("1.51", theirs), "older");
    Negotiation negotiation;
    HttpAnswer ping;
    ping.headers = {{"api-version", theirs}, {"server", "Libpod/4.3.1 (linux)"}};
    negotiation.learn(ping);
    QVERIFY(negotiation.isKnown());
    QVERIFY(negotiation.pingInfo().isPodman());
    QVERIFY(negotiation.version().isEmpty() || negotiation.version() == Negotiation::older("1.51", theirs));
    negotiation.forget();
    QVERIFY(!negotiation.isKnown());
    QCOMPARE(negotiation.version(), "");
}

void TestHttp::knowsVersionRefusals()
{
    const auto refusal = [](int status, const char *body) {
        return Negotiation::isVersionRefusal(errorFromAnswer(status, body));
    };
    QVERIFY(refusal(400, R"({"message":"client version 1.99 is too new. Maximum supported API version is 1.41"})"));
    QVERIFY(refusal(400, "client version 1.11 is too old. Minimum supported API version is 1.40, please upgrade"));
    QVERIFY(!refusal(400, R"({"message":"the image is too old"})"));
    QVERIFY(!refusal(500, R"({"message":"client version 1.99 is too new."})"));
}

void TestHttp::mapsTransferFailures_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("osError");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("no socket") << int(CURLE_COULDNT_CONNECT) << ENOENT << false << ErrorKind::NotConnected;
    QTest::newRow("permission") << int(CURLE_COULDNT_CONNECT) << EACCES << false << ErrorKind::PermissionDenied;
    QTest::newRow("full backlog") << int(CURLE_COULDNT_CONNECT) << EAGAIN << false << ErrorKind::Timeout;
    QTest::newRow("no such host") << int(CURLE_COULDNT_RESOLVE_HOST) << 0 << false << ErrorKind::NotConnected;
    QTest::newRow("reset") << int(CURLE_RECV_ERROR) << ECONNRESET << false << ErrorKind::NotConnected;
    QTest::newRow("broken pipe") << int(CURLE_SEND_ERROR) << EPIPE << true << ErrorKind::NotConnected;
    QTest::newRow("cut call") << int(CURLE_PARTIAL_FILE) << 0 << false << ErrorKind::BadReply;
    QTest::newRow("cut stream") << int(CURLE_PARTIAL_FILE) << 0 << true << ErrorKind::NotConnected;
    QTest::newRow("late") << int(CURLE_OPERATION_TIMEDOUT) << 0 << false << ErrorKind::Timeout;
    QTest::newRow("odd") << int(CURLE_WEIRD_SERVER_REPLY) << 0 << false << ErrorKind::BadReply;
}

void TestHttp::mapsTransferFailures()
{
    QFETCH(const int, code);
    QFETCH(const int, osError);
    QFETCH(const bool, stream);
    TransferFailure failure;
    failure.curlCode = code;
    failure.osError = osError;
    failure.isStream = stream;
    failure.text = u"curl's words"_s;
    const EngineError error = errorFromTransfer(failure);
    QTEST(error.kind, "kind");
    QVERIFY(!error.message.isEmpty());
    QCOMPARE(error.httpStatus, 0);
}

void TestHttp::boundsErrorTexts()
{
    QCOMPARE(errorFromAnswer(500, QByteArray(100'000, 'x')).message.size(), 4096);
    QCOMPARE(errorFromAnswer(500, "{\"message\":\"" + QByteArray(100'000, 'x') + "\"}").message.size(), 4096);
    QVERIFY(!errorFromAnswer(500, QByteArray(100'000, '[')).message.isEmpty()); // deep nesting
}

void TestHttp::batches()
{
    using namespace std::chrono_literals;
    const Batcher::TimePoint start{};
    Batcher batcher;
    QVERIFY(!batcher.due());
    batcher.add(10);
    QVERIFY(*batcher.due() <= start); // the first goes out at once
    batcher.flushed(start, true);
    QVERIFY(!batcher.due());
    batcher.add(10);
    QVERIFY(*batcher.due() == start + Batcher::interval);
    QVERIFY(!batcher.isFull());
    batcher.add(Batcher::sizeLimit);
    QVERIFY(batcher.isFull());
    QVERIFY(*batcher.due() <= start);
    batcher.flushed(start + 1s, false); // held nothing whole: what completes it does not wait for the interval
    batcher.add(1);
    QVERIFY(*batcher.due() == start + Batcher::interval);
}

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
