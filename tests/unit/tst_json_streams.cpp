// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/line_stream.h"
#include "engine-client/json/stream_json.h"
#include "tests/support/dto_text.h"
#include "tests/support/fixtures.h"

#include <QLoggingCategory>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine;
using namespace test;

namespace {

const QString operation = u"read it"_s;

} // namespace

/// Lines of pulls, events and statistics: failures inside them, odd ones, and streams cut anywhere.
class StreamJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void errorShapes_data();
    void errorShapes();
    void oddEvents_data();
    void oddEvents();
    void oddPullLines();
    void oddStats();
    void lineStreamAtEveryCut();
    void lineStreamStopsAtTheFirstError();
    void lineStreamRefusesEndlessLines();
};

void StreamJsonTest::initTestCase()
{
    QLoggingCategory::setFilterRules(u"longshore.engine.warning=false"_s);
}

void StreamJsonTest::errorShapes_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *title, const char *line, ErrorKind kind, int status, const QString &message) {
        QTest::newRow(title) << QByteArray(line) << kind << status << message;
    };
    row("both", R"({"errorDetail":{"message":"boom"},"error":"boom"})", ErrorKind::EngineFailure, 0, u"boom"_s);
    row("only error", R"({"error":"boom"})", ErrorKind::EngineFailure, 0, u"boom"_s);
    row("only detail", R"({"errorDetail":{"message":"boom"}})", ErrorKind::EngineFailure, 0, u"boom"_s);
    row("error is an object", R"({"error":{"message":"boom"}})", ErrorKind::EngineFailure, 0, u"boom"_s);
    row("code 404", R"({"errorDetail":{"code":404,"message":"gone"}})", ErrorKind::NotFound, 404, u"gone"_s);
    row("code 409", R"({"errorDetail":{"code":409,"message":"busy"}})", ErrorKind::Conflict, 409, u"busy"_s);
    row("code 400", R"({"errorDetail":{"code":400,"message":"bad"}})", ErrorKind::InvalidArgument, 400, u"bad"_s);
    row("code 401", R"({"errorDetail":{"code":401,"message":"who"}})", ErrorKind::Unauthorized, 401, u"who"_s);
    row("podman", R"({"cause":"c","message":"m","response":500})", ErrorKind::EngineFailure, 500, u"m"_s);
    row("denied", R"({"error":"errors:\ndenied: requested access to the resource is denied\n"})",
        ErrorKind::Unauthorized, 0, u"errors:\ndenied: requested access to the resource is denied"_s);
    row("unauthorized", R"({"error":"reading manifest: unauthorized: authentication required"})",
        ErrorKind::Unauthorized, 0, u"reading manifest: unauthorized: authentication required"_s);
    row("manifest unknown", R"({"error":"manifest unknown: manifest unknown"})", ErrorKind::NotFound, 0,
        u"manifest unknown: manifest unknown"_s);
    row("permission denied on disk", R"({"error":"write /x: permission denied"})", ErrorKind::EngineFailure, 0,
        u"write /x: permission denied"_s);
    row("no JSON", "<html>", ErrorKind::BadReply, 0,
        u"The engine's answer to “read it” holds a line that is not JSON."_s);
}

void StreamJsonTest::errorShapes()
{
    QFETCH(QByteArray, line);
    const auto result = json::decodePullLine(line.constData(), std::size_t(line.size()), operation);
    QVERIFY(!result.has_value());
    QTEST(result.error().kind, "kind");
    QTEST(result.error().httpStatus, "status");
    QTEST(result.error().message, "message");
    QCOMPARE(result.error().operation, operation);
}

void StreamJsonTest::oddEvents_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *title, const char *line, const QString &text) {
        QTest::newRow(title) << QByteArray(line) << text;
    };
    row("old form", R"({"status":"start","id":"abc","from":"busybox","time":5})",
        u"container | start | abc |  | 5000000000"_s);
    row("old image", R"({"status":"untag","id":"abc","timeNano":7})", u"image | untag | abc |  | 7"_s);
    row("health", R"({"Type":"container","Action":"health_status: healthy","Actor":{"ID":"a"}})",
        u"container | health_status: healthy | a |  | 0"_s);
    row("exec with command", R"({"Type":"container","Action":"exec_create: sh -c a:b ","Actor":{"ID":"a"}})",
        u"container | exec_create | a |  | 0"_s);
    row("podman volume", R"({"Type":"volume","Action":"remove","Actor":{"ID":"","Attributes":{"name":"v"}}})",
        u"volume | destroy | v | name=v | 0"_s);
    row("podman image", R"({"Type":"image","Action":"remove","Actor":{"ID":"i"}})", u"image | delete | i |  | 0"_s);
    row("nulls", R"({"Type":null,"Action":"die","Actor":null,"id":null,"time":null})", u"container | die |  |  | 0"_s);
    row("huge time", R"({"Action":"die","time":9223372036854775807})", u"container | die |  |  | 0"_s);
    row("nothing", "{}", u"nothing"_s);
    row("no object", "[]", u"nothing"_s);
    row("no JSON", "<html>", u"nothing"_s);
}

void StreamJsonTest::oddEvents()
{
    QFETCH(QByteArray, line);
    const auto event = json::decodeEventLine(line.constData(), std::size_t(line.size()), operation);
    QVERIFY(event.has_value());
    QTEST(*event ? textOf(**event) : u"nothing"_s, "text");
}

