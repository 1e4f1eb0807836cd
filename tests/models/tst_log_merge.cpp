// SPDX-License-Identifier: Apache-2.0
#include "models/log_merge.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using engine::LogStream;
using models::LineStore;
using models::LogMerge;
using models::StoredLine;

namespace {

constexpr qsizetype Much = 1 << 30;

constexpr qint64 Us = 1000; ///< what a store tells apart

void print(LineStore &store, const QByteArray &text, qint64 timeUs, LogStream stream = LogStream::Stdout)
{
    store.append({text, timeUs * Us, stream, false, false});
}

QByteArrayList texts(const LineStore &store)
{
    QByteArrayList lines;
    store.visit(store.firstLine(), store.endLine(), [&](qint64, const StoredLine &line) {
        lines.append((line.kind == StoredLine::Kind::Mark ? "-- " : "") + line.bytes.toByteArray());
        return true;
    });
    return lines;
}

/// Two or more stores and what comes of them.
struct Bench
{
    explicit Bench(int count = 2) : stores(std::size_t(count))
    {
        std::vector<LogMerge::Source> sources;
        for (int i = 0; i < count; ++i)
            sources.push_back({&stores[std::size_t(i)], QByteArray(1, char('a' + i))});
        merge = LogMerge(sources);
    }
    QByteArrayList merged(qint64 upToUs = LogMerge::Everything / Us)
    {
        while (!merge.advance(target, upToUs == LogMerge::Everything / Us ? LogMerge::Everything : upToUs * Us, 100)) {
        }
        return texts(target);
    }
    /// The same from the beginning.
    [[nodiscard]] LineStore anew() const
    {
        std::vector<LogMerge::Source> sources;
        for (std::size_t i = 0; i < stores.size(); ++i)
            sources.push_back({&stores[i], QByteArray(1, char('a' + char(i)))});
        LogMerge other(sources);
        LineStore all;
        (void)other.advance(all, LogMerge::Everything, Much);
        return all;
    }

    std::vector<LineStore> stores;
    LineStore target;
    LogMerge merge;
};

/// Appends a random line, now and then a mark, a long line in pieces, one without a time, one with colour.
void printRandomly(LineStore &store, int number, qint64 now, QRandomGenerator &random)
{
    const QByteArray text = QByteArray::number(number);
    const LogStream stream = random.bounded(4) == 0 ? LogStream::Stderr : LogStream::Stdout;
    const qint64 time = now - random.bounded(3);
    switch (random.bounded(12)) {
    case 0:
        return store.appendMark("mark " + text, (now + random.bounded(200) - 100) * Us);
    case 1:
        store.append({"open " + text, time * Us, stream, false, true});
        return store.append({" rest", time * Us, stream, true, false});
    case 2:
        return print(store, "timeless " + text, 0, stream);
    case 3:
        return print(store, "\x1b[3" + QByteArray::number(random.bounded(8)) + "m" + text, time, stream);
    case 4:
        return print(store, "\x1b[m" + text, time, stream);
    default:
        return print(store, text, time, stream);
    }
}

} // namespace

class TestLogMerge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ordersByTime();
    void equalTimesKeepTheOrderOfTheSources();
    void lateLinesGoWhereTheyBelong();
    void linesWaitForTheirTime();
    void linesWithoutATimeStayBehindTheirOwn();
    void marksNameTheirContainerAndDelayNothing();
    void stylesStayWithTheirContainer();
    void longLinesStayTogether();
    void linesTooLateNeedANewMerge();
    void readsALineAgainThatWasMended();
    void marksFollowALineThatWasMended();
    void followsALineIntoAnotherMerge();
    void anyArrivalGivesTheSame();
};

void TestLogMerge::ordersByTime()
{
    Bench bench;
    print(bench.stores[0], "1", 1);
    print(bench.stores[0], "4", 4);
    print(bench.stores[1], "2", 2);
    print(bench.stores[1], "3", 3);
    print(bench.stores[1], "5", 5);
    QCOMPARE(bench.merged(), QByteArrayList({"1", "2", "3", "4", "5"}));
    QList<int> owners;
    for (qint64 line = 0; line < 5; ++line)
        owners.append(bench.merge.owners().at(line));
    QCOMPARE(owners, QList<int>({0, 1, 1, 0, 1}));
    QVERIFY(!bench.merge.hasWaiting());
}

void TestLogMerge::equalTimesKeepTheOrderOfTheSources()
{
    Bench bench;
    print(bench.stores[1], "b1", 7);
    print(bench.stores[1], "b2", 7);
    QCOMPARE(bench.merged().size(), 2);
    print(bench.stores[0], "a1", 7);
    print(bench.stores[0], "a2", 7);
    QCOMPARE(bench.merged(), QByteArrayList({"a1", "a2", "b1", "b2"}));
}

