// SPDX-License-Identifier: Apache-2.0
#include "models/engine_session.h"
#include "models/merged_log.h"
#include "tests/support/scripted_log.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using models::MergedLog;
using models::StoredLine;
using test::ScriptedEngine;
using test::ScriptedLog;
using Phase = models::LogSource::Phase;

namespace {

/// An engine with the containers "web" and "db", whose clocks begin at the same time.
struct Bench
{
    Bench() { session.start(); }

    /// Of both the newest thousand lines are shown at first, each behind a mark that there are older ones.
    void openWithOlderLines(int webLines, int dbLines)
    {
        web.printMany("", 0, webLines);
        db.printMany("", 0, dbLines);
        open();
        QTRY_COMPARE(count(), 2002);
    }
    void open() { merged = std::make_unique<MergedLog>(session, QStringList{u"web"_s, u"db"_s}); }

    /// What is shown, each line behind the name of its container.
    [[nodiscard]] QStringList shown() const
    {
        QStringList lines;
        const models::LogDocument &document = merged->document();
        document.store().visit(document.firstLine(), document.endLine(), [&](qint64 index, const StoredLine &line) {
            const bool isMark = line.kind == StoredLine::Kind::Mark;
            const QString name = document.ownerNameAt(index);
            lines.append((isMark ? u"-- "_s : name + u' ') + QString::fromUtf8(line.bytes));
            return true;
        });
        return lines;
    }
    [[nodiscard]] qsizetype count() const { return merged->document().endLine() - merged->document().firstLine(); }
    /// The lines of one container.
    [[nodiscard]] QStringList of(const QString &name) const
    {
        QStringList lines = shown();
        lines.removeIf([&](const QString &line) { return !line.startsWith(name + u' '); });
        return lines;
    }
    /// Whether the lines shown are in the order of their times.
    [[nodiscard]] bool isInOrder() const
    {
        qint64 last = 0;
        bool inOrder = true;
        merged->document().store().visit(merged->document().firstLine(), merged->document().endLine(),
                                         [&](qint64, const StoredLine &line) {
                                             inOrder = inOrder && line.timeNs >= last;
                                             last = line.timeNs;
                                             return inOrder;
                                         });
        return inOrder;
    }

    ScriptedEngine engine;
    ScriptedLog web{engine, "web"};
    ScriptedLog db{engine, "db"};
    models::EngineSession session{engine.endpoint()};
    std::unique_ptr<MergedLog> merged;
};

QStringList numbered(const QString &prefix, int from, int to)
{
    QStringList lines;
    for (int i = from; i < to; ++i)
        lines.append(prefix + QString::number(i));
    return lines;
}

} // namespace

class TestMergedLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mergesAndFollows();
    void lateLinesGoWhereTheyBelong();
    void muchTooLateLinesToo();
    void stopsLoadingOlderLines();
    void fillsInTheHistoryOfAll();
    void fullLogsHaveNoMark();
    void keepsItsPlaceWhenHistoryComes();
    void marksNameTheirContainer();
    void goesOnAfterALostEngine();
    void removedContainerLeavesItsLines();
    void oneThatCannotBeReadIsNamed();
    void clearHides();
    void everyNumberOnce();
};

void TestMergedLog::mergesAndFollows()
{
    Bench bench;
    bench.web.print("1");
    bench.db.pass(1);
    bench.db.print("2");
    bench.web.pass(2);
    bench.web.print("3");
    bench.open();
    QTRY_COMPARE(bench.shown(), (QStringList{u"web 1"_s, u"db 2"_s, u"web 3"_s}));
    QCOMPARE(bench.merged->phase(), Phase::Following);
    bench.db.pass(10);
    bench.db.print("4");
    QTRY_COMPARE(bench.shown().last(), u"db 4"_s);
    QVERIFY(!bench.merged->hasOlder());
}

void TestMergedLog::lateLinesGoWhereTheyBelong()
{
    Bench bench;
    bench.open();
    bench.web.printMany("", 0, 500);
    QTRY_COMPARE(bench.count(), 500);
    bench.db.pass(400); // and so more than a microsecond before web's next one
    bench.db.print("late");
    QTRY_COMPARE(bench.count(), 501);
    QCOMPARE(bench.shown().mid(399, 3), (QStringList{u"web 399"_s, u"db late"_s, u"web 400"_s}));
    QVERIFY(bench.isInOrder());
}

