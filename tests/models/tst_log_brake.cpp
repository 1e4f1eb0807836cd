// SPDX-License-Identifier: Apache-2.0
#include "models/engine_session.h"
#include "models/log_filter.h"
#include "models/merged_log.h"
#include "tests/support/gated_disk.h"
#include "tests/support/log_load.h"
#include "tests/support/scripted_log.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using models::LogSession;
using models::LogSpill;
using test::ScriptedEngine;

namespace {

constexpr qint64 Budget = 32LL * 1024 * 1024;
constexpr int Lines = 500'000; ///< 50 MB

/// Keeps the one thread that writes all files busy, as a slow disk does.
struct BusyWriter
{
    BusyWriter()
    {
        gate->holdsWrites = true;
        m_write = m_spill.write({{std::make_shared<char[]>(1), 1}});
    }
    ~BusyWriter() { gate->passWrite.release(); }
    BusyWriter(const BusyWriter &) = delete;
    BusyWriter &operator=(const BusyWriter &) = delete;

    const std::shared_ptr<test::GatedDisk::Gate> gate = std::make_shared<test::GatedDisk::Gate>();

private:
    const QTemporaryDir m_folder;
    LogSpill m_spill{m_folder.path(), LogSpill::MaxBytes, std::make_unique<test::GatedDisk>(gate)};
    LogSpill::WritePtr m_write;
};

constexpr qint64 SmallBudget = 4LL * 1024 * 1024;
constexpr int ManyLines = 20'000; ///< of 1 kB
constexpr int WhileMs = 1000;     ///< less than anything waits for
const QByteArray Long(1000, 'x');

void fill(models::LogDocument &document)
{
    document.append([](models::LineStore &store) {
        for (int i = 0; i < ManyLines; ++i)
            store.append(models::LogPiece{Long, 1'000'000LL * i, engine::LogStream::Stdout, false, false});
    });
}

/// The merged log of "web" and "db", which have printed `lines` of 1 kB and one more.
struct MergedBench
{
    explicit MergedBench(int lines = 0)
    {
        for (test::ScriptedLog *log : {&web, &db}) {
            log->printMany(Long, 0, lines);
            log->print("one more");
        }
        session.start();
    }

    ScriptedEngine engine;
    test::ScriptedLog web{engine, "web"}, db{engine, "db"};
    models::EngineSession session{engine.endpoint()};
    models::MergedLog merged{session, {u"web"_s, u"db"_s}};
};

} // namespace

class TestLogBrake : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void logWaitsForTheFile();
    void mergedLogWaitsForItsFile();
    void historyIsMergedNoFasterThanItsFile();
    void filterWaitsForItsFile();
    void nothingWaitsForEver();
};