void TestLogMerge::lateLinesGoWhereTheyBelong()
{
    Bench bench(3);
    for (int i = 0; i < 100; ++i)
        print(bench.stores[0], "a" + QByteArray::number(i), 10 * i);
    QCOMPARE(bench.merged().size(), 100);
    print(bench.stores[1], "late", 905);
    print(bench.stores[2], "later", 901);
    QVERIFY(!bench.merge.hasMoved());
    const QByteArrayList lines = bench.merged();
    QCOMPARE(lines.mid(89, 5), QByteArrayList({"a89", "a90", "later", "late", "a91"}));
    QCOMPARE(lines.size(), 102);
    QCOMPARE(bench.merge.owners().at(91), 2);
    QCOMPARE(bench.merge.owners().at(101), 0);
    QVERIFY(bench.merge.hasMoved());
    for (int i = 0; i < 100; ++i)
        QCOMPARE(bench.merge.lineNow(i), i < 91 ? i : i + 2);
    QCOMPARE(bench.merge.lineNow(100), 100);
    bench.merge.forgetMoved();
    QCOMPARE(bench.merge.lineNow(99), 99);
}

void TestLogMerge::linesWaitForTheirTime()
{
    Bench bench;
    print(bench.stores[0], "1", 1);
    print(bench.stores[0], "9", 9);
    QCOMPARE(bench.merge.latestNs(), 9 * Us);
    QCOMPARE(bench.merged(5), QByteArrayList({"1"}));
    QVERIFY(bench.merge.hasWaiting());
    print(bench.stores[1], "4", 4);
    QCOMPARE(bench.merged(5), QByteArrayList({"1", "4"}));
    QCOMPARE(bench.merged(), QByteArrayList({"1", "4", "9"}));
    QCOMPARE(bench.target.rewrites(), 0);
}

void TestLogMerge::linesWithoutATimeStayBehindTheirOwn()
{
    Bench bench;
    print(bench.stores[0], "1", 1);
    print(bench.stores[0], "also 1", 0);
    print(bench.stores[0], "5", 5);
    print(bench.stores[0], "crossed", 3);
    print(bench.stores[1], "2", 2);
    print(bench.stores[1], "4", 4);
    print(bench.stores[1], "6", 6);
    QCOMPARE(bench.merged(), QByteArrayList({"1", "also 1", "2", "4", "5", "crossed", "6"}));
}

void TestLogMerge::marksNameTheirContainerAndDelayNothing()
{
    Bench bench;
    print(bench.stores[0], "1", 1);
    bench.stores[0].appendMark("Engine lost for 1 s", 1000 * Us); // another clock
    print(bench.stores[1], "2", 2);
    QCOMPARE(bench.merged(), QByteArrayList({"1", "2", "-- a: Engine lost for 1 s"}));
    print(bench.stores[0], "3", 3);
    print(bench.stores[1], "4", 4);
    QCOMPARE(bench.merged(), QByteArrayList({"1", "2", "-- a: Engine lost for 1 s", "3", "4"}));
}

void TestLogMerge::stylesStayWithTheirContainer()
{
    Bench bench;
    print(bench.stores[0], "\x1b[31mred", 1);
    print(bench.stores[1], "plain", 2);
    print(bench.stores[0], "still red", 3);
    print(bench.stores[1], "error", 4, LogStream::Stderr);
    bench.stores[1].appendMark("mark", 5 * Us);
    print(bench.stores[0], "red yet", 6);
    print(bench.stores[0], "red error", 7, LogStream::Stderr);
    QCOMPARE(bench.merged().size(), 7);
    const auto isRed = [&](qint64 line) {
        return bench.target.ansiState(line).style.foreground.kind != models::AnsiColor::Kind::Default;
    };
    const QList<bool> wanted{false, false, true, false, false, true, false};
    for (qint64 line = 0; line < 7; ++line)
        QCOMPARE(isRed(line), wanted[line]);
    print(bench.stores[1], "late", 3); // what is taken off and put back keeps its style
    QCOMPARE(bench.merged().size(), 8);
    QVERIFY(isRed(2) && !isRed(3) && isRed(6));
}

void TestLogMerge::longLinesStayTogether()
{
    Bench bench;
    bench.stores[0].append({"long ", 1 * Us, LogStream::Stdout, false, true});
    print(bench.stores[1], "2", 2);
    QCOMPARE(bench.merged(), QByteArrayList({"long ", "2"}));
    bench.stores[0].append({"line", 1 * Us, LogStream::Stdout, true, false});
    print(bench.stores[1], "3", 3);
    QCOMPARE(bench.merged(), QByteArrayList({"long ", "line", "2", "3"}));
}

void TestLogMerge::linesTooLateNeedANewMerge()
{
    Bench bench;
    const int count = int(LogMerge::RecentLines) + 10;
    for (int i = 0; i < count; ++i)
        print(bench.stores[0], "a", 10 + i);
    QCOMPARE(bench.merged().size(), count);
    print(bench.stores[1], "much too late", 1);
    QCOMPARE(bench.merged().size(), count);
    QVERIFY(bench.merge.isBehind());
    QVERIFY(!bench.merge.hasWaiting());
    print(bench.stores[0], "last", 10 + count); // the others go on
    QCOMPARE(bench.merged().last(), QByteArray("last"));
    QCOMPARE(texts(bench.anew()).first(), QByteArray("much too late"));
}

