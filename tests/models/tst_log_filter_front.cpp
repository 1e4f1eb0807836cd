// SPDX-License-Identifier: Apache-2.0
// A filter whose rows are in a file, under a log that loses its oldest lines and has its newest ones rewritten.
#include "models/log_filter.h"
#include "tests/support/elsewhere.h"

#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LineStore;
using models::LogDocument;
using models::LogFilter;
using models::LogRun;
using models::StoredLine;

namespace {

constexpr qint64 MiB = 1024 * 1024;
constexpr int LineBytes = 100;

/// Every third line passes.
void append(LineStore &store, qint64 count, const QByteArray &what)
{
    for (qint64 i = 0; i < count; ++i) {
        const QByteArray text = (i % 3 == 0 ? "yes " : "no  ") + what + ' ' + QByteArray::number(i);
        store.append({text.leftJustified(LineBytes - 1, '.'), 1, engine::LogStream::Stdout, false, false});
    }
}

/// The lines of `document`, with `wanted` in them, without the mark in front.
QByteArrayList textsOf(const LogDocument &document, const QByteArray &wanted)
{
    return test::elsewhere([&] {
        QByteArrayList lines;
        document.store().visit(document.firstLine(), document.endLine(), [&](qint64, const StoredLine &line) {
            if (line.kind != StoredLine::Kind::Mark && line.bytes.toByteArray().contains(wanted))
                lines.append(line.bytes.toByteArray());
            return true;
        });
        return lines;
    });
}

/// A log of 30 chunks under a filter with ten, the first ones of which are in its file.
struct Bench
{
    LogDocument document{8 * MiB};
    LogFilter filter;

    [[nodiscard]] bool fill()
    {
        filter.document().setBudget(MiB);
        models::LogFilterQuery query;
        query.text.text = u"yes"_s;
        filter.setSource(&document);
        filter.setQuery(query);
        const qint64 rows = 75'000;
        document.append([](LineStore &store) { append(store, rows, "before"); });
        return QTest::qWaitFor([this] { return !filter.isRunning(); }, 30'000) && filter.endRow() == rows / 3;
    }
    /// The third part of the rows, which is in the file.
    [[nodiscard]] LogRun part()
    {
        const LineStore &rows = filter.document().store();
        return rows.runAt(rows.runAt(rows.runAt(0).end).end);
    }
};

} // namespace

class TestLogFilterFront : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void newestAndOldestLinesGoAtOnce();
    void rowsKeepTheirNumbers();
};

void TestLogFilterFront::newestAndOldestLinesGoAtOnce()
{
    Bench bench;
    QVERIFY(bench.fill());
    const LogRun part = bench.part();
    QVERIFY(part.isInFile);
    const qint64 end = bench.filter.sourceOf(part.end - 100);
    bench.document.append([end](LineStore &store) {
        store.truncate(end);
        append(store, 77'000, "after");
    });
    QVERIFY(bench.document.firstLine() > 3 * part.first && bench.document.firstLine() < end - 3000);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.filter.isRunning(), 30'000);
    QCOMPARE(textsOf(bench.filter.document(), "yes"), textsOf(bench.document, "yes"));
    QCOMPARE(bench.filter.endRow() - bench.filter.document().firstLine(), bench.filter.matches());
}

/// Those of a part of the file, when its first ones had gone before its last ones are taken back.
void TestLogFilterFront::rowsKeepTheirNumbers()
{
    Bench bench;
    QVERIFY(bench.fill());
    const LogRun part = bench.part();
    QVERIFY(part.isInFile);
    const qint64 line = bench.filter.sourceOf(part.first + 100);
    const qint64 end = bench.filter.sourceOf(part.end - 100);
    bench.document.dropBefore(line);
    QCOMPARE(bench.filter.rowOf(line), part.first + 100);
    bench.document.truncate(end);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.filter.isRunning(), 30'000);
    QCOMPARE(bench.filter.rowOf(line), part.first + 100);
    QCOMPARE(bench.filter.document().firstLine(), part.first + 100);
    QCOMPARE(bench.filter.endRow(), part.end - 100);
    QCOMPARE(textsOf(bench.filter.document(), ""), textsOf(bench.document, "yes"));
}

QTEST_GUILESS_MAIN(TestLogFilterFront)
#include "tst_log_filter_front.moc"
