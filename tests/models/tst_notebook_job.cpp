// SPDX-License-Identifier: Apache-2.0
// A notebook from its plan to an answering server.
#include "tests/support/notebook_lab.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace test::notebook;
using models::Job;
using models::NotebookJob;
using models::NotebookPlan;
using models::NotebookPreset;
using test::NotebookLab;
using test::ScriptedAnswer;
using test::WebServer;
using test::WebServerAnswer;
using test::WebServerRequest;
using Step = NotebookJob::Step;

namespace {
const QByteArray forced = "/containers/c0ffee?force=1&v=1";
}

class TestNotebookJob : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesSecrets();
    void plansWhatIsRun();
    void plansForTheOwner();
    void plansForGpus();
    void neverTellsTheSecret();
    void launches();
    void pullsFirst();
    void waitsUntilItAnswers();
    void keepsBasePathAndHttps();
    void launchesWithoutALogin();
    void givesNoTokenToPasswordServers();
    void canBeCancelledAtEachStep_data();
    void canBeCancelledAtEachStep();
    void cancelsWhileItStarts();
    void startsAgain();
};

void TestNotebookJob::makesSecrets()
{
    const QString first = models::newNotebookSecret();
    QVERIFY2(QRegularExpression(u"^[0-9a-f]{48}$"_s).match(first).hasMatch(), qPrintable(first));
    QVERIFY(first != models::newNotebookSecret());
}

void TestNotebookJob::plansWhatIsRun()
{
    NotebookPlan plan;
    plan.preset = test::builtInPreset(u"pyspark"_s);
    plan.preset.memory = u"4g"_s;
    plan.name = u"nb"_s;
    plan.folder = u"/home/me/my work"_s;
    plan.hostPort = 8899;
    QCOMPARE(
        models::toDockerCommand(models::toRunForm(plan, u"0a"_s), false),
        u"docker run -d -p 127.0.0.1:8899:8888 -p 127.0.0.1::4040 --name nb -v '/home/me/my work:/home/jovyan/work' "
        "-e JUPYTER_TOKEN=0a -m 4g quay.io/jupyter/pyspark-notebook"_s);
    plan.preset = test::builtInPreset(u"tensorboard"_s);
    QCOMPARE(models::toDockerCommand(models::toRunForm(plan, QString()), false),
             u"docker run -d -p 127.0.0.1:8899:6006 --name nb -v '/home/me/my work:/logs' tensorflow/tensorflow "
             "tensorboard --logdir /logs --host 0.0.0.0 --port 6006"_s);
}

void TestNotebookJob::plansForTheOwner()
{
    NotebookPlan plan;
    plan.preset = test::builtInPreset(u"minimal"_s);
    plan.hostPort = 1;
    plan.runAs = NotebookPlan::RunAs::Owner;
    plan.uid = 1234;
    plan.gid = 2345;
    auto form = models::toRunForm(plan, u"0a"_s);
    QCOMPARE(form.user, u"1234"_s);
    QCOMPARE(form.groupAdd, u"users"_s);
    QVERIFY(models::notebookCommand(plan, false).contains(u"-u 1234 --group-add users"));
    plan.runAs = NotebookPlan::RunAs::KeepId;
    form = models::toRunForm(plan, u"0a"_s);
    QCOMPARE(form.user + u' ' + form.userns, u"1000:100 keep-id:uid=1000,gid=100"_s);
    plan.preset = test::builtInPreset(u"rstudio"_s);
    plan.runAs = NotebookPlan::RunAs::Owner;
    form = models::toRunForm(plan, u"0a"_s);
    QCOMPARE(form.user, QString());
    QVERIFY(form.environment.contains({u"USERID"_s, u"1234"_s}));
    QVERIFY(form.environment.contains({u"GROUPID"_s, u"2345"_s}));
}

