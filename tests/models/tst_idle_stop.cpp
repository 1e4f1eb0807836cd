// SPDX-License-Identifier: Apache-2.0
#include "models/idle_stop.h"

#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "models/notebook_stop_job.h"
#include "tests/support/scripted_engine.h"
#include "tests/support/web_server.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::IdleStop;
using models::Notebook;
using test::WebServerAnswer;

namespace {

constexpr int minuteMs = 100; ///< so that a test need not wait

QByteArray at(qint64 msAgo)
{
    return QDateTime::currentDateTimeUtc().addMSecs(-msAgo).toString(Qt::ISODateWithMs).toLatin1();
}

/// A notebook whose server says what a test wants.
struct Bench
{
    Bench()
    {
        container.id = QString(64, u'a');
        container.name = u"lab"_s;
        container.state = engine::ContainerState::Running;
        containers.setContainers({container});
        idle.setMinute(minuteMs);
        idle.setOnline(true);
        setUse(0);
        setKernels("[]");
    }
    void setUse(qint64 msAgo)
    {
        server.answer("/api/status", {.body = "{\"started\":\"" + at(3'600'000) + "\",\"last_activity\":\"" +
                                              at(msAgo) + "\",\"kernels\":0,\"connections\":0}"});
    }
    void setKernels(const QByteArray &kernels) { server.answer("/api/kernels", {.body = kernels}); }
    void find(Notebook::Kind kind = Notebook::Kind::Jupyter)
    {
        Notebook notebook;
        notebook.kind = kind;
        notebook.startedAt = startedAt;
        notebook.url = server.url();
        notebook.basePath = u"/"_s;
        containers.setNotebook(container.id, notebook);
    }

    test::WebServer server;
    test::ScriptedEngine engine;
    engine::EngineClient client{engine.endpoint()};
    models::ContainersModel containers;
    engine::Container container;
    QDateTime startedAt;
    IdleStop idle{client, containers};
    QSignalSpy soon{&idle, &IdleStop::stopsSoon};
    QSignalSpy due{&idle, &IdleStop::stopDue};
    QSignalSpy unable{&idle, &IdleStop::cannotAsk};
};

} // namespace

Q_DECLARE_METATYPE(test::WebServerAnswer)

class IdleStopTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyIsAskedWithoutALimit()
    {
        Bench bench;
        bench.find();
        QVERIFY(!bench.soon.wait(300));
        QVERIFY(bench.server.requests().isEmpty());
    }

    void itWarnsAndThenIsDue()
    {
        Bench bench;
        bench.setUse(60'000);
        bench.idle.setLimits({{u"lab"_s, 5}});
        bench.find();
        QTRY_COMPARE(bench.soon.size(), 1);
        QCOMPARE(bench.due.size(), 0); // never without a warning
        QVERIFY(bench.idle.plan(bench.container.id).stopAt.isValid());
        QTRY_COMPARE(bench.due.size(), 1);
        QCOMPARE(bench.due.first().at(1).toInt(), 5);
        QVERIFY(!bench.due.wait(500)); // once
        for (const test::WebServerRequest &request : bench.server.requests())
            QVERIFY(request.target == "/api/status" || request.target.contains("no_track_activity=1"));
    }

    void useMovesItOn()
    {
        Bench bench;
        bench.setUse(60'000);
        bench.idle.setLimits({{u"lab"_s, 20}});
        bench.find();
        QTRY_COMPARE(bench.soon.size(), 1);
        bench.setUse(0); // somebody opened it
        QTRY_VERIFY(QDateTime::currentDateTimeUtc().msecsTo(bench.idle.plan(bench.container.id).stopAt) >
                    10 * minuteMs);
        QCOMPARE(bench.due.size(), 0);
    }

    void aPersonMaySayNo()
    {
        Bench bench;
        bench.setUse(60'000);
        bench.idle.setLimits({{u"lab"_s, 600}});
        bench.find();
        QTRY_COMPARE(bench.soon.size(), 1);
        bench.idle.keepRunning(bench.container.id);
        QVERIFY(QDateTime::currentDateTimeUtc().msecsTo(bench.idle.plan(bench.container.id).stopAt) > 500 * minuteMs);
        QVERIFY(!bench.due.wait(500));
    }

    void neverWhileAKernelIsBusy_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::newRow("busy") << QByteArray("busy");
        QTest::newRow("starting") << QByteArray("starting");
        QTest::newRow("unheard of") << QByteArray("thinking");
    }
    void neverWhileAKernelIsBusy()
    {
        QFETCH(QByteArray, state);
        Bench bench;
        bench.setUse(60'000);
        const auto kernels = [](const QByteArray &word) {
            return "[{\"id\":\"k\",\"execution_state\":\"idle\"},{\"id\":\"l\",\"execution_state\":\"" + word + "\"}]";
        };
        bench.setKernels(kernels(state));
        bench.idle.setLimits({{u"lab"_s, 4}});
        bench.find();
        QTRY_COMPARE(bench.idle.plan(bench.container.id).note, u"A kernel is busy: it is not stopped."_s);
        QVERIFY(!bench.soon.wait(1000));
        QCOMPARE(bench.due.size(), 0);
        bench.setKernels(kernels("idle"));
        QTRY_COMPARE(bench.due.size(), 1);
    }

    void whoCannotBeAskedGoesOn_data()
    {
        QTest::addColumn<WebServerAnswer>("answer");
        QTest::newRow("refused") << WebServerAnswer{.status = 403};
        QTest::newRow("gone") << WebServerAnswer{.closeAtOnce = true};
        QTest::newRow("another") << WebServerAnswer{.body = "<html>"};
        QTest::newRow("no time told") << WebServerAnswer{.body = "{\"started\":\"x\",\"kernels\":0}"};
    }
    void whoCannotBeAskedGoesOn()
    {
        QFETCH(WebServerAnswer, answer);
        Bench bench;
        bench.server.answer("/api/status", answer);
        bench.idle.setLimits({{u"lab"_s, 1}});
        bench.find();
        QTRY_VERIFY(bench.idle.plan(bench.container.id).note.endsWith(u"it is not stopped."_s));
        QVERIFY(!bench.due.wait(800));
        QVERIFY(bench.soon.isEmpty());
        QVERIFY(bench.unable.size() <= 1);
    }

    void codeServerTellsByItsHeartbeat_data()
    {
        QTest::addColumn<qint64>("beatMsAgo"); // -1: none ever
        QTest::addColumn<qint64>("startedMsAgo");
        QTest::addColumn<bool>("isIdle");
        QTest::newRow("a browser is there") << qint64{0} << qint64{9000} << false;
        QTest::newRow("it was there") << qint64{5000} << qint64{9000} << true;
        QTest::newRow("it was never there") << qint64{-1} << qint64{9000} << true;
        QTest::newRow("just started") << qint64{-1} << qint64{0} << false;
        QTest::newRow("of a server before this one") << qint64{90'000} << qint64{0} << false;
    }
    void codeServerTellsByItsHeartbeat()
    {
        QFETCH(qint64, beatMsAgo);
        QFETCH(qint64, startedMsAgo);
        QFETCH(bool, isIdle);
        Bench bench;
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const QByteArray beat = QByteArray::number(beatMsAgo < 0 ? 0 : now - beatMsAgo);
        bench.server.answer("/healthz", {.body = "{\"status\":\"expired\",\"lastHeartbeat\":" + beat + "}"});
        bench.startedAt = QDateTime::fromMSecsSinceEpoch(now - startedMsAgo);
        bench.idle.setMinute(isIdle ? minuteMs : 600'000);
        bench.idle.setLimits({{u"lab"_s, 1}});
        bench.find(Notebook::Kind::CodeServer);
        if (isIdle) {
            QTRY_COMPARE(bench.due.size(), 1);
            return;
        }
        QTRY_VERIFY(bench.idle.plan(bench.container.id).stopAt.isValid());
        QVERIFY(bench.soon.isEmpty());
        QVERIFY(bench.due.isEmpty());
    }

    void whoTellsNothingOfItsUseIsNotAsked()
    {
        Bench bench;
        bench.idle.setLimits({{u"lab"_s, 1}});
        bench.find(Notebook::Kind::RStudio);
        QCOMPARE(bench.idle.plan(bench.container.id), IdleStop::Plan());
    }

    void anotherContainerOfTheSameStartIsLeftAlone()
    {
        Bench bench;
        bench.setUse(60'000);
        bench.idle.setLimits({{u"la"_s, 4}, {QString(12, u'a'), 4}}); // names, not beginnings of ids
        bench.find();
        QVERIFY(!bench.soon.wait(300));
        QVERIFY(bench.server.requests().isEmpty());
    }

    void whoHasEndedIsForgotten()
    {
        Bench bench;
        bench.setUse(60'000);
        bench.idle.setLimits({{u"lab"_s, 8}});
        bench.find();
        QTRY_COMPARE(bench.soon.size(), 1);
        bench.container.state = engine::ContainerState::Exited;
        bench.containers.setContainers({bench.container});
        QVERIFY(!bench.due.wait(500));
        QCOMPARE(bench.idle.plan(bench.container.id), IdleStop::Plan());
    }

    void stoppingInterruptsFirst_data()
    {
        QTest::addColumn<QByteArray>("policy");
        QTest::addColumn<int>("interrupts");
        QTest::newRow("no policy") << QByteArray("no") << 1;
        QTest::newRow("the engine would start it again") << QByteArray("unless-stopped") << 0;
    }
    void stoppingInterruptsFirst()
    {
        QFETCH(QByteArray, policy);
        QFETCH(int, interrupts);
        Bench bench;
        const QByteArray path = "/containers/" + bench.container.id.toLatin1();
        bench.engine.answer("GET", path + "/json", 200,
                            "{\"Id\":\"" + bench.container.id.toLatin1() +
                                "\",\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"" + policy + "\"}}}");
        bench.engine.answer("POST", path + "/kill", 204);
        bench.engine.answer("POST", path + "/stop", 304);
        bench.engine.hang("POST", path + "/wait");
        models::EngineSession session(bench.engine.endpoint());
        models::JobsModel jobs;
        auto *job = jobs.add(new models::NotebookStopJob(session, bench.container, u"idle for 30 min"_s));
        job->setPatience(100);
        QCOMPARE(job->title(), u"Stop lab, idle for 30 min"_s);
        QTRY_COMPARE(job->state(), models::Job::State::Succeeded);
        QCOMPARE(bench.engine.count(path + "/kill"), interrupts);
        QCOMPARE(bench.engine.count(path + "/stop"), 1);
    }
};

QTEST_GUILESS_MAIN(IdleStopTest)
#include "tst_idle_stop.moc"
