// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_paste.h"
#include "models/run_command/run_print.h"
#include "models/run_command/run_request.h"
#include "tests/support/run_records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace models::run;

/// Printed commands: short, in the usual order, and read back to the same request.
class TestRunPrint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void printsShortly_data();
    void printsShortly();
    void masksSecrets();
    void comesBack_data();
    void comesBack();
};

namespace {

PastedCommand read(const QString &text)
{
    const auto commands = readPaste(text, test::recordedEnvironment());
    return commands.isEmpty() ? PastedCommand() : commands.first();
}

QByteArray requestOf(const PastedCommand &pasted)
{
    const auto request = createRequest(pasted.command, withVariables(test::recordedEnvironment(), pasted.variables));
    return request ? test::normalizedRequest(requestAsJson(*request)) : request.error().message.toUtf8();
}

} // namespace

void TestRunPrint::printsShortly_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char *name, const QString &typed, const QString &printed) {
        QTest::newRow(name) << u"docker run "_s + typed << u"docker "_s + printed;
    };
    row("plain", u"alpine"_s, u"run -d alpine"_s);
    row("order", u"--restart=always -e A=1 --name web -v x:/x -p 80:80 --rm=false -it a"_s,
        u"run -dit -p 80:80 --name web -v x:/x -e A=1 --restart always a"_s);
    row("defaults",
        u"--restart no --pull missing -m 0 --memory-swappiness -1 --privileged=false --name= --sig-proxy=false a"_s,
        u"run -d a"_s);
    row("last counts", u"--name a --name b -e A=1 -e B=2 -e A=3 --ulimit core=1 --ulimit core=2 -v /x:/x -v /x:/x a"_s,
        u"run -d --name b -v /x:/x -e A=3 -e B=2 --ulimit core=2 a"_s);
    row("ports", u"-p 80:80/tcp -p published=81,target=82,protocol=udp -p :90 -p [::1]:1:1 a"_s,
        u"run -d -p 80:80 -p 81:82/udp -p 90 -p '[::1]:1:1' a"_s);
    row("kept though empty", u"--entrypoint= --init=false --stop-timeout 0 a"_s,
        u"run -d --stop-timeout 0 --init=false --entrypoint '' a"_s);
    row("quotes", u"-e \"A=it's\" a sh -c 'echo $HOME'"_s, u"run -d -e 'A=it'\\''s' a sh -c 'echo $HOME'"_s);
    row("words that look like options", u"-- a --rm -- x"_s, u"run -d a --rm -- x"_s);
}

void TestRunPrint::printsShortly()
{
    QFETCH(QString, typed);
    QFETCH(QString, printed);
    const PastedCommand pasted = read(typed);
    QVERIFY2(!pasted.error, qPrintable(pasted.error ? pasted.error->message : QString()));
    QCOMPARE(printRunCommand(pasted.command, false), printed);
}

void TestRunPrint::masksSecrets()
{
    const PastedCommand pasted = read(
        u"docker run -e DB_PASSWORD=hunter2 -e URL=postgres://me:hunter2@db/x -l api-token=hunter2 "
        "--log-opt splunk-token=hunter2 --health-cmd 'curl http://a:hunter2@b' a --token=hunter2 --password hunter2"_s);
    QVERIFY(!printRunCommand(pasted.command, true).contains(u"hunter2"));
    QCOMPARE(printRunCommand(pasted.command, false).count(u"hunter2"_s), 7);
}

void TestRunPrint::comesBack_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("as tutorials print them") << u"recorded.jsonl"_s;
    QTest::newRow("all options") << u"recorded-more.jsonl"_s;
}

/// Also after being printed twice: what is printed is already the shortest.
void TestRunPrint::comesBack()
{
    QFETCH(QString, file);
    int wrong = 0;
    for (const auto &record : test::runRecords(file)) {
        if (!record.accepted)
            continue;
        PastedCommand pasted = read(record.command);
        const QString printed = printRunCommand(pasted.command, false);
        PastedCommand again = read(printed);
        again.variables = pasted.variables;
        if (again.isComplete() && requestOf(again) == record.request &&
            printRunCommand(again.command, false) == printed)
            continue;
        ++wrong;
        qInfo().noquote() << record.command << "\n  printed:" << printed << "\n  request:" << record.request
                          << "\n  again:  " << (again.error ? again.error->message.toUtf8() : requestOf(again));
    }
    QCOMPARE(wrong, 0);
}

QTEST_GUILESS_MAIN(TestRunPrint)
#include "tst_run_print.moc"
