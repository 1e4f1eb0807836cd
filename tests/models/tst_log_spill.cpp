// SPDX-License-Identifier: Apache-2.0
#include "models/line_flags.h"
#include "models/line_store.h"
#include "models/log_filter.h"
#include "models/log_saver.h"
#include "models/log_search.h"
#include "tests/support/elsewhere.h"
#include "tests/support/gated_disk.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using models::LineStore;
using models::LogDocument;
using models::LogPiece;
using models::LogSpill;
using models::StoredLine;

namespace {

constexpr qint64 Budget = 2 * 1024 * 1024;
constexpr int Lines = 100'000; ///< about 10 MB

QByteArray text(int number)
{
    return "line " + QByteArray::number(number) + ' ' + QByteArray(90, char('a' + number % 26));
}

void append(LineStore &store, int number)
{
    const QByteArray line = text(number);
    const auto stream = number % 3 == 0 ? engine::LogStream::Stderr : engine::LogStream::Stdout;
    store.append(LogPiece{line, 1'700'000'000'000'000'000 + number * 1'234'567LL, stream, false, false});
}

/// No faster than the file takes them, so that what stays depends on the bounds only.
bool fill(LineStore &store, int from, int to)
{
    for (int i = from; i < to; ++i) {
        append(store, i);
        if (i % 1000 == 0 && !QTest::qWaitFor([&] { return store.spill()->isIdle(); }))
            return false;
    }
    return true;
}

/// Whether all lines from `from` on are as they were appended, the first one being number `number`.
bool isWhole(const LineStore &store, qint64 from, int number)
{
    bool whole = true;
    const auto check = [&](qint64, const StoredLine &line) {
        const auto kind = number % 3 == 0 ? StoredLine::Kind::Stderr : StoredLine::Kind::Stdout;
        whole = line.bytes == text(number) && line.kind == kind &&
                line.timeNs == models::storedTime(1'700'000'000'000'000'000 + number * 1'234'567LL);
        ++number;
        return whole;
    };
    test::elsewhere([&] { store.visit(from, store.endLine(), check); });
    return whole && number == Lines;
}

StoredLine lineAt(const LineStore &store, qint64 line)
{
    return test::elsewhere([&] { return store.line(line); });
}

QByteArray markOf(const LineStore &store)
{
    const StoredLine line = lineAt(store, store.firstLine());
    return line.kind == StoredLine::Kind::Mark ? line.bytes.toByteArray() : QByteArray();
}

/// The file without a name that was made in `folder`.
int fileIn(const QString &folder)
{
    for (const QFileInfo &open : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System | QDir::Hidden)) {
        if (QFile::symLinkTarget(open.filePath()).startsWith(folder))
            return open.fileName().toInt();
    }
    return -1;
}

/// Files can't grow beyond this size: to the writer it is as a full disk.
struct FileLimit
{
    explicit FileLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit limit{bytes, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileLimit() { setrlimit(RLIMIT_FSIZE, &before); }
    FileLimit(const FileLimit &) = delete;
    FileLimit &operator=(const FileLimit &) = delete;
    rlimit before{};
};

} // namespace

class TestLogSpill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsEveryLine();
    void leavesNothingBehind();
    void isFoundByASearch();
    void snapshotReadsTheFile();
    void snapshotHoldsNoRoom();
    void survivesAFailingDisk();
    void readsWhatIsAskedForElsewhere();
    void readsTheLatestWishFirst();
    void takesOlderLines();
    void prependsWhileWriting();
    void truncatesIntoTheFile();
    void dropsBeyondTheFile();
    void dropsWhenTheDiskIsFull();
    void dropsWithoutAFolder();
    void givesRoomBack();
};

void TestLogSpill::keepsEveryLine()
{
    const QTemporaryDir folder;
    LineStore store(Budget, std::make_shared<LogSpill>(folder.path()));
    for (int i = 0; i < Lines; ++i) {
        append(store, i);
        QVERIFY(store.memoryBytes() <= Budget);
        if (i % 1000 == 0)
            QTRY_VERIFY(store.spill()->isIdle());
    }
    QCOMPARE(store.firstLine(), 0);
    QCOMPARE(store.droppedLines(), 0);
    QVERIFY(store.spill()->bytesUsed() > 0);
    QVERIFY(isWhole(store, 0, 0));
    QCOMPARE(lineAt(store, 77).bytes, text(77));
    QCOMPARE(store.line(Lines - 1).bytes, text(Lines - 1));
}

