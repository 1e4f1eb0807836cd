// SPDX-License-Identifier: Apache-2.0
#include "engine-client/images_api.h"
#include "tests/support/api_calls.h"
#include "tests/support/dto_text.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine;
using namespace test;

namespace {

QString describePull(const QList<PullMessage> &messages)
{
    return u"%1 messages, last %2"_s.arg(messages.size()).arg(messages.isEmpty() ? QString() : messages.last().status);
}

} // namespace

/// Every typed call under /images: what is asked, and what becomes of the answer.
class ImagesApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lists();
    void inspectsByAnyName_data();
    void inspectsByAnyName();
    void readsHistory();
    void tags();
    void removes();
    void prunes();
    void pullAsks_data();
    void pullAsks();
    void pullReportsProgress();
    void pullFailsInsideTheStream();
    void pullIsRefused_data();
    void pullIsRefused();
    void pullIsCut();
};

void ImagesApiTest::lists()
{
    ScriptedEngine server;
    server.answer("GET", "/images/json", 200, fixture(u"docker-20.10"_s, u"images.json"_s));
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const QList<Image> &rows) {
        return QString::number(rows.size()) + u' ' + rows.value(0).tags.value(0);
    };
    const RequestHandle handle = api.list(this, outcome.reply<QList<Image>>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"9 demo/health:latest"_s});
    QCOMPARE(lastRequest(server), u"GET /v1.41/images/json"_s);
}

void ImagesApiTest::inspectsByAnyName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("path");
    const QString digest = u"sha256:"_s + QString(64, u'0');
    QTest::newRow("plain") << u"ubuntu"_s << u"ubuntu"_s;
    QTest::newRow("registry") << u"localhost:5000/a/b:c"_s << u"localhost:5000/a/b:c"_s;
    QTest::newRow("digest") << u"a/b:c@"_s + digest << u"a/b:c@"_s + digest;
    QTest::newRow("hostile") << u"a?b#c%d"_s << u"a%3Fb%23c%25d"_s;
}

void ImagesApiTest::inspectsByAnyName()
{
    QFETCH(QString, name);
    QFETCH(QString, path);
    ScriptedEngine server;
    server.answer("GET", "/images/", 200, fixture(u"docker-28.5"_s, u"image-inspect-jupyter.json"_s));
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const ImageDetails &details) { return details.exposedPorts.join(u','); };
    RequestHandle handle = api.inspect(name, this, outcome.reply<ImageDetails>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"8888/tcp"_s});
    QCOMPARE(lastRequest(server), u"GET /v1.41/images/%1/json"_s.arg(path));
    server.refuse("GET", "/images/", 404, "No such image");
    handle = api.inspect(name, this, outcome.reply<ImageDetails>(describe));
    QTRY_COMPARE(outcome.outcomes().value(1), u"error NotFound 404: No such image [inspect image %1]"_s.arg(name));
}

void ImagesApiTest::readsHistory()
{
    ScriptedEngine server;
    server.answer("GET", "/images/ubuntu/history", 200, fixture(u"podman-5.4"_s, u"image-history.json"_s));
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const QList<HistoryEntry> &rows) { return rows.value(1).createdBy; };
    const RequestHandle handle = api.history(u"ubuntu"_s, this, outcome.reply<QList<HistoryEntry>>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"/bin/sh -c #(nop)  EXPOSE 8080/tcp"_s});
    QCOMPARE(lastRequest(server), u"GET /v1.41/images/ubuntu/history"_s);
}

void ImagesApiTest::tags()
{
    ScriptedEngine server;
    server.answer("POST", "/images/", 201);
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    RequestHandle handle = api.tag(u"a:1"_s, u"localhost:5000/b"_s, u"2"_s, this, outcome.reply());
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"ok"_s});
    QCOMPARE(lastRequest(server), u"POST /v1.41/images/a:1/tag?repo=localhost%3A5000%2Fb&tag=2"_s);
    server.refuse("POST", "/images/", 400, "invalid");
    handle = api.tag(u"a:1"_s, u"B"_s, u"2"_s, this, outcome.reply());
    QTRY_COMPARE(outcome.outcomes().value(1), u"error InvalidArgument 400: invalid [tag image a:1 as B:2]"_s);
}