void StreamJsonTest::oddPullLines()
{
    const auto text = [](const QByteArray &line) {
        const auto message = json::decodePullLine(line.constData(), std::size_t(line.size()), operation);
        return message ? (*message ? textOf(**message) : u"nothing"_s) : message.error().message;
    };
    QCOMPARE(text(R"({"status":"Extracting","progressDetail":{"current":3,"units":"s"},"id":"a"})"),
             u"a | Extracting | 3 | -1 | s"_s);
    QCOMPARE(text(R"({"status":"Downloading","progressDetail":{"current":3,"total":-1},"id":"a"})"),
             u"a | Downloading | 3 | -1 | B"_s);
    QCOMPARE(text(R"({"status":"Downloading","progressDetail":{"current":-7,"total":-7}})"),
             u" | Downloading | -1 | -1 | B"_s);
    QCOMPARE(text(R"({"status":"Pull complete","progressDetail":{"hidecounts":true},"id":"a"})"),
             u"a | Pull complete | -1 | -1 | B"_s);
    QCOMPARE(text(R"({"status":"x","progressDetail":null,"errorDetail":null,"error":null})"), u" | x | -1 | -1 | B"_s);
    QCOMPARE(text("[1]"), u"nothing"_s);
}

void StreamJsonTest::oddStats()
{
    const auto sample = [](const QByteArray &line) {
        return json::decodeStatsLine(line.constData(), std::size_t(line.size()), operation);
    };
    QCOMPARE((*sample(R"({"memory_stats":{"usage":100,"stats":{"inactive_file":30}}})"))->memoryBytes, 70U);
    QCOMPARE((*sample(R"({"memory_stats":{"usage":100,"stats":{"total_inactive_file":20,"inactive_file":30}}})"))
                 ->memoryBytes,
             80U);
    QCOMPARE((*sample(R"({"memory_stats":{"usage":100,"stats":{"inactive_file":300}}})"))->memoryBytes, 100U);
    QCOMPARE((*sample(R"({"cpu_stats":{"cpu_usage":{"percpu_usage":[1,2,3]}}})"))->onlineCpus, 3);
    QCOMPARE((*sample(R"({"cpu_stats":{"system_cpu_usage":5}})"))->systemCpuNs, 5U);
    QCOMPARE((*sample(R"({"cpu_stats":{"system_cpu_usage":5,"cpu":0}})"))->systemCpuNs, 0U);
    const auto blocks = sample(
        R"({"blkio_stats":{"io_service_bytes_recursive":[{"op":"Read","value":1},{"op":"write","value":2},{"op":"Read","value":4},{"op":"Total","value":9}]}})");
    QCOMPARE((*blocks)->blockReadBytes, 5U);
    QCOMPARE((*blocks)->blockWriteBytes, 2U);
    QVERIFY(!(*sample(R"({"cause":"container is stopped","message":"container is stopped","response":500})"))
                 ->read.isValid());
    QCOMPARE(sample(R"({"message":"no such container","response":404})").error().kind, ErrorKind::NotFound);
    QVERIFY(!sample("nonsense").value().has_value());
}

void StreamJsonTest::lineStreamAtEveryCut()
{
    const QByteArray bytes = fixture(u"docker-29.7"_s, u"events.ndjson"_s).first(1500);
    const auto decode = [&bytes](qsizetype cut) {
        json::LineStream<Event> stream(operation, &json::decodeEventLine);
        stream.push(bytes.constData(), std::size_t(cut));
        stream.push(bytes.constData() + cut, std::size_t(bytes.size() - cut));
        stream.finish();
        QList<Event> events;
        const std::size_t weight = stream.take(events);
        QStringList lines{QString::number(weight)};
        for (const Event &event : events)
            lines.append(textOf(event));
        return lines;
    };
    const QStringList whole = decode(0);
    QVERIFY(whole.size() > 4);
    for (qsizetype cut = 1; cut < bytes.size(); ++cut)
        QCOMPARE(decode(cut), whole);
}

void StreamJsonTest::lineStreamStopsAtTheFirstError()
{
    json::LineStream<PullMessage> stream(operation, &json::decodePullLine);
    const QByteArray bytes = "{\"status\":\"a\"}\n{\"error\":\"first\"}\n{\"error\":\"second\"}\n{\"status\":\"b\"}\n";
    stream.push(bytes.constData(), std::size_t(bytes.size()));
    stream.finish();
    QList<PullMessage> messages;
    QCOMPARE(stream.take(messages), std::size_t(14));
    QCOMPARE(messages.size(), 1);
    QVERIFY(stream.error().has_value());
    QCOMPARE(stream.error()->message, u"first"_s);
    QCOMPARE(stream.take(messages), std::size_t(0));
}

void StreamJsonTest::lineStreamRefusesEndlessLines()
{
    json::LineStream<PullMessage> stream(operation, &json::decodePullLine);
    const QByteArray block(1024 * 1024, 'x');
    for (int i = 0; i < 20; ++i)
        stream.push(block.constData(), std::size_t(block.size()));
    stream.push("\n", 1);
    QVERIFY(stream.error().has_value());
    QCOMPARE(stream.error()->message, u"A line of the engine's answer is too long."_s);
}

QTEST_APPLESS_MAIN(StreamJsonTest)
#include "tst_json_streams.moc"