void TestLogSpill::leavesNothingBehind()
{
    const QTemporaryDir folder;
    const QString cache = folder.filePath(u"cache/longshore"_s);
    LineStore store(Budget, std::make_shared<LogSpill>(cache));
    QVERIFY(!QDir(cache).exists()); // nothing before it is needed
    QVERIFY(fill(store, 0, Lines));
    QVERIFY(store.spill()->bytesUsed() > 0);
    struct stat status = {};
    QCOMPARE(stat(QFile::encodeName(cache).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777, 0700U);
    QVERIFY(QDir(cache).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot));
}

void TestLogSpill::isFoundByASearch()
{
    const QTemporaryDir folder;
    LogDocument document(Budget, std::make_shared<LogSpill>(folder.path()));
    document.append([](LineStore &store) { QVERIFY(fill(store, 0, Lines)); });
    models::LogSearch search;
    search.setDocument(&document);
    search.find({u"line 777"_s, true, false}, Lines);
    QTRY_VERIFY(!search.isRunning());
    QCOMPARE(search.count(), 111); // 777, 7770…7779, 77700…77799
    QCOMPARE(search.after({-1, 0, 0})->line, 777);
}

void TestLogSpill::snapshotReadsTheFile()
{
    const QTemporaryDir folder;
    auto store = std::make_unique<LineStore>(Budget, std::make_shared<LogSpill>(folder.path()));
    QVERIFY(fill(*store, 0, Lines));
    std::vector<LineStore::Piece> pieces = store->snapshot(10, 12, LineStore::Flags::All);
    QVERIFY(!pieces.at(0).bytes);
    std::vector<LineStore::Piece> later = pieces;
    std::vector<LineStore::Piece> inMemory = store->snapshot(Lines - 2, Lines);
    QVERIFY(test::elsewhere([&] { return pieces[0].load(); }));
    store.reset();
    const QByteArray expected = text(10) + '\n' + text(11) + '\n';
    QCOMPARE(QByteArray(pieces[0].bytes.get(), pieces[0].size), expected);
    models::LineFlags flags(pieces[0].flags);
    QCOMPARE(flags.next().kind, StoredLine::Kind::Stdout);
    QCOMPARE(flags.next().kind, StoredLine::Kind::Stdout);
    QVERIFY(inMemory.at(0).load());
    QTRY_VERIFY(!test::elsewhere([&] { return LineStore::Piece(later[0]).load(); })); // its room was given back
}

/// However long somebody has them to read.
void TestLogSpill::snapshotHoldsNoRoom()
{
    const QTemporaryDir folder;
    constexpr qint64 Bound = 3 * LogSpill::SegmentBytes;
    LineStore store(Budget, std::make_shared<LogSpill>(folder.path(), Bound));
    std::vector<LineStore::Piece> pieces;
    for (int round = 0; round < 7; ++round) { // 70 MB
        QVERIFY(fill(store, 0, Lines));
        for (const LineStore::Piece &piece : store.snapshot(store.firstLine(), store.endLine()))
            pieces.push_back(piece);
    }
    QVERIFY(store.lineCount() > 3 * Lines);
    QVERIFY(store.spill()->bytesUsed() <= Bound);
}

