// SPDX-License-Identifier: Apache-2.0
#include "models/log_session.h"
#include "tests/support/log_load.h"
#include "tests/support/scripted_log.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using engine::EngineClient;
using models::LogSession;
using models::StoredLine;
using test::ScriptedEngine;
using test::ScriptedLog;
using Phase = models::LogSession::Phase;

namespace {

QStringList shown(LogSession &session)
{
    QStringList lines;
    const models::LogDocument &document = session.document();
    document.store().visit(document.firstLine(), document.endLine(), [&](qint64, const StoredLine &line) {
        const QString prefix = line.kind == StoredLine::Kind::Mark     ? u"-- "_s
                               : line.kind == StoredLine::Kind::Stderr ? u"! "_s
                                                                       : QString();
        lines.append(prefix + QString::fromUtf8(line.bytes));
        return true;
    });
    return lines;
}

QStringList numbered(const QString &prefix, int from, int to)
{
    QStringList lines;
    for (int i = from; i < to; ++i)
        lines.append(prefix + QString::number(i));
    return lines;
}

QStringList marks(const QStringList &texts)
{
    QStringList lines;
    for (const QString &text : texts)
        lines.append(u"-- "_s + text);
    return lines;
}

/// An engine with a container "web", a client and a session.
struct Bench
{
    ScriptedEngine engine;
    ScriptedLog log{engine, "web"};
    EngineClient client{engine.endpoint()};
    LogSession session{client, u"web"_s};
};

} // namespace

class TestLogSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheNewestLinesAndFollows();
    void tellsStreamsApart();
    void keepsAFastLogWhole();
    void fillsInOlderLines();
    void olderLinesThatAreCutAreLeftOut();
    void olderLinesOfEqualTimeComeOnce();
    void stoppedContainer();
    void goesOnAfterARestart();
    void hintThatComesTooEarlyIsKept();
    void goesOnAfterALostEngine();
    void lineCutByALostEngineIsMended();
    void equalLinesAreNotLost();
    void rotatedLogIsSaid();
    void linesSentAgainComeOnce();
    void lateLinesComeBeforeTheEnd();
    void everyRestartIsSaid();
    void inactiveSessionCatchesUp();
    void restartWhileInactive();
    void removedContainer();
    void refusedLog();
    void clearHides();
    void everyNumberOnce();
};

void TestLogSession::showsTheNewestLinesAndFollows()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3);
    QSignalSpy phases(&bench.session, &LogSession::phaseChanged);
    QCOMPARE(bench.session.phase(), Phase::Idle);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session), numbered(u"line "_s, 0, 3));
    QCOMPARE(bench.session.phase(), Phase::Following);
    QCOMPARE(bench.session.containerName(), u"web"_s);
    QVERIFY(!bench.session.hasOlder());
    bench.log.print("line 3");
    QTRY_COMPARE(shown(bench.session), numbered(u"line "_s, 0, 4));
    QVERIFY(bench.log.queries().first().contains("tail=1000"));
}

void TestLogSession::tellsStreamsApart()
{
    Bench bench;
    bench.session.setActive(true);
    bench.log.print("out");
    bench.log.print("error", true);
    QTRY_COMPARE(shown(bench.session), (QStringList{u"out"_s, u"! error"_s}));
}

void TestLogSession::keepsAFastLogWhole()
{
    constexpr int Many = 30'000;
    Bench bench;
    const auto stream = bench.engine.stream("GET", "/containers/web/logs");
    bench.session.setActive(true);
    stream->push(test::logFrames(0, Many));
    const models::LineStore &store = bench.session.document().store();
    QTRY_COMPARE(store.endLine(), Many);
    // Docker sends its last lines once more when it rotates its files.
    stream->push(test::logFrames(Many - 100, 2 * Many));
    QTRY_COMPARE(store.endLine(), 2 * Many);
    int next = 0;
    store.visit(0, store.endLine(), [&](qint64, const StoredLine &line) {
        const QByteArray number = QByteArray::number(next).rightJustified(9, '0');
        if (!line.bytes.startsWith(number) || line.bytes.size() != 99 || line.timeNs % 1'000'000'000 != next * 1000LL)
            return false;
        ++next;
        return true;
    });
    QCOMPARE(next, 2 * Many);
}

void TestLogSession::fillsInOlderLines()
{
    Bench bench;
    bench.log.printMany("line ", 0, 5000);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session), numbered(u"line "_s, 4000, 5000));
    const qint64 first = bench.session.document().firstLine();
    QVERIFY(bench.session.hasOlder());
    bench.session.loadOlder();
    QVERIFY(bench.session.isLoadingOlder());
    bench.log.print("line 5000");
    QTRY_VERIFY(!bench.session.isLoadingOlder());
    QTRY_COMPARE(shown(bench.session), numbered(u"line "_s, 0, 5001));
    QCOMPARE(bench.session.document().store().line(first).bytes, QByteArrayView("line 4000"));
    QVERIFY(!bench.session.hasOlder());
}

