// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/images_model.h"
#include "tests/support/scripted_containers.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::ConnectionState;
using models::EngineSession;
using models::SessionTimings;
using test::ScriptedContainers;
using test::ScriptedEngine;

namespace {

SessionTimings quick()
{
    SessionTimings timings;
    timings.pollImages = 200;
    return timings;
}

struct Lab
{
    ScriptedEngine engine;
    ScriptedContainers containers{engine};
    EngineSession session{engine.endpoint(), quick()};
};

} // namespace

/// What the session does when an engine that lists its containers does not list its images.
class ImagesRefusedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusedImagesAreSaid_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<engine::ErrorKind>("kind");
        QTest::newRow("refused") << 500 << QByteArray("{\"message\":\"layer does not exist\"}")
                                 << engine::ErrorKind::EngineFailure;
        QTest::newRow("no JSON") << 200 << QByteArray("<html>hello</html>") << engine::ErrorKind::BadReply;
        QTest::newRow("cut") << 200 << QByteArray("[{\"Id\":\"sha256:a") << engine::ErrorKind::BadReply;
        QTest::newRow("wrong type") << 200 << QByteArray("{\"message\":\"hm\"}") << engine::ErrorKind::BadReply;
    }
    void refusedImagesAreSaid()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(engine::ErrorKind, kind);
        Lab lab;
        lab.containers.set("web");
        lab.engine.answer("GET", "/images/json", status, body);
        lab.session.start();
        QTRY_VERIFY(lab.session.images().failure());
        QCOMPARE(lab.session.images().failure()->kind, kind);
        QVERIFY(!lab.session.images().isLoaded());
        QCOMPARE(lab.session.state(), ConnectionState::Connected); // containers are of use without them
        QVERIFY(lab.session.containers().find(u"web"_s));
        lab.engine.answer("GET", "/images/json", 200, "[{\"Id\":\"sha256:aa\",\"RepoTags\":[\"nginx:1.27\"]}]");
        QTRY_COMPARE(lab.session.images().totalCount(), 1); // asked again by itself
        QVERIFY(!lab.session.images().failure());
        lab.engine.answer("GET", "/images/json", status, body);
        lab.session.refresh();
        QTRY_VERIFY(lab.session.images().failure());
        QCOMPARE(lab.session.images().totalCount(), 1);
        QCOMPARE(lab.engine.events()->readers(), 1);
    }

    void silenceOfTheImagesIsNoAnswer()
    {
        Lab lab;
        lab.session.start();
        QTRY_VERIFY(lab.session.images().isLoaded());
        lab.engine.closeAtOnce("GET", "/images/json");
        lab.engine.hang("GET", "/containers/json");
        QSignalSpy changed(&lab.session, &EngineSession::stateChanged);
        lab.session.refresh();
        QVERIFY(changed.wait());
        QCOMPARE(lab.session.state(), ConnectionState::Reconnecting);
        QVERIFY(lab.session.isStale());
    }
};

QTEST_GUILESS_MAIN(ImagesRefusedTest)
#include "tst_images_refused.moc"
