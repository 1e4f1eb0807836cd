// SPDX-License-Identifier: Apache-2.0
#include "models/log_seek.h"
#include "models/log_session.h"
#include "tests/support/gated_disk.h"
#include "tests/support/scripted_log.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LogSeek;
using models::LogSession;
using models::LogStart;

namespace {

constexpr qint64 First = 1'700'000'000'000'000'000; ///< before the first line of a ScriptedLog
constexpr qint64 Step = 1'000'003;

qint64 timeOf(int line)
{
    return First + (line + 1) * Step;
}

/// A log of 3000 lines, and a search for times in it.
struct Bench
{
    explicit Bench(const LogStart &start = {}) : session(client, u"web"_s, start)
    {
        QObject::connect(&seek, &LogSeek::found, &seek, [this](LogSeek::Outcome where, qint64 line) {
            outcome = where;
            text = where == LogSeek::Outcome::NoLines ? QByteArray()
                                                      : session.document().store().line(line).bytes.toByteArray();
        });
        log.printMany("line ", 0, 3000);
    }

    test::ScriptedEngine engine;
    test::ScriptedLog log{engine, "web"};
    engine::EngineClient client{engine.endpoint()};
    LogSession session;
    LogSeek seek;
    std::optional<LogSeek::Outcome> outcome;
    QByteArray text;
};

/// A log most of whose lines are in a file, on a disk that answers when it is told to.
class FileLog : public models::LogSource
{
public:
    static constexpr int Lines = 200'000;

    [[nodiscard]] bool fill()
    {
        for (int i = 0; i < Lines;) {
            m_document.append([&](models::LineStore &store) {
                for (const int end = i + 2000; i < end; ++i) {
                    const QByteArray text = "line " + QByteArray::number(i);
                    store.append(models::LogPiece{text, timeOf(i), engine::LogStream::Stdout, false, false});
                }
            });
            if (!QTest::qWaitFor([this] { return m_document.store().spill()->isIdle(); }))
                return false;
        }
        return m_document.firstLine() == 0 && m_document.store().spill()->bytesUsed() > 0;
    }

    [[nodiscard]] models::LogDocument &document() override { return m_document; }
    [[nodiscard]] Phase phase() const override { return Phase::Following; }
    [[nodiscard]] std::optional<engine::EngineError> error() const override { return {}; }
    [[nodiscard]] QString logDriver() const override { return {}; }
    [[nodiscard]] bool hasOlder() const override { return false; }
    [[nodiscard]] bool isLoadingOlder() const override { return false; }
    [[nodiscard]] qint64 olderLoaded() const override { return 0; }
    void loadOlder() override {}
    void stopLoadingOlder() override {}

    const std::shared_ptr<test::GatedDisk::Gate> gate = std::make_shared<test::GatedDisk::Gate>();

private:
    const QTemporaryDir m_folder;
    models::LogDocument m_document{1024 * 1024,
                                   std::make_shared<models::LogSpill>(m_folder.path(), models::LogSpill::MaxBytes,
                                                                      std::make_unique<test::GatedDisk>(gate))};
};

} // namespace

class TestLogSeek : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsWhatIsHere();
    void fetchesOlderLines();
    void saysThatTheLogBeginsLater();
    void saysThatNothingCameLater();
    void forgetsASearch();
    void startsFromTheLastLines();
    void startsFromATime();
    void readsTheFileElsewhere();
    void goesOnWithoutWhatCannotBeRead();
};

void TestLogSeek::findsWhatIsHere()
{
    Bench bench;
    bench.seek.seek(&bench.session, 1);
    QCOMPARE(bench.outcome, LogSeek::Outcome::NoLines);
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.document().store().lineCount(), 1000);
    bench.seek.seek(&bench.session, timeOf(2500));
    QCOMPARE(bench.outcome, LogSeek::Outcome::Found);
    QCOMPARE(bench.text, "line 2500");
    bench.seek.seek(&bench.session, timeOf(2500) + 1000);
    QCOMPARE(bench.text, "line 2501");
    QVERIFY(!bench.seek.isWaiting());
    QCOMPARE(bench.session.document().store().lineCount(), 1000);
}

void TestLogSeek::fetchesOlderLines()
{
    Bench bench;
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.document().store().lineCount(), 1000);
    bench.seek.seek(&bench.session, timeOf(77));
    QVERIFY(bench.seek.isWaiting());
    QTRY_COMPARE(bench.outcome, LogSeek::Outcome::Found);
    QCOMPARE(bench.text, "line 77");
    QCOMPARE(bench.session.document().store().lineCount(), 3000);
}

