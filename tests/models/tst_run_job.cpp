// SPDX-License-Identifier: Apache-2.0
#include "models/actions.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "models/pull_job.h"
#include "models/run_failure.h"
#include "models/run_job.h"
#include "tests/support/fixtures.h"
#include "tests/support/run_forms.h"
#include "tests/support/scripted_engine.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using models::Actions;
using models::EngineSession;
using models::Job;
using models::JobsModel;
using models::RunForm;
using models::RunJob;
using test::jupyterForm;
using test::ScriptedAnswer;
using test::ScriptedEngine;

namespace {

constexpr auto Image = "/images/dwhitena/minimal-jupyter/json";
constexpr auto Create = "/containers/create";
constexpr auto Start = "/containers/c0ffee/start";
constexpr auto Container = "/containers/c0ffee";

/// An engine on which everything goes well.
struct Lab
{
    Lab() : session(engine.endpoint())
    {
        engine.answer("GET", Image, 200, "{\"Id\":\"sha256:1\"}");
        engine.answer("POST", Create, 201, "{\"Id\":\"c0ffee\",\"Warnings\":[]}");
        engine.answer("POST", Start, 204);
        engine.answer("DELETE", Container, 204);
    }
    RunJob *run(const RunForm &form = jupyterForm()) { return actions.run(form); }
    [[nodiscard]] QByteArray queryOf(const QByteArray &method, const QByteArray &path) const
    {
        for (const auto &request : engine.requests()) {
            if (request.method == method && request.path == path)
                return request.query;
        }
        return "not asked";
    }

    ScriptedEngine engine;
    EngineSession session;
    JobsModel jobs;
    Actions actions{session, jobs};
};

/// The message of a recorded refusal.
QByteArray recordedMessage(const QString &engine, const QString &name, int &status)
{
    for (const QByteArray &line : test::fixture(engine, u"errors.ndjson"_s).split('\n')) {
        const auto record = nlohmann::json::parse(line, nullptr, false);
        if (!record.is_object() || record.value("name", "") != name.toStdString())
            continue;
        status = record.value("status", 0);
        return QByteArray::fromStdString(nlohmann::json::parse(record.value("body", "")).value("message", ""));
    }
    return {};
}

} // namespace

class TestRunJob : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsWhatIsThere();
    void pullsWhatIsNot();
    void pullsForAnotherPlatform();
    void saysWhenThePullFails();
    void offersAPortWhenOneIsTaken_data();
    void offersAPortWhenOneIsTaken();
    void marksTheFailedField_data();
    void marksTheFailedField();
    void removesOnlyWhatItMade();
    void keepsToItsWordWhenRemovalFails();
    void canBeCancelled();
    void startsAgain();
    void takesLoginsAlong();
};

void TestRunJob::runsWhatIsThere()
{
    Lab lab;
    lab.engine.answer("POST", Create, 201, "{\"Id\":\"c0ffee\",\"Warnings\":[\"No swap limit\"]}");
    RunForm form = jupyterForm();
    form.environment = {{u"JUPYTER_TOKEN"_s, u"hunter2"_s}};
    RunJob *job = lab.run(form);
    QSignalSpy steps(job, &RunJob::stepChanged);
    QCOMPARE(job->title(), u"Run dwhitena/minimal-jupyter as notebook"_s);
    QVERIFY(!job->dockerCommands().first().contains(u"hunter2"));
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->statusText(), u"notebook is running. No swap limit"_s);
    QCOMPARE(job->containerId(), u"c0ffee"_s);
    QCOMPARE(job->step(), RunJob::Step::Done);
    QCOMPARE(steps.size(), 3);
    QCOMPARE(job->pull(), nullptr);
    QCOMPARE(lab.queryOf("POST", Create), "name=notebook");
    QCOMPARE(lab.engine.count(Container, "DELETE"), 0);
}

