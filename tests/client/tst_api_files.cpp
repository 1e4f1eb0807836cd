// SPDX-License-Identifier: Apache-2.0
#include "engine-client/files_api.h"
#include "engine-client/tar_file.h"
#include "tests/support/api_calls.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine;
using namespace test;

namespace {

QString describeChanges(const QList<FileChange> &changes)
{
    QStringList lines;
    for (const FileChange &change : changes)
        lines += u"%1%2"_s.arg(QChar(u"CAD"[int(change.kind)]), change.path);
    return lines.join(u' ');
}

QString describeStat(const FileStat &stat)
{
    return u"%1 %2 %3%4 %5"_s.arg(stat.name).arg(stat.size).arg(stat.isFolder ? u"folder"_s : QString(),
                                                                stat.isRegular ? u"file"_s : QString(),
                                                                stat.modified.toString(Qt::ISODate));
}

} // namespace

/// The typed calls about a container's files: what is asked, and what becomes of the answer.
class FilesApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_data();
    void changes();
    void stats_data();
    void stats();
    void commits();
    void puts();
};

void FilesApiTest::changes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("null") << QByteArray("null\n") << QString();
    QTest::newRow("none") << QByteArray("[]") << QString();
    QTest::newRow("kinds") << QByteArray(
                                  R"([{"Path":"/a","Kind":0},{"Path":"/a/b ü","Kind":1},{"Path":"/c","Kind":2}])")
                           << u"C/a A/a/b ü D/c"_s;
    QTest::newRow("odd") << QByteArray(R"([null,7,{},{"Path":null,"Kind":1},{"Path":"x","Kind":1},{"Path":"/x"},)"
                                       R"({"Path":"/x","Kind":"1"},{"Path":"/x","Kind":3},{"Path":"/y","Kind":1}])")
                         << u"A/y"_s;
    QTest::newRow("cut")
        << QByteArray(R"([{"Path":"/a",)")
        << u"error BadReply 0: The engine's answer to “list the changed files of container web” is cut "
           u"short after 14 bytes. [list the changed files of container web]"_s;
}

void FilesApiTest::changes()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, outcome);
    ScriptedEngine server;
    server.answer("GET", "/containers/web/changes", 200, body);
    Transport transport(server.endpoint());
    FilesApi api(transport);
    ApiOutcome seen;
    if (QTest::currentDataTag() == "odd"_ba)
        QTest::ignoreMessage(QtWarningMsg, "list the changed files of container web: passed over 8 elements");
    const RequestHandle handle = api.changes(u"web"_s, this, seen.reply<QList<FileChange>>(&describeChanges));
    QTRY_COMPARE(seen.outcomes(), QStringList{outcome});
    QCOMPARE(lastRequest(server), u"GET /v1.41/containers/web/changes"_s);
}

void FilesApiTest::stats_data()
{
    QTest::addColumn<QByteArray>("stat");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("file") << QByteArray(
                                 R"({"name":"a","size":7,"mode":420,"mtime":"2026-03-01T10:00:00Z","linkTarget":""})")
                          << u"a 7 file 2026-03-01T10:00:00Z"_s;
    QTest::newRow("folder") << QByteArray(R"({"name":"d","size":4096,"mode":2147484141})") << u"d 4096 folder "_s;
    QTest::newRow("link") << QByteArray(R"({"name":"l","size":3,"mode":134218239,"linkTarget":"/etc"})") << u"l 3  "_s;
    QTest::newRow("nulls") << QByteArray(R"({"name":null,"size":null,"mode":null,"mtime":null})") << u" 0 file "_s;
    const QString nothing =
        u"error BadReply 0: The engine's answer to “look at /a b in container web” does not tell of "
        u"the file. [look at /a b in container web]"_s;
    QTest::newRow("none") << QByteArray() << nothing;
    QTest::newRow("list") << QByteArray("[]") << nothing;
}

void FilesApiTest::stats()
{
    QFETCH(QByteArray, stat);
    QFETCH(QString, outcome);
    ScriptedEngine server;
    ScriptedAnswer answer;
    if (!stat.isEmpty())
        answer.headers = "X-Docker-Container-Path-Stat: " + stat.toBase64() + "\r\n";
    server.answer("HEAD", "/containers/web/archive", answer);
    Transport transport(server.endpoint());
    FilesApi api(transport);
    ApiOutcome seen;
    const RequestHandle handle = api.stat(u"web"_s, u"/a b"_s, this, seen.reply<FileStat>(&describeStat));
    QTRY_COMPARE(seen.outcomes(), QStringList{outcome});
    QCOMPARE(lastRequest(server), u"HEAD /v1.41/containers/web/archive?path=%2Fa%20b"_s);
}

void FilesApiTest::commits()
{
    ScriptedEngine server;
    server.answer("POST", "/commit", 201, R"({"Id":"sha256:11"})");
    Transport transport(server.endpoint());
    FilesApi api(transport);
    ApiOutcome seen;
    const auto describe = [](const QString &id) { return id; };
    RequestHandle handle = api.commit(u"web"_s, {u"localhost:5000/me/web"_s, u"1"_s, u"A <a@b>"_s, u"x & y"_s, false},
                                      this, seen.reply<QString>(describe));
    QTRY_COMPARE(seen.outcomes(), QStringList{u"sha256:11"_s});
    QCOMPARE(lastRequest(server), u"POST /v1.41/commit?container=web&repo=localhost%3A5000%2Fme%2Fweb&tag=1"
                                  u"&author=A%20%3Ca%40b%3E&comment=x%20%26%20y&pause=0"_s);
    server.answer("POST", "/commit", 201, "{}");
    handle = api.commit(u"web"_s, {}, this, seen.reply<QString>(describe));
    QTRY_COMPARE(seen.outcomes().size(), 2);
    QCOMPARE(lastRequest(server), u"POST /v1.41/commit?container=web&pause=1"_s);
    QVERIFY(seen.outcomes().at(1).startsWith(u"error BadReply 0:"_s));
}

void FilesApiTest::puts()
{
    ScriptedEngine server;
    server.answer("PUT", "/containers/web/archive", 200);
    Transport transport(server.endpoint());
    FilesApi api(transport);
    ApiOutcome seen;
    const QByteArray tar = tarOfFile("/run/a/b.json", "{}", 0600);
    RequestHandle handle = api.put(u"web"_s, u"/"_s, tar, this, seen.reply());
    QTRY_COMPARE(seen.outcomes(), QStringList{u"ok"_s});
    QCOMPARE(server.requests().last().method, QByteArray("PUT"));
    QCOMPARE(server.requests().last().query, QByteArray("path=%2F&noOverwriteDirNonDir=true"));
    QCOMPARE(server.requests().last().body, tar);
    QCOMPARE(server.requests().last().contentType, QByteArray("application/x-tar"));
    QCOMPARE(tar.size() % 512, 0);
    QVERIFY(tar.startsWith(QByteArray("/run/a/b.json\0", 14)));
    QCOMPARE(tar.mid(100, 7), QByteArray("000600 "));
    QCOMPARE(tar.mid(512, 2), QByteArray("{}"));
    server.refuse("PUT", "/containers/web/archive", 404, "no such folder");
    handle = api.put(u"web"_s, u"/x"_s, tar, this, seen.reply());
    QTRY_COMPARE(seen.outcomes().size(), 2);
    QVERIFY(seen.outcomes().at(1).startsWith(u"error NotFound 404"_s));
}

QTEST_GUILESS_MAIN(FilesApiTest)
#include "tst_api_files.moc"
