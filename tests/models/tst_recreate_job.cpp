// SPDX-License-Identifier: Apache-2.0
#include "models/recreate_job.h"

#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "models/run_form_convert.h"
#include "tests/support/scripted_engine.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using models::CommandChange;
using models::RecreateJob;
using models::run::RunCommand;
using models::run::RunOption;

namespace {

constexpr int patience = 30'000;
const QByteArray oldId = "5cb73883c3a3ffffffff";

QByteArray inspection(const QByteArray &name, const QByteArray &status, int exitCode = 0, const QByteArray &host = {})
{
    return "{\"Id\":\"" + oldId + "\",\"Name\":\"/" + name + "\",\"State\":{\"Status\":\"" + status +
           "\",\"ExitCode\":" + QByteArray::number(exitCode) + "},\"HostConfig\":{\"NetworkMode\":\"bridge\"" + host +
           "},\"NetworkSettings\":{\"Networks\":{\"bridge\":{},\"side\":{\"Aliases\":[\"5cb73883c3a3\",\"a\"],"
           "\"IPAMConfig\":"
           "{\"IPv4Address\":\"10.0.0.9\"},\"IPAddress\":\"10.0.0.9\"}}}}";
}

/// Answers everything that goes well; a test breaks a step.
struct Bench
{
    Bench()
    {
        plan.container.id = QString::fromLatin1(oldId);
        plan.container.name = u"web"_s;
        plan.container.image = plan.form.image = u"nginx"_s;
        plan.form.name = u"web"_s;
        plan.form.environment = {{u"TOKEN"_s, u"s3cret"_s}};
        engine.answer("GET", old("/json"), 200, inspection("web", "running"));
        engine.answer("GET", "/images/nginx/json", 200, "{\"Id\":\"sha256:11\",\"Config\":{}}");
        for (const char *verb : {"/stop", "/rename", "/start"})
            engine.answer("POST", old(verb), 204);
        engine.answer("POST", "/containers/create", 201, "{\"Id\":\"new\"}");
        engine.answer("POST", "/containers/new/start", 204);
        engine.answer("GET", "/containers/new/json", 200, inspection("web", "running"));
        engine.answer("DELETE", "/containers/new", 204);
        engine.answer("DELETE", old(), 204);
        engine.answer("POST", "/networks/side/connect", 200);
        engine.answer("POST", "/networks/two/connect", 200);
    }
    [[nodiscard]] static QByteArray old(const QByteArray &verb = {}) { return "/containers/" + oldId + verb; }
    models::Job *run()
    {
        models::Job *job = jobs.add(new RecreateJob(session, plan));
        return QTest::qWaitFor([job] { return !job->isRunning(); }, patience) ? job : nullptr;
    }
    /// What was asked of it, in short.
    [[nodiscard]] QStringList steps() const
    {
        QStringList list;
        for (const test::ScriptedRequest &request : engine.requests()) {
            if (request.method == "GET")
                continue;
            QString step = QString::fromLatin1(request.path);
            step.remove(u"/containers/"_s).replace(QString::fromLatin1(oldId), u"old"_s);
            if (request.method == "DELETE")
                step.prepend(u"remove "_s);
            if (request.path.endsWith("/rename"))
                step = QString::fromLatin1(request.query).replace(u"name="_s, u"rename "_s);
            list += step;
        }
        return list;
    }
    [[nodiscard]] QByteArray bodyOf(const QByteArray &path) const
    {
        for (const test::ScriptedRequest &request : engine.requests()) {
            if (request.path == path)
                return request.body;
        }
        return {};
    }

    test::ScriptedEngine engine;
    models::EngineSession session{engine.endpoint()};
    models::JobsModel jobs;
    models::RecreatePlan plan;
};

const QStringList good{u"old/stop"_s,  u"rename web-old"_s, u"create"_s, u"/networks/side/connect"_s,
                       u"new/start"_s, u"remove old"_s};

} // namespace

