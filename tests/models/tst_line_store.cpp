// SPDX-License-Identifier: Apache-2.0
#include "models/line_store.h"

#include "engine-client/decode/log_decoder.h"
#include "tests/support/log_load.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>

using engine::LogBatch;
using engine::LogStream;
using models::LineCutter;
using models::LineStore;
using models::LogPiece;
using models::StoredLine;

namespace {

LogPiece piece(QByteArrayView bytes, qint64 timeNs = 1, LogStream stream = LogStream::Stdout)
{
    return {bytes, timeNs, stream, false, false};
}

void addLine(LogBatch &batch, const QByteArray &bytes, LogStream stream, bool partial)
{
    batch.lines.push_back({quint32(batch.bytes.size()), quint32(bytes.size()), 7, stream, partial});
    batch.bytes += bytes;
}

QList<QByteArray> texts(const LineStore &store)
{
    QList<QByteArray> lines;
    store.visit(store.firstLine(), store.endLine(), [&](qint64, const StoredLine &line) {
        lines.append(line.bytes.toByteArray());
        return true;
    });
    return lines;
}

/// What a decoder makes of `frames` when they come fast.
std::vector<LogBatch> batches(const QByteArray &frames)
{
    constexpr qsizetype Read = 128 * 1024;
    std::vector<LogBatch> all;
    engine::LogDecoder decoder(false, true);
    for (qsizetype at = 0; at < frames.size(); at += 2 * Read) {
        for (const qsizetype from : {at, at + Read}) {
            const QByteArray part = frames.mid(from, Read);
            decoder.push(part.constData(), std::size_t(part.size()));
        }
        (void)decoder.take(all.emplace_back());
    }
    return all;
}

} // namespace

class TestLineStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsLines();
    void keepsAnyTime();
    void costsFewBytesALine();
    void findsEveryLineOfManyChunks();
    void dropsTheFrontWithAMark();
    void prependsWithoutMovingLines();
    void prependedStylesReachOn();
    void prependedStylesReachFar();
    void adoptsBlocks_data();
    void adoptsBlocks();
    void leavesOddBatches();
    void truncates();
    void stylesFollowEachStream();
    void snapshotOutlivesChanges();
    void cutsLongLines();
    void cutsShapedLinesSooner();
    void piecesDoNotDependOnArrival();
};

