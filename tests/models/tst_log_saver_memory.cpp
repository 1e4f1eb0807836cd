// SPDX-License-Identifier: Apache-2.0
#include "models/log_filter.h"
#include "models/log_saver.h"
#include "tests/support/file_log.h"

#include <QDir>
#include <QFile>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using models::LineStore;
using models::LogDocument;
using models::LogSaver;

namespace {

/// The pool that writes has something else to do: no disk is slower.
class SlowDisk
{
public:
    SlowDisk()
    {
        for (int i = 0; i < m_threads; ++i)
            m_pool.start([busy = m_busy] { busy->acquire(); });
    }
    SlowDisk(const SlowDisk &) = delete;
    SlowDisk &operator=(const SlowDisk &) = delete;
    ~SlowDisk() { goOn(); }

    void goOn() { m_busy->release(std::exchange(m_threads, 0)); }
    /// All is written, and what the pool has to tell is not heard yet.
    void finish()
    {
        goOn();
        m_pool.waitForDone();
    }

private:
    QThreadPool &m_pool = *QThreadPool::globalInstance();
    int m_threads = m_pool.maxThreadCount();
    const std::shared_ptr<QSemaphore> m_busy = std::make_shared<QSemaphore>();
};

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
}

void fill(LogDocument &document, int lines)
{
    document.append([lines](LineStore &store) {
        for (int i = 0; i < lines; ++i)
            store.append({QByteArray(1023, 'x'), 1});
    });
}

} // namespace

/// A save of what is here, when something goes away under it. See TestLogSaver for the rest.
class TestLogSaverMemory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isSilentOnceCancelled();
    void endsWhenTheLogGoesWhileItIsHeld();
    void goesOnWhereItWasWhenLinesMove();
    void waitsForTheFilter();
};

void TestLogSaverMemory::isSilentOnceCancelled()
{
    const QTemporaryDir folder;
    LogDocument document;
    fill(document, 100);
    LogSaver saver({folder.filePath(u"web.log"_s)});
    const QSignalSpy progressed(&saver, &LogSaver::progressed);
    const QSignalSpy finished(&saver, &LogSaver::finished);
    SlowDisk disk;
    saver.saveFromMemory(document);
    QTRY_VERIFY(!saver.reads(document));
    disk.finish();
    saver.cancel();
    LogSaver next({folder.filePath(u"next.log"_s)});
    const QSignalSpy nextFinished(&next, &LogSaver::finished);
    next.saveFromMemory(document);
    QTRY_COMPARE(nextFinished.size(), 1);
    QVERIFY(progressed.isEmpty() && finished.isEmpty());
}

void TestLogSaverMemory::endsWhenTheLogGoesWhileItIsHeld()
{
    const QTemporaryDir folder;
    auto document = std::make_unique<LogDocument>();
    fill(*document, 2 * LogSaver::MostWaiting / 1024);
    LogSaver saver({folder.filePath(u"web.log"_s)});
    const QSignalSpy finished(&saver, &LogSaver::finished);
    SlowDisk disk;
    saver.saveFromMemory(*document);
    QTRY_VERIFY(saver.fraction() > 0.5); // more than may wait
    QVERIFY(saver.fraction() < 0.75);
    document.reset();
    disk.goOn();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), u"The log is gone."_s);
    QVERIFY(!saver.isRunning());
    QTRY_VERIFY(QDir(folder.path()).isEmpty());
}

/// As when older lines are found while a merged log is saved.
void TestLogSaverMemory::goesOnWhereItWasWhenLinesMove()
{
    constexpr int Lines = 2 * LogSaver::MostWaiting / 1024;
    constexpr int Older = 1000;
    QByteArray expected;
    const auto numbered = [](LineStore &store, int count) {
        for (int i = 0; i < count; ++i)
            store.append({QByteArray::number(i).leftJustified(1023, '.'), 1});
    };
    const QTemporaryDir folder;
    LogDocument document;
    document.append([&](LineStore &store) { numbered(store, Lines); });
    for (int i = 0; i < Lines; ++i)
        expected += QByteArray::number(i).leftJustified(1023, '.') + '\n';
    LogSaver saver({folder.filePath(u"web.log"_s)});
    const QSignalSpy finished(&saver, &LogSaver::finished);
    SlowDisk disk;
    saver.saveFromMemory(document);
    QTRY_VERIFY(saver.fraction() > 0.5); // the rest has to wait
    LineStore moved;
    numbered(moved, Older);
    numbered(moved, Lines);
    document.replace(std::move(moved), [](qint64 line) { return line + Older; });
    disk.goOn();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QString());
    QVERIFY(content(saver.path()) == expected); // no line twice
}

/// Rather than save the lines found so far as if they were all.
void TestLogSaverMemory::waitsForTheFilter()
{
    test::FileLog log;
    QVERIFY(log.fill());
    models::LogFilter filter;
    models::LogFilterQuery query;
    query.text.text = u"77"_s;
    filter.setSource(&log.document);
    filter.setQuery(query);
    const auto goesOn = [&] {
        log.gate->pass.release(1);
        return filter.endRow() > 0;
    };
    QTRY_VERIFY(goesOn());
    QVERIFY(filter.isRunning());
    LogSaver saver({log.folder.filePath(u"web.log"_s)});
    const QSignalSpy progressed(&saver, &LogSaver::progressed);
    const QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromMemory(filter.document());
    QTRY_VERIFY(!progressed.isEmpty()); // what was there is written
    QVERIFY(saver.reads(filter.document()));
    log.open();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QString());
    QByteArray expected;
    for (int i = 0; i < test::FileLog::Lines; ++i) {
        if (test::FileLog::line(i).contains("77"))
            expected += test::FileLog::line(i) + '\n';
    }
    QCOMPARE(content(saver.path()), expected);
}

QTEST_GUILESS_MAIN(TestLogSaverMemory)
#include "tst_log_saver_memory.moc"
