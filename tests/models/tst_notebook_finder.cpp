// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_finder.h"

#include "models/containers_model.h"
#include "models/engine_session.h"
#include "tests/support/scripted_containers.h"
#include "tests/support/tar_bytes.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::NotebookFinder;
using test::ScriptedAnswer;
using test::ScriptedContainers;
using test::ScriptedEngine;
using test::ScriptedRequest;

namespace {

const QString address = u"http://127.0.0.1:8889/?token=ab"_s;
const QByteArray banner = "[I NotebookApp] http://(a9e5 or 127.0.0.1):8888/?token=ab\r\n";
const QByteArray published = R"([{"IP":"0.0.0.0","PrivatePort":8888,"PublicPort":8889,"Type":"tcp"}])";
constexpr int minuteMs = 60'000;

/// A finder on a scripted engine with one container that publishes a port.
struct Lab
{
    explicit Lab(int startedMsAgo = 0, const QByteArray &command = "serve")
    {
        const QString id = QString::fromLatin1(ScriptedContainers::idOf("notebook"));
        container.id = id;
        container.name = u"notebook"_s;
        container.state = engine::ContainerState::Running;
        container.ports = {{u"0.0.0.0"_s, 8889, 8888, u"tcp"_s}};
        inspectionPath = "/containers/" + id.toLatin1() + "/json";
        logPath = "/containers/" + id.toLatin1() + "/logs";
        const QByteArray started =
            QDateTime::currentDateTimeUtc().addMSecs(-startedMsAgo).toString(Qt::ISODateWithMs).toLatin1();
        server.answer("GET", inspectionPath, 200,
                      "{\"Id\":\"" + id.toLatin1() + "\",\"State\":{\"Status\":\"running\",\"StartedAt\":\"" + started +
                          "\"},\"Path\":\"" + command + "\",\"Config\":{\"Tty\":true}}");
    }

    [[nodiscard]] QByteArray archivePath() const { return "/containers/" + container.id.toLatin1() + "/archive"; }
    /// What the server wrote down.
    [[nodiscard]] static ScriptedAnswer archive(const QByteArray &token)
    {
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const QByteArray file = "{\"port\":8888,\"base_url\":\"/\",\"token\":\"" + token + "\"}";
        return {.body = test::tarOf({{.path = "runtime/jpserver-7.json", .data = file, .modified = now}}),
                .contentType = "application/x-tar"};
    }
    void start()
    {
        finder.setOnline(true);
        containers.setContainers({container});
    }
    [[nodiscard]] QString found() const { return containers.notebookUrl(container.id).toString(); }
    [[nodiscard]] QList<ScriptedRequest> looks() const
    {
        QList<ScriptedRequest> requests = server.requests();
        requests.removeIf([this](const ScriptedRequest &request) { return request.path != logPath; });
        return requests;
    }

    ScriptedEngine server;
    engine::EngineClient client{server.endpoint()};
    models::ContainersModel containers;
    NotebookFinder finder{client, containers};
    engine::Container container;
    QByteArray inspectionPath, logPath;
};

} // namespace

class NotebookFinderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNotebooksAddressIsFoundInItsLog()
    {
        ScriptedEngine engine;
        ScriptedContainers containers(engine);
        models::EngineSession session(engine.endpoint());
        const QByteArray id = containers.set("notebook", "running", published);
        containers.set("silent");
        const QByteArray started = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1();
        engine.answer("GET", "/containers/" + id + "/json", 200,
                      "{\"Id\":\"" + id + "\",\"State\":{\"Status\":\"running\",\"StartedAt\":\"" + started +
                          "\"},\"Config\":{\"Tty\":true}}");
        const auto log = engine.stream("GET", "/containers/" + id + "/logs");
        session.start();
        QTRY_COMPARE(log->readers(), 1);
        session.setVisible(false);
        QTRY_COMPARE(log->readers(), 0);
        session.setVisible(true);
        QTRY_COMPARE(log->readers(), 1);
        log->push("starting\r\n" + banner);
        QTRY_COMPARE(session.containers().notebookUrl(QString::fromLatin1(id)).toString(), address);
        QCOMPARE(engine.count("/containers/" + ScriptedContainers::idOf("silent") + "/json"), 0);
    }

    void aFreshOneIsFollowedUntilItIsFound()
    {
        Lab lab;
        const auto log = lab.server.stream("GET", lab.logPath);
        lab.start();
        log->push("starting\r\n");
        QTRY_COMPARE(log->readers(), 1);
        QVERIFY(lab.looks().first().query.contains("follow=1"));
        QVERIFY(lab.looks().first().query.contains("since="));
        log->push("[I NotebookApp] The Jupyter Notebook is running at:\r\nhttp://[all ip addresses]:8888/\r\n");
        QTRY_COMPARE(lab.found(), u"http://127.0.0.1:8889/"_s);
        QCOMPARE(log->readers(), 1); // the token may follow
        log->push(banner);
        QTRY_COMPARE(lab.found(), address);
        QTRY_COMPARE(log->readers(), 0);
        QCOMPARE(lab.looks().size(), 1);
    }

    void followingEndsWithTheMinute()
    {
        Lab lab;
        lab.finder.setFollowTime(1500);
        const auto log = lab.server.stream("GET", lab.logPath);
        lab.start();
        QTRY_COMPARE(log->readers(), 1);
        QTRY_COMPARE(log->readers(), 0);
        QCOMPARE(lab.looks().size(), 1);
    }

    void aSlowNotebookIsFollowedOn()
    {
        Lab lab(0, "jupyter-lab");
        lab.finder.setFollowTime(1500);
        const auto log = lab.server.stream("GET", lab.logPath);
        lab.server.refuse("GET", lab.archivePath(), 404, "Could not find the file");
        lab.start();
        QTRY_COMPARE(lab.looks().size(), 2); // after its first minute
        QTRY_COMPARE(log->readers(), 1);
        QVERIFY(lab.looks().last().query.contains("follow=1"));
        log->push(banner);
        QTRY_COMPARE(lab.found(), address);
        QTRY_COMPARE(log->readers(), 0);
    }

    void tooMuchTextIsNoNotebook()
    {
        Lab lab;
        const auto log = lab.server.stream("GET", lab.logPath);
        lab.start();
        log->push(QByteArray("0123456789\r\n").repeated(50'000));
        QTRY_COMPARE(lab.looks().size(), 1);
        QTRY_COMPARE(log->readers(), 0);
    }

    void aLogThatBreaksIsFollowedAgain()
    {
        Lab lab;
        const auto log = lab.server.stream("GET", lab.logPath);
        lab.start();
        QTRY_COMPARE(log->readers(), 1);
        log->cut();
        QTRY_COMPARE(lab.looks().size(), 2);
        QTRY_COMPARE(log->readers(), 1);
        log->push(banner);
        QTRY_COMPARE(lab.found(), address);
    }

    void aRefusedLogIsNotAskedForAgain()
    {
        Lab lab;
        lab.server.refuse("GET", lab.logPath, 501, "configured logging driver does not support reading");
        lab.start();
        QTRY_COMPARE(lab.looks().size(), 1);
        QSignalSpy changed(&lab.containers, &QAbstractItemModel::dataChanged);
        QVERIFY(!changed.wait(1500)); // longer than until one that broke is followed again
        QCOMPARE(lab.looks().size(), 1);
    }

    void hiddenNothingIsAsked()
    {
        Lab lab;
        const auto log = lab.server.stream("GET", lab.logPath);
        lab.finder.setVisible(false);
        lab.start();
        QSignalSpy changed(&lab.containers, &QAbstractItemModel::dataChanged);
        QVERIFY(!changed.wait(800)); // longer than it waits before the first question
        QCOMPARE(lab.server.requests().size(), 0);
        lab.finder.setVisible(true);
        QTRY_COMPARE(log->readers(), 1);
        lab.finder.setOnline(false);
        QTRY_COMPARE(log->readers(), 0);
        lab.finder.setOnline(true);
        QTRY_COMPARE(log->readers(), 1);
        QCOMPARE(lab.server.count(lab.inspectionPath), 2);
    }

    void anotherClockOfTheEngineDoesNotMatter()
    {
        Lab lab(2 * minuteMs);
        const auto log = lab.server.stream("GET", lab.logPath);
        lab.finder.setOnline(true);
        lab.finder.takeEvent({.type = u"container"_s, .action = u"start"_s, .id = lab.container.id});
        lab.containers.setContainers({lab.container});
        QTRY_COMPARE(log->readers(), 1);
        QVERIFY(lab.looks().first().query.contains("follow=1"));
        log->push(banner);
        QTRY_COMPARE(lab.found(), address);
    }

    void anOldOneIsReadOnce_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QByteArray>("beginning");
        QTest::addColumn<QString>("url");
        QTest::addColumn<int>("looks");
        const QByteArray saves = QByteArray("[I NotebookApp] Saving file at /work.ipynb\r\n").repeated(200);
        QTest::newRow("in the end") << banner << QByteArray() << address << 1;
        QTest::newRow("in the beginning of a long log") << saves << banner + saves.repeated(50) << address << 2;
        QTest::newRow("in no place of a long log") << saves << saves.repeated(50) << QString() << 2;
        QTest::newRow("in no place of a short log") << QByteArray("hello\r\n") << QByteArray() << QString() << 1;
    }
    void anOldOneIsReadOnce()
    {
        QFETCH(QByteArray, end);
        QFETCH(QByteArray, beginning);
        QFETCH(QString, url);
        QFETCH(int, looks);
        Lab lab(2 * minuteMs);
        lab.server.handle("GET", lab.logPath, [end, beginning](const ScriptedRequest &request) {
            return ScriptedAnswer{.body = request.query.contains("tail=200") ? end : beginning};
        });
        lab.start();
        QTRY_COMPARE(lab.looks().size(), looks);
        QTRY_COMPARE(lab.found(), url);
        for (const ScriptedRequest &request : lab.looks())
            QVERIFY(!request.query.contains("follow="));
        // A restart is another search.
        lab.server.answer("GET", lab.logPath, 200, banner);
        lab.finder.takeEvent({.type = u"container"_s, .action = u"restart"_s, .id = lab.container.id});
        QCOMPARE(lab.found(), QString());
        QTRY_COMPARE(lab.found(), address);
    }

    void whatTheLogHidesIsReadWhereTheServerWroteIt()
    {
        Lab lab(2 * minuteMs);
        lab.server.answer("GET", lab.logPath, 200,
                          "[I ServerApp] Jupyter Server 2.14 is running at:\r\n"
                          "[I ServerApp] http://localhost:8888/lab?token=...\r\n");
        lab.server.answer("GET", lab.archivePath(), lab.archive("told"));
        lab.start();
        QTRY_COMPARE(lab.found(), u"http://127.0.0.1:8889/lab?token=told"_s);
        // Of the places where it may be, those that lack it are passed over.
        QVERIFY(lab.server.count(lab.archivePath()) == 1);
    }

    void aRotatedLogIsNoLoss()
    {
        Lab lab(2 * minuteMs, "jupyter lab");
        lab.server.answer("GET", lab.logPath, 200, "saving\r\n");
        lab.server.handle("GET", lab.archivePath(), [answer = lab.archive("told")](const ScriptedRequest &request) {
            return request.query.contains("jovyan") ? answer : ScriptedAnswer{.status = 404};
        });
        lab.start();
        QTRY_COMPARE(lab.found(), u"http://127.0.0.1:8889/?token=told"_s);
        QCOMPARE(lab.server.count(lab.archivePath()), 2);
    }

    void nobodyElsesFilesAreRead()
    {
        Lab lab(2 * minuteMs);
        lab.server.answer("GET", lab.logPath, 200, "listening on 8888\r\n");
        lab.start();
        QTRY_COMPARE(lab.looks().size(), 1);
        QSignalSpy changed(&lab.containers, &QAbstractItemModel::dataChanged);
        QVERIFY(!changed.wait(600));
        QCOMPARE(lab.server.count(lab.archivePath()), 0);
    }

    void aFloodOfFilesIsRefused()
    {
        Lab lab(2 * minuteMs, "jupyter lab");
        lab.server.answer("GET", lab.logPath, 200, banner);
        lab.server.answer("GET", lab.archivePath(), 200, QByteArray(3 << 20, 'x'));
        lab.start();
        QTRY_COMPARE(lab.found(), address);
        lab.server.answer("GET", lab.logPath, 200, "[I ServerApp] is running at:\r\nhttp://localhost:8888/lab\r\n");
        lab.finder.takeEvent({.type = u"container"_s, .action = u"restart"_s, .id = lab.container.id});
        QTRY_COMPARE(lab.found(), u"http://127.0.0.1:8889/lab"_s);
    }

    void whoIsNotInViewWaits()
    {
        Lab lab(2 * minuteMs);
        lab.server.answer("GET", lab.logPath, 200, banner);
        lab.finder.setInView({});
        lab.start();
        QSignalSpy changed(&lab.containers, &QAbstractItemModel::dataChanged);
        QVERIFY(!changed.wait(800));
        QCOMPARE(lab.server.requests().size(), 0);
        lab.finder.setInView({lab.container.id});
        QTRY_COMPARE(lab.found(), address);
    }

    void aNotebookWithoutAPortSaysSo()
    {
        Lab lab(2 * minuteMs, "jupyter lab");
        lab.container.ports.clear();
        lab.container.command = u"jupyter lab"_s;
        lab.server.answer("GET", lab.logPath, 200, banner);
        lab.start();
        QTRY_COMPARE(lab.containers.notebook(lab.container.id).reach, models::Notebook::Reach::NotPublished);
        QCOMPARE(lab.containers.notebook(lab.container.id).containerPort, 8888);
    }
};

QTEST_GUILESS_MAIN(NotebookFinderTest)
#include "tst_notebook_finder.moc"
