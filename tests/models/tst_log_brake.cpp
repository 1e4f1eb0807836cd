// SPDX-License-Identifier: Apache-2.0
#include "models/log_session.h"
#include "tests/support/gated_disk.h"
#include "tests/support/log_load.h"
#include "tests/support/scripted_engine.h"

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

} // namespace

class TestLogBrake : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void logWaitsForTheFile();
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
    constexpr int WhileMs = 1000; // less than a log waits for
    QVERIFY(!QTest::qWaitFor([&] { return store.endLine() == Lines || store.droppedLines() > 0; }, WhileMs));
    busy.reset();
    QTRY_COMPARE_WITH_TIMEOUT(store.endLine(), Lines, 30'000);
    QCOMPARE(store.droppedLines(), 0);
    QCOMPARE(store.firstLine(), 0);
}

QTEST_GUILESS_MAIN(TestLogBrake)
#include "tst_log_brake.moc"
