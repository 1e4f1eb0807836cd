// SPDX-License-Identifier: Apache-2.0
#include "models/log_level.h"

#include <QTest>

using namespace Qt::StringLiterals;
using models::LogLevel;
using models::logLevelOf;
using models::LogLevelTrail;

Q_DECLARE_METATYPE(models::LogLevel)

namespace {

/// One letter a line: '-' none, then Trace, Debug, Info, Warning, Error.
QByteArray letters(const QByteArrayList &lines)
{
    QByteArray result;
    LogLevelTrail trail;
    for (const QByteArray &line : lines)
        result += "-TDIWE"[int(trail.next(line))];
    return result;
}

} // namespace

class TestLogLevel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void recognises_data();
    void recognises();
    void recognisesAtAnyPlace();
    void knowsWhatItHasSeen();
    void goesOn_data();
    void goesOn();
};

void TestLogLevel::recognises_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<LogLevel>("expected");
    const auto row = [](LogLevel level, const QByteArray &line) {
        QTest::newRow(line.first(std::min<qsizetype>(line.size(), 60)).constData()) << line << level;
    };
    const auto Error = LogLevel::Error;
    const auto Warning = LogLevel::Warning;
    const auto Info = LogLevel::Info;
    const auto Debug = LogLevel::Debug;
    const auto Trace = LogLevel::Trace;
    row(Error, "E0102 15:04:05.678901    1 reflector.go:138] failed to list *v1.Pod");
    row(Info, "I1122 15:04:05.678901 1 main.go:1] an error in the text");
    row(Warning, "W0102 15:04:05 1 x.go:1] careful");
    row(Error, "[E 12:03:04.123 NotebookApp] 500 GET /api");
    row(Info, "[I 2026-11-22 20:47:18.001 ServerApp] Serving notebooks");
    row(Warning, "\x1b[33m[W 20:47:18 ServerApp]\x1b[m No web browser found");
    row(Error, "[C 20:47:18 ServerApp] Bad config");
    row(Info, "2024-01-02 15:04:05.123  INFO 1 --- [main] c.e.demo.Application : Started");
    row(Debug, "15:04:05.123 [http-nio-8080-exec-1] DEBUG o.s.web.Servlet - GET");
    row(Warning, "2024-01-02 15:04:05,123 WARN  [org.jboss] (main) WFLY");
    row(Trace, "2024-01-02T15:04:05.123+01:00 TRACE 1 --- [x] y : z");
    row(Error, "2024-01-02 15:04:05,123 - app.module - ERROR - it broke");
    row(Error, "ERROR:root:it broke");
    row(Warning, "WARNING:urllib3.connectionpool:Retrying");
    row(Error, "CRITICAL:app:gone");
    row(Info, "INFO:     127.0.0.1:1 - \"GET / HTTP/1.1\" 200 OK");
    row(Error, "2024/01/02 15:04:05 [error] 31#31: *1 open() failed");
    row(Info, "2024/01/02 15:04:05 [notice] 1#1: start worker processes");
    row(Error, "2024/01/02 15:04:05 [emerg] 1#1: bind() failed");
    row(Error, "[Wed Oct 11 14:32:52 2000] [core:error] [pid 35] AH00124");
    row(Error, "2024-01-02 15:04:05.123 UTC [57] ERROR:  relation \"x\" does not exist at character 15");
    row(Info, "2024-01-02 15:04:05.123 UTC [1] LOG:  database system is ready");
    row(Error, "2024-01-02 15:04:05.123 UTC [57] FATAL:  password authentication failed");
    row(Warning, "2024-01-02T15:04:05.123456Z 0 [Warning] [MY-010068] [Server] CA certificate");
    row(Info, "2024-01-02 15:04:05 0 [Note] mariadbd: ready for connections.");
    row(Info, "2024-01-02T15:04:05.123456Z 0 [System] [MY-010116] [Server] starting");
    row(Info, "[2024-01-02T15:04:05,123][INFO ][o.e.n.Node               ] [x] started");
    row(Info, "[2024-01-02 15:04:05,123] INFO [KafkaServer id=1] started (kafka.server)");
    row(Warning, "[2024-01-02 15:04:05,123: WARNING/MainProcess] celery");
    row(Error, "[2024-01-02 15:04:05] production.ERROR: it broke {\"exception\"");
    row(Error, "<3>kernel: it broke");
    row(Warning, "<28>Jan  2 15:04:05 host app: careful");
    row(Debug, "<191>Jan  2 15:04:05 host app: detail");
    row(Warning, "time=\"2024-01-02T15:04:05Z\" level=warning msg=\"an error\"");
    row(Info, "ts=2024-01-02T15:04:05Z lvl=info msg=\"error\"");
    row(Error, "level=error ts=1 caller=x.go:1");
    row(Warning, "t=1 level=\"WARN\" msg=x");
    row(Info, "{\"ts\":1,\"level\":\"info\",\"msg\":\"level=error\"}");
    row(Warning, "{ \"message\" : \"{\\\"level\\\":1}\", \"severity\" : \"WARNING\" }");
    row(Error, "{\"name\":\"x\",\"level\":50,\"msg\":\"m\",\"v\":0}");
    row(Trace, "{\"level\":10}");
    row(Error, "{\"level\":60,\"time\":1}");
    row(Warning, "{\"lvl\":4}");
    row(Info, "{\"log\":{\"level\":\"error\"},\"log.level\":\"info\"}");
    row(Warning, "{\"t\":{\"$date\":\"x\"},\"s\":\"W\",\"c\":\"CONTROL\"}");
    row(Error, "{\"@t\":\"x\",\"@l\":\"Fatal\"}");
    row(Info, "2024/01/02 15:04:05 INFO hello count=3");
    row(Error, "panic: runtime error: index out of range [1] with length 0");
    row(Info, "[2024-01-02T15:04:05Z INFO  my_crate] starting");
    row(Info, "\x1b[2m2024-01-02T15:04:05.1Z\x1b[0m \x1b[32m INFO\x1b[0m \x1b[2mmy_crate\x1b[0m: hello");
    row(Error, "2024-01-02T15:04:05.123Z\terror\tserver/x.go:1\tit broke");
    row(Info, "3:04PM INF hello");
    row(Error, "npm ERR! code ELIFECYCLE");
    row(Warning, "npm WARN deprecated x");
    row(Info, "info: Microsoft.Hosting.Lifetime[14]");
    row(Error, "fail: Microsoft.AspNetCore.Server.Kestrel[13]");
    row(Error, "error: cannot open file");
    row(Warning, "main.c:3:5: warning: unused variable");
    row(Error, "Error: listen EADDRINUSE: address already in use");
    row(Error, "TypeError: Cannot read properties of undefined");
    row(Error, "java.lang.IllegalStateException: no");
    row(Info, "2024-01-02 15:04:05.123 [info] <0.1.0> started");
    const auto None = LogLevel::None;
    row(None, "");
    row(None, "   ");
    row(None, "hello world");
    row(None, "no error here");
    row(None, "10.0.0.1 - - [02/Jan/2024:15:04:05 +0000] \"GET /ERROR HTTP/1.1\" 200 1");
    row(None, "GET /errors/ERROR.html 200");
    row(None, "MY_ERROR_CODE is set");
    row(None, "ERROR2 is a name");
    row(None, "Information about the build");
    row(None, "{\"msg\":\"no level\"}");
    row(None, "{\"level\":");
    row(None, "<999>x");
    row(None, "I123 is not klog");
    row(None, "[E]");
    row(None, "level=");
    row(None, "2024-01-02 15:04:05 UTC [5] STATEMENT:  select ERROR from a");
    row(Error, "2024-01-02 15:04:05 UTC [5] ERROR:  no hint in HINT:  x");
    row(None, "2024-01-02 15:04:05 emergencies ERRORS INFOS");
    row(Info, "2024-01-02 15:04:05 Information: on");
    row(Error, "2024-01-02 15:04:05 EMERGENCY out of paper");
}

