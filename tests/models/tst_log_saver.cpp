// SPDX-License-Identifier: Apache-2.0
#include "engine-client/engine_client.h"
#include "models/log_filter.h"
#include "models/log_saver.h"
#include "models/log_sift.h"
#include "tests/support/scripted_log.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include <sys/resource.h>

#include <csignal>

using namespace Qt::StringLiterals;
using models::LogDocument;
using models::LogFilterQuery;
using models::LogSaver;
using test::ScriptedEngine;

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Lines of a multiplexed log, as an engine sends them.
QByteArray frames(const QByteArray &line, int count)
{
    const QByteArray text = "2023-11-14T22:13:20.000000000Z " + line + '\n';
    QByteArray frame("\1\0\0\0\0\0\0\0", 8);
    frame[6] = char(text.size() / 256);
    frame[7] = char(text.size() % 256);
    return (frame + text).repeated(count);
}

/// Random lines of both streams, some of them long and in several pieces, and the ways they may arrive.
class RandomLog
{
public:
    explicit RandomLog(quint32 seed) : m_random(seed)
    {
        for (int i = 0; i < 120; ++i)
            addLine();
    }

    [[nodiscard]] engine::LogBatch batch(std::size_t from, std::size_t to) const
    {
        engine::LogBatch batch;
        for (std::size_t i = from; i < to; ++i) {
            engine::LogLine line = m_lines[i];
            line.offset = quint32(batch.bytes.size());
            line.length = quint32(m_texts[i].size());
            batch.bytes += m_texts[i];
            batch.lines.push_back(line);
        }
        return batch;
    }
    [[nodiscard]] std::size_t size() const { return m_lines.size(); }
    [[nodiscard]] std::size_t next(std::size_t from)
    {
        return std::min(from + 1 + std::size_t(m_random.bounded(7)), size());
    }

private:
    void addLine()
    {
        static const QByteArrayList words{"needle", "hay", "ERROR: no", "WARN", "  at x", ""};
        const auto stream = m_random.bounded(3) == 0 ? engine::LogStream::Stderr : engine::LogStream::Stdout;
        const int pieces = m_random.bounded(9) == 0 ? 2 + m_random.bounded(3) : 1;
        for (int i = 0; i < pieces; ++i) {
            QByteArray text = words[m_random.bounded(int(words.size()))] + ' ' + QByteArray::number(m_texts.size());
            if (m_random.bounded(12) == 0)
                text += QByteArray(20'000, 'x') + words[m_random.bounded(int(words.size()))];
            m_texts.append(text);
            m_lines.push_back({0, 0, ++m_timeNs, stream, i + 1 < pieces});
        }
    }

    QRandomGenerator m_random;
    QByteArrayList m_texts;
    std::vector<engine::LogLine> m_lines;
    qint64 m_timeNs = 1'700'000'000'000'000'000;
};

/// The pieces that a sift lets through of `log`, which arrives whole or in parts.
QByteArrayList sifted(const LogFilterQuery &query, RandomLog &log, bool whole)
{
    QByteArrayList lines;
    const auto take = [&lines](const models::StoredLine &line, std::size_t) { lines.append(line.bytes.toByteArray()); };
    models::LogSift sift(query);
    for (std::size_t at = 0; at < log.size();) {
        const std::size_t next = whole ? log.size() : log.next(at);
        sift.push(log.batch(at, next), 0, take);
        at = next;
    }
    sift.finish(take);
    return lines;
}

QByteArrayList linesOf(const LogDocument &document)
{
    QByteArrayList lines;
    document.store().visit(document.firstLine(), document.endLine(), [&](qint64, const models::StoredLine &line) {
        lines.append(line.bytes.toByteArray());
        return true;
    });
    return lines;
}

} // namespace

class TestLogSaver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void siftsWhatAFilterShows_data();
    void siftsWhatAFilterShows();
    void savesWhatPassesTheFilter();
    void givesUpAnEndlessExpression();
    void slowDiskMakesTheEngineWait();
    void fullDiskLeavesTheFileOfBefore();
    void cancelWhileTheDiskIsBusy();
    void saysHowFarItIs();
    void mergesSeveral();
    void mergesWhatPassesTheFilter();
    void oneLogAheadMakesTheEngineWait();
    void oneOfSeveralThatFailsEndsAll();
};

