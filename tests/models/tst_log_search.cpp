// SPDX-License-Identifier: Apache-2.0
#include "models/log_saver.h"
#include "models/log_search.h"
#include "tests/support/scripted_log.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LineStore;
using models::LogDocument;
using models::LogHit;
using models::LogPiece;
using models::LogQuery;
using models::LogSearch;

namespace {

void add(LogDocument &document, const QByteArrayList &lines)
{
    document.append([&](models::LineStore &store) {
        for (const QByteArray &line : lines)
            store.append(LogPiece{line, 1'700'000'000'000'000'000, engine::LogStream::Stdout, false, false});
    });
}

QList<LogHit> hits(const LogSearch &search)
{
    QList<LogHit> all;
    search.visit(-1'000'000, 1'000'000, [&](const LogHit &hit) { all.append(hit); });
    return all;
}

} // namespace

/// What a log pane does with a document off the screen: find, save.
class TestLogSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void saysWhatIsWrong();
    void stopsWhatTakesTooLong();
    void stepsInOrder();
    void followsTheDocument();
    void forgetsDroppedAndClearedLines();
    void capsWhatItKeeps();
    void stopsWhenItGoes();
    void savesFromTheEngine();
    void savesFromMemory();
    void failedSaveLeavesNothing();
    void cutSaveLeavesNothing();
    void cancelledSaveLeavesNothing();
};

void TestLogSearch::finds_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("caseSensitive");
    QTest::addColumn<bool>("expression");
    QTest::addColumn<bool>("wholeWord");
    QTest::addColumn<QList<LogHit>>("expected");
    const auto row = [](const char *name, const QByteArrayList &lines, const QString &text, bool caseSensitive,
                        bool expression, const QList<LogHit> &expected) {
        QTest::newRow(name) << lines << text << caseSensitive << expression << false << expected;
    };
    row("every place", {"an error, error", "none", "ERROR"}, u"error"_s, false, false,
        {{0, 3, 5}, {0, 10, 5}, {2, 0, 5}});
    row("case", {"Error", "error"}, u"error"_s, true, false, {{1, 0, 5}});
    row("not over a line end", {"ab", "cd"}, u"bc"_s, true, false, {});
    row("colour inside a word", {"er\x1b[31mror"}, u"error"_s, true, false, {{0, 0, 5}});
    row("not in an escape", {"\x1b[31mx"}, u"31"_s, true, false, {});
    row("overwritten text", {"error\rfine"}, u"error"_s, true, false, {});
    row("behind a tab", {"\terror"}, u"error"_s, true, false, {{0, 8, 5}});
    row("other scripts", {"\xc3\x84rger"}, QString(u"\u00e4rger"_s), false, false, {{0, 0, 5}});
    row("expression", {"a1b22", "c"}, u"[0-9]+"_s, false, true, {{0, 1, 1}, {0, 3, 2}});
    row("empty match", {"abc"}, u"x*"_s, false, true, {});
    const auto word = [](const char *name, const QByteArrayList &lines, const QString &text, bool expression,
                         const QList<LogHit> &expected) {
        QTest::newRow(name) << lines << text << false << expression << true << expected;
    };
    word("whole word", {"error errors terror _error error2 ERROR"}, u"error"_s, false, {{0, 0, 5}, {0, 34, 5}});
    word("whole word at its edges", {"(error) x.error, error"}, u"error"_s, false, {{0, 1, 5}, {0, 10, 5}, {0, 17, 5}});
    word("word that overlaps itself", {"aa aaa a"}, u"a"_s, false, {{0, 7, 1}});
    word("what is no word needs no edge", {"a--b a-- --b"}, u"--"_s, false, {{0, 1, 2}, {0, 6, 2}, {0, 9, 2}});
    word("whole word beside letters of other scripts",
         {"\xc3\xa4"
          "bc bc"},
         u"bc"_s, false, {{0, 4, 2}});
    word("whole word that an expression finds", {"ab abc xab"}, u"a.|abc"_s, true, {{0, 0, 2}, {0, 3, 3}});
    row("endless expression", {QByteArray(60, 'a') + "!"}, u"(a+)+$"_s, false, true, {});
}

void TestLogSearch::finds()
{
    QFETCH(const QByteArrayList, lines);
    QFETCH(const QString, text);
    QFETCH(const bool, caseSensitive);
    QFETCH(const bool, expression);
    QFETCH(const bool, wholeWord);
    QFETCH(const QList<LogHit>, expected);
    LogDocument document;
    add(document, lines);
    LogSearch search;
    search.setDocument(&document);
    search.find({text, caseSensitive, expression, wholeWord}, 0);
    QTRY_VERIFY(!search.isRunning());
    QVERIFY(hits(search) == expected);
    QCOMPARE(search.count(), expected.size());
    QVERIFY(search.error().isEmpty());
}

