// SPDX-License-Identifier: Apache-2.0
// What works on lines that are in a file, on a disk that takes its time: nothing of it waits on this thread.
#include "models/log_saver.h"
#include "tests/support/file_log.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LineOwners;
using models::LineStore;
using models::LogDocument;
using models::LogSaver;
using test::FileLog;

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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
    QVERIFY(log.gate->reads < 8); // what was handed over together
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

QTEST_GUILESS_MAIN(TestLogInFile)
#include "tst_log_in_file.moc"