void TestRunJob::pullsWhatIsNot()
{
    Lab lab;
    lab.engine.refuse("GET", Image, 404, "No such image: dwhitena/minimal-jupyter");
    const auto stream = lab.engine.stream("POST", "/images/create");
    RunJob *job = lab.run();
    QTRY_VERIFY(job->pull());
    stream->push("{\"status\":\"Downloading\",\"progressDetail\":{\"current\":1000,\"total\":4000},\"id\":\"a1\"}\n");
    QTRY_VERIFY(job->statusText().startsWith(u"1 kB of 4 kB"));
    QCOMPARE(job->progress(), job->pull()->progress());
    QCOMPARE(job->step(), RunJob::Step::Pull);
    QCOMPARE(job->lossWhenQuit(), u"the download of dwhitena/minimal-jupyter:latest"_s);
    stream->push("{\"status\":\"Pull complete\",\"id\":\"a1\"}\n");
    stream->end();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(lab.jobs.rowCount(), 1); // the pull is a part of it
}

/// Create says that the image is not there although it has just been looked at: as `docker run`, pull once and try again.
void TestRunJob::pullsForAnotherPlatform()
{
    Lab lab;
    lab.engine.refuse("POST", Create, 404,
                      "image with reference x was found but its platform (linux/amd64) does not match the specified "
                      "platform (linux/arm64)");
    lab.engine.answer("POST", "/images/create", 200, "{\"status\":\"Status: Downloaded newer image for x\"}\n");
    RunForm form = jupyterForm();
    form.platform = u"linux/arm64"_s;
    RunJob *job = lab.run(form);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(lab.engine.count("/images/create"), 1);
    QCOMPARE(lab.engine.count(Create), 2);
    QCOMPARE(job->failedField(), u"platform"_s);
}

void TestRunJob::saysWhenThePullFails()
{
    Lab lab;
    lab.engine.refuse("GET", Image, 404, "No such image: dwhitena/minimal-jupyter");
    lab.engine.refuse(
        "POST", "/images/create", 404,
        "pull access denied for dwhitena/minimal-jupyter, repository does not exist or may require 'docker login'");
    RunJob *job = lab.run();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(job->failedField(), u"image"_s);
    QVERIFY(
        job->errorText().startsWith(u"Can't pull image dwhitena/minimal-jupyter:latest. The registry has no image"));
    QCOMPARE(lab.engine.count(Create), 0);
}

void TestRunJob::offersAPortWhenOneIsTaken_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("record");
    QTest::addColumn<QString>("port");
    for (const QString &engine : test::recordedEngines()) {
        QTest::newRow(qUtf8Printable(engine + u" container"_s))
            << engine << u"start-port-in-use-by-container"_s << u"18080"_s;
        QTest::newRow(qUtf8Printable(engine + u" program"_s))
            << engine << u"start-port-in-use-by-host-process"_s << u"5000"_s;
    }
}

void TestRunJob::offersAPortWhenOneIsTaken()
{
    QFETCH(QString, engine);
    QFETCH(QString, record);
    QFETCH(QString, port);
    int status = 0;
    const QByteArray message = recordedMessage(engine, record, status);
    Lab lab;
    lab.engine.refuse("POST", Start, status, message);
    RunForm form = jupyterForm();
    form.ports += {QString(), port, u"80"_s, u"tcp"_s};
    RunJob *job = lab.run(form);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(job->busyPortRow(), 1);
    QCOMPARE(job->failedField(), u"ports[1].hostPort"_s);
    QVERIFY(job->offeredPort() > port.toInt());
    QVERIFY2(job->errorText().contains(u"port %1 already"_s.arg(port)), qUtf8Printable(job->errorText()));
    QVERIFY2(job->errorText().startsWith(u"Can't start container notebook."), qUtf8Printable(job->errorText()));
    QCOMPARE(lab.engine.count(Container, "DELETE"), 1);
    QVERIFY(job->containerId().isEmpty());
}

