// SPDX-License-Identifier: Apache-2.0
// What works on lines that are in a file, on a disk that takes its time: nothing of it waits on this thread.
#include "models/log_filter.h"
#include "models/log_merge.h"
#include "models/log_overlap.h"
#include "models/log_saver.h"
#include "tests/support/elsewhere.h"
#include "tests/support/file_log.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace Qt::StringLiterals;
using models::FilteredLine;
using models::FilteredRows;
using models::LineOwners;
using models::LineStore;
using models::LogDocument;
using models::LogFilter;
using models::LogMerge;
using models::LogOverlap;
using models::LogSaver;
using models::StoredLine;
using test::FileLog;

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArrayList textsOf(const LineStore &store)
{
    QByteArrayList lines;
    const auto add = [&lines](qint64, const StoredLine &line) {
        lines.append(line.bytes.toByteArray());
        return true;
    };
    test::elsewhere([&] { store.visit(store.firstLine(), store.endLine(), add); });
    return lines;
}

std::vector<FilteredLine> matches(qint64 from, qint64 to)
{
    std::vector<FilteredLine> lines;
    for (qint64 line = from; line < to; ++line)
        lines.emplace_back(line, FilteredLine::Kind::Match);
    return lines;
}

} // namespace

class TestLogInFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isSaved();
    void isSavedWithTimesAndNames();
    void cancelledSaveReadsNoFurther();
    void savingTellsWhatWasDropped();
    void isFiltered();
    void isFilteredAgainFromTheMiddle();
    void rowsAreTakenBackUnread();
    void rowsWhoseLinesAreGoneNeverCome();
    void isMerged();
    void beginIsRecognisedOnceItIsRead();
    void endIsRecognisedUnread();
};

void TestLogInFile::isSaved()
{
    FileLog log;
    QVERIFY(log.fill());
    LogSaver saver({log.folder.filePath(u"web.log"_s)});
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromMemory(log.document);
    QTRY_COMPARE(log.gate->reads, 1); // this thread goes on
    QTRY_VERIFY(!saver.reads(log.document));
    log.document.truncate(log.document.firstLine()); // what was handed over stays
    QVERIFY(finished.isEmpty());
    log.open();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QString());
    QCOMPARE(content(saver.path()), log.lines(0, FileLog::Lines) + '\n');
    QCOMPARE(saver.droppedLines(), 0);
}