void TestMergedLog::muchTooLateLinesToo()
{
    Bench bench;
    bench.open();
    QTRY_VERIFY(!bench.web.queries().isEmpty() && !bench.db.queries().isEmpty());
    const int many = int(models::LogMerge::RecentLines) + 1000;
    bench.web.printMany("", 0, many);
    QTRY_COMPARE(bench.count(), many);
    bench.db.print("late");
    QTRY_COMPARE(bench.count(), many + 1);
    QCOMPARE(bench.shown().mid(0, 3), (QStringList{u"web 0"_s, u"db late"_s, u"web 1"_s}));
    bench.web.print("last");
    QTRY_COMPARE(bench.shown().last(), u"web last"_s);
}

void TestMergedLog::stopsLoadingOlderLines()
{
    Bench bench;
    bench.openWithOlderLines(3000, 2000);
    bench.merged->loadOlder();
    QVERIFY(bench.merged->isLoadingOlder());
    bench.merged->stopLoadingOlder();
    QVERIFY(!bench.merged->isLoadingOlder());
    bench.web.print("3000");
    QTRY_COMPARE(bench.count(), 2003);
    QVERIFY(bench.shown().contains(u"-- web: older lines are not loaded"_s));
    bench.merged->loadOlder();
    QTRY_COMPARE(bench.count(), 5001);
    QVERIFY(bench.isInOrder());
}

void TestMergedLog::fillsInTheHistoryOfAll()
{
    Bench bench;
    bench.openWithOlderLines(3000, 2000);
    const QStringList shown = bench.shown();
    QCOMPARE(shown.indexOf(u"-- web: older lines are not loaded"_s), shown.indexOf(u"web 2000"_s) - 1);
    QCOMPARE(shown.indexOf(u"-- db: older lines are not loaded"_s), shown.indexOf(u"db 1000"_s) - 1);
    QVERIFY(bench.merged->hasOlder());
    QSignalSpy changes(bench.merged.get(), &models::LogSource::olderChanged);
    bench.merged->loadOlder();
    QVERIFY(bench.merged->isLoadingOlder());
    QTRY_VERIFY(!bench.merged->isLoadingOlder());
    QVERIFY(!changes.isEmpty());
    QCOMPARE(bench.count(), 5000);
    QVERIFY(bench.isInOrder());
    QCOMPARE(bench.of(u"web"_s), numbered(u"web "_s, 0, 3000));
    QCOMPARE(bench.of(u"db"_s), numbered(u"db "_s, 0, 2000));
    QVERIFY(!bench.merged->hasOlder());
}

void TestMergedLog::fullLogsHaveNoMark()
{
    Bench bench;
    bench.web.printMany("", 0, 1000); // as many as are asked for
    bench.open();
    QTRY_COMPARE(bench.count(), 1000);
    bench.web.printMany("", 1000, 1500);
    QTRY_COMPARE(bench.count(), 1500);
    bench.db.printMany("", 0, 1500);
    QTRY_COMPARE(bench.count(), 3000);
    const auto asked = [](const ScriptedLog &log) {
        const QList<QByteArray> queries = log.queries();
        return std::count_if(queries.begin(), queries.end(), [](const QByteArray &q) { return q.contains("until"); });
    };
    QTRY_COMPARE(asked(bench.web), 1);
    QTRY_COMPARE(asked(bench.db), 1);
    bench.web.print("last");
    QTRY_COMPARE(bench.of(u"web"_s), numbered(u"web "_s, 0, 1500) + QStringList(u"web last"_s));
    QCOMPARE(bench.count(), 3001);
}

void TestMergedLog::keepsItsPlaceWhenHistoryComes()
{
    Bench bench;
    bench.openWithOlderLines(3000, 3000);
    qint64 line = 9;
    const QByteArray text = bench.merged->document().store().line(line).bytes.toByteArray();
    const int owner = bench.merged->document().ownerAt(line);
    connect(&bench.merged->document(), &models::LogDocument::moved, this,
            [&line](const models::LogDocument::NewLine &newLine) { line = newLine(line); });
    bench.merged->loadOlder();
    QTRY_COMPARE(bench.count(), 6000);
    QCOMPARE(line, 4007);
    QCOMPARE(bench.merged->document().store().line(line).bytes.toByteArray(), text);
    QCOMPARE(bench.merged->document().ownerAt(line), owner);
}

