// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/images_model.h"
#include "models/stats_hub.h"
#include "tests/support/model_text.h"
#include "tests/support/scripted_containers.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using models::ConnectionState;
using models::EngineSession;
using models::SessionTimings;
using test::ScriptedAnswer;
using test::ScriptedContainers;
using test::ScriptedEngine;

namespace {

/// The app's waits, but short, and none that a test does not ask for.
SessionTimings quick()
{
    SessionTimings timings;
    timings.slowAfter = 300;
    timings.firstRetry = 50;
    timings.lastRetry = 400;
    timings.socketRetry = 20;
    timings.imagesQuiet = 50;
    timings.poll = 100;
    timings.pollImages = 200;
    timings.verify = 3'600'000;
    timings.tick = 50;
    return timings;
}

QByteArray imageEvent(const QByteArray &action)
{
    return "{\"Type\":\"image\",\"Action\":\"" + action + "\",\"Actor\":{\"ID\":\"nginx:1.27\"}}\n";
}

engine::Endpoint unixEndpoint(const QString &path)
{
    engine::Endpoint endpoint;
    endpoint.path = path;
    return endpoint;
}

/// A socket file that nobody listens on any more.
void leaveDeadSocket(const QString &path)
{
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(path);
    std::copy(name.begin(), name.end(), address.sun_path);
    QCOMPARE(::bind(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    ::close(descriptor);
}

} // namespace

class EngineSessionTest : public QObject
{
    Q_OBJECT

    struct Lab
    {
        explicit Lab(const SessionTimings &timings = quick()) : session(engine.endpoint(), timings) {}
        ScriptedEngine engine;
        ScriptedContainers containers{engine};
        EngineSession session;
        QAbstractItemModelTester tester{&session.containers(), QAbstractItemModelTester::FailureReportingMode::QtTest};

        [[nodiscard]] QString text()
        {
            return test::modelText(session.containers(),
                                   {models::ContainersModel::Name, models::ContainersModel::Status});
        }
        /// Starts and waits until the lists are there and events come.
        [[nodiscard]] bool isReady()
        {
            session.start();
            return QTest::qWaitFor([this] {
                return session.containers().isLoaded() && session.images().isLoaded() &&
                       !session.version().version.isEmpty() && engine.events()->readers() == 1;
            });
        }
    };

private Q_SLOTS:
    void listsEverythingOnce()
    {
        Lab lab;
        lab.containers.set("web");
        lab.containers.set("job", "exited");
        QSignalSpy loaded(&lab.session, &EngineSession::containersLoaded);
        QCOMPARE(lab.session.stateText(), u"Connecting"_s);
        QVERIFY(lab.isReady());
        QCOMPARE(lab.session.state(), ConnectionState::Connected);
        QCOMPARE(lab.session.stateText(), u"Connected"_s);
        QVERIFY(!lab.session.lastError());
        QVERIFY(!lab.session.isStale());
        QCOMPARE(lab.text(), u"job | Exited (0) 5 min ago\nweb | Up 2 h"_s);
        QCOMPARE(loaded.count(), 1);
        QCOMPARE(lab.engine.count("/containers/json"), 2); // running, all
        QCOMPARE(lab.containers.fullLists(), 1);
        QCOMPARE(lab.engine.count("/images/json"), 1);
        QCOMPARE(lab.engine.count("/version"), 1);
        QCOMPARE(lab.engine.count("/info") + lab.engine.count("/system/df"), 0);
        QVERIFY(!lab.session.isPodman());
    }

    void runningOnesAreShownWhileTheFullListIsSlow()
    {
        Lab lab;
        const QByteArray id = lab.containers.set("web");
        lab.engine.handle("GET", "/containers/json", [id](const test::ScriptedRequest &request) {
            const QByteArray row = "[{\"Id\":\"" + id + "\",\"Names\":[\"/web\"],\"State\":\"running\"}]";
            return request.query.contains("all=") ? ScriptedAnswer{.hang = true} : ScriptedAnswer{.body = row};
        });
        lab.session.start();
        QTRY_COMPARE(lab.session.containers().totalCount(), 1);
        QVERIFY(!lab.session.containers().isLoaded());
        QCOMPARE(lab.session.state(), ConnectionState::Connected);
        QTRY_COMPARE(lab.session.state(), ConnectionState::Slow);
    }

    void aForeignChangeAppears()
    {
        Lab lab;
        lab.containers.set("web");
        QVERIFY(lab.isReady());
        QSignalSpy events(&lab.session, &EngineSession::containerEvent);
        lab.containers.set("fresh");
        lab.containers.send("start", "fresh");
        QTRY_COMPARE(lab.text(), u"fresh | Up 2 h\nweb | Up 2 h"_s);
        QCOMPARE(lab.containers.filteredLists(), 1);
        lab.containers.remove("web");
        lab.containers.send("destroy", "web");
        QTRY_COMPARE(lab.text(), u"fresh | Up 2 h"_s);
        QCOMPARE(lab.containers.filteredLists(), 2);
        QCOMPARE(lab.containers.fullLists(), 1);
        QCOMPARE(events.count(), 2);
    }

    void nothingIsMissedBeforeTheStreamOverTcp()
    {
        ScriptedEngine engine;
        ScriptedContainers containers(engine);
        engine.handle("GET", "/events", [events = engine.events()](const test::ScriptedRequest &) {
            return ScriptedAnswer{.delayMs = 500, .stream = events};
        });
        EngineSession session(engine.tcpEndpoint(), quick());
        session.start();
        QTRY_VERIFY(session.containers().isLoaded());
        containers.set("late"); // and no event of it
        QTRY_COMPARE(session.containers().totalCount(), 1);
        QCOMPARE(containers.fullLists(), 2);
    }

    void aBurstCostsThreeRequests()
    {
        Lab lab;
        QVERIFY(lab.isReady());
        QByteArray burst;
        for (int i = 0; i < 100; ++i) {
            lab.containers.set("c" + QByteArray::number(i));
            burst += ScriptedContainers::event("start", "c" + QByteArray::number(i));
            if (i % 10 == 9)
                lab.engine.events()->push(std::exchange(burst, {}));
        }
        QTRY_COMPARE(lab.session.containers().totalCount(), 100);
        QVERIFY2(lab.containers.filteredLists() <= 3, qPrintable(QString::number(lab.containers.filteredLists())));
        QCOMPARE(lab.containers.fullLists(), 1);
    }

    void eventsThatChangeNothingAskNothing()
    {
        Lab lab;
        lab.containers.set("web");
        QVERIFY(lab.isReady());
        for (const char *action :
             {"exec_create: sh -c true", "exec_start: sh -c true", "exec_die", "top", "resize", "attach"})
            lab.containers.send(action, "web");
        lab.containers.set("last");
        lab.containers.send("start", "last");
        QTRY_COMPARE(lab.session.containers().totalCount(), 2);
        QCOMPARE(lab.containers.filteredLists(), 1);
    }

    void imagesAreListedAgainAfterTheirEvents()
    {
        Lab lab;
        QVERIFY(lab.isReady());
        lab.engine.answer("GET", "/images/json", 200, "[{\"Id\":\"sha256:aa\",\"RepoTags\":[\"nginx:1.27\"]}]");
        lab.engine.events()->push(imageEvent("pull"));
        lab.engine.events()->push(imageEvent("tag"));
        QTRY_COMPARE(lab.session.images().totalCount(), 1);
        QCOMPARE(lab.engine.count("/images/json"), 2);
    }

    void hiddenNothingIsAskedAndShownAgainItIs()
    {
        Lab lab;
        lab.containers.set("web");
        QVERIFY(lab.isReady());
        lab.session.setVisible(false);
        QSignalSpy events(&lab.session, &EngineSession::containerEvent);
        lab.containers.set("web", "exited");
        lab.containers.send("die", "web");
        QTRY_COMPARE(events.count(), 1);
        QCOMPARE(lab.containers.filteredLists(), 0);
        lab.session.setVisible(true);
        QTRY_COMPARE(lab.text(), u"web | Exited (0) 5 min ago"_s);
        QCOMPARE(lab.containers.filteredLists(), 1);
        QCOMPARE(lab.containers.fullLists(), 1);
    }

    void hiddenNoFiguresAreStreamed()
    {
        Lab lab;
        const QByteArray id = lab.containers.set("web");
        const auto stream = lab.engine.stream("GET", "/containers/" + id + "/stats");
        QVERIFY(lab.isReady());
        const std::shared_ptr<void> watch = lab.session.stats().watch(QString::fromLatin1(id));
        QTRY_COMPARE(stream->readers(), 1);
        lab.session.setVisible(false);
        QTRY_COMPARE(stream->readers(), 0);
        lab.session.setVisible(true);
        QTRY_COMPARE(stream->readers(), 1);
    }

    void withoutEventsTheListsArePolled_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("not found") << 404;
        QTest::newRow("forbidden") << 403;
        QTest::newRow("bad request") << 400;
        QTest::newRow("ends at once") << 200;
        QTest::newRow("hangs up") << 0;
    }
    void withoutEventsTheListsArePolled()
    {
        QFETCH(int, status);
        Lab lab;
        if (status == 0)
            lab.engine.closeAtOnce("GET", "/events");
        else if (status == 200)
            lab.engine.answer("GET", "/events", 200, "");
        else
            lab.engine.refuse("GET", "/events", status, "no events here");
        lab.containers.set("web");
        lab.session.start();
        QTRY_COMPARE(lab.text(), u"web | Up 2 h"_s);
        lab.containers.set("fresh", "created");
        QTRY_COMPARE(lab.text(), u"fresh | Created\nweb | Up 2 h"_s);
        QTRY_VERIFY(lab.engine.count("/images/json") > 1);
        QTRY_COMPARE(lab.session.state(), ConnectionState::Connected);
        lab.session.setVisible(false);
        QSignalSpy changed(&lab.session.containers(), &models::ContainersModel::runningChanged);
        QVERIFY(!changed.wait(150)); // a poll may have been on its way
        const int before = lab.containers.fullLists();
        lab.containers.set("unseen", "created");
        QVERIFY(!changed.wait(300)); // three polls long
        QCOMPARE(lab.containers.fullLists(), before);
        lab.session.setVisible(true);
        QTRY_COMPARE(lab.session.containers().totalCount(), 3);
    }

    void killedAndStartedAgain()
    {
        Lab lab;
        lab.containers.set("web");
        lab.containers.set("gone");
        QVERIFY(lab.isReady());
        lab.engine.stop();
        QTRY_VERIFY(lab.session.state() != ConnectionState::Connected);
        // The rows stay, marked, and so does what they said.
        QCOMPARE(lab.session.state(), ConnectionState::Reconnecting);
        QVERIFY(lab.session.isStale());
        QVERIFY(lab.session.lastError());
        QCOMPARE(lab.text(), u"gone | Up 2 h\nweb | Up 2 h"_s);
        QTRY_VERIFY(lab.session.stateText().startsWith(u"Reconnecting in "_s));

        QSignalSpy removed(&lab.session.containers(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy reset(&lab.session.containers(), &QAbstractItemModel::modelReset);
        lab.containers.remove("gone");
        lab.containers.set("web", "exited");
        lab.engine.forgetRequests();
        lab.engine.start();
        QTRY_COMPARE(lab.session.state(), ConnectionState::Connected);
        QTRY_VERIFY(!lab.session.isStale());
        QCOMPARE(lab.text(), u"web | Exited (0) 5 min ago"_s);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(lab.containers.fullLists(), 1);
        // Events come again.
        lab.containers.set("fresh");
        lab.containers.send("start", "fresh");
        QTRY_COMPARE(lab.session.containers().totalCount(), 2);
    }

    void aReturningEngineIsFoundAtOnce()
    {
        SessionTimings timings = quick();
        timings.firstRetry = timings.lastRetry = 3'600'000; // only the socket's return can bring it back
        Lab lab(timings);
        lab.containers.set("web");
        QVERIFY(lab.isReady());
        lab.engine.stop();
        QTRY_COMPARE(lab.session.state(), ConnectionState::Reconnecting);
        QTRY_VERIFY(lab.session.stateText().startsWith(u"Reconnecting in 3"_s));
        lab.engine.start();
        QTRY_COMPARE(lab.session.state(), ConnectionState::Connected);
    }

    void hangingIsShownAsSlowAndEnds()
    {
        Lab lab;
        lab.engine.hang("GET", "/containers/json");
        lab.session.start();
        QTRY_COMPARE(lab.session.state(), ConnectionState::Slow);
        QVERIFY(lab.session.lastError());
        QCOMPARE(lab.session.lastError()->kind, engine::ErrorKind::Timeout);
        QSignalSpy changed(&lab.session, &EngineSession::stateChanged);
        QTRY_COMPARE(lab.session.stateText(), u"Not answering for 1 s"_s);
        QVERIFY(changed.count() > 1); // it counts
        lab.containers.set("web");
        ScriptedContainers answering(lab.engine);
        answering.set("web");
        lab.session.retryNow();
        QTRY_COMPARE(lab.session.state(), ConnectionState::Connected);
        QCOMPARE(lab.text(), u"web | Up 2 h"_s);
    }

    void nobodyThere_data()
    {
        QTest::addColumn<bool>("isDead");
        QTest::newRow("no socket") << false;
        QTest::newRow("dead socket") << true;
    }
    void nobodyThere()
    {
        QFETCH(bool, isDead);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"docker.sock"_s);
        if (isDead)
            leaveDeadSocket(path);
        EngineSession session(unixEndpoint(path), quick());
        session.start();
        QTRY_COMPARE(session.state(), ConnectionState::NotReachable);
        QCOMPARE(session.stateText(), u"Not reachable"_s);
        QCOMPARE(session.lastError()->kind, engine::ErrorKind::NotConnected);
        QVERIFY(!session.isStale());
        QVERIFY(!session.containers().isLoaded());
    }

    void permissionDenied()
    {
        Lab lab;
        QVERIFY(QFile::setPermissions(lab.engine.socketPath(), {}));
        // Root may open every socket, so it plays somebody else.
        const uid_t self = ::geteuid();
        constexpr uid_t nobody = 65534;
        if (self == 0)
            QCOMPARE(::seteuid(nobody), 0);
        const auto restore = qScopeGuard([self] { QCOMPARE(::seteuid(self), 0); });
        lab.session.start();
        QTRY_COMPARE(lab.session.state(), ConnectionState::NotReachable);
        QCOMPARE(lab.session.lastError()->kind, engine::ErrorKind::PermissionDenied);
        QCOMPARE(::seteuid(self), 0);
        QVERIFY(QFile::setPermissions(lab.engine.socketPath(), QFile::ReadOwner | QFile::WriteOwner));
        QTRY_COMPARE(lab.session.state(), ConnectionState::Connected); // heals itself
    }

    void anEngineThatTalksNonsense_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no JSON") << QByteArray("<html>hello</html>");
        QTest::newRow("cut") << QByteArray("[{\"Id\":\"a");
        QTest::newRow("wrong type") << QByteArray("{\"message\":\"hm\"}");
    }
    void anEngineThatTalksNonsense()
    {
        QFETCH(QByteArray, body);
        Lab lab;
        lab.engine.answer("GET", "/containers/json", 200, body);
        lab.session.start();
        QTRY_COMPARE(lab.session.state(), ConnectionState::NotReachable);
        QCOMPARE(lab.session.lastError()->kind, engine::ErrorKind::BadReply);
        const int asked = lab.engine.count("/containers/json");
        QTRY_VERIFY(lab.engine.count("/containers/json") > asked); // it tries again
        QVERIFY(!lab.session.containers().isLoaded());
    }

    void goesOverToAnotherEngine()
    {
        Lab lab;
        lab.containers.set("web");
        QVERIFY(lab.isReady());
        ScriptedEngine other;
        other.setServer("Libpod/4.3.1 (linux)");
        ScriptedContainers others(other);
        others.set("pod");
        lab.session.connectTo(other.endpoint());
        QCOMPARE(lab.session.state(), ConnectionState::Connecting);
        QCOMPARE(lab.text(), QString());
        QVERIFY(!lab.session.containers().isLoaded());
        QTRY_COMPARE(lab.text(), u"pod | Up 2 h"_s);
        QCOMPARE(lab.session.endpoint(), other.endpoint());
    }

    void refreshListsAgain()
    {
        Lab lab;
        QVERIFY(lab.isReady());
        lab.containers.set("web");
        lab.session.refresh();
        QTRY_COMPARE(lab.text(), u"web | Up 2 h"_s);
        QCOMPARE(lab.containers.fullLists(), 2);
        QTRY_COMPARE(lab.engine.count("/images/json"), 2);
    }

    void idleAsksNothing()
    {
        Lab lab;
        lab.containers.set("web");
        QVERIFY(lab.isReady());
        lab.engine.forgetRequests();
        QSignalSpy changed(&lab.session, &EngineSession::stateChanged);
        QVERIFY(!changed.wait(500));
        QCOMPARE(lab.engine.requests().size(), 0);
    }
};

QTEST_GUILESS_MAIN(EngineSessionTest)
#include "tst_engine_session.moc"
