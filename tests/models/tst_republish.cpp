// SPDX-License-Identifier: Apache-2.0
#include "models/republish_job.h"

#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "tests/support/fixtures.h"
#include "tests/support/scripted_engine.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LoopbackCopy;
using models::RepublishJob;

namespace {

const QByteArray open =
    "{\"Id\":\"5cb73883c3a3ffffffff\",\"Config\":{\"Hostname\":\"5cb73883c3a3\",\"Image\":\"lab\",\"Env\":[\"A=b\","
    "\"JUPYTER_TOKEN=\"],\"Cmd\":[\"jupyter\",\"lab\",\"--NotebookApp.token=\",\"--port=8888\"],\"Labels\":{\"x\":"
    "\"y\"}},"
    "\"HostConfig\":{\"NetworkMode\":\"mine\",\"Memory\":1000,\"AutoRemove\":false,\"PublishAllPorts\":true,"
    "\"Binds\":[\"/home/me:/work:ro\"],\"PortBindings\":{\"8888/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"\"}]}},"
    "\"Mounts\":[{\"Type\":\"volume\",\"Name\":\"0123abcd\",\"Destination\":\"/data\",\"RW\":false},"
    "{\"Type\":\"bind\",\"Source\":\"/home/me\",\"Destination\":\"/work\"}],"
    "\"NetworkSettings\":{\"Ports\":{\"8888/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"49153\"},{\"HostIp\":\"::\","
    "\"HostPort\":\"49153\"}],\"9999/tcp\":null},\"Networks\":{\"mine\":{\"Aliases\":[\"lab\",\"5cb73883c3a3\"],"
    "\"IPAddress\":\"172.18.0.2\"},\"other\":{\"Aliases\":null}}}}";

QJsonObject bodyOf(const LoopbackCopy &copy)
{
    return QJsonDocument::fromJson(copy.body).object();
}

/// Answers everything that goes well; a test breaks a step.
struct Bench
{
    Bench()
    {
        container.id = u"5cb73883c3a3ffffffff"_s;
        container.name = u"lab"_s;
        container.image = u"lab"_s;
        engine.answer("GET", old("/json"), 200, open);
        for (const char *verb : {"/stop", "/rename", "/start"})
            engine.answer("POST", old(verb), 204);
        engine.answer("POST", "/containers/create", 201, "{\"Id\":\"new\"}");
        engine.answer("POST", "/containers/new/start", 204);
        engine.answer("DELETE", "/containers/new", 204);
        engine.answer("POST", "/networks/other/connect", 200);
    }
    [[nodiscard]] QByteArray old(const QByteArray &verb) const
    {
        return "/containers/" + container.id.toLatin1() + verb;
    }
    models::Job *run(bool wantsToken = true)
    {
        models::Job *job = jobs.add(new RepublishJob(session, container, wantsToken));
        return QTest::qWaitFor([job] { return !job->isRunning(); }) ? job : nullptr;
    }
    /// What was asked of it, in short.
    [[nodiscard]] QStringList steps() const
    {
        QStringList list;
        for (const test::ScriptedRequest &request : engine.requests()) {
            if (request.method != "GET")
                list += QString::fromLatin1(request.method == "DELETE" ? "remove" : request.path.mid(1)) +
                        (request.query.isEmpty() ? QString() : u'?' + QString::fromLatin1(request.query));
        }
        for (QString &step : list)
            step.remove(u"containers/"_s).replace(container.id, u"old"_s);
        return list;
    }

    test::ScriptedEngine engine;
    models::EngineSession session{engine.endpoint()};
    models::JobsModel jobs;
    engine::Container container;
};

} // namespace

class RepublishTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingStaysButTheAddress()
    {
        const LoopbackCopy copy = models::loopbackCopy(open, {});
        QCOMPARE(copy.refusal, QString());
        const QJsonObject body = bodyOf(copy);
        const QJsonObject host = body[u"HostConfig"_s].toObject();
        QVERIFY(!body.contains(u"Hostname"_s));
        QCOMPARE(body[u"Labels"_s].toObject()[u"x"_s].toString(), u"y"_s);
        QCOMPARE(host[u"Memory"_s].toInt(), 1000);
        QCOMPARE(QJsonDocument(host[u"PortBindings"_s].toObject()).toJson(QJsonDocument::Compact),
                 QByteArray("{\"8888/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"49153\"}]}"));
        QCOMPARE(host[u"PublishAllPorts"_s].toBool(true), false);
        QCOMPARE(host[u"Binds"_s].toVariant().toStringList(),
                 (QStringList{u"/home/me:/work:ro"_s, u"0123abcd:/data:ro"_s}));
        const QJsonObject networks = body[u"NetworkingConfig"_s].toObject()[u"EndpointsConfig"_s].toObject();
        QCOMPARE(networks.keys(), QStringList{u"mine"_s});
        QCOMPARE(networks[u"mine"_s].toObject()[u"Aliases"_s].toVariant().toStringList(), QStringList{u"lab"_s});
        QVERIFY(!networks[u"mine"_s].toObject().contains(u"IPAddress"_s));
        QCOMPARE(copy.networks.size(), 1);
        QCOMPARE(copy.networks.first().name, u"other"_s);
        QVERIFY(!copy.takesToken);
        QCOMPARE(body[u"Cmd"_s].toArray().size(), 4);
    }

    void aTokenGoesIntoTheEnvironment()
    {
        const LoopbackCopy copy = models::loopbackCopy(open, u"secret"_s);
        QVERIFY(copy.takesToken);
        QCOMPARE(bodyOf(copy)[u"Env"_s].toVariant().toStringList(), (QStringList{u"A=b"_s, u"JUPYTER_TOKEN=secret"_s}));
        QCOMPARE(bodyOf(copy)[u"Cmd"_s].toVariant().toStringList(),
                 (QStringList{u"jupyter"_s, u"lab"_s, u"--port=8888"_s}));
        QByteArray shell = open;
        shell.replace("\"--NotebookApp.token=\"", "\"exec jupyter --NotebookApp.token='' --port=8888\"");
        QVERIFY(!models::loopbackCopy(shell, u"secret"_s).takesToken);
        QVERIFY(!models::loopbackCopy(shell, u"secret"_s).body.contains("secret"));
    }

    void recordedContainers_data()
    {
        QTest::addColumn<QString>("engine");
        for (const char *name : {"docker-20.10", "docker-26.1", "docker-28.5", "docker-29.7", "podman-5.4"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void recordedContainers()
    {
        QFETCH(QString, engine);
        const LoopbackCopy copy = models::loopbackCopy(test::fixture(engine, u"inspect-jupyter.json"_s), {});
        QCOMPARE(copy.refusal, QString());
        const QJsonObject host = bodyOf(copy)[u"HostConfig"_s].toObject();
        for (const QJsonValue &bindings : host[u"PortBindings"_s].toObject()) {
            QVERIFY(!bindings.toArray().isEmpty());
            for (const QJsonValue &binding : bindings.toArray())
                QCOMPARE(binding.toObject()[u"HostIp"_s].toString(), u"127.0.0.1"_s);
        }
    }

    void whatCannotBePutBackIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("inspection");
        QTest::addColumn<QString>("refusal");
        QByteArray removed = open, unpublished = open;
        removed.replace("\"AutoRemove\":false", "\"AutoRemove\":true");
        unpublished.replace("\"8888/tcp\":[{", "\"8888/tcp\":{},\"x\":[{")
            .replace("Ports\"", "P\"")
            .replace("PortBindings", "B");
        QTest::newRow("--rm") << removed << u"It is removed when it stops (--rm), so it could not be put back."_s;
        QTest::newRow("no port") << unpublished << u"It publishes no port."_s;
        QTest::newRow("no JSON") << QByteArray("{") << u"The engine doesn't tell how it was made."_s;
        QTest::newRow("nothing") << QByteArray() << u"The engine doesn't tell how it was made."_s;
        QTest::newRow("a list") << QByteArray("[1]") << u"The engine doesn't tell how it was made."_s;
    }
    void whatCannotBePutBackIsLeftAlone()
    {
        QFETCH(QByteArray, inspection);
        QFETCH(QString, refusal);
        Bench bench;
        bench.engine.answer("GET", bench.old("/json"), 200, inspection);
        QCOMPARE(models::loopbackCopy(inspection, {}).refusal, refusal);
        QCOMPARE(bench.run()->state(), models::Job::State::Failed);
        QVERIFY(bench.steps().isEmpty());
    }

    void theNewOneTakesTheName()
    {
        Bench bench;
        const models::Job *job = bench.run();
        QVERIFY(job);
        QCOMPARE(job->state(), models::Job::State::Succeeded);
        QCOMPARE(job->statusText(),
                 u"Published on this computer only, with a token; the old container is kept as lab-open"_s);
        QCOMPARE(bench.steps(), (QStringList{u"old/stop?t=10"_s, u"old/rename?name=lab-open"_s, u"create?name=lab"_s,
                                             u"networks/other/connect"_s, u"new/start"_s}));
        const QByteArray sent = bench.engine.requests().at(bench.engine.requests().size() - 3).body;
        const QString token = QString::fromLatin1(sent).section(u"JUPYTER_TOKEN="_s, 1).section(u'"', 0, 0);
        QCOMPARE(token.size(), 48);
        const QString told = job->title() + job->statusText() + job->dockerCommands().join(u' ');
        QVERIFY(!told.contains(token));
    }

    void theOldOneIsPutBack_data()
    {
        QTest::addColumn<QByteArray>("broken");
        QTest::addColumn<QStringList>("steps");
        const QStringList before{u"old/stop?t=10"_s, u"old/rename?name=lab-open"_s, u"create?name=lab"_s};
        const QStringList back{u"old/rename?name=lab"_s, u"old/start"_s};
        QTest::newRow("create") << QByteArray("/containers/create") << before + back;
        QTest::newRow("connect") << QByteArray("/networks/other/connect")
                                 << before + QStringList{u"networks/other/connect"_s, u"remove?force=1"_s} + back;
        QTest::newRow("start") << QByteArray("/containers/new/start")
                               << before +
                                      QStringList{u"networks/other/connect"_s, u"new/start"_s, u"remove?force=1"_s} +
                                      back;
    }
    void theOldOneIsPutBack()
    {
        QFETCH(QByteArray, broken);
        QFETCH(QStringList, steps);
        Bench bench;
        bench.engine.refuse("POST", broken, 500, "no room");
        const models::Job *job = bench.run();
        QVERIFY(job);
        QCOMPARE(job->state(), models::Job::State::Failed);
        QCOMPARE(bench.steps(), steps);
        QVERIFY(job->errorText().endsWith(u"The old container runs as before."_s));
        QVERIFY(job->errorDetails().contains(u"no room"_s));
    }
};

QTEST_GUILESS_MAIN(RepublishTest)
#include "tst_republish.moc"