/// A container made anew, and put back when that fails at any step.
class RecreateJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void removesTheOldOneLast()
    {
        Bench bench;
        bench.plan.container.state = engine::ContainerState::Running;
        const models::Job *job = bench.run();
        QVERIFY(job);
        QVERIFY2(job->state() == models::Job::State::Succeeded, qPrintable(job->errorText()));
        QCOMPARE(bench.steps(), good);
        QCOMPARE(job->statusText(), u"web was made anew and is running"_s);
        QCOMPARE(job->dockerCommands(),
                 (QStringList{u"docker stop web"_s, u"docker rename web web-old"_s,
                              u"docker run -d --name web -e 'TOKEN=****' nginx"_s,
                              u"docker network connect --alias a --ip 10.0.0.9 side web"_s, u"docker rm web-old"_s}));
        const QJsonObject join = QJsonDocument::fromJson(bench.bodyOf("/networks/side/connect")).object();
        const QJsonObject endpoint = join[u"EndpointConfig"_s].toObject();
        QCOMPARE(endpoint[u"Aliases"_s].toArray(), QJsonArray{u"a"_s});
        QCOMPARE(endpoint[u"IPAMConfig"_s].toObject()[u"IPv4Address"_s].toString(), u"10.0.0.9"_s);
    }

    void aStoppedOneIsNotStopped()
    {
        Bench bench;
        bench.engine.answer("GET", Bench::old("/json"), 200, inspection("web", "exited"));
        const models::Job *job = bench.run();
        QVERIFY(job);
        QCOMPARE(bench.steps(), good.mid(1));
        QCOMPARE(job->dockerCommands().value(0), u"docker rename web web-old"_s);
    }

    /// What was stopped is not started unless a person wishes it.
    void theNewOneIsOnlyMade()
    {
        Bench bench;
        bench.plan.start = false;
        bench.plan.container.state = engine::ContainerState::Exited;
        bench.engine.answer("GET", Bench::old("/json"), 200, inspection("web", "exited"));
        const models::Job *job = bench.run();
        QVERIFY(job);
        QVERIFY2(job->state() == models::Job::State::Succeeded, qPrintable(job->errorText()));
        QCOMPARE(bench.steps(),
                 (QStringList{u"rename web-old"_s, u"create"_s, u"/networks/side/connect"_s, u"remove old"_s}));
        QCOMPARE(job->statusText(), u"web was made anew and is not started"_s);
        QCOMPARE(job->dockerCommands(),
                 (QStringList{u"docker rename web web-old"_s, u"docker create --name web -e 'TOKEN=****' nginx"_s,
                              u"docker network connect --alias a --ip 10.0.0.9 side web"_s, u"docker rm web-old"_s}));
    }

    void aPausedOneIsResumedFirst()
    {
        Bench bench;
        bench.plan.container.state = engine::ContainerState::Paused;
        bench.engine.answer("GET", Bench::old("/json"), 200, inspection("web", "paused"));
        bench.engine.answer("POST", Bench::old("/unpause"), 204);
        const models::Job *job = bench.run();
        QVERIFY(job);
        QVERIFY2(job->state() == models::Job::State::Succeeded, qPrintable(job->errorText()));
        QCOMPARE(bench.steps(), QStringList{u"old/unpause"_s} + good);
        QCOMPARE(job->dockerCommands().mid(0, 2), (QStringList{u"docker unpause web"_s, u"docker stop web"_s}));
    }

    void aPausedOneIsPutBackPaused_data()
    {
        QTest::addColumn<int>("pauses");
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<QString>("said");
        QTest::newRow("as it was") << 204 << QByteArray("paused")
                                   << u"The old container is back and paused as before."_s;
        QTest::newRow("can't be paused") << 500 << QByteArray("running")
                                         << u"The old container is back and runs, but it is not paused."_s;
    }

    void aPausedOneIsPutBackPaused()
    {
        QFETCH(int, pauses);
        QFETCH(QByteArray, state);
        QFETCH(QString, said);
        Bench bench;
        bench.plan.container.state = engine::ContainerState::Paused;
        bench.engine.answer("POST", Bench::old("/unpause"), 204);
        bench.engine.answer("POST", Bench::old("/pause"), pauses);
        bench.engine.refuse("POST", "/containers/create", 500, "boom");
        bench.engine.handle("GET", Bench::old("/json"),
                            [state, asked = std::make_shared<int>(0)](const test::ScriptedRequest &) {
                                test::ScriptedAnswer answer;
                                answer.body = inspection("web", (*asked)++ == 0 ? QByteArray("paused") : state);
                                return answer;
                            });
        const models::Job *job = bench.run();
        QVERIFY(job);
        QCOMPARE(job->state(), models::Job::State::Failed);
        QCOMPARE(bench.steps(), (QStringList{u"old/unpause"_s, u"old/stop"_s, u"rename web-old"_s, u"create"_s,
                                             u"rename web"_s, u"old/start"_s, u"old/pause"_s}));
        QVERIFY2(job->errorText().endsWith(said), qPrintable(job->errorText()));
    }

    /// The container holds the JSON; a file of it is nowhere.
    void aSeccompProfileIsSentAsItIs()
    {
        Bench bench;
        const QString profile = u"seccomp={\"defaultAction\": \"SCMP_ACT_ALLOW\"}"_s;
        bench.plan.form.alsoSet = {u"--security-opt="_s + profile};
        const models::Job *job = bench.run();
        QVERIFY(job);
        QVERIFY2(job->state() == models::Job::State::Succeeded, qPrintable(job->errorText()));
        const QJsonObject body = QJsonDocument::fromJson(bench.bodyOf("/containers/create")).object();
        QCOMPARE(body[u"HostConfig"_s].toObject()[u"SecurityOpt"_s].toArray(), QJsonArray{profile});
    }

    void furtherNetworksAreJoinedAfterwards()
    {
        Bench bench;
        bench.plan.form.alsoSet = {u"--network=name=one,alias=a"_s, u"--network=name=two,ip=10.1.0.2"_s};
        QVERIFY(bench.run());
        QCOMPARE(bench.steps(), (QStringList{u"old/stop"_s, u"rename web-old"_s, u"create"_s,
                                             u"/networks/two/connect"_s, u"new/start"_s, u"remove old"_s}));
        const QJsonObject body = QJsonDocument::fromJson(bench.bodyOf("/containers/create")).object();
        QCOMPARE(body[u"HostConfig"_s].toObject()[u"NetworkMode"_s].toString(), u"one"_s);
        QCOMPARE(body[u"NetworkingConfig"_s].toObject()[u"EndpointsConfig"_s].toObject().keys(), QStringList{u"one"_s});
    }

    void faults_data();
    void faults();

    void theOldOneThatCantBeRemovedIsKept()
    {
        Bench bench;
        bench.engine.refuse("DELETE", Bench::old(), 500, "busy");
        const models::Job *job = bench.run();
        QVERIFY(job);
        QCOMPARE(job->state(), models::Job::State::Succeeded);
        QCOMPARE(job->statusText(), u"web was made anew and is running; the old container could not be removed and is "
                                    "kept as web-old"_s);
    }

    void tellsWhatBecameOfTheOldOne()
    {
        Bench bench;
        bench.engine.refuse("POST", "/containers/create", 500, "boom");
        bench.engine.handle("GET", Bench::old("/json"),
                            [asked = std::make_shared<int>(0)](const test::ScriptedRequest &) {
                                test::ScriptedAnswer answer;
                                answer.body = inspection("web", (*asked)++ == 0 ? "running" : "exited");
                                return answer;
                            });
        const models::Job *job = bench.run();
        QVERIFY(job);
        QVERIFY2(job->errorText().endsWith(u"The old container is back, but stopped: start it again."_s),
                 qPrintable(job->errorText()));
    }

    void nothingIsTouchedWithoutTheImage()
    {
        Bench bench;
        bench.engine.refuse("GET", "/images/nginx/json", 404, "No such image: nginx");
        bench.engine.refuse("POST", "/images/create", 404, "pull access denied for nginx");
        const models::Job *job = bench.run();
        QVERIFY(job);
        QCOMPARE(job->state(), models::Job::State::Failed);
        QVERIFY(!bench.steps().contains(u"old/stop"_s));
    }

    void whatRemovesItselfIsLeftAlone()
    {
        Bench bench;
        bench.engine.answer("GET", Bench::old("/json"), 200, inspection("web", "running", 0, ",\"AutoRemove\":true"));
        const models::Job *job = bench.run();
        QVERIFY(job);
        QCOMPARE(job->state(), models::Job::State::Failed);
        QCOMPARE(bench.steps(), QStringList());
    }

    void findsANameToStandAsideUnder()
    {
        QCOMPARE(RecreateJob::asideName(u"web"_s, {u"web"_s}), u"web-old"_s);
        QCOMPARE(RecreateJob::asideName(u"web"_s, {u"web-old"_s, u"web-old-2"_s}), u"web-old-3"_s);
    }

    void tellsWhatChanges()
    {
        RunCommand before, after;
        before.image = u"nginx:1"_s;
        after.image = u"nginx:2"_s;
        before.add(RunOption::Memory, u"64m"_s);
        after.add(RunOption::Memory, u"128m"_s);
        before.add(RunOption::Env, u"TOKEN=one"_s);
        after.add(RunOption::Env, u"TOKEN=two"_s);
        before.add(RunOption::Publish, u"80:80"_s);
        after.add(RunOption::Publish, u"80:80"_s);
        after.add(RunOption::Init, u"true"_s);
        after.arguments = {u"sh"_s, u"-c"_s, u"a b"_s};
        QCOMPARE(models::commandChanges(before, before), QList<CommandChange>());
        QCOMPARE(models::changesText(models::commandChanges(before, after)),
                 u"− -e 'TOKEN=****'\n+ -e 'TOKEN=****'\n+ --init\n− -m 64m\n+ -m 128m\n− image nginx:1\n+ image "
                 "nginx:2\n+ command sh -c 'a b'"_s);
    }
};