void TestLogLevel::recognises()
{
    QFETCH(const QByteArray, line);
    QFETCH(const LogLevel, expected);
    QCOMPARE(logLevelOf(line), expected);
}

/// Wherever the word begins and ends in what is looked at in one go.
void TestLogLevel::recognisesAtAnyPlace()
{
    for (int places = 0; places < 100; ++places) {
        const QByteArray digits(places, '1');
        const QByteArray words = QByteArray("ab ").repeated(places / 3) + QByteArray(places % 3, 'c');
        for (const QByteArray &before : {digits, words}) {
            QCOMPARE(logLevelOf(before + " ERROR"), LogLevel::Error);
            QCOMPARE(logLevelOf(before + " [warning] x"), LogLevel::Warning);
            QCOMPARE(logLevelOf(before + " level=\"debug\" msg=\"INFO\""), LogLevel::Debug);
            QCOMPARE(logLevelOf(before + " key=\"INFO: x\" INFORMATION: y"), LogLevel::Info);
            QCOMPARE(logLevelOf(before + " \"INFO\" ERROR"), LogLevel::None);
            QCOMPARE(logLevelOf(before + " warning"), LogLevel::None);
        }
    }
}

/// What a trail has learnt from lines before changes no level.
void TestLogLevel::knowsWhatItHasSeen()
{
    const QByteArrayList times{"15:04 ",     "15:04:05.123 [", "2026-11-22T15:44:41Z ", "7\t", "1 \"",
                               "1 \x1b[31m", "\x1b[2m1 "};
    const QByteArrayList words{"INFO", "info",    "INF", "ERROR",      "error",
                               "ERR",  "Warning", "log", "ValueError", "INFORMATION"};
    const QByteArrayList ends{"",   " x", ": x", ":  x",      "] x",      " ] x",        "  ]", "\tx",
                              "=5", "_x", "2",   "\x1b[0m x", "\x1b[0mx", " \x1b[0m] x", "\" x"};
    LogLevelTrail trail;
    for (int round = 0; round < 2; ++round) {
        for (const QByteArray &time : times) {
            for (const QByteArray &end : ends) {
                for (const QByteArray &word : words) {
                    const QByteArray line = time + word + end;
                    QVERIFY2(trail.next(line) == LogLevelTrail().next(line), line.constData());
                }
            }
        }
    }
}

