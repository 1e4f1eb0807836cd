// SPDX-License-Identifier: Apache-2.0
#include "models/run_form.h"
#include "tests/support/run_forms.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models;
using test::fullForm;
using test::jupyterForm;
using test::problemText;

class TestRunCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTheUsualCommand();
    void writesEveryOption();
    void masksSecrets();
    void fillsTheRequest();
    void expandsRanges();
    void leavesEmptyRowsOut();
    void knowsSecretNames_data();
    void knowsSecretNames();
    void suggestsNames_data();
    void suggestsNames();
};

void TestRunCommand::writesTheUsualCommand()
{
    QCOMPARE(toDockerCommand(jupyterForm(), false),
             u"docker run -d -p 127.0.0.1:8888:8888 --name notebook dwhitena/minimal-jupyter"_s);
    RunForm form;
    form.image = u"ubuntu"_s;
    form.command = u"sh -c 'sleep 1; echo done'"_s;
    form.autoRemove = form.tty = true;
    form.restartPolicy = u"no"_s;
    QCOMPARE(toDockerCommand(form, false), u"docker run -dit --rm ubuntu sh -c 'sleep 1; echo done'"_s);
}

void TestRunCommand::writesEveryOption()
{
    const QString command = toDockerCommand(fullForm(), false);
    QCOMPARE(
        command,
        u"docker run -dit -p 127.0.0.1:8888:8888 -p 5353:53/udp -p '[::1]::9000' -p 70 --name notebook -v /:/host:ro "
        u"-v data:/data "
        "-v /scratch -e 'GREETING=hello world' -e DB_PASSWORD=hunter2 -e EMPTY= -e URL=postgres://me:hunter2@db/x -w "
        "/work -u 1000:100 "
        "--group-add users --group-add 2000 --userns host --network lab -h nb --restart on-failure:3 --entrypoint tini "
        "-m 512MB --cpus 1.5 --shm-size 1g --gpus "
        "'\"device=0,1\"' "
        "--platform linux/amd64 --privileged --cap-add NET_ADMIN --cap-add sys_ptrace --cap-drop ALL --device "
        "/dev/fuse -l team=data "
        "-l flag --health-cmd 'curl -f localhost' --health-interval 1m30s dwhitena/minimal-jupyter -- start.sh --token=hunter2 'a b'"_s);
    RunForm form = jupyterForm();
    form.ports.clear();
    form.mounts = {{u"/a:b,c"_s, u"/d"_s, true}, {QString(), u"/e"_s, true}};
    QCOMPARE(toDockerCommand(form, false),
             u"docker run -d --name notebook --mount 'type=bind,\"source=/a:b,c\",target=/d,readonly' --mount "
             u"type=volume,target=/e,readonly "
             "dwhitena/minimal-jupyter"_s);
}

void TestRunCommand::masksSecrets()
{
    const QString command = toDockerCommand(fullForm(), true);
    QVERIFY2(!command.contains(u"hunter2"), qUtf8Printable(command));
    QVERIFY(command.contains(u"-e 'DB_PASSWORD=****'"));
    QVERIFY(command.contains(u"-e 'URL=postgres://me:****@db/x'"));
    QVERIFY(command.contains(u"'--token=****'"));
    QVERIFY(command.contains(u"-e 'GREETING=hello world'"));
}