void TestRunJob::marksTheFailedField_data()
{
    QTest::addColumn<QString>("record");
    QTest::addColumn<QString>("field");
    QTest::newRow("start-name-conflict") << u"start-name-conflict"_s << u"name"_s;
    QTest::newRow("create-bad-name") << u"create-bad-name"_s << u"name"_s;
    QTest::newRow("create-mount-missing-source") << u"create-mount-missing-source"_s << u"mounts[0].source"_s;
    QTest::newRow("create-bind-relative-target") << u"create-bind-relative-target"_s << u"mounts[1].target"_s;
    QTest::newRow("create-memory-too-small") << u"create-memory-too-small"_s << u"memory"_s;
    QTest::newRow("create-too-many-cpus") << u"create-too-many-cpus"_s << u"cpus"_s;
    QTest::newRow("create-bad-restart") << u"create-bad-restart"_s << u"restartPolicy"_s;
    QTest::newRow("create-no-command") << u"create-no-command"_s << u"command"_s;
    QTest::newRow("start-bad-command") << u"start-bad-command"_s << u"command"_s;
    QTest::newRow("start-not-executable") << u"start-not-executable"_s << u"command"_s;
    QTest::newRow("start-bad-user") << u"start-bad-user"_s << u"user"_s;
    QTest::newRow("start-gpu") << u"start-gpu"_s << u"gpus"_s;
    QTest::newRow("create-no-image") << u"create-no-image"_s << u"image"_s;
    QTest::newRow("create-bad-network") << u"create-bad-network"_s << u"network"_s;
    QTest::newRow("start-bad-network on Docker") << u"start-bad-network"_s << u"network"_s;
}

void TestRunJob::marksTheFailedField()
{
    QFETCH(QString, record);
    QFETCH(QString, field);
    RunForm form = jupyterForm();
    form.mounts = {{u"/nosuch-dir"_s, u"/w"_s, false}, {u"vol"_s, u"relative"_s, false}};
    int seen = 0;
    for (const QString &engine : test::recordedEngines()) {
        int status = 0;
        const QString message = QString::fromUtf8(recordedMessage(engine, record, status));
        if (message.isEmpty() || (record == u"start-bad-network" && engine.startsWith(u"podman")))
            continue;
        ++seen;
        QVERIFY2(models::failedFieldOf(form, message) == field, qUtf8Printable(engine + u": "_s + message));
    }
    QVERIFY(seen > 0);
    QCOMPARE(models::failedFieldOf(form, u"something else"_s), QString());
    form.entrypoint = u"nosuchbinary"_s;
    QCOMPARE(models::failedFieldOf(form, u"exec: \"nosuchbinary\": executable file not found in $PATH"_s),
             u"entrypoint"_s);
}

void TestRunJob::removesOnlyWhatItMade()
{
    Lab lab;
    lab.engine.refuse("POST", Create, 409,
                      "Conflict. The container name \"/notebook\" is already in use by container \"4ab0db79b2f1\".");
    RunJob *job = lab.run();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(job->failedField(), u"name"_s);
    for (const auto &request : lab.engine.requests())
        QVERIFY(request.method != "DELETE");

    lab.engine.answer("POST", Create, 201, "{\"Id\":\"c0ffee\"}");
    lab.engine.refuse("POST", Start, 500, "unable to find user nosuchuser: no matching entries in passwd file");
    job = lab.run();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(lab.queryOf("DELETE", Container), "v=1"); // by id, without force, with the empty volumes made for it
}

void TestRunJob::keepsToItsWordWhenRemovalFails()
{
    Lab lab;
    lab.engine.refuse("POST", Start, 500, "unable to find user nosuchuser: no matching entries in passwd file");
    lab.engine.refuse("DELETE", Container, 500, "device busy");
    RunJob *job = lab.run();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().endsWith(u"The container c0ffee was made and could not be removed again."),
             qUtf8Printable(job->errorText()));
}

