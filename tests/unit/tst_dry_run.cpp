// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/dry_run.h"
#include "tests/support/run_records.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models::run;

/// What `longshore run --dry-run` prints.
class TestDryRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void printsTheRequest();
    void refusesAsTheClientDoes_data();
    void refusesAsTheClientDoes();
    void takesAWholeCommand();
    void readsThisMachine();
};

void TestDryRun::printsTheRequest()
{
    const QStringList words{u"--name"_s, u"web"_s, u"--platform"_s, u"arm64"_s, u"-it"_s, u"nginx"_s, u"sh"_s};
    const DryRun result = dryRun(words, test::recordedEnvironment());
    QCOMPARE(result.exitStatus, 0);
    QVERIFY(result.complaint.isEmpty());
    QCOMPARE(result.output,
             QByteArray("{\"body\":{\"Cmd\":[\"sh\"],\"Image\":\"nginx\",\"OpenStdin\":true,\"Tty\":true},"
                        "\"query\":{\"name\":\"web\",\"platform\":\"linux/arm64\"}}\n"));
}

void TestDryRun::refusesAsTheClientDoes_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("complaint");
    QTest::newRow("no image") << QStringList{} << QByteArray("docker: 'docker run' requires at least 1 argument\n");
    QTest::newRow("unknown") << QStringList{u"--nope"_s, u"a"_s} << QByteArray("unknown flag: --nope\n");
    QTest::newRow("bad value") << QStringList{u"-m"_s, u"x"_s, u"a"_s}
                               << QByteArray("invalid argument \"x\" for \"-m, --memory\" flag: invalid size: 'x'\n");
    QTest::newRow("bad image")
        << QStringList{u"A"_s}
        << QByteArray("docker: invalid reference format: repository name (library/A) must be lowercase\n");
    QTest::newRow("not run") << QStringList{u"docker run -e A=$(date) a"_s}
                             << QByteArray("docker: “$(date)” is not run: type here what it would give.\n");
}

void TestDryRun::refusesAsTheClientDoes()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, complaint);
    const DryRun result = dryRun(words, test::recordedEnvironment());
    QCOMPARE(result.complaint, complaint);
    QCOMPARE(result.exitStatus, 125);
    QVERIFY(result.output.isEmpty());
}

void TestDryRun::takesAWholeCommand()
{
    const DryRun result = dryRun({u"A=1 sudo docker create -e A nginx"_s}, test::recordedEnvironment());
    QCOMPARE(result.output, QByteArray("{\"body\":{\"AttachStderr\":true,\"AttachStdout\":true,\"Env\":[\"A=1\"],"
                                       "\"Image\":\"nginx\"},\"query\":{}}\n"));
}

void TestDryRun::readsThisMachine()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"a.env"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("A=1\nHOME\n");
    file.close();
    qputenv("HOME", "/somewhere");
    const ShellEnvironment here = ShellEnvironment::ofThisProcess();
    const DryRun result = dryRun({u"--env-file"_s, file.fileName(), u"a"_s}, here);
    QVERIFY2(result.output.contains("[\"A=1\",\"HOME=/somewhere\"]"), result.output.constData());
    QCOMPARE(dryRun({u"--env-file"_s, folder.path(), u"a"_s}, here).exitStatus, 125);
    QCOMPARE(dryRun({u"--cidfile"_s, folder.path() + u"/no/cid"_s, u"a"_s}, here).exitStatus, 125);
    QCOMPARE(dryRun({u"--cidfile"_s, folder.path() + u"/cid"_s, u"a"_s}, here).exitStatus, 0);
    QCOMPARE(here.home, u"/somewhere"_s);
}

QTEST_GUILESS_MAIN(TestDryRun)
#include "tst_dry_run.moc"
