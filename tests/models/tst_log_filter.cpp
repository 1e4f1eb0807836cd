// SPDX-License-Identifier: Apache-2.0
#include "models/log_filter.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LogDocument;
using models::LogFilter;
using models::LogFilterQuery;
using models::LogLevel;
using models::LogPiece;
using models::StoredLine;

namespace {

constexpr auto Out = engine::LogStream::Stdout;
constexpr auto Err = engine::LogStream::Stderr;

void add(LogDocument &document, const QByteArrayList &lines)
{
    document.append([&](models::LineStore &store) {
        for (const QByteArray &line : lines)
            store.append(LogPiece{line, 1'700'000'000'000'000'000, Out, false, false});
    });
}

QByteArrayList shown(LogFilter &filter)
{
    QByteArrayList lines;
    const LogDocument &document = filter.document();
    document.store().visit(document.firstLine(), document.endLine(), [&](qint64, const StoredLine &line) {
        lines.append(line.bytes.toByteArray());
        return true;
    });
    return lines;
}

LogFilterQuery text(const QString &wanted, int context = 0, bool hide = false)
{
    LogFilterQuery query;
    query.text.text = wanted;
    query.context = context;
    query.hideMatching = hide;
    return query;
}

LogFilterQuery levels(std::initializer_list<LogLevel> wanted)
{
    LogFilterQuery query;
    for (const LogLevel level : wanted)
        query.levels |= LogFilterQuery::levelBit(level);
    return query;
}

/// Sooner than QTRY_VERIFY, which looks twenty times a second.
bool isSettled(LogFilter &filter)
{
    QSignalSpy changes(&filter, &LogFilter::changed);
    while (filter.isRunning()) {
        if (!changes.wait())
            return false;
    }
    return true;
}

/// A document under a filter.
struct Bench
{
    explicit Bench(const LogFilterQuery &query, qint64 budget = models::LineStore::DefaultBudget) : document(budget)
    {
        filter.setSource(&document);
        filter.setQuery(query);
    }

    LogDocument document;
    LogFilter filter;
};

} // namespace

class TestLogFilter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhatMatches_data();
    void showsWhatMatches();
    void goesWithTheDocument();
    void longLinesStayWhole();
    void stylesAndTimesStay();
    void countsAndMaps();
    void asksForOwnersTogether();
    void filtersByLevel();
    void forgetsDroppedLines();
    void saysWhatIsWrong();
    void endsWhenNewLinesAreCleared();
    void stopsWhenItGoes();
    void equalsFilteringAtOnce_data();
    void equalsFilteringAtOnce();
};

void TestLogFilter::showsWhatMatches_data()
{
    QTest::addColumn<LogFilterQuery>("query");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("matching") << text(u"x"_s) << QByteArrayList{"x1", "x2", "x3"};
    QTest::newRow("hidden") << text(u"x"_s, 0, true) << QByteArrayList{"a", "b", "c", "d", "e", "f", "g"};
    QTest::newRow("one line around") << text(u"x"_s, 1) << QByteArrayList{"a", "x1", "b", "e", "x2", "x3", "f"};
    QTest::newRow("many lines around") << text(u"x"_s, 10)
                                       << QByteArrayList{"a", "x1", "b", "c", "d", "e", "x2", "x3", "f", "g"};
    QTest::newRow("expression") << LogFilterQuery{{u"x[13]"_s, true, true}} << QByteArrayList{"x1", "x3"};
    QTest::newRow("nothing") << text(u"y"_s) << QByteArrayList{};
    QTest::newRow("no filter") << LogFilterQuery() << QByteArrayList{};
}

void TestLogFilter::showsWhatMatches()
{
    QFETCH(const LogFilterQuery, query);
    QFETCH(const QByteArrayList, expected);
    Bench bench(query);
    add(bench.document, {"a", "x1", "b", "c", "d", "e", "x2", "x3", "f", "g"});
    QTRY_VERIFY(!bench.filter.isRunning());
    QCOMPARE(shown(bench.filter), expected);
}