void TestNotebookJob::plansForGpus()
{
    NotebookPlan plan;
    plan.preset = test::builtInPreset(u"pytorch"_s);
    plan.hostPort = 1;
    QCOMPARE(models::toRunForm(plan, {}).image, u"quay.io/jupyter/pytorch-notebook"_s);
    QCOMPARE(models::toRunForm(plan, {}).sharedMemory, u"1g"_s);
    plan.gpus = u"all"_s;
    auto form = models::toRunForm(plan, {});
    QCOMPARE(form.image, u"quay.io/jupyter/pytorch-notebook:cuda12-latest"_s);
    QCOMPARE(form.gpus, u"all"_s);
    QVERIFY(form.environment.contains({u"NVIDIA_VISIBLE_DEVICES"_s, u"all"_s}));
    plan.gpus = u"nvidia.com/gpu=all"_s;
    form = models::toRunForm(plan, {});
    QCOMPARE(form.gpus, QString());
    QCOMPARE(form.devices, QStringList{u"nvidia.com/gpu=all"_s});
}

void TestNotebookJob::neverTellsTheSecret()
{
    NotebookLab lab;
    QVERIFY(models::notebookCommand(lab.plan, false).contains(u"-e 'JUPYTER_TOKEN=****'"));
    QVERIFY(models::notebookCommand(lab.plan, true).contains(u"-e JUPYTER_TOKEN quay.io"));
    lab.engine.handle("POST", Create, [](const test::ScriptedRequest &request) {
        const std::string token = nlohmann::json::parse(request.body)["Env"][0];
        return ScriptedAnswer{500, QByteArray::fromStdString(nlohmann::json{{"message", "bad " + token}}.dump())};
    });
    NotebookJob *job = lab.launch();
    const QString secret = job->secret();
    QCOMPARE(secret.size(), 48);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    for (const QString &text : {job->title(), job->statusText(), job->errorText(), job->errorDetails(),
                                job->dockerCommands().join(u' '), job->lossWhenQuit()})
        QVERIFY2(!text.contains(secret), qPrintable(text));
    QVERIFY2(job->errorDetails().contains(u"JUPYTER_TOKEN=****"), qPrintable(job->errorDetails()));
}

void TestNotebookJob::launches()
{
    NotebookLab lab;
    lab.plan.folder = u"/home/me/work"_s;
    NotebookJob *job = lab.launch();
    QCOMPARE(job->title(), u"Launch Minimal Jupyter as nb"_s);
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->statusText(), u"nb is ready"_s);
    QCOMPARE(job->step(), Step::Done);
    QCOMPARE(job->containerId(), u"c0ffee"_s);
    QCOMPARE(job->warnings(), QStringList());
    QCOMPARE(job->address().adjusted(QUrl::RemoveQuery), lab.server.url(u"/lab"_s));
    QCOMPARE(QUrlQuery(job->address()).queryItemValue(u"token"_s), job->secret());
    QCOMPARE(QString::fromStdString(lab.created()["Env"][0]), u"JUPYTER_TOKEN="_s + job->secret());
    QCOMPARE(lab.created()["HostConfig"]["PortBindings"]["8888/tcp"][0]["HostIp"].get<std::string>(), "127.0.0.1");
    QCOMPARE(lab.removal(), "nothing removed");
    // The probe asks without the secret, the look at the page with it, and never in an address.
    QVERIFY(!lab.server.requests().at(0).headers.contains("authorization"));
    QCOMPARE(lab.server.requests().at(1).headers.value("authorization"), "token " + job->secret().toLatin1());
    for (const WebServerRequest &request : lab.server.requests())
        QVERIFY(!request.target.contains(job->secret().toLatin1()));
    QCOMPARE(lab.jobs.rowCount(), 1);
}

void TestNotebookJob::pullsFirst()
{
    NotebookLab lab;
    lab.engine.refuse("GET", Image, 404, "No such image");
    const auto stream = lab.engine.stream("POST", "/images/create");
    NotebookJob *job = lab.launch();
    QTRY_VERIFY(job->pull());
    stream->push("{\"status\":\"Downloading\",\"progressDetail\":{\"current\":1000,\"total\":4000},\"id\":\"a1\"}\n");
    QTRY_VERIFY(job->statusText().startsWith(u"1 kB of 4 kB"));
    QCOMPARE(job->step(), Step::Pull);
    QVERIFY(!job->lossWhenQuit().isEmpty());
    stream->push("{\"status\":\"Pull complete\",\"id\":\"a1\"}\n");
    stream->end();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
}