void TestLogSpill::survivesAFailingDisk()
{
    const QTemporaryDir folder;
    LogDocument document(Budget, std::make_shared<LogSpill>(folder.path()));
    document.append([](LineStore &store) { QVERIFY(fill(store, 0, Lines)); });
    const LineStore &store = document.store();
    QCOMPARE(lineAt(store, 10).bytes, text(10));
    QCOMPARE(ftruncate(fileIn(folder.path()), 0), 0);
    QCOMPARE(lineAt(store, 10).bytes, text(10)); // was read not long ago
    const StoredLine lost = lineAt(store, 30'000);
    QCOMPARE(lost.kind, StoredLine::Kind::Mark);
    QCOMPARE(lost.bytes, QByteArrayView("Could not be read from the cache folder"));
    QVERIFY(lost.timeNs > lineAt(store, 10).timeNs);
    QCOMPARE(store.line(Lines - 1).bytes, text(Lines - 1));
    int lines = 0;
    test::elsewhere([&] { store.visit(0, Lines, [&lines](qint64, const StoredLine &) { return ++lines > 0; }); });
    QCOMPARE(lines, Lines);

    models::LogSearch search;
    search.setDocument(&document);
    search.find({u"line"_s, true, false}, 0);
    QTRY_VERIFY(!search.isRunning());
    QVERIFY(search.count() > 0 && search.count() < Lines / 2);
    models::LogFilter filter;
    filter.setSource(&document);
    models::LogFilterQuery query;
    query.text.text = u"line"_s;
    filter.setQuery(query);
    QTRY_VERIFY(!filter.isRunning());
    QCOMPARE(filter.matches(), search.count());
    QCOMPARE(filter.document().store().line(0).kind, StoredLine::Kind::Mark);

    models::LogSaver saver({folder.filePath(u"web.log"_s), false});
    QSignalSpy finished(&saver, &models::LogSaver::finished);
    saver.saveFromMemory(document);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), u"A part of the log could not be read from the cache folder."_s);
    QVERIFY(!QFile::exists(saver.path()));
}

void TestLogSpill::readsWhatIsAskedForElsewhere()
{
    const QTemporaryDir folder;
    const auto gate = std::make_shared<test::GatedDisk::Gate>();
    LineStore store(
        Budget, std::make_shared<LogSpill>(folder.path(), LogSpill::MaxBytes, std::make_unique<test::GatedDisk>(gate)));
    QVERIFY(fill(store, 0, Lines));
    QVERIFY(store.isAtHand(Lines - 1, Lines));
    QVERIFY(!store.isAtHand(0, 1)); // this thread goes on
    QTRY_COMPARE(gate->reads, 1);
    QVERIFY(!store.isAtHand(0, 1));
    gate->pass.release();
    QTRY_VERIFY(store.isAtHand(0, 1));
    QCOMPARE(store.line(0).bytes, text(0));
    QCOMPARE(gate->reads, 1); // it was not read again

    gate->fails = true;
    QVERIFY(!store.isAtHand(Lines / 2, Lines / 2 + 1));
    gate->pass.release();
    QTRY_VERIFY(store.isAtHand(Lines / 2, Lines / 2 + 1));
    QCOMPARE(store.line(Lines / 2).kind, StoredLine::Kind::Mark);
}

void TestLogSpill::readsTheLatestWishFirst()
{
    const QTemporaryDir folder;
    const auto gate = std::make_shared<test::GatedDisk::Gate>();
    LineStore store(
        Budget, std::make_shared<LogSpill>(folder.path(), LogSpill::MaxBytes, std::make_unique<test::GatedDisk>(gate)));
    QVERIFY(fill(store, 0, Lines));
    QVERIFY(!store.isAtHand(0, 1));
    QTRY_COMPARE(gate->reads, 1);
    QVERIFY(!store.isAtHand(10'000, 10'001)); // scrolled past
    QVERIFY(!store.isAtHand(40'000, 40'001));
    gate->pass.release(2);
    QTRY_VERIFY(store.isAtHand(40'000, 40'001));
    QVERIFY(store.isAtHand(0, 1));
    QVERIFY(!store.isAtHand(10'000, 10'001));
    gate->pass.release();
    QTRY_VERIFY(store.isAtHand(10'000, 10'001));
}

void TestLogSpill::takesOlderLines()
{
    const QTemporaryDir folder;
    const auto spill = std::make_shared<LogSpill>(folder.path());
    LineStore store(Budget, spill);
    QVERIFY(fill(store, Lines / 2, Lines));
    LineStore older(Budget / 2, spill);
    QVERIFY(fill(older, 0, Lines / 2));
    store.prepend(std::move(older));
    QCOMPARE(store.firstLine(), -Lines / 2);
    QVERIFY(isWhole(store, store.firstLine(), 0));
    QCOMPARE(store.droppedLines(), 0);
    append(store, Lines);
    QTRY_VERIFY(spill->isIdle());
    append(store, Lines + 1);
    QVERIFY(store.memoryBytes() <= Budget);
}