void TestLogSearch::saysWhatIsWrong()
{
    LogDocument document;
    add(document, {"a"});
    LogSearch search;
    search.setDocument(&document);
    search.find({u"(a"_s, false, true}, 0);
    QVERIFY(!search.error().isEmpty());
    QVERIFY(!search.isRunning());
    search.find({u"a)(b"_s, false, true, true}, 0); // would be one inside the brackets of the whole word
    QVERIFY(!search.error().isEmpty());
    search.find({u"(a"_s, false, false}, 0);
    QVERIFY(search.error().isEmpty());
}

void TestLogSearch::stopsWhatTakesTooLong()
{
    LogDocument document;
    const QByteArray endless = QByteArray(60, 'a') + '!';
    add(document, {endless, "aa", endless});
    LogSearch search;
    search.setDocument(&document);
    search.find({u"(a+)+$"_s, false, true}, 0);
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), 1);
    QCOMPARE(search.skippedLines(), 2);
    QVERIFY(!search.isTooSlow());
    add(document, QByteArrayList(1000, endless));
    QTRY_VERIFY(!search.isRunning());
    QVERIFY(search.isTooSlow());
    add(document, {"aa"});
    QVERIFY(!search.isRunning());
    search.find({u"a+$"_s, false, true}, 0);
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), 2);
    QCOMPARE(search.skippedLines(), 0);
}

void TestLogSearch::stepsInOrder()
{
    LogDocument document;
    for (int i = 0; i < 20'000; ++i)
        add(document, {i % 100 == 0 ? QByteArray("needle and needle") : QByteArray(80, '.')});
    LogSearch search;
    search.setDocument(&document);
    search.find({u"needle"_s}, 10'000);
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), 400);
    LogHit at{-1, 0, 0};
    for (int i = 1; i <= 400; ++i) {
        const std::optional<LogHit> next = search.after(at);
        QVERIFY(next && *next > at);
        QCOMPARE(search.ordinal(*next), i);
        if (i > 1)
            QVERIFY(search.before(*next) == at);
        at = *next;
    }
    QVERIFY(!search.after(at));
    QVERIFY(!search.before({0, 0, 0}));
    QVERIFY(search.hasHit(100, 101));
    QVERIFY(!search.hasHit(101, 200));
}

void TestLogSearch::followsTheDocument()
{
    LogDocument document;
    LogSearch search;
    search.setDocument(&document);
    search.find({u"needle"_s}, 0);
    for (int i = 0; i < 50; ++i)
        add(document, {"needle", "hay"});
    QTRY_COMPARE(search.count(), 50);
    models::LineStore older;
    older.append(LogPiece{"older needle", 1, engine::LogStream::Stdout, false, false});
    document.prepend(std::move(older));
    QTRY_COMPARE(search.count(), 51);
    QCOMPARE(search.ordinal({-1, 6, 6}), 1);
    search.setDocument(nullptr);
    QCOMPARE(search.count(), 0);
}

void TestLogSearch::forgetsDroppedAndClearedLines()
{
    LogDocument document(2 * models::LineStore::ChunkBytes);
    LogSearch search;
    search.setDocument(&document);
    search.find({u"needle"_s}, 0);
    for (int i = 0; i < 100; ++i)
        add(document, QByteArrayList(100, "needle" + QByteArray(100, '.')));
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), document.endLine() - document.firstLine() - 1);
    document.clear();
    QCOMPARE(search.count(), 0);
}

void TestLogSearch::capsWhatItKeeps()
{
    LogDocument document;
    add(document, QByteArrayList(200, QByteArray(7000, 'a')));
    LogSearch search;
    search.setDocument(&document);
    search.find({u"a"_s}, 0);
    QTRY_VERIFY(!search.isRunning());
    QVERIFY(search.isCapped());
}