void TestLogFilter::goesWithTheDocument()
{
    Bench bench(text(u"x"_s, 1));
    add(bench.document, {"a", "x1"});
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"a", "x1"}));
    add(bench.document, {"b", "c"});
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"a", "x1", "b"}));
    bench.document.append([](models::LineStore &store) { store.appendMark("Container restarted", 1); });
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"a", "x1", "b", "Container restarted"}));
    add(bench.document, {"d", "x2", "x3"});
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"a", "x1", "b", "Container restarted", "d", "x2", "x3"}));
    bench.document.truncate(bench.document.endLine() - 2);
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"a", "x1", "b", "Container restarted"}));
    models::LineStore older;
    for (const char *line : {"x0", "z", "z"})
        older.append(LogPiece{line, 1, Out, false, false});
    QSignalSpy restarts(&bench.filter, &LogFilter::aboutToRestart);
    bench.document.prepend(std::move(older));
    QCOMPARE(restarts.size(), 1);
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"x0", "z", "a", "x1", "b", "Container restarted"}));
    bench.document.clear();
    QCOMPARE(shown(bench.filter), QByteArrayList());
    add(bench.document, {"x9"});
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"x9"}));
    bench.filter.setQuery({});
    QCOMPARE(shown(bench.filter), QByteArrayList());
}

void TestLogFilter::longLinesStayWhole()
{
    Bench bench(text(u"x"_s));
    const auto piece = [&](const QByteArray &bytes, bool continuation, bool open, engine::LogStream stream = Out) {
        bench.document.append([&](models::LineStore &store) {
            store.append(LogPiece{bytes, 1, stream, continuation, open});
        });
        QTRY_VERIFY(!bench.filter.isRunning());
    };
    piece("a1", false, true);
    piece("error x", false, false, Err);
    piece("a2", true, true);
    QCOMPARE(shown(bench.filter), (QByteArrayList{"error x"}));
    piece("a3 x", true, true);
    piece("other", false, false, Err);
    piece("a4", true, false);
    piece("b1", false, true);
    piece("b2", true, false);
    const QByteArrayList whole{"a1", "error x", "a2", "a3 x", "a4"};
    QCOMPARE(shown(bench.filter), whole);
    bench.filter.setQuery(text(u"x"_s, 0, true));
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"other", "b1", "b2"}));
    piece("c1", false, true);
    QCOMPARE(shown(bench.filter).size(), 4);
    piece("c2 x", true, false);
    QCOMPARE(shown(bench.filter).size(), 3);
}

void TestLogFilter::stylesAndTimesStay()
{
    Bench bench(text(u"x"_s));
    bench.document.append([](models::LineStore &store) {
        store.append(LogPiece{"\x1b[31mred", 5, Err, false, false});
        store.append(LogPiece{"plain x", 6, Out, false, false});
        store.append(LogPiece{"still red x", 7, Err, false, false});
        store.append(LogPiece{"\x1b[0mend", 8, Err, false, false});
        store.append(LogPiece{"no longer x", 9, Err, false, false});
    });
    QTRY_VERIFY(!bench.filter.isRunning());
    const models::LineStore &store = bench.filter.document().store();
    QCOMPARE(store.lineCount(), 3);
    for (qint64 row = 0; row < 3; ++row) {
        const qint64 source = bench.filter.sourceOf(row);
        QCOMPARE(store.line(row).bytes, bench.document.store().line(source).bytes);
        QCOMPARE(store.line(row).timeNs, bench.document.store().line(source).timeNs);
        QVERIFY(store.line(row).kind == bench.document.store().line(source).kind);
        QVERIFY(store.ansiState(row) == bench.document.store().ansiState(source));
    }
    QVERIFY(store.ansiState(1) != models::AnsiState());
}

void TestLogFilter::countsAndMaps()
{
    Bench bench(text(u"x"_s, 1));
    add(bench.document, {"x", "a", "b", "c", "x", "d"});
    bench.document.append([](models::LineStore &store) { store.appendMark("m", 1); });
    QTRY_VERIFY(!bench.filter.isRunning());
    QCOMPARE(bench.filter.matches(), 2);
    QCOMPARE(bench.filter.document().endLine(), 6);
    QCOMPARE(bench.filter.rowOf(3), 2);
    QCOMPARE(bench.filter.rowOf(2), 2);
    QCOMPARE(bench.filter.rowOf(7), 6);
    QCOMPARE(bench.filter.sourceOf(3), 4);
    QVERIFY(bench.filter.isGap(2));
    QVERIFY(!bench.filter.isGap(0) && !bench.filter.isGap(1) && !bench.filter.isGap(3));
}