void ImagesApiTest::removes()
{
    ScriptedEngine server;
    server.answer("DELETE", "/images/", 200, R"([{"Untagged":"a:1"},{"Deleted":"sha256:0"},7])");
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const QList<ImageRemoval> &rows) {
        return rows.value(0).untagged + u' ' + rows.value(1).deleted;
    };
    QTest::ignoreMessage(QtWarningMsg, "remove image a:1: passed over an element that is no object");
    RequestHandle handle = api.remove(u"a:1"_s, true, this, outcome.reply<QList<ImageRemoval>>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"a:1 sha256:0"_s});
    QCOMPARE(lastRequest(server), u"DELETE /v1.41/images/a:1?force=1"_s);
    server.refuse("DELETE", "/images/", 409, "in use");
    handle = api.remove(u"sha256:"_s + QString(64, u'b'), false, this, outcome.reply<QList<ImageRemoval>>(describe));
    QTRY_COMPARE(outcome.outcomes().value(1), u"error Conflict 409: in use [remove image bbbbbbbbbbbb]"_s);
    QCOMPARE(lastRequest(server), u"DELETE /v1.41/images/sha256:"_s + QString(64, u'b'));
}

void ImagesApiTest::prunes()
{
    ScriptedEngine server;
    server.answer("POST", "/images/prune", 200, fixture(u"docker-20.10"_s, u"images-prune.json"_s));
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const PruneReport &report) {
        return u"%1 images, %2 bytes"_s.arg(report.removed.size()).arg(report.bytesReclaimed);
    };
    RequestHandle handle = api.prune(false, this, outcome.reply<PruneReport>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"2 images, 2 bytes"_s});
    QCOMPARE(lastRequest(server), u"POST /v1.41/images/prune?filters=%7B%22dangling%22%3A%5B%22true%22%5D%7D"_s);
    handle = api.prune(true, this, outcome.reply<PruneReport>(describe));
    QTRY_COMPARE(outcome.outcomes().size(), 2);
    QCOMPARE(lastRequest(server), u"POST /v1.41/images/prune?filters=%7B%22dangling%22%3A%5B%22false%22%5D%7D"_s);
}

void ImagesApiTest::pullAsks_data()
{
    QTest::addColumn<QString>("reference");
    QTest::addColumn<QString>("platform");
    QTest::addColumn<QString>("query");
    QTest::newRow("bare") << u"ubuntu"_s << QString() << u"fromImage=ubuntu&tag=latest"_s;
    QTest::newRow("blanks") << u" ubuntu "_s << QString() << u"fromImage=ubuntu&tag=latest"_s;
    QTest::newRow("tag") << u"dwhitena/minimal-jupyter:1"_s << QString()
                         << u"fromImage=dwhitena%2Fminimal-jupyter&tag=1"_s;
    QTest::newRow("port") << u"localhost:5000/x"_s << QString() << u"fromImage=localhost%3A5000%2Fx&tag=latest"_s;
    QTest::newRow("digest") << u"a/b:c@sha256:00"_s << QString() << u"fromImage=a%2Fb&tag=sha256%3A00"_s;
    QTest::newRow("platform") << u"a:1"_s << u"linux/arm64"_s << u"fromImage=a&tag=1&platform=linux%2Farm64"_s;
    QTest::newRow("hostile") << u"a&b=%"_s << QString() << u"fromImage=a%26b%3D%25&tag=latest"_s;
}

void ImagesApiTest::pullAsks()
{
    QFETCH(QString, reference);
    QFETCH(QString, platform);
    QFETCH(QString, query);
    ScriptedEngine server;
    server.answer("POST", "/images/create", 200);
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = api.pull(reference, platform, this, outcome.sink<QList<PullMessage>>(&describePull));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"ok"_s});
    QCOMPARE(lastRequest(server), u"POST /v1.41/images/create?"_s + query);
}