void TestLogSearch::stopsWhenItGoes()
{
    LogDocument document;
    add(document, QByteArrayList(100'000, QByteArray(100, 'a')));
    for (int i = 0; i < 20; ++i) {
        LogSearch search;
        search.setDocument(&document);
        search.find({u"a(?=a*b)"_s, false, true}, 0);
        QVERIFY(search.isRunning());
    }
}

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

} // namespace

void TestLogSearch::savesFromTheEngine()
{
    const QTemporaryDir folder;
    test::ScriptedEngine scripted;
    test::ScriptedLog log(scripted, "web");
    log.print("out");
    log.print("\x1b[31merror\x1b[0m", true);
    log.printMany("line ", 0, 3000);
    engine::EngineClient client(scripted.endpoint());
    models::LogSaver saver({folder.filePath(u"web.log"_s), false});
    QSignalSpy finished(&saver, &models::LogSaver::finished);
    saver.saveFromEngine(client, {{u"web"_s}});
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QString());
    const QByteArray saved = content(saver.path());
    QVERIFY(saved.startsWith("out\n\x1b[31merror\x1b[0m\nline 0\n"));
    QVERIFY(saved.endsWith("line 2998\nline 2999\n"));
    QCOMPARE(saver.bytesWritten(), saved.size());

    models::LogSaver timed({folder.filePath(u"timed.log"_s), true});
    QSignalSpy timedFinished(&timed, &models::LogSaver::finished);
    timed.saveFromEngine(client, {{u"web"_s}});
    QTRY_COMPARE(timedFinished.size(), 1);
    const QString when = QDateTime::fromMSecsSinceEpoch(1'700'000'000'001).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
    QVERIFY(content(timed.path()).startsWith(when.toLatin1() + " out\n"));
}

void TestLogSearch::savesFromMemory()
{
    const QTemporaryDir folder;
    LogDocument document;
    add(document, {"one", "two"});
    document.append([](models::LineStore &store) { store.appendMark("Container removed", 1); });
    models::LogSaver saver({folder.filePath(u"web.log"_s), false});
    QSignalSpy finished(&saver, &models::LogSaver::finished);
    saver.saveFromMemory(document);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(content(saver.path()), QByteArray("one\ntwo\n"));
}

void TestLogSearch::failedSaveLeavesNothing()
{
    const QTemporaryDir folder;
    LogDocument document;
    add(document, {"one"});
    models::LogSaver saver({folder.filePath(u"no/such/folder/web.log"_s), false});
    QSignalSpy finished(&saver, &models::LogSaver::finished);
    saver.saveFromMemory(document);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished.first().first().toString().isEmpty());

    test::ScriptedEngine scripted;
    scripted.refuse("GET", "/containers/web/logs", 500, "it broke");
    engine::EngineClient client(scripted.endpoint());
    models::LogSaver refused({folder.filePath(u"web.log"_s), false});
    QSignalSpy refusedFinished(&refused, &models::LogSaver::finished);
    refused.saveFromEngine(client, {{u"web"_s}});
    QTRY_COMPARE(refusedFinished.size(), 1);
    QVERIFY(refusedFinished.first().first().toString().contains(u"it broke"_s, Qt::CaseInsensitive));
    QVERIFY(!QFile::exists(refused.path()));
}

void TestLogSearch::cutSaveLeavesNothing()
{
    const QTemporaryDir folder;
    test::ScriptedEngine scripted;
    const test::ScriptedStreamPtr stream = scripted.stream("GET", "/containers/web/logs");
    stream->push(QByteArray("\1\0\0\0\0\0\0\6hello\n", 14));
    engine::EngineClient client(scripted.endpoint());
    models::LogSaver saver({folder.filePath(u"web.log"_s), false});
    QSignalSpy progressed(&saver, &models::LogSaver::progressed);
    QSignalSpy finished(&saver, &models::LogSaver::finished);
    saver.saveFromEngine(client, {{u"web"_s}});
    QTRY_VERIFY(!progressed.isEmpty());
    scripted.stop();
    QTRY_COMPARE(finished.size(), 1);
    const QString error = finished.first().first().toString();
    QVERIFY2(error.startsWith(u"Can't read the log of container web. The connection to the engine is broken."),
             qUtf8Printable(error));
    QTRY_VERIFY(QDir(folder.path()).isEmpty());
}

void TestLogSearch::cancelledSaveLeavesNothing()
{
    const QTemporaryDir folder;
    test::ScriptedEngine scripted;
    const test::ScriptedStreamPtr stream = scripted.stream("GET", "/containers/web/logs");
    stream->push(QByteArray("\1\0\0\0\0\0\0\6hello\n", 14));
    engine::EngineClient client(scripted.endpoint());
    {
        models::LogSaver saver({folder.filePath(u"web.log"_s), false});
        QSignalSpy progressed(&saver, &models::LogSaver::progressed);
        saver.saveFromEngine(client, {{u"web"_s}});
        QTRY_VERIFY(!progressed.isEmpty());
        saver.cancel();
        QVERIFY(!saver.isRunning());
    }
    QTRY_COMPARE(stream->readers(), 0);
    QTRY_VERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(TestLogSearch)
#include "tst_log_search.moc"