void TestLogFilter::asksForOwnersTogether()
{
    Bench bench(text(u"x"_s));
    const auto ownerOf = [](qint64 line) { return models::LineOwners::Owner(line % 7); };
    int asked = 0;
    bench.document.setOwners(
        [&](qint64 from, qint64 to, models::LineOwners::Owner *owners) {
            ++asked;
            for (; from < to; ++from)
                *owners++ = ownerOf(from);
        },
        {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s});
    constexpr int Near = 60'000; // every third one matches; behind them, every 500th
    bench.document.append([](models::LineStore &store) {
        for (int i = 0; i < 4 * Near; ++i)
            store.append({i % (i < Near ? 3 : 500) == 0 ? "x" : "", 1, Out, false, false});
    });
    QTRY_VERIFY(!bench.filter.isRunning());
    const qint64 rows = bench.filter.endRow();
    QCOMPARE(rows, Near / 3 + 3 * Near / 500);
    std::vector<models::LineOwners::Owner> owners(std::size_t(rows), models::LineOwners::None);
    bench.filter.document().copyOwners(0, rows, owners.data());
    for (qint64 row = 0; row < rows; ++row)
        QCOMPARE(owners[std::size_t(row)], ownerOf(bench.filter.sourceOf(row)));
    QVERIFY(asked < 10);
    asked = 0;
    bench.filter.document().copyOwners(rows - 100, rows, owners.data());
    QCOMPARE(asked, 100); // too far apart
    QCOMPARE(owners[99], ownerOf(bench.filter.sourceOf(rows - 1)));
}

void TestLogFilter::filtersByLevel()
{
    Bench bench(levels({LogLevel::Error}));
    add(bench.document, {"INFO on", "ERROR it broke", "\tat a.b(C.java)", "WARN careful", "plain"});
    QTRY_VERIFY(!bench.filter.isRunning());
    QCOMPARE(shown(bench.filter), (QByteArrayList{"ERROR it broke", "\tat a.b(C.java)"}));
    add(bench.document, {"ERROR x"});
    QTRY_VERIFY(!bench.filter.isRunning());
    add(bench.document, {"\tat d.e(F.java)"}); // of the level of a line that came before
    QTRY_COMPARE(shown(bench.filter).size(), 4);
    LogFilterQuery both = levels({LogLevel::Error, LogLevel::Warning});
    both.text.text = u"a"_s;
    bench.filter.setQuery(both);
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"\tat a.b(C.java)", "WARN careful", "\tat d.e(F.java)"}));
    both.hideMatching = true;
    bench.filter.setQuery(both);
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"ERROR it broke", "ERROR x"}));
}

void TestLogFilter::forgetsDroppedLines()
{
    Bench bench(text(u"x"_s, 1), 2 * models::LineStore::ChunkBytes);
    for (int i = 0; i < 20; ++i) {
        for (int line = 0; line < 1000; ++line)
            add(bench.document,
                {(line % 10 == 0 ? "x" : "-") + QByteArray(60, '.') + QByteArray::number(i * 1000 + line)});
        QVERIFY(isSettled(bench.filter));
    }
    QVERIFY(bench.document.store().droppedLines() > 0);
    const LogDocument &rows = bench.filter.document();
    QVERIFY(rows.firstLine() > 0);
    QVERIFY(bench.filter.sourceOf(rows.firstLine()) > bench.document.firstLine());
    QVERIFY(rows.store().memoryBytes() <= bench.document.store().memoryBytes());
    qint64 matches = 0;
    for (qint64 row = rows.firstLine(); row < rows.endLine(); ++row) {
        const QByteArrayView line = rows.store().line(row).bytes;
        QCOMPARE(line, bench.document.store().line(bench.filter.sourceOf(row)).bytes);
        matches += line.startsWith('x');
    }
    QCOMPARE(bench.filter.matches(), matches);
    QVERIFY(matches > 100);
    bench.filter.setQuery(text(u"x"_s));
    QVERIFY(isSettled(bench.filter));
    QCOMPARE(bench.filter.document().endLine() - bench.filter.document().firstLine(), matches);
    QCOMPARE(bench.filter.matches(), matches);
}

void TestLogFilter::saysWhatIsWrong()
{
    Bench bench(LogFilterQuery{{u"(a"_s, false, true}});
    add(bench.document, {"(a"});
    QVERIFY(!bench.filter.error().isEmpty());
    QVERIFY(!bench.filter.isRunning());
    QCOMPARE(shown(bench.filter), QByteArrayList());
    bench.filter.setQuery(text(u"(a"_s));
    QVERIFY(bench.filter.error().isEmpty());
    QTRY_COMPARE(shown(bench.filter), (QByteArrayList{"(a"}));
}