/// Also the pieces of long lines, and what begins in the middle of a part of the file.
void TestLogInFile::isSavedWithTimesAndNames()
{
    qputenv("TZ", "UTC");
    FileLog log;
    log.document.append([](LineStore &store) {
        const auto out = engine::LogStream::Stdout;
        const auto err = engine::LogStream::Stderr;
        store.append({"hidden", FileLog::FirstNs, out, false, false});
        store.append({"one ", FileLog::FirstNs + 1'000'000, out, false, true});
        store.append({"line", FileLog::FirstNs + 1'000'000, out, true, false});
        store.append({"cut", FileLog::FirstNs + 2'000'000, err, false, true});
        store.appendMark("Container restarted", 1);
        store.append({"new", FileLog::FirstNs - 3'000'000, err, false, false});
    });
    log.document.setOwners(
        [](qint64 from, qint64 to, LineOwners::Owner *owners) {
            for (qint64 line = from; line < to; ++line)
                *owners++ = line == 4 ? LineOwners::None : LineOwners::Owner(line > 2);
        },
        {u"web"_s, u"db"_s});
    for (int i = 6; i < FileLog::Lines; i += 2000) {
        log.add(i, i + 2000);
        QTRY_VERIFY(log.document.store().spill()->isIdle());
    }
    QVERIFY(log.document.store().runAt(1).isInFile);
    log.open();
    log.document.dropBefore(1);
    QCOMPARE(log.document.firstLine(), 1);
    LogSaver saver({log.folder.filePath(u"web.log"_s), true});
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromMemory(log.document);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    const QByteArrayList lines = content(saver.path()).split('\n');
    QCOMPARE(lines.mid(0, 4),
             (QByteArrayList{"2023-11-14 22:13:20.001 web | one line", "2023-11-14 22:13:20.002 db | cut",
                             "2023-11-14 22:13:19.997 db | new", "2023-11-14 22:13:20.006 db | line 6"}));
    QCOMPARE(lines.at(100'000 - 3), "2023-11-14 22:15:00.000 db | line 100000");
    QCOMPARE(lines.last(), QByteArray());
}

void TestLogInFile::cancelledSaveReadsNoFurther()
{
    FileLog log;
    QVERIFY(log.fill());
    LogSaver saver({log.folder.filePath(u"web.log"_s)});
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromMemory(log.document);
    QTRY_COMPARE(log.gate->reads, 1);
    saver.cancel();
    QVERIFY(!saver.isRunning());
    log.open();
    QThreadPool::globalInstance()->waitForDone();
    QCOMPARE(log.gate->reads, 1); // none of the rest that was handed over with it
    QVERIFY(!QFile::exists(saver.path()));
    QVERIFY(finished.isEmpty());
}

void TestLogInFile::savingTellsWhatWasDropped()
{
    const QTemporaryDir folder;
    LogDocument document(FileLog::Budget);
    const auto add = [&document](int from, int to) {
        document.append([=](LineStore &store) {
            for (int i = from; i < to; ++i) {
                const QByteArray text = FileLog::line(i);
                store.append({text, 1, engine::LogStream::Stdout, false, false});
            }
        });
    };
    add(0, 1000);
    LogSaver saver({folder.filePath(u"web.log"_s)});
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromMemory(document);
    add(1000, FileLog::Lines); // before the first of them had its turn
    const int dropped = int(document.store().droppedLines());
    QVERIFY(dropped > 1000);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(saver.droppedLines(), dropped);
    QCOMPARE(content(saver.path()),
             '[' + QByteArray::number(dropped) + " lines dropped]\n" + FileLog::lines(dropped, FileLog::Lines) + '\n');
}

void TestLogInFile::isFiltered()
{
    FileLog log;
    QVERIFY(log.fill());
    LogFilter filter;
    filter.setSource(&log.document);
    models::LogFilterQuery query;
    query.text.text = u"777"_s;
    query.context = 1;
    filter.setQuery(query);
    QTRY_COMPARE(log.gate->reads, 1);
    log.gate->pass.release(1);
    QTRY_COMPARE(log.gate->reads,
                 3); // the next part is searched while the lines of the first one are read, not by this thread
    QVERIFY(filter.isRunning());
    QCOMPARE(filter.endRow(), 0);
    QCOMPARE(filter.rowOf(FileLog::Lines), 0); // more of them are known, but not here
    log.open();
    QTRY_VERIFY(!filter.isRunning());
    QByteArrayList expected;
    int count = 0;
    for (int i = 0; i < FileLog::Lines; ++i) {
        const auto isMatch = [](int number) { return FileLog::line(number).contains("777"); };
        count += isMatch(i);
        if (isMatch(i) || isMatch(i - 1) || isMatch(i + 1))
            expected.append(FileLog::line(i));
    }
    QCOMPARE(filter.matches(), count);
    QCOMPARE(filter.endRow(), expected.size());
    QCOMPARE(textsOf(filter.document().store()), expected);
}

/// The newest lines are taken back while older ones are still being read.
void TestLogInFile::isFilteredAgainFromTheMiddle()
{
    FileLog log;
    QVERIFY(log.fill());
    LogFilter filter;
    filter.setSource(&log.document);
    models::LogFilterQuery query;
    query.text.text = u"line"_s;
    filter.setQuery(query);
    QTRY_COMPARE(log.gate->reads, 1);
    const auto goesOn = [&] {
        log.gate->pass.release(1);
        return filter.endRow() > 0;
    };
    QTRY_VERIFY(goesOn());
    log.document.truncate(FileLog::Lines - 10);
    log.add(0, 10);
    log.open();
    QTRY_VERIFY(!filter.isRunning());
    QCOMPARE(filter.endRow(), FileLog::Lines);
    QByteArrayList expected = FileLog::lines(0, FileLog::Lines - 10).split('\n');
    expected += FileLog::lines(0, 10).split('\n');
    QCOMPARE(textsOf(filter.document().store()), expected);
}

void TestLogInFile::rowsAreTakenBackUnread()
{
    FileLog shown;
    LineStore source;
    for (int i = 0; i < FileLog::Lines; ++i) {
        const QByteArray text = FileLog::line(i);
        source.append({text, 1, engine::LogStream::Stdout, false, false});
    }
    FilteredRows rows;
    shown.document.append([&](LineStore &target) {
        rows.reset(target, 0);
        for (int i = 0; i < FileLog::Lines; i += 2000) {
            const std::vector<FilteredLine> some = matches(i, i + 2000);
            rows.take(target, source, some.data(), some.data() + some.size());
            QCOMPARE(rows.atHand(target, source, 5000), 2000);
            rows.copy(target, source, 2000);
            QTRY_VERIFY(target.spill()->isIdle());
        }
        QVERIFY(target.runAt(1000).isInFile);
        rows.flip(target, source, {1000}, false, FileLog::Lines);
        QCOMPARE(shown.gate->reads, 0);
        QVERIFY(target.endLine() <= 1000);
        QCOMPARE(rows.endRow(), FileLog::Lines - 1);
        while (!rows.isCopied(target)) {
            rows.copy(target, source, rows.atHand(target, source, 2000));
            QTRY_VERIFY(target.spill()->isIdle());
        }
        // Some rows of that part are gone.
        QVERIFY(target.runAt(1000).isInFile);
        rows.dropBefore(target, 500);
        QCOMPARE(rows.firstRow(), 500);
        rows.flip(target, source, {2000}, false, FileLog::Lines);
        QCOMPARE(target.endLine(), 500);
        QCOMPARE(rows.firstRow(), 500); // the others keep their numbers
        QCOMPARE(rows.at(500).source, 500);
        while (!rows.isCopied(target)) {
            rows.copy(target, source, rows.atHand(target, source, 2000));
            QTRY_VERIFY(target.spill()->isIdle());
        }
        QCOMPARE(shown.gate->reads, 0);
    });
    shown.open();
    QByteArrayList expected = FileLog::lines(0, FileLog::Lines).split('\n');
    expected.removeAt(2000);
    expected.removeAt(1000);
    expected.remove(0, 500);
    QCOMPARE(textsOf(shown.document.store()).mid(500), expected);
}

void TestLogInFile::rowsWhoseLinesAreGoneNeverCome()
{
    LineStore source;
    LineStore target;
    for (int i = 0; i < 10; ++i) {
        const QByteArray text = FileLog::line(i);
        source.append({text, 1, engine::LogStream::Stdout, false, false});
    }
    FilteredRows rows;
    rows.reset(target, 0);
    const std::vector<FilteredLine> all = matches(0, 10);
    rows.take(target, source, all.data(), all.data() + all.size());
    rows.copy(target, source, 4);
    QCOMPARE(rows.endRow(), 10);
    rows.dropBefore(target, 7);
    QCOMPARE(rows.firstRow(), 4);
    QCOMPARE(rows.endRow(), 7);
    QCOMPARE(rows.matches(), 3);
    QCOMPARE(rows.at(4).source, 7);
    rows.copy(target, source, 3);
    QVERIFY(rows.isCopied(target));
    QCOMPARE(target.line(4).bytes, "line 7");
    QCOMPARE(target.line(6).bytes, "line 9");
}

void TestLogInFile::isMerged()
{
    std::array<FileLog, 2> logs;
    for (FileLog &log : logs)
        QVERIFY(log.fill());
    LineStore target;
    LogMerge merge({{&logs[0].document.store(), "a", {}}, {&logs[1].document.store(), "b", "cut"}});
    QCOMPARE(merge.latestNs(), FileLog::FirstNs + (FileLog::Lines - 1) * 1'000'000LL);
    const auto advance = [&] {
        bool isDone = merge.advance(target, LogMerge::Everything, 100'000);
        while (!isDone && !merge.isAwaiting())
            isDone = merge.advance(target, LogMerge::Everything, 100'000);
        return isDone;
    };
    QVERIFY(!advance());
    logs[0].open();
    QTRY_COMPARE(logs[1].gate->reads, 1);
    QVERIFY(!advance()); // what comes first is not known while one of them is
    QVERIFY(target.isEmpty());
    logs[1].open();
    QTRY_VERIFY_WITH_TIMEOUT(advance(), 60'000);
    QVERIFY(!merge.isAwaiting());
    const QByteArrayList lines = textsOf(target);
    QCOMPARE(lines.size(), 2 * FileLog::Lines + 1);
    QCOMPARE(lines[1], "b: cut");
    QCOMPARE(lines[0], "line 0");
    for (int i = 1; i < FileLog::Lines; ++i) {
        QCOMPARE(lines[2 * i + 1], FileLog::line(i));
        QCOMPARE(lines[2 * i + 2], FileLog::line(i));
    }
}

void TestLogInFile::beginIsRecognisedOnceItIsRead()
{
    FileLog log;
    log.stepNs = 1000;
    QVERIFY(log.fill());
    const LineStore &store = log.document.store();
    LogOverlap overlap;
    qint64 next = store.firstLine();
    QVERIFY(!overlap.addBegin(store, next));
    QCOMPARE(next, 0);
    log.open();
    bool isDone = false;
    QTRY_VERIFY(isDone = isDone || overlap.addBegin(store, next));
    constexpr int MostLines = 65'536; // which are in several parts of the file
    QVERIFY(store.runAt(0).end < MostLines);
    QCOMPARE(overlap.minTimeNs(), FileLog::FirstNs);
    QCOMPARE(overlap.maxTimeNs(), FileLog::FirstNs + (MostLines - 1) * log.stepNs);
    QVERIFY(overlap.take({"line 60000", FileLog::FirstNs + 60'000 * log.stepNs}));
    QVERIFY(!overlap.take({"line 60000", FileLog::FirstNs + 60'000 * log.stepNs}));
}

void TestLogInFile::endIsRecognisedUnread()
{
    FileLog log;
    log.stepNs = 500; // two have the same time
    log.document.setBudget(FileLog::Budget / 2);
    QVERIFY(log.fill());
    qint64 inMemory = FileLog::Lines - 1;
    while (!log.document.store().runAt(inMemory - 1).isInFile)
        --inMemory;
    const LogOverlap overlap = LogOverlap::ofEnd(log.document.store());
    QCOMPARE(log.gate->reads, 0);
    // The other one of this time may be in the file.
    QVERIFY(overlap.minTimeNs() > models::storedTime(FileLog::FirstNs + inMemory * log.stepNs));
    QVERIFY(overlap.minTimeNs() <= FileLog::FirstNs + (inMemory + 2) * log.stepNs);
    QCOMPARE(overlap.maxTimeNs(), models::storedTime(FileLog::FirstNs + (FileLog::Lines - 1) * log.stepNs));
}

QTEST_GUILESS_MAIN(TestLogInFile)
#include "tst_log_in_file.moc"
