// SPDX-License-Identifier: Apache-2.0
#include "models/log_bookmarks.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LogBookmarks;
using models::LogDocument;
using models::LogPiece;

namespace {

void add(LogDocument &document, int lines, const QByteArray &text = "line")
{
    document.append([&](models::LineStore &store) {
        for (int i = 0; i < lines; ++i)
            store.append(LogPiece{text, 1, engine::LogStream::Stdout, false, false});
    });
}

} // namespace

class TestLogBookmarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void togglesAndSteps();
    void staysWithItsLine();
    void goesWithDroppedLines();
    void goesWithAFilter();
    void isKeptPerDocument();
    void hiddenLinesAreLeftOut();
};

void TestLogBookmarks::togglesAndSteps()
{
    LogBookmarks marks;
    marks.toggle(0);
    QVERIFY(!marks.contains(0));
    QVERIFY(!marks.after(0));
    LogDocument document;
    add(document, 100);
    marks.setDocument(&document);
    QSignalSpy changes(&marks, &LogBookmarks::changed);
    QVERIFY(!marks.after(0) && !marks.before(0));
    marks.toggle(100);
    marks.toggle(-1);
    QCOMPARE(changes.size(), 0);
    for (const qint64 line : {10, 50, 90})
        marks.toggle(line);
    QCOMPARE(changes.size(), 3);
    QVERIFY(marks.contains(50));
    QVERIFY(!marks.contains(51));
    QVERIFY(marks.hasAny(0, 11));
    QVERIFY(!marks.hasAny(11, 50));
    QCOMPARE(marks.after(10), 50);
    QCOMPARE(marks.after(9), 10);
    QCOMPARE(marks.after(90), 10);
    QCOMPARE(marks.before(50), 10);
    QCOMPARE(marks.before(10), 90);
    marks.toggle(50);
    QCOMPARE(marks.after(10), 90);
}

void TestLogBookmarks::staysWithItsLine()
{
    LogDocument document;
    LogBookmarks marks;
    marks.setDocument(&document);
    add(document, 10);
    marks.toggle(3);
    models::LineStore older;
    for (int i = 0; i < 1000; ++i)
        older.append(LogPiece{"older", 1, engine::LogStream::Stdout, false, false});
    document.prepend(std::move(older));
    QCOMPARE(document.firstLine(), -1000);
    QVERIFY(marks.contains(3));
    QCOMPARE(marks.after(-1000), 3);
    marks.toggle(-1000);
    QCOMPARE(marks.before(3), -1000);
}

void TestLogBookmarks::goesWithDroppedLines()
{
    LogDocument document(2 * models::LineStore::ChunkBytes);
    LogBookmarks marks;
    marks.setDocument(&document);
    add(document, 10, QByteArray(200, 'x'));
    for (qint64 line = 0; line < 10; ++line)
        marks.toggle(line);
    add(document, 5000, QByteArray(200, 'x'));
    QVERIFY(document.firstLine() > 10);
    QVERIFY(!marks.after(0));
    const qint64 first = document.firstLine();
    marks.toggle(first + 5);
    add(document, 5000, QByteArray(200, 'x'));
    QVERIFY(!marks.hasAny(document.firstLine(), document.endLine()));
}

void TestLogBookmarks::isKeptPerDocument()
{
    LogBookmarks marks;
    LogDocument one;
    add(one, 10);
    marks.setDocument(&one);
    marks.toggle(1);
    {
        LogDocument two;
        add(two, 10);
        marks.setDocument(&two);
        QVERIFY(!marks.contains(1));
        marks.toggle(2);
        QVERIFY(marks.contains(2));
    }
    QVERIFY(!marks.contains(2)); // gone with its document
    marks.setDocument(&one);
    QVERIFY(marks.contains(1));
    QVERIFY(!marks.contains(2));
    marks.setDocument(nullptr);
    QVERIFY(!marks.contains(1));
}

void TestLogBookmarks::hiddenLinesAreLeftOut()
{
    LogDocument document;
    LogBookmarks marks;
    add(document, 10);
    marks.setDocument(&document);
    marks.toggle(3);
    document.clear();
    QVERIFY(!marks.contains(3));
    QVERIFY(!marks.before(100));
    add(document, 10);
    marks.toggle(15);
    QCOMPARE(marks.before(15), 15);
    QCOMPARE(marks.after(15), 15);
}

void TestLogBookmarks::goesWithAFilter()
{
    LogDocument document;
    for (int i = 0; i < 10; ++i)
        add(document, 1, i % 2 ? "odd" : "even");
    LogBookmarks marks;
    marks.setDocument(&document);
    for (const qint64 line : {2, 3, 6})
        marks.toggle(line);
    models::LogFilter filter;
    filter.setSource(&document);
    models::LogFilterQuery query;
    query.text.text = u"even"_s;
    filter.setQuery(query);
    QTRY_VERIFY(!filter.isRunning());
    marks.setFilter(&filter);
    QVERIFY(marks.contains(1) && marks.contains(3));
    QVERIFY(!marks.contains(2) && !marks.hasAny(4, 100));
    QCOMPARE(marks.after(1).value_or(-1), 3);
    QCOMPARE(marks.after(3).value_or(-1), 1);
    QCOMPARE(marks.before(3).value_or(-1), 1);
    marks.toggle(4);
    marks.toggle(1);
    marks.toggle(5); // there is none
    marks.setFilter(nullptr);
    QVERIFY(marks.contains(3) && marks.contains(6) && marks.contains(8));
    QVERIFY(!marks.contains(2) && !marks.contains(5));
}

QTEST_GUILESS_MAIN(TestLogBookmarks)
#include "tst_log_bookmarks.moc"