void TestMergedLog::marksNameTheirContainer()
{
    Bench bench;
    bench.open();
    bench.web.print("1");
    bench.db.print("1");
    QTRY_COMPARE(bench.count(), 2);
    bench.db.exit(3);
    QTRY_VERIFY(bench.shown().contains(u"-- db: Container has exited (3)"_s));
    QCOMPARE(bench.merged->phase(), Phase::Following);
    bench.db.start();
    bench.db.print("2");
    Q_EMIT bench.session.containerEvent({.type = u"container"_s, .action = u"start"_s, .id = u"db"_s});
    QTRY_VERIFY(bench.shown().contains(u"db 2"_s));
    QStringList marks = bench.shown();
    marks.removeIf([](const QString &line) { return !line.startsWith(u"--"); });
    QCOMPARE(marks, (QStringList{u"-- db: Container has exited (3)"_s, u"-- db: Container restarted"_s}));
}

void TestMergedLog::goesOnAfterALostEngine()
{
    Bench bench;
    bench.open();
    bench.web.print("1");
    bench.db.print("1");
    QTRY_COMPARE(bench.count(), 2);
    bench.engine.stop();
    QTRY_COMPARE(bench.merged->phase(), Phase::Lost);
    bench.web.print("2");
    bench.db.print("2");
    bench.engine.start();
    QTRY_COMPARE_WITH_TIMEOUT(bench.count(), 6, 20'000);
    QCOMPARE(bench.of(u"web"_s), numbered(u"web "_s, 1, 3));
    QCOMPARE(bench.of(u"db"_s), numbered(u"db "_s, 1, 3));
    QCOMPARE(bench.shown().filter(u"web: Engine lost for"_s).size(), 1);
    QCOMPARE(bench.shown().filter(u"db: Engine lost for"_s).size(), 1);
    QTRY_COMPARE(bench.merged->phase(), Phase::Following);
}

void TestMergedLog::removedContainerLeavesItsLines()
{
    Bench bench;
    bench.open();
    bench.web.print("1");
    bench.db.print("1");
    QTRY_COMPARE(bench.count(), 2);
    bench.engine.refuse("GET", "/containers/db/json", 404, "No such container: db");
    bench.db.exit(0);
    QTRY_VERIFY(bench.shown().contains(u"-- db: Container removed"_s));
    bench.web.print("2");
    QTRY_VERIFY(bench.shown().contains(u"web 2"_s));
    QVERIFY(bench.shown().contains(u"db 1"_s));
    QCOMPARE(bench.merged->phase(), Phase::Following);
}

void TestMergedLog::oneThatCannotBeReadIsNamed()
{
    Bench bench;
    bench.engine.refuse("GET", "/containers/db/logs", 501, "configured logging driver does not support reading");
    bench.open();
    bench.web.print("1");
    QTRY_COMPARE(bench.merged->phase(), Phase::Failed);
    QCOMPARE(bench.merged->troubledName(), u"db"_s);
    QVERIFY(bench.merged->error().has_value());
    QTRY_COMPARE(bench.shown(), QStringList{u"web 1"_s});
}

void TestMergedLog::clearHides()
{
    Bench bench;
    bench.web.printMany("", 0, 2000);
    bench.open();
    QTRY_COMPARE(bench.count(), 1001); // and the mark
    bench.merged->document().clear();
    QCOMPARE(bench.count(), 0);
    QVERIFY(!bench.merged->hasOlder());
    bench.web.print("new");
    QTRY_COMPARE(bench.shown(), QStringList{u"web new"_s});
}

void TestMergedLog::everyNumberOnce()
{
    Bench bench;
    bench.open();
    int next = 0;
    for (int round = 0; round < 12; ++round) {
        bench.web.printMany("", next, next + 700);
        if (round % 3 == 0)
            bench.db.cut();
        bench.db.printMany("", next, next + 700);
        if (round % 4 == 0)
            bench.web.cut();
        next += 700;
        QTRY_VERIFY(bench.shown().contains(u"web %1"_s.arg(next - 1)));
        if (round == 5)
            bench.merged->loadOlder();
    }
    QTRY_VERIFY(bench.shown().contains(u"db %1"_s.arg(next - 1)));
    bench.merged->loadOlder();
    const auto isComplete = [&] {
        return bench.of(u"web"_s).value(next - 1) == u"web %1"_s.arg(next - 1) &&
               bench.of(u"db"_s).value(next - 1) == u"db %1"_s.arg(next - 1);
    };
    QTRY_VERIFY_WITH_TIMEOUT(bench.count() >= 2 * next && isComplete(), 30'000);
    QCOMPARE(bench.of(u"web"_s), numbered(u"web "_s, 0, next));
    QCOMPARE(bench.of(u"db"_s), numbered(u"db "_s, 0, next));
}

QTEST_GUILESS_MAIN(TestMergedLog)
#include "tst_merged_log.moc"