void TestLogSaver::siftsWhatAFilterShows_data()
{
    QTest::addColumn<LogFilterQuery>("query");
    const auto query = [](const QString &text, bool hides, int context, quint8 levels) {
        LogFilterQuery made;
        made.text.text = text;
        made.hideMatching = hides;
        made.context = context;
        made.levels = levels;
        return made;
    };
    const quint8 errors = LogFilterQuery::levelBit(models::LogLevel::Error);
    QTest::newRow("text") << query(u"needle"_s, false, 0, 0);
    QTest::newRow("context") << query(u"needle"_s, false, 3, 0);
    QTest::newRow("much context") << query(u"ERROR"_s, false, LogFilterQuery::MaxContext, 0);
    QTest::newRow("hidden") << query(u"hay"_s, true, 0, 0);
    QTest::newRow("levels") << query({}, false, 0, errors);
    QTest::newRow("levels with context") << query({}, false, 2, errors);
    QTest::newRow("text of a level") << query(u"no"_s, false, 1, errors);
}

void TestLogSaver::siftsWhatAFilterShows()
{
    QFETCH(LogFilterQuery, query);
    for (quint32 seed = 0; seed < 25; ++seed) {
        RandomLog log(seed);
        LogDocument document;
        document.append([&log](models::LineStore &store) {
            models::LineCutter cutter;
            const auto append = [&store](const models::LogPiece &piece) { store.append(piece); };
            cutter.push(log.batch(0, log.size()), append);
            cutter.flush(append);
        });
        models::LogFilter filter;
        filter.setSource(&document);
        filter.setQuery(query);
        QTRY_VERIFY(!filter.isRunning());
        const QByteArrayList expected = linesOf(filter.document());
        QVERIFY(!expected.isEmpty());
        QCOMPARE(sifted(query, log, true), expected);
        QCOMPARE(sifted(query, log, false), expected);
    }
}

void TestLogSaver::savesWhatPassesTheFilter()
{
    const QTemporaryDir folder;
    ScriptedEngine scripted;
    test::ScriptedLog log(scripted, "web");
    log.printMany("line ", 0, 3000);
    engine::EngineClient client(scripted.endpoint());
    LogSaver::Target target{folder.filePath(u"part.log"_s)};
    target.filter.text.text = u"line 29"_s;
    target.filter.context = 1;
    target.sinceNs = 1'700'000'000'300'000'000; // from line 299 on
    LogSaver saver(target);
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromEngine(client, {{u"web"_s}});
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QString());
    QByteArray expected = "line 299\nline 300\n";
    for (int i = 2899; i < 3000; ++i)
        expected += "line " + QByteArray::number(i) + '\n';
    QCOMPARE(content(saver.path()), expected);
}

void TestLogSaver::givesUpAnEndlessExpression()
{
    const QTemporaryDir folder;
    ScriptedEngine scripted;
    test::ScriptedLog log(scripted, "web");
    log.printMany(QByteArray(60, 'a') + '!', 0, 120);
    engine::EngineClient client(scripted.endpoint());
    LogSaver::Target target{folder.filePath(u"part.log"_s)};
    target.filter.text.text = u"(a+)+$"_s;
    target.filter.text.regularExpression = true;
    LogSaver saver(target);
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromEngine(client, {{u"web"_s}});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 60'000);
    QCOMPARE(finished.first().first().toString(), u"The regular expression takes too long."_s);
    QTRY_VERIFY(QDir(folder.path()).isEmpty()); // rather than a part that looks like all
}