void TestNotebookJob::waitsUntilItAnswers()
{
    NotebookLab lab;
    lab.server.answer("/api", {.closeAtOnce = true}); // as a published port does before anything listens inside
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->step(), Step::Wait);
    QTRY_VERIFY(lab.server.requests().size() > 2);
    QVERIFY(job->statusText().startsWith(u"Waiting until it answers"));
    lab.server.answer("/api", {503});
    const auto asked = lab.server.requests().size();
    QTRY_VERIFY(lab.server.requests().size() > asked + 2);
    QVERIFY(job->isRunning());
    lab.server.answer("/api", {200});
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
}

void TestNotebookJob::keepsBasePathAndHttps()
{
    NotebookLab lab;
    WebServer secure(WebServer::Kind::Https);
    secure.answer("/team/", {200});
    lab.plan.preset.basePath = u"/team/"_s;
    lab.plan.preset.ports.first().isHttps = true;
    lab.plan.hostPort = secure.port();
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(secure.requests().value(0).target, "/team/api");
    QCOMPARE(secure.requests().value(1).target, "/team/lab");
    QCOMPARE(job->address().adjusted(QUrl::RemoveQuery), secure.url(u"/team/lab"_s));
}

void TestNotebookJob::launchesWithoutALogin()
{
    NotebookLab lab;
    lab.engine.answer("GET", "/images/dwhitena/minimal-jupyter/json", 200, "{\"Id\":\"sha256:2\"}");
    lab.plan.preset = test::builtInPreset(u"minimal-jupyter"_s);
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->secret(), QString());
    QVERIFY(!job->address().hasQuery());
    QVERIFY(!lab.created().contains("Env"));
}

void TestNotebookJob::givesNoTokenToPasswordServers()
{
    NotebookLab lab;
    lab.engine.answer("GET", "/images/rocker/rstudio/json", 200, "{\"Id\":\"sha256:2\"}");
    lab.server.answer("/", {302, {}, "Location: /auth-sign-in\r\n"});
    lab.plan.preset = test::builtInPreset(u"rstudio"_s);
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QVERIFY(!job->address().hasQuery());
    QCOMPARE(QString::fromStdString(lab.created()["Env"][0]), u"PASSWORD="_s + job->secret());
    QCOMPARE(job->warnings(), QStringList());
}

void TestNotebookJob::canBeCancelledAtEachStep_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("hasContainer");
    QTest::newRow("looking") << QByteArray("GET") << QByteArray(Image) << false;
    QTest::newRow("waiting") << QByteArray() << QByteArray() << true;
    QTest::newRow("checking the folder") << QByteArray("POST") << QByteArray(Exec) << true;
}

void TestNotebookJob::canBeCancelledAtEachStep()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, path);
    QFETCH(const bool, hasContainer);
    NotebookLab lab;
    lab.plan.folder = u"/srv/data"_s;
    if (path.isEmpty())
        lab.server.answer("/api", {.hang = true});
    else
        lab.engine.hang(method, path);
    NotebookJob *job = lab.launch();
    if (path.isEmpty())
        QTRY_COMPARE(lab.server.requests().size(), 1);
    else
        QTRY_COMPARE(lab.engine.count(path), 1);
    QVERIFY(job->canCancel());
    job->cancel();
    QTRY_COMPARE(job->state(), Job::State::Cancelled);
    QCOMPARE(lab.removal(), hasContainer ? forced : QByteArray("nothing removed"));
}

void TestNotebookJob::cancelsWhileItStarts()
{
    NotebookLab lab;
    lab.engine.answer("POST", Start, {.status = 204, .delayMs = 100});
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->step(), Step::Start);
    job->cancel();
    QVERIFY(!job->canCancel());
    QTRY_COMPARE(job->state(), Job::State::Cancelled);
    QCOMPARE(lab.removal(), forced);
}

void TestNotebookJob::startsAgain()
{
    NotebookLab lab;
    lab.engine.refuse("POST", Create, 500, "busy");
    auto *job = lab.actions.notebook(lab.plan);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    lab.engine.answer("POST", Create, 201, "{\"Id\":\"c0ffee\",\"Warnings\":[]}");
    auto *again = qobject_cast<NotebookJob *>(lab.actions.retry(job));
    QVERIFY(again);
    QVERIFY(again->secret() != job->secret());
    QTRY_COMPARE(again->state(), Job::State::Succeeded);
    QCOMPARE(lab.actions.retry(again), nullptr);
}

QTEST_GUILESS_MAIN(TestNotebookJob)
#include "tst_notebook_job.moc"
