// SPDX-License-Identifier: Apache-2.0
#include "models/engine_session.h"
#include "models/loss_check.h"
#include "tests/support/scripted_engine.h"

#include <QTest>

using namespace Qt::StringLiterals;
using models::LossCheck;

/// Which files would be lost with containers, as an engine tells it, or can't.
class LossCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAndSizes();
    void saysWhatIsUnknown();
    void asksFourAtOnce();
    void diesWhileAsking();

private:
    static engine::Container container(const QString &name);
};

engine::Container LossCheckTest::container(const QString &name)
{
    engine::Container container;
    container.id = name;
    container.name = name;
    return container;
}

void LossCheckTest::asksAndSizes()
{
    test::ScriptedEngine server;
    server.answer("GET", "/containers/lab/changes", 200,
                  "[{\"Path\":\"/home/a/x.csv\",\"Kind\":1},{\"Path\":\"/home/a/folder\",\"Kind\":1},"
                  "{\"Path\":\"/home/a/b.ipynb\",\"Kind\":0},{\"Path\":\"/work/y.csv\",\"Kind\":1}]");
    server.handle("HEAD", "/containers/lab/archive", [](const test::ScriptedRequest &request) {
        test::ScriptedAnswer answer;
        const QByteArray mode = request.query.contains("folder") ? "2147484141" : "420";
        answer.headers =
            "X-Docker-Container-Path-Stat: " + ("{\"name\":\"x\",\"size\":4711,\"mode\":" + mode + "}").toBase64() +
            "\r\n";
        if (request.query.contains("x.csv"))
            answer.status = 404;
        return answer;
    });
    models::EngineSession session(server.endpoint());
    engine::Container lab = container(u"lab"_s);
    lab.mounts = {{.type = u"bind"_s, .source = u"/w"_s, .destination = u"/work"_s}};
    LossCheck check(session, {lab});
    QVERIFY(check.isLooking());
    QTRY_VERIFY(!check.isLooking());
    QTRY_COMPARE(check.fileCount(), 1); // a folder without files, and a file that is gone again
    const models::LostFile &file = check.entries().constFirst().losses.files.constFirst();
    QCOMPARE(file.path, u"/home/a/b.ipynb"_s);
    QTRY_COMPARE(check.entries().constFirst().losses.files.constFirst().size, 4711);
    QVERIFY(!file.isNew);
    QCOMPARE(check.unknownCount(), 0);
}

void LossCheckTest::saysWhatIsUnknown()
{
    test::ScriptedEngine server;
    server.refuse("GET", "/containers/lab/changes", 500, "can't compare layers");
    server.answer("GET", "/containers/web/changes", 200, "null");
    models::EngineSession session(server.endpoint());
    LossCheck check(session, {container(u"lab"_s), container(u"web"_s)});
    QTRY_VERIFY(!check.isLooking());
    QCOMPARE(check.unknownCount(), 1);
    QCOMPARE(check.entries().at(0).state, LossCheck::State::Unknown);
    const QString error = check.entries().at(0).error;
    QVERIFY2(error.contains(u"an't compare layers"_s), qPrintable(error));
    QCOMPARE(check.entries().at(1).state, LossCheck::State::Known);
}

void LossCheckTest::asksFourAtOnce()
{
    test::ScriptedEngine server;
    QList<engine::Container> containers;
    for (int i = 0; i < 9; ++i) {
        server.hang("GET", "/containers/c" + QByteArray::number(i) + "/changes");
        containers += container(u"c%1"_s.arg(i));
    }
    models::EngineSession session(server.endpoint());
    const auto asked = [&server] {
        const auto requests = server.requests();
        return std::count_if(requests.cbegin(), requests.cend(),
                             [](const auto &request) { return request.path.endsWith("/changes"); });
    };
    const LossCheck check(session, containers);
    QTRY_COMPARE(asked(), 4);
    QVERIFY(check.isLooking());
    server.refuse("GET", "/containers/", 500, "no");
    server.stop(); // ends the four
    QTRY_VERIFY(check.unknownCount() >= 4);
}

void LossCheckTest::diesWhileAsking()
{
    test::ScriptedEngine server;
    server.answer("GET", "/containers/lab/changes", 200, "[{\"Path\":\"/home/a/x.csv\",\"Kind\":1}]");
    models::EngineSession session(server.endpoint());
    for (int i = 0; i < 20; ++i) {
        auto check = std::make_unique<LossCheck>(session, QList{container(u"lab"_s)});
        if (i % 2 == 0)
            QTRY_VERIFY_WITH_TIMEOUT(server.count("/containers/lab/changes") > i / 2, 30'000);
    }
}

QTEST_GUILESS_MAIN(LossCheckTest)
#include "tst_loss_check.moc"