/// Lines that came while others were looked at, and that nobody wants any more.
void TestLogFilter::endsWhenNewLinesAreCleared()
{
    Bench bench(text(u"x"_s));
    add(bench.document, {"x1"});
    add(bench.document, {"x2"});
    bench.document.clear();
    QTRY_VERIFY(!bench.filter.isRunning());
    QCOMPARE(shown(bench.filter), QByteArrayList());
}

void TestLogFilter::stopsWhenItGoes()
{
    LogDocument document;
    add(document, QByteArrayList(100'000, QByteArray(100, 'a')));
    for (int i = 0; i < 20; ++i) {
        LogFilter filter;
        filter.setSource(&document);
        filter.setQuery(LogFilterQuery{{u"a(?=a*b)"_s, false, true}});
        QVERIFY(filter.isRunning());
    }
    LogFilter filter;
    {
        LogDocument other;
        add(other, QByteArrayList(100'000, QByteArray(100, 'a')));
        filter.setSource(&other);
        filter.setQuery(text(u"a"_s));
    }
    QVERIFY(!filter.isRunning());
    filter.setSource(&document);
    QTRY_COMPARE(filter.matches(), 100'000);
}

void TestLogFilter::equalsFilteringAtOnce_data()
{
    QTest::addColumn<LogFilterQuery>("query");
    LogFilterQuery both = levels({LogLevel::Error, LogLevel::Info});
    both.text.text = u"x"_s;
    both.context = 2;
    LogFilterQuery hidden = both;
    hidden.hideMatching = true;
    QTest::newRow("text") << text(u"x"_s);
    QTest::newRow("text with lines around") << text(u"x"_s, 3);
    QTest::newRow("hidden") << text(u"x"_s, 0, true);
    QTest::newRow("levels") << levels({LogLevel::Error});
    QTest::newRow("both") << both;
    QTest::newRow("levels, hidden") << hidden;
}

/// Whatever the order in which lines come, go and change, and wherever the filter was interrupted: in the end its rows are those
/// of a filter that is shown the final lines.
void TestLogFilter::equalsFilteringAtOnce()
{
    QFETCH(const LogFilterQuery, query);
    const QByteArrayList pool{"a", "x", "ERROR x", "ERROR y", "\tat x", "\tat y", "INFO x", "INFO y", "", "plain"};
    QRandomGenerator random(4711);
    for (int round = 0; round < 60; ++round) {
        Bench bench(query);
        std::array<bool, 2> open{};
        const auto append = [&](models::LineStore &store, int count) {
            for (int i = 0; i < count; ++i) {
                if (random.bounded(15) == 0) {
                    store.appendMark("mark", 1);
                    continue;
                }
                const auto stream = std::size_t(random.bounded(4) == 0);
                const bool staysOpen = random.bounded(open[stream] ? 2 : 6) == 0;
                store.append(
                    LogPiece{pool[random.bounded(int(pool.size()))], 1, stream ? Err : Out, open[stream], staysOpen});
                open[stream] = staysOpen;
            }
        };
        for (int step = 0; step < 30; ++step) {
            const qint64 end = bench.document.endLine();
            const int what = random.bounded(12);
            if (what == 0 && end > 0)
                bench.document.truncate(std::max(bench.document.store().firstLine(), end - random.bounded(8)));
            if (what == 1 && end > 4)
                bench.document.append([&](models::LineStore &store) {
                    store.truncate(std::max(store.firstLine(), end - 1 - random.bounded(4)));
                    append(store, random.bounded(6));
                });
            if (what == 2 && step < 10) {
                models::LineStore older;
                older.append(LogPiece{pool[random.bounded(int(pool.size()))], 1, Out, false, false});
                bench.document.prepend(std::move(older));
            }
            bench.document.append([&](models::LineStore &store) { append(store, random.bounded(20)); });
            if (random.bounded(3) == 0)
                QVERIFY(isSettled(bench.filter));
        }
        QVERIFY(isSettled(bench.filter));
        LogFilter atOnce;
        atOnce.setSource(&bench.document);
        atOnce.setQuery(query);
        QVERIFY(isSettled(atOnce));
        QCOMPARE(shown(bench.filter), shown(atOnce));
        QCOMPARE(bench.filter.matches(), atOnce.matches());
        for (qint64 i = 0; i < atOnce.document().store().lineCount(); ++i) {
            const qint64 row = bench.filter.document().firstLine() + i;
            QCOMPARE(bench.filter.sourceOf(row), atOnce.sourceOf(atOnce.document().firstLine() + i));
        }
    }
}

QTEST_GUILESS_MAIN(TestLogFilter)
#include "tst_log_filter.moc"
