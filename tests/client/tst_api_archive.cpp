// SPDX-License-Identifier: Apache-2.0
#include "engine-client/byte_pipe.h"
#include "engine-client/files_api.h"
#include "tests/support/api_calls.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace engine;
using namespace test;

/// GET /containers/{id}/archive: bytes on their way to a reader that may be slow, gone, or left waiting.
class ArchiveApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hands();
    void pausesForASlowReader();
    void isRefused();
    void isCut();
    void isAborted();

private:
    /// Everything up to the end.
    static QByteArray readAll(BytePipe &pipe)
    {
        QByteArray all;
        for (QByteArray bytes = pipe.read(); !bytes.isEmpty(); bytes = pipe.read())
            all += bytes;
        return all;
    }
};

void ArchiveApiTest::hands()
{
    ScriptedEngine server;
    server.answer("GET", "/containers/web/archive", 200, "tar bytes");
    Transport transport(server.endpoint());
    FilesApi api(transport);
    ApiOutcome outcome;
    const auto pipe = std::make_shared<BytePipe>();
    const RequestHandle handle = api.archive(u"web"_s, u"/a b"_s, pipe, this, outcome.reply());
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"ok"_s});
    QCOMPARE(readAll(*pipe), QByteArray("tar bytes"));
    QVERIFY(pipe->isWhole());
    QCOMPARE(lastRequest(server), u"GET /v1.41/containers/web/archive?path=%2Fa%20b"_s);
}

void ArchiveApiTest::pausesForASlowReader()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/containers/web/archive");
    Transport transport(server.endpoint());
    FilesApi api(transport);
    ApiOutcome outcome;
    const auto pipe = std::make_shared<BytePipe>();
    const RequestHandle handle = api.archive(u"web"_s, u"/a"_s, pipe, this, outcome.reply());
    QTRY_COMPARE(body->readers(), 1);
    constexpr int pieces = 48;
    for (int i = 0; i < pieces; ++i)
        body->push(QByteArray(1024 * 1024, char('a' + i % 26)));
    body->end();
    constexpr quint64 unpaused = 12 * 1024 * 1024;
    QTRY_VERIFY(transport.bytesReceived() > 4 * 1024 * 1024);
    QVERIFY(transport.bytesReceived() < unpaused);
    QVERIFY(body->unsent() > 0);
    QByteArray all;
    std::thread reader([&all, &pipe] { all = readAll(*pipe); });
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"ok"_s});
    reader.join();
    QCOMPARE(all.size(), pieces * 1024 * 1024);
    QCOMPARE(all.count('b'), 2 * 1024 * 1024);
}

void ArchiveApiTest::isRefused()
{
    ScriptedEngine server;
    server.refuse("GET", "/containers/web/archive", 404, "Could not find the file /a");
    Transport transport(server.endpoint());
    FilesApi api(transport);
    ApiOutcome outcome;
    const auto pipe = std::make_shared<BytePipe>();
    const RequestHandle handle = api.archive(u"web"_s, u"/a"_s, pipe, this, outcome.reply());
    QTRY_COMPARE(outcome.outcomes(),
                 QStringList{u"error NotFound 404: Could not find the file /a [copy /a from container web]"_s});
    QCOMPARE(readAll(*pipe), QByteArray());
    QVERIFY(!pipe->isWhole());
}

void ArchiveApiTest::isCut()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/containers/web/archive");
    Transport transport(server.endpoint());
    FilesApi api(transport);
    ApiOutcome outcome;
    const auto pipe = std::make_shared<BytePipe>();
    const RequestHandle handle = api.archive(u"web"_s, u"/a"_s, pipe, this, outcome.reply());
    body->push("half");
    body->cut();
    QTRY_COMPARE(outcome.outcomes().size(), 1);
    QVERIFY(outcome.outcomes().first().startsWith(u"error NotConnected"_s));
    QCOMPARE(readAll(*pipe), QByteArray("half"));
    QVERIFY(!pipe->isWhole());
}

void ArchiveApiTest::isAborted()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/containers/web/archive");
    Transport transport(server.endpoint());
    FilesApi api(transport);
    ApiOutcome outcome;
    const auto pipe = std::make_shared<BytePipe>();
    RequestHandle handle = api.archive(u"web"_s, u"/a"_s, pipe, this, outcome.reply());
    QTRY_COMPARE(body->readers(), 1);
    std::thread reader([&pipe] { static_cast<void>(readAll(*pipe)); }); // waits for bytes that never come
    handle = {};
    reader.join();
    QVERIFY(!pipe->isWhole());
    QTRY_COMPARE(body->readers(), 0);
    QCOMPARE(outcome.outcomes(), QStringList());
}

QTEST_GUILESS_MAIN(ArchiveApiTest)
#include "tst_api_archive.moc"