void TestLogSaver::slowDiskMakesTheEngineWait()
{
    const QTemporaryDir folder;
    ScriptedEngine scripted;
    const test::ScriptedStreamPtr stream = scripted.stream("GET", "/containers/web/logs");
    constexpr int Pieces = 64;
    const QByteArray piece = frames(QByteArray(1000, 'x'), 1024); // about 1 MiB
    engine::EngineClient client(scripted.endpoint());
    // The pool that writes has something else to do: no disk is slower.
    QThreadPool &pool = *QThreadPool::globalInstance();
    QSemaphore disk;
    const int threads = pool.maxThreadCount();
    for (int i = 0; i < threads; ++i)
        pool.start([&disk] { disk.acquire(); });
    LogSaver saver({folder.filePath(u"web.log"_s)});
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromEngine(client, {{u"web"_s}});
    for (int i = 0; i < Pieces; ++i)
        stream->push(piece);
    stream->end();
    QTRY_VERIFY(stream->unsent() < (Pieces - 16) * piece.size());
    for (int i = 0; i < 20; ++i) { // time enough to read all, were it wanted
        int replies = 0;
        const engine::RequestHandle ping =
            client.system().ping(this, [&replies](const engine::Result<engine::PingInfo> &) { ++replies; });
        QTRY_COMPARE(replies, 1);
    }
    QVERIFY(stream->unsent() > Pieces / 2 * piece.size());
    QVERIFY(finished.isEmpty());
    disk.release(threads);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(finished.first().first().toString(), QString());
    QCOMPARE(QFile(saver.path()).size(), Pieces * 1024 * 1001);
}

void TestLogSaver::fullDiskLeavesTheFileOfBefore()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"web.log"_s);
    write(path, "of before");
    LogDocument document;
    document.append([](models::LineStore &store) {
        for (int i = 0; i < 4096; ++i)
            store.append({QByteArray(1000, 'x'), 1});
    });
    // No file of this process may be larger than 1 MiB now.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{1024 * 1024, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    LogSaver saver({path});
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromMemory(document);
    const bool hasFinished = QTest::qWaitFor([&] { return finished.size() == 1; });
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(hasFinished);
    QCOMPARE(finished.first().first().toString(), u"File too large"_s);
    QCOMPARE(content(path), QByteArray("of before"));
    QTRY_COMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"web.log"_s});
}

void TestLogSaver::cancelWhileTheDiskIsBusy()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"web.log"_s);
    write(path, "of before");
    LogDocument document;
    document.append([](models::LineStore &store) { store.append({"the line", 1}); });
    QThreadPool &pool = *QThreadPool::globalInstance();
    QSemaphore disk, isFree;
    const int threads = pool.maxThreadCount();
    for (int i = 0; i < threads; ++i)
        pool.start([&disk] { disk.acquire(); });
    {
        LogSaver saver({path});
        saver.saveFromMemory(document);
        QTRY_VERIFY(!saver.reads(document)); // all of it waits to be written
        saver.cancel();
    }
    disk.release(threads);
    pool.waitForDone();
    QCOMPARE(content(path), QByteArray("of before"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"web.log"_s});
}

void TestLogSaver::saysHowFarItIs()
{
    const QTemporaryDir folder;
    ScriptedEngine scripted;
    const test::ScriptedStreamPtr stream = scripted.stream("GET", "/containers/web/logs");
    engine::EngineClient client(scripted.endpoint());
    LogSaver::Target target{folder.filePath(u"web.log"_s)};
    target.newestNs = 1'700'000'004'000'000'000;
    LogSaver saver(target);
    QSignalSpy progressed(&saver, &LogSaver::progressed);
    saver.saveFromEngine(client, {{u"web"_s}});
    QVERIFY(saver.fraction() < 0);
    QByteArray line = frames("x", 1);
    stream->push(line);
    QTRY_VERIFY(!progressed.isEmpty());
    QTRY_COMPARE(saver.fraction(), 0.0);
    stream->push(line.replace(":20.0", ":23.0"));
    QTRY_COMPARE(saver.fraction(), 0.75);
}

void TestLogSaver::mergesSeveral()
{
    const QTemporaryDir folder;
    ScriptedEngine scripted;
    test::ScriptedLog db(scripted, "db");
    test::ScriptedLog web(scripted, "web");
    QByteArray expected;
    for (int i = 0; i < 3000; ++i) {
        const QByteArray number = QByteArray::number(i);
        db.print("SELECT " + number);
        web.print("GET /" + number, i % 3 == 0);
        expected += "db | SELECT " + number + "\nweb | GET /" + number + '\n';
    }
    engine::EngineClient client(scripted.endpoint());
    LogSaver::Target target{folder.filePath(u"all.log"_s)};
    target.newestNs = 1'700'000'003'000'000'000;
    LogSaver saver(target);
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromEngine(client, {{u"db"_s, false, u"db"_s}, {u"web"_s, false, u"web"_s}});
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QString());
    QCOMPARE(content(saver.path()), expected);
    QCOMPARE(saver.bytesWritten(), expected.size());
}

