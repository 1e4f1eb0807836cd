// SPDX-License-Identifier: Apache-2.0
// Real Jupyter servers in a real engine: found, checked, used, stopped and mended.
#include "models/actions.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/idle_stop.h"
#include "models/jobs_model.h"
#include "models/notebook_check.h"
#include "models/notebook_finder.h"
#include "models/notebook_probe.h"
#include "tests/support/real_engine.h"
#include "tests/support/web_status.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using models::Notebook;
using models::NotebookVerdict;
using test::webStatus;

namespace {

const QString image = u"dwhitena/minimal-jupyter"_s;
const QStringList serve{u"jupyter"_s, u"notebook"_s, u"--ip=0.0.0.0"_s, u"--no-browser"_s, u"--allow-root"_s};

/// What a browser gets: "200".
} // namespace

class TestNotebooks : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<models::EngineSession> m_session;

    void run(const QStringList &options, const QStringList &command)
    {
        m_engine.docker(QStringList{u"run"_s, u"-d"_s, u"--name"_s, u"lab"_s} + options + QStringList{image} + command);
    }
    void connectTo(int followMs = 60'000)
    {
        m_session = std::make_unique<models::EngineSession>(m_engine.endpoint());
        m_session->notebooks().setFollowTime(followMs);
        m_session->start();
    }
    [[nodiscard]] Notebook notebook(const QString &name = u"lab"_s) const
    {
        const engine::Container *container = m_session->containers().find(name);
        return container ? m_session->containers().notebook(container->id) : Notebook();
    }
    [[nodiscard]] NotebookVerdict::Kind judge(const Notebook &notebook)
    {
        models::NotebookCheck check(m_session->client());
        std::optional<NotebookVerdict> verdict;
        connect(&check, &models::NotebookCheck::done, &check, [&](const NotebookVerdict &v) { verdict = v; });
        check.start(u"lab"_s, notebook);
        return QTest::qWaitFor([&] { return verdict.has_value(); }, 10'000) ? verdict->kind
                                                                            : NotebookVerdict::Kind::NoAnswer;
    }
    [[nodiscard]] QString inspected(const QString &name, const QString &format) const
    {
        QString output;
        m_engine.tryDocker({u"inspect"_s, u"--format"_s, format, name}, &output);
        return output;
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void isFoundAndOpens_data();
    void isFoundAndOpens();
    void isFoundWhenTheLogHasRotated();
    void isFollowedOverARestart();
    void saysWhyItCannotBeReached();
    void othersOnThePortAreNoticed();
    void idleIsStoppedButNotAWorkingKernel();
    void openToEveryoneIsMended();
};

void TestNotebooks::initTestCase()
{
    QVERIFY(m_engine.start());
    m_engine.docker({u"pull"_s, u"-q"_s, image});
}

void TestNotebooks::cleanup()
{
    m_session.reset();
    QString ids;
    QVERIFY(m_engine.tryDocker({u"ps"_s, u"-aq"_s}, &ids));
    if (!ids.isEmpty())
        m_engine.docker(QStringList{u"rm"_s, u"-fv"_s} + ids.split(u'\n'));
}

void TestNotebooks::isFoundAndOpens_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("address");
    QTest::addColumn<int>("login");
    using Login = Notebook::Login;
    const QString published = u"127.0.0.1:8888:8888"_s;
    const auto row = [](const char *name, const QStringList &options, const QStringList &arguments,
                        const QString &address,
                        Login login) { QTest::newRow(name) << options << arguments << address << int(login); };
    row("with a token", {u"-p"_s, published}, {}, u"http://127.0.0.1:8888/"_s, Login::Token);
    row("without", {u"-p"_s, published}, {u"--NotebookApp.token="_s}, u"http://127.0.0.1:8888/"_s, Login::Open);
    row("token from outside", {u"-p"_s, published, u"-e"_s, u"JUPYTER_TOKEN=0123456789abcdef"_s}, {},
        u"http://127.0.0.1:8888/"_s, Login::Token);
    row("base URL", {u"-p"_s, published}, {u"--NotebookApp.base_url=/user/me/"_s}, u"http://127.0.0.1:8888/user/me/"_s,
        Login::Token);
    row("another inside port", {u"-p"_s, u"127.0.0.1:8890:9999"_s}, {u"--port=9999"_s}, u"http://127.0.0.1:8890/"_s,
        Login::Token);
    row("https", {u"-p"_s, published, u"-v"_s, test::RealEngine::labFolder() + u":/certificate:ro"_s},
        {u"--certfile=/certificate/cert.pem"_s, u"--keyfile=/certificate/key.pem"_s}, u"https://127.0.0.1:8888/"_s,
        Login::Token);
}

void TestNotebooks::isFoundAndOpens()
{
    QFETCH(QStringList, options);
    QFETCH(QStringList, arguments);
    QFETCH(QString, address);
    QFETCH(int, login);
    if (address.startsWith("https"_L1)) {
        const QString folder = test::RealEngine::labFolder();
        QCOMPARE(QProcess::execute(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s,
                                                  u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=lab"_s, u"-keyout"_s,
                                                  folder + u"/key.pem"_s, u"-out"_s, folder + u"/cert.pem"_s}),
                 0);
    }
    connectTo();
    run(options, serve + arguments);
    const bool wantsToken = login == int(Notebook::Login::Token);
    QTRY_VERIFY_WITH_TIMEOUT(notebook().url.isValid() && notebook().secret.isEmpty() != wantsToken, 30'000);
    QCOMPARE(notebook().url.adjusted(QUrl::RemoveQuery).toString(), address);
    QCOMPARE(int(notebook().login), login);
    QTRY_COMPARE_WITH_TIMEOUT(judge(notebook()), NotebookVerdict::Kind::Ready, 20'000);
    QCOMPARE(webStatus(notebook().url, {u"-L"_s}), QByteArray("200"));
    QUrl status = notebook().apiUrl(u"api/status"_s);
    QCOMPARE(webStatus(status), QByteArray(wantsToken ? "403" : "200"));
    QCOMPARE(webStatus(status, {u"-H"_s, u"Authorization: token "_s + notebook().secret}), QByteArray("200"));
}

void TestNotebooks::isFoundWhenTheLogHasRotated()
{
    run({u"-p"_s, u"127.0.0.1:8888:8888"_s, u"--log-opt"_s, u"max-size=4k"_s, u"--log-opt"_s, u"max-file=1"_s},
        {u"sh"_s, u"-c"_s,
         serve.join(u' ') +
             u" & while ! ls /root/.local/share/jupyter/runtime/nbserver-*.json; do sleep 1; done; "
             "i=0; while [ $i -lt 2000 ]; do echo a line of noise $i; i=$((i+1)); done; echo quiet; wait"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_engine.docker({u"logs"_s, u"lab"_s}).endsWith(u"quiet"_s), 30'000);
    QVERIFY(!m_engine.docker({u"logs"_s, u"lab"_s}).contains(u"token="_s));
    connectTo(1);
    QTRY_VERIFY_WITH_TIMEOUT(!notebook().secret.isEmpty(), 20'000);
    QCOMPARE(judge(notebook()), NotebookVerdict::Kind::Ready);
    QCOMPARE(webStatus(notebook().url, {u"-L"_s}), QByteArray("200"));
}

void TestNotebooks::isFollowedOverARestart()
{
    connectTo();
    run({u"-p"_s, u"127.0.0.1:8888:8888"_s}, serve);
    QTRY_VERIFY_WITH_TIMEOUT(!notebook().secret.isEmpty(), 30'000);
    const QString first = notebook().secret;
    m_engine.docker({u"restart"_s, u"-t"_s, u"5"_s, u"lab"_s});
    QTRY_VERIFY_WITH_TIMEOUT(!notebook().secret.isEmpty() && notebook().secret != first, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(judge(notebook()), NotebookVerdict::Kind::Ready, 20'000);
}

void TestNotebooks::saysWhyItCannotBeReached()
{
    connectTo();
    run({}, serve);
    QTRY_COMPARE_WITH_TIMEOUT(notebook().reach, Notebook::Reach::NotPublished, 30'000);
    QCOMPARE(notebook().containerPort, 8888);
    m_engine.docker({u"rm"_s, u"-f"_s, u"lab"_s});
    QStringList local = serve;
    local.replace(2, u"--ip=127.0.0.1"_s);
    run({u"-p"_s, u"127.0.0.1:8888:8888"_s}, local);
    QTRY_COMPARE_WITH_TIMEOUT(notebook().reach, Notebook::Reach::LoopbackOnly, 30'000);
    QCOMPARE(judge(notebook()), NotebookVerdict::Kind::Unreachable);
}

void TestNotebooks::othersOnThePortAreNoticed()
{
    connectTo();
    run({u"-p"_s, u"127.0.0.1:8888:8888"_s}, serve);
    m_engine.docker(QStringList{u"run"_s, u"-d"_s, u"--name"_s, u"other"_s, u"-p"_s, u"127.0.0.1:8899:8888"_s, image} +
                    serve);
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"web"_s, u"-p"_s, u"127.0.0.1:8898:80"_s, image, u"busybox"_s,
                     u"httpd"_s, u"-f"_s, u"-h"_s, u"/etc"_s});
    QTRY_VERIFY_WITH_TIMEOUT(!notebook().secret.isEmpty() && !notebook(u"other"_s).secret.isEmpty(), 40'000);
    Notebook misled = notebook();
    misled.url.setPort(8899); // as if another Jupyter had taken the port
    QCOMPARE(judge(misled), NotebookVerdict::Kind::Refused);
    misled.url.setPort(8898);
    QCOMPARE(judge(misled), NotebookVerdict::Kind::SomebodyElse);
}

void TestNotebooks::idleIsStoppedButNotAWorkingKernel()
{
    connectTo();
    run({u"-p"_s, u"127.0.0.1:8888:8888"_s}, serve);
    QTRY_VERIFY_WITH_TIMEOUT(!notebook().secret.isEmpty(), 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(judge(notebook()), NotebookVerdict::Kind::Ready, 20'000);
    QCOMPARE(webStatus(notebook().apiUrl(u"api/kernels"_s),
                       {u"-X"_s, u"POST"_s, u"-H"_s, u"Authorization: token "_s + notebook().secret}),
             QByteArray("201"));
    const QString work =
        u"import glob, time, jupyter_client as j\n"
        "c = j.BlockingKernelClient(connection_file=glob.glob('/root/.local/share/jupyter/runtime/kernel-*.json')[0])\n"
        "c.load_connection_file(); c.start_channels(); c.wait_for_ready(timeout=30)\n"
        "c.execute('import time; time.sleep(8)')\n"_s;
    m_engine.docker({u"exec"_s, u"lab"_s, u"python3"_s, u"-c"_s, work});

    models::JobsModel jobs;
    models::Actions actions(*m_session, jobs);
    models::IdleStop &idle = m_session->idleStop();
    const QString id = m_session->containers().find(u"lab"_s)->id;
    QSignalSpy due(&idle, &models::IdleStop::stopDue);
    connect(&idle, &models::IdleStop::stopDue, &actions,
            [&](const QString &, int) { actions.stopNotebook(*m_session->containers().find(id), u"idle"_s); });
    idle.setMinute(1000);
    idle.setLimits({{u"lab"_s, 3}});
    QTRY_COMPARE_WITH_TIMEOUT(idle.plan(id).note, u"A kernel is busy: it is not stopped."_s, 6000);
    QCOMPARE(due.size(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(due.size(), 1, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(inspected(u"lab"_s, u"{{.State.Status}}"_s), u"exited"_s, 30'000);
    // It had the time to end by itself: nobody killed it.
    QVERIFY(inspected(u"lab"_s, u"{{.State.ExitCode}}"_s) != u"137"_s);
}

void TestNotebooks::openToEveryoneIsMended()
{
    connectTo();
    m_engine.docker({u"network"_s, u"create"_s, u"mine"_s});
    m_engine.docker({u"network"_s, u"create"_s, u"further"_s});
    run({u"-p"_s, u"8888:8888"_s, u"--network"_s, u"mine"_s, u"--network-alias"_s, u"notes"_s, u"--label"_s, u"a=b"_s,
         u"-m"_s, u"400m"_s},
        serve + QStringList{u"--NotebookApp.token="_s});
    m_engine.docker({u"network"_s, u"connect"_s, u"further"_s, u"lab"_s});
    m_engine.docker({u"exec"_s, u"lab"_s, u"touch"_s, u"/notebooks/kept.ipynb"_s});
    QTRY_VERIFY_WITH_TIMEOUT(notebook().isUnsafe(), 30'000);

    models::JobsModel jobs;
    models::Actions actions(*m_session, jobs);
    const models::Job *job = actions.republish(*m_session->containers().find(u"lab"_s), true);
    QTRY_VERIFY_WITH_TIMEOUT(!job->isRunning(), 60'000);
    QVERIFY2(job->state() == models::Job::State::Succeeded, qPrintable(job->errorText()));
    QCOMPARE(inspected(u"lab"_s, u"{{json .HostConfig.PortBindings}} {{.Config.Labels.a}} {{.HostConfig.Memory}}"_s),
             u"{\"8888/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8888\"}]} b 419430400"_s);
    QCOMPARE(inspected(u"lab"_s, u"{{range $k, $v := .NetworkSettings.Networks}}{{$k}} {{end}}"_s), u"further mine"_s);
    QVERIFY(inspected(u"lab"_s, u"{{json .NetworkSettings.Networks.mine.Aliases}}"_s).contains(u"notes"_s));
    m_engine.docker({u"exec"_s, u"lab"_s, u"ls"_s, u"/notebooks/kept.ipynb"_s}); // its volume came along
    QCOMPARE(inspected(u"lab-open"_s, u"{{.State.Status}}"_s), u"exited"_s);
    QTRY_VERIFY_WITH_TIMEOUT(notebook().login == Notebook::Login::Token && !notebook().secret.isEmpty(), 30'000);
    QVERIFY(!notebook().isUnsafe());
    QTRY_COMPARE_WITH_TIMEOUT(judge(notebook()), NotebookVerdict::Kind::Ready, 20'000);
    QCOMPARE(webStatus(notebook().apiUrl(u"api/status"_s)), QByteArray("403"));
}

QTEST_GUILESS_MAIN(TestNotebooks)
#include "tst_notebooks.moc"