void TestLogSession::olderLinesThatAreCutAreLeftOut()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session), numbered(u"line "_s, 2000, 3000));
    const QByteArray line = "2023-11-14T22:13:20.001000000Z line 0\n";
    const QByteArray frame = QByteArray("\1\0\0\0\0\0\0", 7) + char(line.size()) + line;
    bench.engine.answer("GET", "/containers/web/logs", test::ScriptedAnswer{.raw = "HTTP/1.0 200 OK\r\n\r\n" + frame});
    QSignalSpy changed(&bench.session, &LogSession::olderChanged);
    bench.session.loadOlder();
    QTRY_VERIFY(!bench.session.isLoadingOlder());
    QVERIFY(changed.size() > 2); // it had come
    QCOMPARE(shown(bench.session), numbered(u"line "_s, 2000, 3000));
    QVERIFY(bench.session.hasOlder());
}

void TestLogSession::olderLinesOfEqualTimeComeOnce()
{
    Bench bench;
    bench.log.print("line 0");
    for (int i = 1; i < 2000; ++i)
        bench.log.printAtOnce("line " + QByteArray::number(i), false);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 1000);
    bench.session.loadOlder();
    QTRY_COMPARE(shown(bench.session), numbered(u"line "_s, 0, 2000));
}

void TestLogSession::stoppedContainer()
{
    Bench bench;
    bench.log.print("last words");
    bench.log.exit(3);
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.phase(), Phase::Ended);
    QCOMPARE(shown(bench.session), (QStringList{u"last words"_s, u"-- Container has exited (3)"_s}));
    bench.session.setActive(false);
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.phase(), Phase::Ended);
    QCOMPARE(shown(bench.session).size(), 2);
}

void TestLogSession::goesOnAfterARestart()
{
    Bench bench;
    bench.log.printMany("first ", 0, 3);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 3);
    bench.log.exit(0);
    QTRY_COMPARE(bench.session.phase(), Phase::Ended);
    bench.log.start();
    bench.log.printMany("second ", 0, 2);
    bench.session.containerMayRun();
    QTRY_COMPARE(shown(bench.session),
                 (numbered(u"first "_s, 0, 3) + marks({u"Container has exited (0)"_s, u"Container restarted"_s}) +
                  numbered(u"second "_s, 0, 2)));
    bench.log.print("second 2");
    QTRY_COMPARE(shown(bench.session).last(), u"second 2"_s);
    QCOMPARE(shown(bench.session).size(), 8);
}

void TestLogSession::hintThatComesTooEarlyIsKept()
{
    Bench bench;
    bench.log.print("first");
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 1);
    bench.session.containerMayRun(); // the event of a start may overtake the end of the log before
    bench.log.exit(0);
    QTRY_COMPARE(bench.session.phase(), Phase::Ended);
    bench.log.start();
    bench.log.print("second");
    bench.session.containerMayRun();
    bench.session.containerMayRun();
    QTRY_COMPARE(shown(bench.session),
                 (QStringList{u"first"_s, u"-- Container has exited (0)"_s, u"-- Container restarted"_s, u"second"_s}));
}

void TestLogSession::goesOnAfterALostEngine()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 3);
    bench.engine.stop();
    bench.session.setEngineReachable(false);
    QTRY_COMPARE(bench.session.phase(), Phase::Lost);
    QVERIFY(bench.session.error().has_value());
    bench.log.printMany("line ", 3, 6);
    bench.engine.start();
    bench.session.setEngineReachable(true);
    QTRY_COMPARE(shown(bench.session).size(), 7);
    QCOMPARE(shown(bench.session),
             numbered(u"line "_s, 0, 3) + QStringList{u"-- Engine lost for 1 s"_s} + numbered(u"line "_s, 3, 6));
    QCOMPARE(bench.session.phase(), Phase::Following);
    QVERIFY(!bench.session.error().has_value());
}

void TestLogSession::lineCutByALostEngineIsMended()
{
    for (const int bytes : {8 + 31 + 7, 8 + 31 + 4, 8 + 10, 3, 8 + 31}) {
        Bench bench;
        bench.log.print("line 0");
        bench.session.setActive(true);
        QTRY_COMPARE(shown(bench.session).size(), 1);
        bench.log.cutNext(bytes);
        bench.log.print("line 1 is long");
        bench.log.print("line 2");
        QTRY_COMPARE(shown(bench.session).last(), u"line 2"_s);
        QCOMPARE(shown(bench.session),
                 (QStringList{u"line 0"_s, u"-- Engine lost for 1 s"_s, u"line 1 is long"_s, u"line 2"_s}));
    }
}

void TestLogSession::equalLinesAreNotLost()
{
    Bench bench;
    bench.log.print("same");
    bench.log.printAtOnce("same");
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 2);
    bench.session.setActive(false);
    bench.log.printAtOnce("same");
    bench.log.printAtOnce("same", true);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session), (QStringList{u"same"_s, u"same"_s, u"same"_s, u"! same"_s}));
}