void TestLogSeek::saysThatTheLogBeginsLater()
{
    Bench bench;
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.document().store().lineCount(), 1000);
    bench.seek.seek(&bench.session, First);
    QTRY_COMPARE(bench.outcome, LogSeek::Outcome::TooEarly);
    QCOMPARE(bench.text, "line 0");
}

void TestLogSeek::saysThatNothingCameLater()
{
    Bench bench;
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.document().store().lineCount(), 1000);
    bench.seek.seek(&bench.session, timeOf(3000));
    QCOMPARE(bench.outcome, LogSeek::Outcome::TooLate);
    QCOMPARE(bench.text, "line 2999");
}

void TestLogSeek::forgetsASearch()
{
    Bench bench;
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.document().store().lineCount(), 1000);
    QSignalSpy found(&bench.seek, &LogSeek::found);
    bench.seek.seek(&bench.session, timeOf(77));
    bench.seek.cancel();
    QTRY_COMPARE(bench.session.document().store().lineCount(), 3000);
    QCOMPARE(found.size(), 0);
}

void TestLogSeek::startsFromTheLastLines()
{
    Bench bench({.lines = 100});
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.document().store().lineCount(), 100);
    QCOMPARE(bench.session.document().store().line(0).bytes, QByteArrayView("line 2900"));
    bench.log.printMany("line ", 3000, 5000);
    QTRY_COMPARE(bench.session.document().store().lineCount(), 2100);
    QVERIFY(!bench.session.hasOlder());
    bench.seek.seek(&bench.session, timeOf(77));
    QCOMPARE(bench.outcome, LogSeek::Outcome::TooEarly);
}

void TestLogSeek::startsFromATime()
{
    Bench bench({.sinceNs = timeOf(500)});
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.document().store().lineCount(), 1000);
    QVERIFY(bench.session.hasOlder());
    bench.session.loadOlder();
    QTRY_COMPARE(bench.session.document().store().lineCount(), 2500);
    QCOMPARE(bench.session.document().store().line(bench.session.document().firstLine()).bytes,
             QByteArrayView("line 500"));
    // Coming back goes on without a gap or a repeat.
    bench.session.setActive(false);
    bench.log.print("line 3000");
    bench.session.setActive(true);
    QTRY_COMPARE(bench.session.document().store().lineCount(), 2501);
}

void TestLogSeek::readsTheFileElsewhere()
{
    FileLog log;
    QVERIFY(log.fill());
    LogSeek seek;
    QSignalSpy found(&seek, &LogSeek::found);
    const auto foundLine = [&found] { return found.takeFirst()[1].toLongLong(); };
    seek.seek(&log, timeOf(50'000) - 1); // nobody waits, though the disk does
    QTRY_COMPARE(log.gate->reads, 1);
    QVERIFY(seek.isWaiting());
    QCOMPARE(found.size(), 0);
    seek.seek(&log, timeOf(FileLog::Lines - 10)); // what is in memory needs no disk
    QCOMPARE(found.size(), 1);
    QCOMPARE(foundLine(), FileLog::Lines - 10);
    seek.seek(&log, timeOf(50'000) - 1);
    log.gate->pass.release(100);
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(foundLine(), 50'000);
    for (const int line : {0, 1, 12'345, 77'777, 123'456}) {
        seek.seek(&log, timeOf(line));
        QTRY_COMPARE(found.size(), 1);
        QCOMPARE(foundLine(), line);
    }
    QVERIFY(log.gate->reads < 60);
}

void TestLogSeek::goesOnWithoutWhatCannotBeRead()
{
    FileLog log;
    QVERIFY(log.fill());
    log.gate->fails = true;
    log.gate->pass.release(100);
    LogSeek seek;
    QSignalSpy found(&seek, &LogSeek::found);
    seek.seek(&log, timeOf(50'000));
    QTRY_COMPARE(found.size(), 1);
    const qint64 line = found.first()[1].toLongLong(); // as near as is known
    QVERIFY(std::abs(line - 50'000) <=
            log.document().store().runAt(50'000).end - log.document().store().runAt(50'000).first);
    seek.seek(&log, timeOf(70'000));
    seek.cancel();
    QVERIFY(!seek.isWaiting());
}

QTEST_GUILESS_MAIN(TestLogSeek)
#include "tst_log_seek.moc"
