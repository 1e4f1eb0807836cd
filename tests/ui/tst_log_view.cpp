// SPDX-License-Identifier: Apache-2.0
#include "ui/log_colors.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using models::LogDocument;
using models::LogHit;
using models::LogPiece;
using models::LogSearch;
using ui::LogPosition;
using ui::LogView;

namespace {

void addLines(LogDocument &document, const QByteArray &prefix, int from, int to)
{
    document.append([&](models::LineStore &store) {
        for (int i = from; i < to; ++i) {
            const QByteArray text = prefix + QByteArray::number(i);
            store.append(
                LogPiece{text, 1'700'000'000'000'000'000 + i * 1'000'000LL, engine::LogStream::Stdout, false, false});
        }
    });
}

void addLine(LogDocument &document, const QByteArray &text, engine::LogStream stream = engine::LogStream::Stdout)
{
    engine::LogBatch batch;
    batch.bytes = text;
    batch.lines.push_back({0, quint32(text.size()), 1'700'000'000'000'000'000, stream, false});
    document.append([&](models::LineStore &store) {
        models::LineCutter().push(batch, [&](const LogPiece &piece) { store.append(piece); });
    });
}

/// A view of a hundred numbered lines, and the search over them.
struct Bench
{
    explicit Bench(int lines = 100)
    {
        addLines(document, "line number ", 0, lines);
        search.setDocument(&document);
        view.resize(600, 300);
        view.setDocument(&document);
        view.setSearch(&search);
        view.show();
    }