void TestLogBrake::logWaitsForTheFile()
{
    ScriptedEngine engine;
    engine.answer("GET", "/containers/web/json", 200,
                  "{\"Id\":\"web\",\"Name\":\"/web\",\"Config\":{\"Tty\":false},\"State\":{\"Status\":\"running\","
                  "\"Running\":true,\"StartedAt\":\"2026-11-22T10:00:00Z\"}}");
    const test::ScriptedStreamPtr log = engine.stream("GET", "/containers/web/logs");
    engine::EngineClient client(engine.endpoint());
    LogSession session(client, u"web"_s);
    session.document().setBudget(Budget);
    const models::LineStore &store = session.document().store();
    std::optional<BusyWriter> busy(std::in_place);
    QTRY_COMPARE(busy->gate->writes, 1);
    log->push(test::logFrames(0, Lines));
    session.setActive(true);
    QTRY_VERIFY_WITH_TIMEOUT(store.memoryBytes() > Budget / 4 * 3, 30'000);
    QVERIFY(!QTest::qWaitFor([&] { return store.endLine() == Lines || store.droppedLines() > 0; }, WhileMs));
    busy.reset();
    QTRY_COMPARE_WITH_TIMEOUT(store.endLine(), Lines, 30'000);
    QCOMPARE(store.droppedLines(), 0);
    QCOMPARE(store.firstLine(), 0);
}

void TestLogBrake::mergedLogWaitsForItsFile()
{
    MergedBench bench;
    bench.merged.document().setBudget(SmallBudget);
    const models::LineStore &store = bench.merged.document().store();
    QTRY_VERIFY(store.lineCount() >= 2); // of each container one
    std::optional<BusyWriter> busy(std::in_place);
    QTRY_COMPARE(busy->gate->writes, 1);
    bench.web.printMany(Long, 0, ManyLines);
    bench.db.printMany(Long, 0, ManyLines);
    QTRY_VERIFY_WITH_TIMEOUT(store.memoryBytes() > SmallBudget / 4 * 3, 30'000);
    QVERIFY(!QTest::qWaitFor([&] { return store.lineCount() > 2 * ManyLines || store.droppedLines() > 0; }, WhileMs));
    busy.reset();
    QTRY_COMPARE_WITH_TIMEOUT(store.lineCount(), 2 * ManyLines + 2, 60'000);
    QCOMPARE(store.droppedLines(), 0);
    QVERIFY(store.spill()->bytesUsed() > 0);
}

void TestLogBrake::historyIsMergedNoFasterThanItsFile()
{
    MergedBench bench(ManyLines);
    bench.merged.document().setBudget(SmallBudget);
    for (const int part : {0, 1})
        QTRY_VERIFY(bench.merged.part(part).hasOlder());
    QTRY_COMPARE(bench.merged.phase(), models::LogSource::Phase::Following);
    std::optional<BusyWriter> busy(std::in_place);
    QTRY_COMPARE(busy->gate->writes, 1);
    bench.merged.loadOlder();
    const auto isBeingMerged = [&bench] {
        return !bench.merged.part(0).isLoadingOlder() && !bench.merged.part(1).isLoadingOlder() &&
               bench.merged.olderLoaded() * Long.size() > SmallBudget / 2;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isBeingMerged(), 60'000);
    QVERIFY(!QTest::qWaitFor([&] { return !bench.merged.isLoadingOlder(); }, 4 * WhileMs));
    busy.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.merged.isLoadingOlder(), 60'000);
    const models::LineStore &store = bench.merged.document().store();
    QTRY_COMPARE_WITH_TIMEOUT(store.lineCount(), 2 * ManyLines + 2, 60'000);
    QCOMPARE(store.droppedLines(), 0);
    QVERIFY(store.spill()->bytesUsed() > 0);
}

void TestLogBrake::filterWaitsForItsFile()
{
    models::LogDocument document;
    fill(document);
    models::LogFilter filter;
    filter.document().setBudget(SmallBudget);
    filter.setSource(&document);
    std::optional<BusyWriter> busy(std::in_place);
    QTRY_COMPARE(busy->gate->writes, 1);
    models::LogFilterQuery query;
    query.text.text = u"xx"_s;
    filter.setQuery(query);
    const models::LineStore &store = filter.document().store();
    QTRY_VERIFY_WITH_TIMEOUT(store.memoryBytes() > SmallBudget / 4 * 3, 30'000);
    QVERIFY(!QTest::qWaitFor([&] { return !filter.isRunning() || store.droppedLines() > 0; }, WhileMs));
    busy.reset();
    QTRY_VERIFY_WITH_TIMEOUT(!filter.isRunning(), 60'000);
    QCOMPARE(store.lineCount(), ManyLines);
    QCOMPARE(store.droppedLines(), 0);
    QVERIFY(store.spill()->bytesUsed() > 0);
}

void TestLogBrake::nothingWaitsForEver()
{
    models::LogDocument document;
    fill(document);
    models::LogFilter filter;
    filter.document().setBudget(SmallBudget);
    filter.setSource(&document);
    const BusyWriter busy; // a disk that hangs
    models::LogFilterQuery query;
    query.text.text = u"xx"_s;
    filter.setQuery(query);
    QTRY_VERIFY_WITH_TIMEOUT(!filter.isRunning(), 2 * models::LogBrake::LongestMs + 10'000);
    const models::LineStore &store = filter.document().store();
    QVERIFY(store.droppedLines() > 0);
    QVERIFY(store.line(store.firstLine()).bytes.startsWith(QByteArray::number(store.droppedLines()).first(1)));
}

QTEST_GUILESS_MAIN(TestLogBrake)
#include "tst_log_brake.moc"