void TestLogLevel::goesOn_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("Java") << QByteArrayList{"12:00 ERROR x - it broke",
                                            "java.lang.RuntimeException: no",
                                            "\tat a.b.C.d(C.java:1)",
                                            "Caused by: java.io.IOException: why",
                                            "\t... 23 more",
                                            "12:01 INFO x - on",
                                            "plain"}
                          << QByteArray("EEEEEI-");
    QTest::newRow("Python") << QByteArrayList{"plain",
                                              "Traceback (most recent call last):",
                                              "  File \"x.py\", line 1",
                                              "    raise Odd",
                                              "Odd",
                                              "plain"}
                            << QByteArray("-EEEE-");
    QTest::newRow("Python, chained") << QByteArrayList{"WARNING:root:x",
                                                       "Traceback (most recent call last):",
                                                       "  File \"x.py\"",
                                                       "KeyError: 'a'",
                                                       "",
                                                       "During handling of the above exception, another occurred:",
                                                       "",
                                                       "Traceback (most recent call last):",
                                                       "  File",
                                                       "Odd: b",
                                                       "next"}
                                     << QByteArray("WEEEEEEEEE-");
    QTest::newRow("Go") << QByteArrayList{"panic: oh",
                                          "",
                                          "goroutine 1 [running]:",
                                          "main.main()",
                                          "\t/x.go:5 +0x1d",
                                          "exit status 2",
                                          "time=x level=info msg=y"}
                        << QByteArray("EEEEEEI");
    QTest::newRow("Postgres") << QByteArrayList{"2024-01-02 15:04:05 UTC [5] ERROR:  no such thing",
                                                "2024-01-02 15:04:05 UTC [5] DETAIL:  Key (a) is not there.",
                                                "2024-01-02 15:04:05 UTC [5] STATEMENT:  select", "\tfrom a",
                                                "2024-01-02 15:04:05 UTC [1] LOG:  on"}
                              << QByteArray("EEEEI");
    QTest::newRow("indented") << QByteArrayList{"[I 20:47:18 ServerApp] To access:", "    http://a", "access line"}
                              << QByteArray("II-");
    QTest::newRow("nothing before") << QByteArrayList{"  indented", "", "text"} << QByteArray("---");
}

void TestLogLevel::goesOn()
{
    QFETCH(const QByteArrayList, lines);
    QFETCH(const QByteArray, expected);
    QCOMPARE(letters(lines), expected);
}

QTEST_GUILESS_MAIN(TestLogLevel)
#include "tst_log_level.moc"