void TestRunCommand::fillsTheRequest()
{
    const engine::ContainerSpec spec = toContainerSpec(fullForm());
    QCOMPARE(spec.name, u"notebook"_s);
    QCOMPARE(spec.image, u"dwhitena/minimal-jupyter"_s);
    QCOMPARE(spec.ports.size(), 4);
    QCOMPARE(spec.ports.at(1), (engine::ContainerSpec::PortMapping{QString(), u"5353"_s, u"53"_s, u"udp"_s}));
    QCOMPARE(spec.ports.at(2), (engine::ContainerSpec::PortMapping{u"::1"_s, QString(), u"9000"_s, u"tcp"_s}));
    QCOMPARE(spec.mounts.at(0), (engine::ContainerSpec::MountSpec{u"bind"_s, u"/"_s, u"/host"_s, true}));
    QCOMPARE(spec.mounts.at(2), (engine::ContainerSpec::MountSpec{u"volume"_s, QString(), u"/scratch"_s, false}));
    QCOMPARE(spec.environment.at(1), u"DB_PASSWORD=hunter2"_s);
    QCOMPARE(spec.environment.at(2), u"EMPTY="_s);
    QCOMPARE(spec.command, (QStringList{u"start.sh"_s, u"--token=hunter2"_s, u"a b"_s}));
    QCOMPARE(spec.entrypoint, (QStringList{u"tini"_s, u"--"_s}));
    QCOMPARE(spec.memoryBytes, qint64(512) * 1024 * 1024);
    QCOMPARE(spec.shmBytes, qint64(1024) * 1024 * 1024);
    QCOMPARE(spec.nanoCpus, qint64(1'500'000'000));
    QCOMPARE(spec.capAdd, (QStringList{u"NET_ADMIN"_s, u"sys_ptrace"_s}));
    QCOMPARE(spec.health.intervalNs, qint64(90'000'000'000));
    QCOMPARE(spec.labels.value(u"team"_s), u"data"_s);
    QVERIFY(spec.tty && spec.openStdin && spec.privileged);

    RunForm home = jupyterForm();
    home.mounts = {{u"~/work"_s, u"/w"_s, false}};
    home.entrypoint = u"''"_s;
    QCOMPARE(toContainerSpec(home).mounts.first().source, QDir::homePath() + u"/work"_s);
    QCOMPARE(toContainerSpec(home).entrypoint, QStringList());
    QVERIFY(toContainerSpec(home).entrypoint.has_value());
    QVERIFY(!toContainerSpec(jupyterForm()).entrypoint.has_value());
}

void TestRunCommand::expandsRanges()
{
    RunForm form = jupyterForm();
    form.ports = {{QString(), u"8000-8002"_s, u"80-82"_s, u"tcp"_s}, {QString(), u"9000-9010"_s, u"90"_s, u"tcp"_s}};
    QStringList mappings;
    for (const auto &mapping : toContainerSpec(form).ports)
        mappings += mapping.hostPort + u':' + mapping.containerPort;
    QCOMPARE(mappings, (QStringList{u"8000:80"_s, u"8001:81"_s, u"8002:82"_s, u"9000-9010:90"_s}));
}

void TestRunCommand::leavesEmptyRowsOut()
{
    RunForm form = jupyterForm();
    form.ports += RunForm::PortRow();
    form.mounts += RunForm::MountRow();
    form.environment += RunForm::Pair();
    form.labels += RunForm::Pair();
    form.devices += QString();
    QCOMPARE(problemText(checkRunForm(form)), QString());
    QCOMPARE(toDockerCommand(form, false), toDockerCommand(jupyterForm(), false));
    QCOMPARE(toContainerSpec(form).ports.size(), 1);
    QVERIFY(toContainerSpec(form).mounts.isEmpty() && toContainerSpec(form).environment.isEmpty());
}

void TestRunCommand::knowsSecretNames_data()
{
    QTest::addColumn<bool>("secret");
    for (const char *name :
         {"PASSWORD", "POSTGRES_PASSWORD", "mysqlPassword", "JUPYTER_TOKEN", "AWS_SECRET_ACCESS_KEY", "API_KEY",
          "apikey", "KEY", "DB_PWD", "SSH_PASSPHRASE", "--NotebookApp.token", "GITHUB_PAT"})
        QTest::newRow(name) << true;
    for (const char *name :
         {"PATH", "PWD", "OLDPWD", "MONKEY", "KEYBOARD", "COMPASS", "AUTHOR", "TOKENIZERS_PARALLELISM", "LANG", ""})
        QTest::newRow(name) << false;
}

void TestRunCommand::knowsSecretNames()
{
    QFETCH(bool, secret);
    QCOMPARE(isSecretName(QString::fromUtf8(QTest::currentDataTag())), secret);
}

void TestRunCommand::suggestsNames_data()
{
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("name");
    QTest::newRow("path") << u"dwhitena/minimal-jupyter"_s << u"minimal-jupyter"_s;
    QTest::newRow("taken") << u"nginx:1.27"_s << u"nginx-3"_s;
    QTest::newRow("registry with port") << u"localhost:5000/demo/app:1.0"_s << u"app"_s;
    QTest::newRow("digest") << u"quay.io/x/y1@sha256:0123"_s << u"y1"_s;
    QTest::newRow("short") << u"r"_s << u"r-1"_s;
    QTest::newRow("odd") << u"x/__a b"_s << u"ab"_s;
    QTest::newRow("empty") << u""_s << u""_s;
}

void TestRunCommand::suggestsNames()
{
    QFETCH(QString, image);
    QFETCH(QString, name);
    QCOMPARE(suggestName(image, {u"nginx"_s, u"nginx-2"_s}), name);
}

QTEST_GUILESS_MAIN(TestRunCommand)
#include "tst_run_command.moc"