void TestLineStore::keepsLines()
{
    LineStore store;
    QVERIFY(store.isEmpty());
    QCOMPARE(store.lineCount(), 0);
    store.append(piece("one", 10'000));
    store.append(piece("", 20'999, LogStream::Stderr));
    store.appendMark("Container restarted", 30'000);
    store.append(piece("a\nb", 40'000));
    QCOMPARE(texts(store), (QList<QByteArray>{"one", "", "Container restarted", "a", "b"}));
    QCOMPARE(store.line(0).kind, StoredLine::Kind::Stdout);
    QCOMPARE(store.line(1).kind, StoredLine::Kind::Stderr);
    QCOMPARE(store.line(2).kind, StoredLine::Kind::Mark);
    QCOMPARE(store.line(1).timeNs, 20'000);
    QCOMPARE(store.line(4).timeNs, 40'000);
}

void TestLineStore::keepsAnyTime()
{
    const QList<qint64> times{
        0, 1'700'000'000'123'456'789, 0, -1, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min(), 5};
    LineStore store;
    for (const qint64 time : times)
        store.append(piece("x", time));
    for (qsizetype i = 0; i < times.size(); ++i)
        QCOMPARE(store.line(i).timeNs, models::storedTime(times[i]));
}

void TestLineStore::costsFewBytesALine()
{
    LineStore store;
    const QByteArray text(100, 'x');
    constexpr int Lines = 100'000;
    for (int i = 0; i < Lines; ++i)
        store.append(piece(text, 1'700'000'000'000'000'000 + i * 10'000LL));
    const double overhead = double(store.memoryBytes()) / Lines - 101;
    QVERIFY2(overhead < 1.5, qPrintable(QString::number(overhead)));
}

void TestLineStore::findsEveryLineOfManyChunks()
{
    LineStore store;
    constexpr int Lines = 50'000;
    for (int i = 0; i < Lines; ++i)
        store.append(piece("line number " + QByteArray::number(i), i * 1000LL));
    for (int i = 0; i < Lines; i += 7) {
        QCOMPARE(store.line(i).bytes, QByteArray("line number " + QByteArray::number(i)));
        QCOMPARE(store.line(i).timeNs, i * 1000LL);
    }
    int expected = 31'000;
    store.visit(31'000, 31'100, [&](qint64 index, const StoredLine &line) {
        return index == expected && line.bytes == "line number " + QByteArray::number(expected++);
    });
    QCOMPARE(expected, 31'100);
}

void TestLineStore::dropsTheFrontWithAMark()
{
    LineStore store(1024 * 1024);
    const QByteArray text(1000, 'x');
    constexpr int Lines = 5000;
    for (int i = 0; i < Lines; ++i) {
        store.append(piece(QByteArray::number(i) + text));
        QVERIFY(store.memoryBytes() <= store.budget());
    }
    QCOMPARE(store.endLine(), Lines);
    const StoredLine mark = store.line(store.firstLine());
    QCOMPARE(mark.kind, StoredLine::Kind::Mark);
    QVERIFY(store.droppedLines() > 0);
    QCOMPARE(mark.bytes, QByteArray(QLocale().toString(store.droppedLines()).toUtf8() + " lines dropped"));
    QCOMPARE(store.firstLine(), store.droppedLines() - 1);
    QVERIFY(store.line(store.firstLine() + 1).bytes.startsWith(QByteArray::number(store.droppedLines()) + 'x'));
}

void TestLineStore::prependsWithoutMovingLines()
{
    LineStore store;
    store.append(piece("new 0"));
    store.append(piece("new 1"));
    LineStore older;
    for (int i = 0; i < 20'000; ++i)
        older.append(piece("old " + QByteArray::number(i) + QByteArray(50, '.')));
    store.prepend(std::move(older));
    QCOMPARE(store.firstLine(), -20'000);
    QCOMPARE(store.line(1).bytes, QByteArrayView("new 1"));
    QVERIFY(store.line(-20'000).bytes.startsWith("old 0."));
    QVERIFY(store.line(-1).bytes.startsWith("old 19999."));
    store.append(piece("new 2"));
    QCOMPARE(store.line(2).bytes, QByteArrayView("new 2"));

    LineStore empty;
    LineStore one;
    one.append(piece("only"));
    empty.prepend(std::move(one));
    QCOMPARE(texts(empty), QList<QByteArray>{"only"});
}

void TestLineStore::prependedStylesReachOn()
{
    LineStore store;
    store.append(piece("green?"));
    store.append(piece("until here\x1b[0m"));
    store.append(piece("plain"));
    LineStore older;
    older.append(piece("\x1b[32mopen"));
    store.prepend(std::move(older));
    QCOMPARE(store.ansiState(0).style.foreground.red, quint8(2));
    QCOMPARE(store.ansiState(1).style.foreground.red, quint8(2));
    QVERIFY(store.ansiState(2) == models::AnsiState());
}

void TestLineStore::prependedStylesReachFar()
{
    LineStore store;
    const QByteArray text(1000, 'x');
    for (qint64 bytes = 0; bytes < 8 * LineStore::ChunkBytes; bytes += text.size())
        store.append(piece(text));
    store.append(piece("until here\x1b[0m"));
    store.append(piece("plain"));
    LineStore older;
    older.append(piece("\x1b[32mopen"));
    store.prepend(std::move(older));
    for (const qint64 line : {qint64(0), store.endLine() / 2, store.endLine() - 2})
        QCOMPARE(store.ansiState(line).style.foreground.red, quint8(2));
    QVERIFY(store.ansiState(store.endLine() - 1) == models::AnsiState());
}

void TestLineStore::adoptsBlocks_data()
{
    QTest::addColumn<QByteArray>("text"); // as long as what it stands for
    QTest::newRow("plain") << QByteArray("INFO  request served");
    QTest::newRow("coloured words") << QByteArray("\x1b[32mINFO\x1b[0m served");
    QTest::newRow("a colour that stays") << QByteArray("\x1b[35mpurple for long!");
    QTest::newRow("unfinished sequences") << QByteArray("a title \x1b]0;no end yet");
}

void TestLineStore::adoptsBlocks()
{
    constexpr int Lines = 20'000;
    QFETCH(const QByteArray, text);
    QByteArray frames = test::logFrames(0, Lines);
    const qsizetype size = frames.size();
    const qsizetype everyThird = frames.size() / Lines * 3;
    for (qsizetype at = 0; at < size; at += everyThird) {
        const qsizetype place = frames.indexOf("INFO  request served", at);
        frames.replace(place, 20, text.first(20));
        frames[at] = char(1 + at / everyThird % 2); // both streams
    }
    QCOMPARE(frames.size(), size);
    LineStore copied;
    LineStore adopted;
    int count = 0;
    adopted.append(piece("\x1b[31mred from here on"));
    copied.append(piece("\x1b[31mred from here on"));
    for (const LogBatch &batch : batches(frames)) {
        LineCutter cutter;
        QCOMPARE(cutter.leavesWhole(batch), batch.block != nullptr);
        const auto copy = [&batch](LineStore &store) {
            LineCutter().push(batch, [&store](const LogPiece &one) { store.append(one); });
        };
        copy(copied);
        if (adopted.adopt(batch))
            ++count;
        else
            copy(adopted);
    }
    QVERIFY(count > 5);
    adopted.append(piece("between"));
    copied.append(piece("between"));
    QCOMPARE(adopted.endLine(), Lines + 2);
    QCOMPARE(texts(adopted), texts(copied));
    for (qint64 line = 0; line < Lines + 2; ++line) {
        QCOMPARE(adopted.line(line).timeNs, copied.line(line).timeNs);
        QCOMPARE(adopted.line(line).kind, copied.line(line).kind);
        QVERIFY(adopted.ansiState(line) == copied.ansiState(line));
    }
    adopted.truncate(Lines / 2);
    copied.truncate(Lines / 2);
    QCOMPARE(texts(adopted), texts(copied));
}

void TestLineStore::leavesOddBatches()
{
    LogBatch batch = batches(test::logFrames(0, 10'000)).at(1);
    QVERIFY(batch.block);
    LineStore store;
    store.append({"\x1b[3", 1, LogStream::Stdout, false, true}); // goes on
    QVERIFY(!store.adopt(batch));
    store.append({"1m", 1, LogStream::Stdout, true, false});
    QVERIFY(store.adopt(batch));

    LineCutter cutter;
    batch.facts.hasPartial = true;
    QVERIFY(!cutter.leavesWhole(batch));
    batch.facts.hasPartial = false;
    batch.facts.longest = quint32(LineCutter::PieceBytes) + 1;
    QVERIFY(!cutter.leavesWhole(batch));
    batch.facts.longest = quint32(LineCutter::PieceBytes);
    QVERIFY(cutter.leavesWhole(batch));
    batch.facts.isAscii = false;
    QVERIFY(!cutter.leavesWhole(batch));
}

void TestLineStore::truncates()
{
    LineStore store;
    for (int i = 0; i < 10'000; ++i)
        store.append(piece("\x1b[31mline " + QByteArray::number(i) + QByteArray(60, '.')));
    const qint64 before = store.memoryBytes();
    for (int i = 0; i < 6000; ++i)
        store.append(piece(QByteArray(80, '-')));
    store.truncate(10'000);
    QCOMPARE(store.endLine(), 10'000);
    QCOMPARE(store.memoryBytes(), before);
    QVERIFY(store.line(9'999).bytes.startsWith("\x1b[31mline 9999."));
    store.append(piece("next"));
    QCOMPARE(store.line(10'000).bytes, QByteArrayView("next"));
    QCOMPARE(store.ansiState(10'000).style.foreground.red, quint8(1));
    store.truncate(0);
    QVERIFY(store.isEmpty());
    QCOMPARE(store.memoryBytes(), 0);
}

void TestLineStore::stylesFollowEachStream()
{
    LineStore store;
    store.append(piece("\x1b[31mred stays open"));
    store.append(piece("error stream is not red", 1, LogStream::Stderr));
    store.append(piece("still red \x1b[0m off"));
    store.append(piece("plain\x1b[1"));
    store.append(piece("m an unfinished sequence ends with its line"));
    store.append(piece("\x1b[4m"));
    store.appendMark("Container restarted", 1);
    store.append(piece("reset by the mark"));
    QVERIFY(store.ansiState(0) == models::AnsiState());
    QVERIFY(store.ansiState(1) == models::AnsiState());
    QCOMPARE(store.ansiState(2).style.foreground.red, quint8(1));
    QVERIFY(store.ansiState(3) == models::AnsiState());
    QVERIFY(store.ansiState(4) == models::AnsiState());
    QVERIFY(store.ansiState(7) == models::AnsiState());
}

void TestLineStore::snapshotOutlivesChanges()
{
    LineStore store(LineStore::ChunkBytes * 2);
    for (int i = 0; i < 100; ++i)
        store.append(piece(QByteArray::number(i)));
    const std::vector<LineStore::Piece> pieces = store.snapshot(10, 20);
    for (int i = 0; i < 20'000; ++i)
        store.append(piece(QByteArray(100, 'x')));
    QVERIFY(store.firstLine() > 100);
    QCOMPARE(pieces.size(), 1U);
    QCOMPARE(pieces[0].firstLine, 10);
    QCOMPARE(pieces[0].lineCount, 10);
    QCOMPARE(QByteArray(pieces[0].bytes.get(), pieces[0].size), QByteArray("10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n"));
}

void TestLineStore::cutsLongLines()
{
    LineCutter cutter;
    LineStore store;
    LogBatch batch;
    const QByteArray text = QByteArray("ab\xe2\x82\xac", 5).repeated(20'000);
    addLine(batch, text, LogStream::Stdout, false);
    addLine(batch, "short", LogStream::Stdout, false);
    cutter.push(batch, [&](const LogPiece &p) { store.append(p); });
    QByteArray joined;
    for (qint64 i = 0; i + 1 < store.endLine(); ++i) {
        const StoredLine line = store.line(i);
        QVERIFY(line.bytes.size() <= LineCutter::PieceBytes);
        QCOMPARE(line.continuation, i > 0);
        QCOMPARE(line.open, i + 2 < store.endLine());
        QVERIFY(!QString::fromUtf8(line.bytes).contains(QChar(QChar::ReplacementCharacter)));
        joined += line.bytes.toByteArray();
    }
    QCOMPARE(joined, text);
    QCOMPARE(store.line(store.endLine() - 1).bytes, QByteArrayView("short"));
}

void TestLineStore::cutsShapedLinesSooner()
{
    const QList<std::pair<QByteArray, qsizetype>> texts{
        {"\xd7\xa9", LineCutter::PieceShaped},          // right to left
        {"e\xcc\x81", 2 * LineCutter::PieceShaped + 1}, // combining
        {"\xff", LineCutter::PieceShaped},              // no character at all
        {"\x80", LineCutter::PieceShaped},              // part of one
        {"\xe4\xbd\xa0", LineCutter::PieceShaped},      // wide
        {"\xd0\xaf", LineCutter::PieceBytes / 2},       // Cyrillic has its cells
        {"x", LineCutter::PieceBytes},
    };
    for (const auto &[text, most] : texts) {
        LogBatch batch;
        addLine(batch, text.repeated(20'000), LogStream::Stdout, false);
        LineCutter cutter;
        qsizetype longest = 0;
        QByteArray joined;
        cutter.push(batch, [&](const LogPiece &p) {
            longest = std::max(longest, QString::fromUtf8(p.bytes).size());
            joined += p.bytes;
        });
        QCOMPARE(longest, most);
        QCOMPARE(joined, batch.bytes);
    }
}

void TestLineStore::piecesDoNotDependOnArrival()
{
    QRandomGenerator random(3);
    QByteArray text;
    while (text.size() < 100'000)
        text += QByteArrayList{
            "\x1b[1;32m", "a long plain word ", "\xf0\x9f\x98\x80", "x", "\t", "\xd7\xa9", "\xff"}[random.bounded(7)];
    LineStore whole;
    LogBatch batch;
    addLine(batch, text, LogStream::Stderr, false);
    LineCutter().push(batch, [&](const LogPiece &p) { whole.append(p); });
    for (int round = 0; round < 50; ++round) {
        LineStore store;
        LineCutter cutter;
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype length = std::min<qsizetype>(text.size() - at, 1 + random.bounded(30'000));
            LogBatch part;
            addLine(part, text.mid(at, length), LogStream::Stderr, at + length < text.size());
            cutter.push(part, [&](const LogPiece &p) { store.append(p); });
            at += length;
        }
        QCOMPARE(texts(store), texts(whole));
    }
}

QTEST_APPLESS_MAIN(TestLineStore)
#include "tst_line_store.moc"