void TestLogSession::rotatedLogIsSaid()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 3);
    bench.session.setActive(false);
    bench.log.printMany("line ", 3, 10);
    bench.log.rotate(2);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session),
                 numbered(u"line "_s, 0, 3) +
                     QStringList{u"-- Lines may be missing here: the engine no longer has them"_s} +
                     numbered(u"line "_s, 8, 10));
}

void TestLogSession::linesSentAgainComeOnce()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 3);
    bench.log.printMany("line ", 3, 6);
    bench.log.sendAgain(4);
    bench.log.sendAgain(2);
    bench.log.print("line 6");
    bench.log.sendAgain(2);
    bench.log.print("line 7");
    QTRY_COMPARE(shown(bench.session), numbered(u"line "_s, 0, 8));
}

void TestLogSession::lateLinesComeBeforeTheEnd()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 3);
    bench.log.fallBehind();
    bench.log.printMany("line ", 3, 6);
    bench.log.exit(0);
    QTRY_COMPARE(bench.session.phase(), Phase::Ended);
    QCOMPARE(shown(bench.session), numbered(u"line "_s, 0, 6) + marks({u"Container has exited (0)"_s}));
}

void TestLogSession::everyRestartIsSaid()
{
    Bench bench;
    bench.log.print("first");
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 1);
    bench.log.fallBehind();
    bench.log.exit(0);
    bench.log.start(); // seen as up, its lines are not there yet
    QTRY_COMPARE(bench.log.queries().size(), 2);
    bench.log.fallBehind();
    bench.log.print("second");
    bench.log.exit(0);
    bench.log.start();
    bench.log.print("third");
    QTRY_COMPARE(shown(bench.session), (QStringList{u"first"_s, u"-- Container restarted"_s, u"second"_s,
                                                    u"-- Container restarted"_s, u"third"_s}));
}

void TestLogSession::inactiveSessionCatchesUp()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 3);
    bench.session.setActive(false);
    QCOMPARE(bench.session.phase(), Phase::Idle);
    bench.log.printMany("line ", 3, 3000);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session), numbered(u"line "_s, 0, 3000));
}

void TestLogSession::restartWhileInactive()
{
    Bench bench;
    bench.log.print("first");
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 1);
    bench.session.setActive(false);
    bench.log.print("last of the first run");
    bench.log.exit(1);
    bench.log.pass(300);
    bench.log.start(20); // it prints before the engine notes that it runs
    bench.log.print("second");
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session),
                 (QStringList{u"first"_s, u"last of the first run"_s, u"-- Container restarted"_s, u"second"_s}));
}

void TestLogSession::removedContainer()
{
    Bench bench;
    bench.log.print("line");
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 1);
    bench.engine.refuse("GET", "/containers/web/json", 404, "No such container: web");
    bench.log.exit(0);
    QTRY_COMPARE(bench.session.phase(), Phase::Removed);
    QCOMPARE(shown(bench.session), (QStringList{u"line"_s, u"-- Container removed"_s}));
}

void TestLogSession::refusedLog()
{
    Bench bench;
    bench.engine.refuse("GET", "/containers/web/logs", 501, "configured logging driver does not support reading");
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.phase(), Phase::Failed);
    QCOMPARE(bench.session.error()->message, u"configured logging driver does not support reading"_s);
}

void TestLogSession::clearHides()
{
    Bench bench;
    bench.log.printMany("line ", 0, 2000);
    bench.session.setActive(true);
    QTRY_COMPARE(shown(bench.session).size(), 1000);
    bench.session.document().clear();
    QVERIFY(shown(bench.session).isEmpty());
    QVERIFY(!bench.session.hasOlder());
    bench.log.print("new");
    QTRY_COMPARE(shown(bench.session), QStringList{u"new"_s});
    bench.session.setActive(false);
    bench.session.setActive(true);
    bench.log.print("newer");
    QTRY_COMPARE(shown(bench.session), (QStringList{u"new"_s, u"newer"_s}));
}

void TestLogSession::everyNumberOnce()
{
    Bench bench;
    bench.session.setActive(true);
    int next = 0;
    for (int round = 0; round < 10; ++round) {
        bench.log.printMany("n ", next, next + 700);
        next += 700;
        if (round % 3 == 0) {
            bench.log.cut();
        } else if (round % 3 == 1) {
            bench.session.setActive(false);
            bench.session.setActive(true);
        } else {
            bench.log.exit(0);
            bench.log.start();
            bench.session.containerMayRun();
        }
    }
    bench.log.print("n " + QByteArray::number(next++));
    QTRY_COMPARE_WITH_TIMEOUT(shown(bench.session).value(shown(bench.session).size() - 1), u"n %1"_s.arg(next - 1),
                              20'000);
    bench.session.loadOlder();
    QTRY_VERIFY(!bench.session.isLoadingOlder());
    QStringList lines = shown(bench.session);
    lines.removeIf([](const QString &line) { return line.startsWith(u"-- "); });
    QCOMPARE(lines, numbered(u"n "_s, 0, next));
}

QTEST_GUILESS_MAIN(TestLogSession)
#include "tst_log_session.moc"