    [[nodiscard]] bool isEndVisible() { return view.lastVisibleLine() == document.endLine(); }
    [[nodiscard]] QPoint at(qint64 line, qsizetype offset)
    {
        return view.cellRect({line, offset}).center() - QPoint(2, 0);
    }
    void wheel(int notches)
    {
        const QPointF place = view.viewport()->rect().center();
        QWheelEvent event(place, view.viewport()->mapToGlobal(place), {}, {0, notches * 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    }
    [[nodiscard]] QPushButton *newest() { return view.viewport()->findChild<QPushButton *>(); }

    LogDocument document;
    LogSearch search;
    LogView view;
};

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void followsNewLines();
    void scrollingUpStopsFollowing();
    void keysScroll();
    void standsStillWhileLinesComeAndGo();
    void olderLinesDoNotMoveTheView();
    void reachingTheTopIsSaid();
    void mouseSelects();
    void dragBelowTheViewScrolls();
    void doubleClickSelectsAWord();
    void keysSelect();
    void keysOfTheViewComeBeforeTheWindows();
    void wrapsLongLines();
    void hugeLineIsShown();
    void strangeTextIsShown();
    void facesShowInEveryScript();
    void millionLines();
    void marksHitsAndScrollsToThem();
    void clearingShowsThePlaceholder();
    void droppedSelectionIsHarmless();
    void accessibleTextIsWhatIsInView();
};

void TestLogView::followsNewLines()
{
    Bench bench;
    QVERIFY(bench.view.isFollowing());
    QVERIFY(bench.isEndVisible());
    addLines(bench.document, "more ", 0, 1000);
    QTRY_VERIFY(bench.isEndVisible());
    QVERIFY(!bench.newest()->isVisible());
}

void TestLogView::scrollingUpStopsFollowing()
{
    Bench bench;
    QSignalSpy changes(&bench.view, &LogView::followingChanged);
    bench.wheel(1);
    QVERIFY(!bench.view.isFollowing());
    QCOMPARE(changes.size(), 1);
    QVERIFY(bench.newest()->isVisible());
    const ui::LogRow top = bench.view.topRow();
    addLines(bench.document, "more ", 0, 1234);
    QTRY_VERIFY(bench.newest()->text().contains(QLocale().toString(1234)));
    QVERIFY(bench.view.topRow() == top);
    QTest::mouseClick(bench.newest(), Qt::LeftButton);
    QVERIFY(bench.view.isFollowing());
    QVERIFY(bench.isEndVisible());
    bench.wheel(2);
    QVERIFY(!bench.view.isFollowing());
    bench.wheel(-5);
    QVERIFY(bench.view.isFollowing());
}

void TestLogView::keysScroll()
{
    Bench bench;
    const ui::LogRow end = bench.view.topRow();
    QTest::keyClick(&bench.view, Qt::Key_Up);
    QCOMPARE(bench.view.topRow().line, end.line - 1);
    QVERIFY(!bench.view.isFollowing());
    QTest::keyClick(&bench.view, Qt::Key_PageUp);
    QVERIFY(bench.view.topRow().line < end.line - 5);
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QCOMPARE(bench.view.topRow().line, 0);
    QCOMPARE(bench.view.verticalScrollBar()->value(), 0);
    QTest::keyClick(&bench.view, Qt::Key_Down);
    QCOMPARE(bench.view.topRow().line, 1);
    QTest::keyClick(&bench.view, Qt::Key_PageDown);
    QVERIFY(bench.view.topRow().line > 5);
    QTest::keyClick(&bench.view, Qt::Key_End);
    QVERIFY(bench.view.isFollowing());
    QVERIFY(bench.view.topRow() == end);
    bench.view.verticalScrollBar()->setValue(10);
    QCOMPARE(bench.view.topRow().line, 10);
    QVERIFY(!bench.view.isFollowing());
}

void TestLogView::standsStillWhileLinesComeAndGo()
{
    Bench bench;
    LogDocument small(2 * models::LineStore::ChunkBytes);
    addLines(small, QByteArray(200, 'x'), 0, 1000);
    bench.view.setDocument(&small);
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QCOMPARE(bench.view.topRow().line, 0);
    addLines(small, QByteArray(200, 'x'), 1000, 20'000);
    QTRY_COMPARE(bench.view.topRow().line, small.firstLine());
    QVERIFY(small.firstLine() > 1000);
    QVERIFY(!bench.view.isFollowing());
    QVERIFY(!bench.view.grab().isNull());
}

void TestLogView::olderLinesDoNotMoveTheView()
{
    Bench bench;
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QTest::keyClick(&bench.view, Qt::Key_Down);
    models::LineStore older;
    for (int i = 0; i < 5000; ++i)
        older.append(LogPiece{"older", 1, engine::LogStream::Stdout, false, false});
    bench.document.prepend(std::move(older));
    QTRY_COMPARE(bench.view.verticalScrollBar()->value(), 5001);
    QCOMPARE(bench.view.topRow().line, 1);
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QCOMPARE(bench.view.topRow().line, -5000);
}

void TestLogView::reachingTheTopIsSaid()
{
    Bench bench;
    QSignalSpy reached(&bench.view, &LogView::topReached);
    QTest::keyClick(&bench.view, Qt::Key_Up);
    QCOMPARE(reached.size(), 0);
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QCOMPARE(reached.size(), 1);
}

void TestLogView::mouseSelects()
{
    Bench bench;
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QTest::mousePress(bench.view.viewport(), Qt::LeftButton, {}, bench.at(1, 5));
    QTest::mouseMove(bench.view.viewport(), bench.at(3, 4));
    QTest::mouseRelease(bench.view.viewport(), Qt::LeftButton, {}, bench.at(3, 4));
    QCOMPARE(bench.view.selection().begin().line, 1);
    QCOMPARE(bench.view.selection().begin().offset, 5);
    QCOMPARE(bench.view.selection().end().line, 3);
    QCOMPARE(bench.view.selection().end().offset, 4);
    QTest::mouseClick(bench.view.viewport(), Qt::LeftButton, Qt::ShiftModifier, bench.at(5, 2));
    QCOMPARE(bench.view.selection().end().line, 5);
    QTest::mouseClick(bench.view.viewport(), Qt::LeftButton, {}, bench.at(2, 1));
    QVERIFY(bench.view.selection().isEmpty());
}

void TestLogView::dragBelowTheViewScrolls()
{
    Bench bench;
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QTest::mousePress(bench.view.viewport(), Qt::LeftButton, {}, bench.at(1, 0));
    QTest::mouseMove(bench.view.viewport(), QPoint(100, bench.view.viewport()->height() + 40));
    QTRY_VERIFY(bench.view.topRow().line > 20);
    QVERIFY(bench.view.selection().end().line > 20);
    QTest::mouseRelease(bench.view.viewport(), Qt::LeftButton, {}, QPoint(100, 10));
}

void TestLogView::doubleClickSelectsAWord()
{
    Bench bench;
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QTest::mouseDClick(bench.view.viewport(), Qt::LeftButton, {}, bench.at(2, 7));
    QCOMPARE(bench.view.selection().begin().offset, 5);
    QCOMPARE(bench.view.selection().end().offset, 11);
    QTest::mousePress(bench.view.viewport(), Qt::LeftButton, {}, bench.at(2, 7));
    QCOMPARE(bench.view.selection().begin().offset, 0);
    QCOMPARE(bench.view.selection().end().offset, 13);
}

void TestLogView::keysSelect()
{
    Bench bench;
    QSignalSpy copies(&bench.view, &LogView::copyRequested);
    QTest::keySequence(&bench.view, QKeySequence::SelectAll);
    QCOMPARE(bench.view.selection().begin().line, 0);
    QCOMPARE(bench.view.selection().end().line, 99);
    QCOMPARE(bench.view.selection().end().offset, 14);
    QTest::keySequence(&bench.view, QKeySequence::Copy);
    QCOMPARE(copies.size(), 1);
    QTest::keyClick(&bench.view, Qt::Key_Escape);
    QVERIFY(bench.view.selection().isEmpty());
    QTest::keyClick(&bench.view, Qt::Key_Up, Qt::ShiftModifier);
    QTest::keyClick(&bench.view, Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(bench.view.selection().begin().line, 98);
    QCOMPARE(bench.view.selection().begin().offset, 0);
    QTest::keyClick(&bench.view, Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(bench.view.selection().begin().line, 97);
}

void TestLogView::keysOfTheViewComeBeforeTheWindows()
{
    Bench bench;
    QSignalSpy finds(&bench.view, &LogView::findRequested);
    QTest::keySequence(&bench.view, QKeySequence::Find);
    QCOMPARE(finds.size(), 1);
}

void TestLogView::wrapsLongLines()
{
    Bench bench(1);
    addLine(bench.document, QByteArray(1000, 'w'));
    bench.view.setWrapped(true);
    const int rows = bench.view.lineLayout().line(1).rows;
    QVERIFY(rows > 5);
    QCOMPARE(bench.view.horizontalScrollBar()->maximum(), 0);
    const QRect last = bench.view.cellRect({1, 999});
    QVERIFY(last.top() > bench.view.cellRect({1, 0}).top());
    QVERIFY(bench.view.positionAt(last.center() - QPoint(2, 0)) == (LogPosition{1, 999}));
    bench.view.setWrapped(false);
    QCOMPARE(bench.view.lineLayout().line(1).rows, 1);
    QVERIFY(bench.view.horizontalScrollBar()->maximum() > 0);
    QTest::keyClick(&bench.view, Qt::Key_Right);
    QVERIFY(bench.view.horizontalScrollBar()->value() > 0);
}

void TestLogView::hugeLineIsShown()
{
    Bench bench(1);
    addLine(bench.document, QByteArray(10 * 1024 * 1024, 'h'), engine::LogStream::Stderr);
    addLine(bench.document, "after it");
    QTRY_VERIFY(bench.isEndVisible());
    QCOMPARE(bench.document.store().line(bench.document.endLine() - 1).bytes, QByteArrayView("after it"));
    for (const bool wrapped : {true, false}) {
        bench.view.setWrapped(wrapped);
        QTest::keyClick(&bench.view, Qt::Key_End);
        QVERIFY(!bench.view.grab().isNull());
        QTest::keyClick(&bench.view, Qt::Key_PageUp);
        QVERIFY(!bench.view.grab().isNull());
        QTest::keyClick(&bench.view, Qt::Key_Home);
        QCOMPARE(bench.view.topRow().line, 0);
        QVERIFY(!bench.view.grab().isNull());
    }
}

void TestLogView::strangeTextIsShown()
{
    Bench bench(0);
    addLine(bench.document, "nul \0 and \xff\xfe and \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xe4\xbd\xa0\xe5\xa5\xbd"_ba);
    addLine(bench.document, QByteArray("e\xcc\x81\xcc\x81").repeated(2000));
    addLine(bench.document, QByteArray("\xf0\x9f\x98\x80").repeated(2000));
    addLine(bench.document, QByteArray("\xe2\x80\xae\xd7\xa9").repeated(1000));
    addLine(bench.document, QByteArray("\t").repeated(500));
    for (const bool wrapped : {true, false}) {
        bench.view.setWrapped(wrapped);
        for (qint64 line = bench.document.firstLine(); line < bench.document.endLine(); ++line) {
            const qsizetype length = bench.view.lineLayout().line(line).ansi.text.size();
            for (const qsizetype offset : {qsizetype(0), length / 2, length}) {
                const ui::LogRow row = bench.view.lineLayout().rowOf({line, offset});
                QVERIFY(row.row >= 0 && row.row < bench.view.lineLayout().line(line).rows);
            }
        }
        QTest::keyClick(&bench.view, Qt::Key_Home);
        QTest::keySequence(&bench.view, QKeySequence::SelectAll);
        QVERIFY(!bench.view.grab().isNull());
    }
}

void TestLogView::facesShowInEveryScript()
{
    for (const QByteArray &text : {QByteArray("grid"), QByteArray("e\xcc\x81\xcc\x81\xd7\xa9")}) {
        Bench bench(0);
        for (const char *code : {"0", "0;1", "0;3", "0;1;3"})
            addLine(bench.document, QByteArray("\x1b[") + code + 'm' + text);
        bench.view.setWrapped(text == "grid");
        QList<QImage> rows;
        for (int line = 0; line < 4; ++line)
            rows += bench.view.viewport()->grab(bench.view.cellRect({line, 0}).adjusted(0, 0, 100, 0)).toImage();
        for (int line = 1; line < 4; ++line)
            QVERIFY2(rows.first(line).indexOf(rows.at(line)) < 0, text + QByteArray::number(line));
    }
}

void TestLogView::millionLines()
{
    Bench bench(1'000'000);
    QVERIFY(bench.isEndVisible());
    bench.view.verticalScrollBar()->setValue(500'000);
    QCOMPARE(bench.view.topRow().line, 500'000);
    QVERIFY(!bench.view.grab().isNull());
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QCOMPARE(bench.view.topRow().line, 0);
}

void TestLogView::marksHitsAndScrollsToThem()
{
    Bench bench(1000);
    bench.search.find({u"number 500"_s}, bench.view.lastVisibleLine());
    QTRY_COMPARE(bench.search.count(), 1);
    const std::optional<LogHit> hit = bench.search.before({1000, 0, 0});
    QVERIFY(hit.has_value());
    bench.view.setCurrentHit(hit);
    QVERIFY(!bench.view.isFollowing());
    const QRect place = bench.view.cellRect({500, 5});
    QVERIFY(bench.view.viewport()->rect().contains(place));
    const QImage shown = bench.view.viewport()->grab().toImage();
    const ui::LogColors colors(bench.view.palette());
    QCOMPARE(shown.pixel(QPoint(place.left() + 1, place.top()) * shown.devicePixelRatio()), colors.currentHit().back);
}

void TestLogView::clearingShowsThePlaceholder()
{
    Bench bench;
    bench.view.setPlaceholder(u"No output yet"_s);
    bench.document.clear();
    QTRY_COMPARE(bench.view.verticalScrollBar()->maximum(), 0);
    QTest::keyClick(&bench.view, Qt::Key_PageUp);
    QTest::keySequence(&bench.view, QKeySequence::SelectAll);
    QTest::mouseClick(bench.view.viewport(), Qt::LeftButton, {}, QPoint(50, 50));
    QVERIFY(bench.view.selection().isEmpty());
    QVERIFY(!bench.view.grab().isNull());
    addLines(bench.document, "new ", 0, 1);
    QTRY_COMPARE(bench.view.topRow().line, 100);
}

void TestLogView::droppedSelectionIsHarmless()
{
    Bench bench;
    LogDocument small(2 * models::LineStore::ChunkBytes);
    addLines(small, QByteArray(200, 'x'), 0, 1000);
    bench.view.setDocument(&small);
    QTest::keySequence(&bench.view, QKeySequence::SelectAll);
    addLines(small, QByteArray(200, 'x'), 1000, 20'000);
    QTest::keyClick(&bench.view, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(bench.view.selection().cursor.line >= small.firstLine());
    QVERIFY(!bench.view.grab().isNull());
}

void TestLogView::accessibleTextIsWhatIsInView()
{
    Bench bench(1'000);
    bench.view.setAccessibleName(u"Log of web"_s);
    QAccessibleInterface *const accessible = QAccessible::queryAccessibleInterface(&bench.view);
    QVERIFY(accessible);
    QCOMPARE(accessible->text(QAccessible::Name), u"Log of web"_s);
    QVERIFY(accessible->state().readOnly);
    QVERIFY(accessible->state().multiLine);
    QAccessibleTextInterface *const text = accessible->textInterface();
    QVERIFY(text);
    const QString all = text->text(0, text->characterCount());
    QVERIFY(all.endsWith(u"line number 999"_s));
    QVERIFY(all.count(u'\n') < 100);
    int start = 0;
    int end = 0;
    QCOMPARE(text->textAtOffset(int(all.size()) - 3, QAccessible::LineBoundary, &start, &end).trimmed(),
             u"line number 999"_s);
    text->setSelection(0, 0, 4);
    QCOMPARE(bench.view.selection().begin().line, bench.view.topRow().line);
    QCOMPARE(text->selectionCount(), 1);
    QVERIFY(text->characterRect(0).isValid());
    text->removeSelection(0);
    QVERIFY(text->selectionCount() == 0 && bench.view.selection().cursor.line == bench.view.topRow().line); // stays
    QTest::keyClick(&bench.view, Qt::Key_Home);
    QVERIFY(text->text(0, text->characterCount()).startsWith(u"line number 0\n"_s));
}

QTEST_MAIN(TestLogView)
#include "tst_log_view.moc"