/// Lines around a match are those of all logs; a long line keeps its name and goes on in one piece.
void TestLogSaver::mergesWhatPassesTheFilter()
{
    const QTemporaryDir folder;
    ScriptedEngine scripted;
    test::ScriptedLog db(scripted, "db");
    test::ScriptedLog web(scripted, "web");
    for (int i = 0; i < 100; ++i) {
        db.print("SELECT " + QByteArray::number(i));
        web.print("GET /" + QByteArray::number(i));
    }
    const QByteArray longLine = QByteArray(40'000, 'x') + " needle";
    web.print(longLine);
    db.pass(1);
    db.print("SELECT last");
    engine::EngineClient client(scripted.endpoint());
    LogSaver::Target target{folder.filePath(u"part.log"_s)};
    target.filter.text.text = u"(T 50|needle)$"_s;
    target.filter.text.regularExpression = true;
    target.filter.context = 1;
    LogSaver saver(target);
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromEngine(client, {{u"db"_s, false, u"db"_s}, {u"web"_s, false, u"web"_s}});
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QString());
    QCOMPARE(content(saver.path()),
             "web | GET /49\ndb | SELECT 50\nweb | GET /50\nweb | GET /99\nweb | " + longLine + "\ndb | SELECT last\n");
}

void TestLogSaver::oneLogAheadMakesTheEngineWait()
{
    const QTemporaryDir folder;
    ScriptedEngine scripted;
    const test::ScriptedStreamPtr fast = scripted.stream("GET", "/containers/fast/logs");
    const test::ScriptedStreamPtr slow = scripted.stream("GET", "/containers/slow/logs");
    constexpr int Pieces = 64;
    const QByteArray piece = frames(QByteArray(1000, 'x'), 1024); // about 1 MiB
    engine::EngineClient client(scripted.endpoint());
    LogSaver saver({folder.filePath(u"all.log"_s)});
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromEngine(client, {{u"fast"_s, false, u"fast"_s}, {u"slow"_s, false, u"slow"_s}});
    for (int i = 0; i < Pieces; ++i)
        fast->push(piece);
    fast->end();
    QTRY_VERIFY(fast->unsent() < (Pieces - 8) * piece.size());
    for (int i = 0; i < 20; ++i) { // time enough to read all, were it wanted
        int replies = 0;
        const engine::RequestHandle ping =
            client.system().ping(this, [&replies](const engine::Result<engine::PingInfo> &) { ++replies; });
        QTRY_COMPARE(replies, 1);
    }
    QVERIFY(fast->unsent() > Pieces / 2 * piece.size());
    QCOMPARE(saver.bytesWritten(), 0);
    slow->push(frames("later", 1).replace(":20.0", ":23.0"));
    slow->end();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(finished.first().first().toString(), QString());
    QCOMPARE(QFile(saver.path()).size(), Pieces * 1024 * (1001 + 7) + QByteArrayView("slow | later\n").size());
}

void TestLogSaver::oneOfSeveralThatFailsEndsAll()
{
    const QTemporaryDir folder;
    ScriptedEngine scripted;
    test::ScriptedLog web(scripted, "web");
    web.printMany("line ", 0, 100);
    engine::EngineClient client(scripted.endpoint());
    LogSaver saver({folder.filePath(u"all.log"_s)});
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.saveFromEngine(client, {{u"web"_s, false, u"web"_s}, {u"gone"_s, false, u"gone"_s}});
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished.first().first().toString().isEmpty());
    QVERIFY(!saver.isRunning());
    QTRY_VERIFY(QDir(folder.path()).isEmpty()); // rather than a part that looks like all
}

QTEST_GUILESS_MAIN(TestLogSaver)
#include "tst_log_saver.moc"