void TestRunJob::canBeCancelled()
{
    Lab lab;
    lab.engine.hang("GET", Image);
    RunJob *looking = lab.run();
    QTRY_COMPARE(lab.engine.count(Image), 1);
    looking->cancel();
    QCOMPARE(looking->state(), Job::State::Cancelled);

    lab.engine.refuse("GET", Image, 404, "No such image");
    const auto stream = lab.engine.stream("POST", "/images/create");
    RunJob *pulling = lab.run();
    QTRY_COMPARE(stream->readers(), 1);
    pulling->cancel();
    QCOMPARE(pulling->state(), Job::State::Cancelled);
    QTRY_COMPARE(stream->readers(), 0);

    // What the engine creates all the same is removed again.
    lab.engine.answer("GET", Image, 200, "{\"Id\":\"sha256:1\"}");
    ScriptedAnswer late;
    late.status = 201;
    late.body = "{\"Id\":\"c0ffee\"}";
    late.delayMs = 200;
    lab.engine.answer("POST", Create, late);
    RunJob *creating = lab.run();
    QTRY_COMPARE(creating->step(), RunJob::Step::Create);
    creating->cancel();
    QVERIFY(creating->isRunning());
    QTRY_COMPARE(creating->state(), Job::State::Cancelled);
    QCOMPARE(lab.engine.count(Container, "DELETE"), 1);
    QCOMPARE(lab.engine.count(Start), 0);
}

void TestRunJob::startsAgain()
{
    Lab lab;
    lab.engine.refuse("POST", Start, 500,
                      "cannot listen on the TCP port: listen tcp4 :8888: bind: address already in use");
    RunJob *job = lab.run();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    lab.engine.answer("POST", Start, 204);
    Job *again = lab.actions.retry(job);
    QVERIFY(again);
    QTRY_COMPARE(again->state(), Job::State::Succeeded);
    QCOMPARE(qobject_cast<RunJob *>(again)->form(), job->form());
}

/// docker run --use-api-socket: between create and start, and only into the container.
void TestRunJob::takesLoginsAlong()
{
    const QTemporaryDir folder;
    QFile config(folder.filePath(u"config.json"_s));
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("{\"auths\":{\"r.example\":{\"auth\":\"Ym9iOnMzY3JldA==\"}}}");
    config.close();
    qputenv("DOCKER_CONFIG", folder.path().toUtf8());
    Lab lab;
    constexpr auto archive = "/containers/c0ffee/archive";
    lab.engine.answer("PUT", archive, 200);
    RunForm form = jupyterForm();
    form.alsoSet = {u"--use-api-socket"_s};
    RunJob *job = lab.run(form);
    QTRY_VERIFY(!job->isRunning());
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QByteArrayList steps;
    for (const auto &request : lab.engine.requests()) {
        if (request.method == "POST" || request.method == "PUT")
            steps += request.path;
        if (request.path == Create) {
            const auto body = nlohmann::json::parse(request.body.toStdString());
            QVERIFY(!request.body.contains("Ym9i"));
            QCOMPARE(body["Env"].back().get<std::string>(), std::string("DOCKER_CONFIG=/run/secrets/docker"));
            QCOMPARE(body["HostConfig"]["Mounts"].back()["Source"].get<std::string>(),
                     lab.engine.endpoint().path.toStdString());
        }
        if (request.method == "PUT")
            QVERIFY(request.body.contains("\"auth\": \"Ym9iOnMzY3JldA==\""));
    }
    QCOMPARE(steps, (QByteArrayList{Create, archive, Start}));
    QVERIFY(!(job->wholeCommands().join(u' ') + job->statusText()).contains(u"Ym9i"_s));

    lab.engine.refuse("PUT", archive, 500, "no room");
    job = lab.run(form);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(lab.queryOf("DELETE", Container), "v=1");
    QVERIFY(job->errorDetails().contains(u"no room"_s));

    form.environment += {u"DOCKER_CONFIG"_s, u"/own"_s}; // then a person has seen to it
    job = lab.run(form);
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(lab.engine.requests().last().path, QByteArray(Start));
    qunsetenv("DOCKER_CONFIG");
}

QTEST_GUILESS_MAIN(TestRunJob)
#include "tst_run_job.moc"