void RecreateJobTest::faults_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QStringList>("steps");
    const QStringList back{u"rename web"_s, u"old/start"_s};
    const QStringList goes{u"remove new"_s};
    QTest::newRow("inspect") << QByteArray("GET") << Bench::old("/json") << QStringList();
    QTest::newRow("stop") << QByteArray("POST") << Bench::old("/stop") << good.mid(0, 1) + back.mid(1);
    QTest::newRow("rename") << QByteArray("POST") << Bench::old("/rename") << good.mid(0, 2) + back;
    QTest::newRow("create") << QByteArray("POST") << QByteArray("/containers/create") << good.mid(0, 3) + back;
    QTest::newRow("connect") << QByteArray("POST") << QByteArray("/networks/side/connect")
                             << good.mid(0, 4) + goes + back;
    QTest::newRow("start") << QByteArray("POST") << QByteArray("/containers/new/start") << good.mid(0, 5) + goes + back;
    QTest::newRow("look") << QByteArray("GET") << QByteArray("/containers/new/json") << good.mid(0, 5) + goes + back;
    QTest::newRow("ends") << QByteArray() << QByteArray() << good.mid(0, 5) + goes + back;
}

void RecreateJobTest::faults()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QStringList, steps);
    Bench bench;
    if (path.isEmpty())
        bench.engine.answer("GET", "/containers/new/json", 200, inspection("web", "exited", 3));
    else if (path.endsWith("/rename")) // only the first: back it goes
        bench.engine.handle("POST", path, [](const test::ScriptedRequest &request) {
            test::ScriptedAnswer answer;
            answer.status = request.query.contains("web-old") ? 409 : 204;
            return answer;
        });
    else
        bench.engine.refuse(method, path, 500, "boom");
    const models::Job *job = bench.run();
    QVERIFY(job);
    QCOMPARE(job->state(), models::Job::State::Failed);
    QCOMPARE(bench.steps(), steps);
    if (!steps.isEmpty())
        QVERIFY2(job->errorText().endsWith(u"The old container is back and runs as before."_s),
                 qPrintable(job->errorText()));
}

QTEST_GUILESS_MAIN(RecreateJobTest)
#include "tst_recreate_job.moc"