void ImagesApiTest::pullReportsProgress()
{
    ScriptedEngine server;
    server.answer("POST", "/images/create", 200, fixture(u"docker-29.7"_s, u"pull-multi.ndjson"_s));
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    QStringList seen;
    bool ended = false;
    const StreamSink<QList<PullMessage>> sink{[&seen](const QList<PullMessage> &messages) {
                                                  for (const PullMessage &message : messages)
                                                      seen.append(textOf(message));
                                              },
                                              [&ended](const Result<void> &end) { ended = end.has_value(); }};
    const RequestHandle handle = api.pull(u"postgres"_s, {}, this, sink);
    QTRY_VERIFY(ended);
    QString difference;
    QVERIFY2(equalsDump(u"docker-29.7"_s, u"pull-multi"_s, seen.join(u'\n'), &difference), qPrintable(difference));
}

void ImagesApiTest::pullFailsInsideTheStream()
{
    ScriptedEngine server;
    const ScriptedStreamPtr stream = server.stream("POST", "/images/create");
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = api.pull(u"nosuch/image"_s, {}, this, outcome.sink<QList<PullMessage>>(&describePull));
    stream->push("{\"status\":\"Pulling from nosuch/image\",\"id\":\"latest\"}\r\n");
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"1 messages, last Pulling from nosuch/image"_s});
    stream->push("{\"errorDetail\":{\"code\":401,\"message\":\"unauthorized: authentication "
                 "required\"},\"error\":\"unauthorized\"}\r\n");
    stream->end();
    QTRY_COMPARE(outcome.outcomes().value(1),
                 u"error Unauthorized 401: unauthorized: authentication required [pull image nosuch/image:latest]"_s);
}

void ImagesApiTest::pullIsRefused_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("kind");
    QTest::newRow("denied") << 404
                            << QByteArray(
                                   "pull access denied for a, repository does not exist or may require 'docker login'")
                            << u"Unauthorized"_s;
    QTest::newRow("no login") << 500 << QByteArray("Head http://r/v2/a/manifests/1: no basic auth credentials")
                              << u"Unauthorized"_s;
    QTest::newRow("no such tag") << 404 << QByteArray("manifest for a:1 not found: manifest unknown: manifest unknown")
                                 << u"NotFound"_s;
    QTest::newRow("bad reference") << 400 << QByteArray("invalid reference format") << u"InvalidArgument"_s;
    QTest::newRow("registry down") << 500 << QByteArray("dial tcp 127.0.0.1:5999: connect: connection refused")
                                   << u"EngineFailure"_s;
}

void ImagesApiTest::pullIsRefused()
{
    QFETCH(int, status);
    QFETCH(QByteArray, message);
    QFETCH(QString, kind);
    ScriptedEngine server;
    server.refuse("POST", "/images/create", status, message);
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = api.pull(u"a:1"_s, {}, this, outcome.sink<QList<PullMessage>>(&describePull));
    const QString wanted = u"error %1 %2: %3 [pull image a:1]"_s.arg(kind).arg(status).arg(QString::fromUtf8(message));
    QTRY_COMPARE(outcome.outcomes(), QStringList{wanted});
}

/// An engine that is killed leaves half a line: the lost connection is what happened, not the bad JSON.
void ImagesApiTest::pullIsCut()
{
    ScriptedEngine server;
    const ScriptedStreamPtr stream = server.stream("POST", "/images/create");
    Transport transport(server.endpoint());
    ImagesApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = api.pull(u"a:1"_s, {}, this, outcome.sink<QList<PullMessage>>(&describePull));
    stream->push("{\"status\":\"Downloading\"}\n{\"status\":\"Down");
    QTRY_COMPARE(outcome.outcomes().size(), 1);
    stream->cut();
    QTRY_COMPARE(outcome.outcomes().size(), 2);
    QVERIFY2(outcome.outcomes().last().startsWith(u"error NotConnected"_s), qPrintable(outcome.outcomes().last()));
}

QTEST_GUILESS_MAIN(ImagesApiTest)
#include "tst_api_images.moc"