void TestLogMerge::readsALineAgainThatWasMended()
{
    Bench bench;
    print(bench.stores[0], "1", 1);
    print(bench.stores[0], "hal", 3);
    print(bench.stores[1], "4", 4);
    QCOMPARE(bench.merged(), QByteArrayList({"1", "hal", "4"}));
    bench.stores[0].truncate(1);
    print(bench.stores[0], "half a line", 3);
    QVERIFY(bench.merge.takeBack(bench.target, 0, 1));
    QCOMPARE(bench.merged(), QByteArrayList({"1", "half a line", "4"}));
    bench.stores[0].truncate(1);
    QVERIFY(bench.merge.takeBack(bench.target, 0, 1));
    QCOMPARE(bench.merged(), QByteArrayList({"1", "4"}));
}

void TestLogMerge::marksFollowALineThatWasMended()
{
    Bench bench;
    print(bench.stores[0], "1", 1);
    bench.stores[0].appendMark("mark", 5 * Us);
    print(bench.stores[0], "2", 2);
    print(bench.stores[1], "3", 3);
    QCOMPARE(bench.merged(), QByteArrayList({"1", "-- a: mark", "2", "3"}));
    bench.stores[0].truncate(2);
    QVERIFY(bench.merge.takeBack(bench.target, 0, 2));
    QCOMPARE(bench.merged(), QByteArrayList({"1", "3", "-- a: mark"}));
}

void TestLogMerge::followsALineIntoAnotherMerge()
{
    Bench bench;
    for (int i = 0; i < 10; ++i)
        print(bench.stores[0], QByteArray::number(i), 10 * i);
    (void)bench.merged();
    LineStore older;
    for (int i = 0; i < 5; ++i)
        print(older, "older " + QByteArray::number(i), i - 100);
    bench.stores[0].prepend(std::move(older));
    for (int i = 0; i < 10; ++i)
        print(bench.stores[1], "b" + QByteArray::number(i), 10 * i + 5);
    LogMerge anew({{&bench.stores[0], "a"}, {&bench.stores[1], "b"}});
    LineStore target;
    (void)anew.advance(target, LogMerge::Everything, Much);
    for (qint64 line = 0; line < 10; ++line)
        QCOMPARE(target.line(anew.lineOf(bench.merge, line)).bytes, bench.target.line(line).bytes);
    QCOMPARE(anew.lineOf(bench.merge, 10), target.endLine());
}

void TestLogMerge::anyArrivalGivesTheSame()
{
    QRandomGenerator random(20261122);
    for (int round = 0; round < 300; ++round) {
        const int count = 1 + int(random.bounded(5));
        Bench bench(count);
        std::vector<LineStore> whole(static_cast<std::size_t>(count));
        std::vector<qint64> sent(whole.size(), 0);
        const int lines = int(random.bounded(200));
        for (int i = 0; i < lines; ++i)
            printRandomly(whole[random.bounded(quint32(count))], i, 10 * i, random);
        // Each source gives its lines in stretches, whenever it likes.
        for (bool isDone = false; !isDone;) {
            isDone = true;
            const std::size_t source = random.bounded(quint32(count));
            const qint64 to = std::min(whole[source].endLine(), sent[source] + random.bounded(20));
            whole[source].visit(sent[source], to, [&](qint64, const StoredLine &line) {
                if (line.kind == StoredLine::Kind::Mark)
                    bench.stores[source].appendMark(line.bytes, line.timeNs);
                else
                    bench.stores[source].append(
                        {line.bytes, line.timeNs,
                         line.kind == StoredLine::Kind::Stderr ? LogStream::Stderr : LogStream::Stdout,
                         line.continuation, line.open});
                return true;
            });
            sent[source] = to;
            (void)bench.merge.advance(bench.target, random.bounded(10 * lines + 1) * Us, random.bounded(300));
            for (std::size_t i = 0; i < whole.size(); ++i)
                isDone = isDone && sent[i] == whole[i].endLine();
        }
        const LineStore anew = bench.anew();
        QCOMPARE(bench.merged(), texts(anew));
        std::vector<qint64> seen(whole.size(), 0);
        for (qint64 line = 0; line < bench.target.endLine(); ++line) {
            const auto owner = std::size_t(bench.merge.owners().at(line));
            const qint64 inSource = seen[owner]++;
            const StoredLine merged = bench.target.line(line);
            const StoredLine source = whole[owner].line(inSource);
            QVERIFY(merged.bytes.endsWith(source.bytes));
            QCOMPARE(merged.timeNs, source.timeNs);
            QCOMPARE(merged.kind, source.kind);
            QCOMPARE(bench.target.ansiState(line), whole[owner].ansiState(inSource));
            QCOMPARE(anew.ansiState(line), whole[owner].ansiState(inSource));
        }
        for (std::size_t i = 0; i < whole.size(); ++i)
            QCOMPARE(seen[i], whole[i].endLine());
    }
}

QTEST_GUILESS_MAIN(TestLogMerge)
#include "tst_log_merge.moc"