void TestLogSpill::prependsWhileWriting()
{
    const QTemporaryDir folder;
    const auto spill = std::make_shared<LogSpill>(folder.path());
    LineStore store(4 * Budget, spill);
    LineStore older(4 * Budget, spill);
    for (int i = 0; i < Lines / 2; ++i) { // what fits, and some of it is on its way
        append(older, i);
        append(store, Lines / 2 + i);
    }
    store.prepend(std::move(older));
    QTRY_VERIFY(spill->isIdle());
    QVERIFY(isWhole(store, store.firstLine() + (store.droppedLines() > 0 ? 1 : 0), int(store.droppedLines())));
    append(store, Lines);
    QVERIFY(store.memoryBytes() <= 4 * Budget);
}

void TestLogSpill::truncatesIntoTheFile()
{
    const QTemporaryDir folder;
    LineStore store(Budget, std::make_shared<LogSpill>(folder.path()));
    QVERIFY(fill(store, 0, Lines));
    test::elsewhere([&] { store.truncate(1500); });
    QCOMPARE(store.endLine(), 1500);
    QCOMPARE(lineAt(store, 1499).bytes, text(1499));
    QVERIFY(store.memoryBytes() < LineStore::ChunkBytes * 2);
    QVERIFY(fill(store, 1500, Lines));
    QVERIFY(isWhole(store, 0, 0));
}

void TestLogSpill::dropsBeyondTheFile()
{
    const QTemporaryDir folder;
    constexpr qint64 Bound = 3 * LogSpill::SegmentBytes;
    LineStore store(Budget, std::make_shared<LogSpill>(folder.path(), Bound));
    constexpr int Rounds = 7; // 70 MB
    for (int round = 0; round < Rounds; ++round)
        QVERIFY(fill(store, 0, Lines));
    QVERIFY(store.droppedLines() > 0);
    QVERIFY(store.lineCount() > 3 * Lines); // room is given back by segments
    QVERIFY(store.spill()->bytesUsed() <= Bound);
    QCOMPARE(markOf(store), QLocale().toString(store.droppedLines()).toUtf8() + " lines dropped");
    QCOMPARE(store.firstLine() + 1, store.droppedLines());
    QVERIFY(isWhole(store, qint64(Rounds - 1) * Lines, 0));
}

void TestLogSpill::dropsWhenTheDiskIsFull()
{
    const QTemporaryDir folder;
    const FileLimit limit(LogSpill::SegmentBytes / 2);
    LineStore store(Budget, std::make_shared<LogSpill>(folder.path()));
    QVERIFY(fill(store, 0, Lines));
    QVERIFY(store.memoryBytes() <= Budget);
    QVERIFY(store.droppedLines() > 0);
    QCOMPARE(markOf(store), QLocale().toString(store.droppedLines()).toUtf8() + " lines dropped (" +
                                store.spill()->error().toUtf8() + ')');
    QVERIFY(store.spill()->error().startsWith(folder.path()));
    QVERIFY(isWhole(store, store.firstLine() + 1, int(store.droppedLines())));
}

void TestLogSpill::dropsWithoutAFolder()
{
    LineStore store(Budget, std::make_shared<LogSpill>(u"/dev/null/longshore"_s));
    QVERIFY(fill(store, 0, Lines));
    QVERIFY(store.memoryBytes() <= Budget);
    QVERIFY(markOf(store).contains(" lines dropped (/dev/null/longshore: "));
    QVERIFY(isWhole(store, store.firstLine() + 1, int(store.droppedLines())));
}

void TestLogSpill::givesRoomBack()
{
    const QTemporaryDir folder;
    const auto spill = std::make_shared<LogSpill>(folder.path());
    {
        LineStore store(Budget, spill);
        for (int round = 0; round < 4; ++round) // 40 MB
            QVERIFY(fill(store, 0, Lines));
        QVERIFY(spill->bytesUsed() > LogSpill::SegmentBytes);
    }
    QTRY_COMPARE(spill->bytesUsed(), 0);
}

QTEST_GUILESS_MAIN(TestLogSpill)
#include "tst_log_spill.moc"
