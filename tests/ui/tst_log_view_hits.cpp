// SPDX-License-Identifier: Apache-2.0
#include "models/line_cutter.h"
#include "ui/log_view.h"
#include "ui/mark_scroll_bar.h"
#include "ui/theme.h"

#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Lines = 100;
constexpr int HitStart = 56;

/// A view of short lines, and of a last one with something to find.
struct Bench
{
    Bench()
    {
        for (qint64 line = 0; line < Lines - 1; ++line)
            add("line");
        add(QByteArray(HitStart, 'x') + "needle");
        search.setDocument(&document);
        view.resize(600, 300);
        view.setDocument(&document);
        view.setSearch(&search);
        view.show();
    }

    void add(const QByteArray &text)
    {
        engine::LogBatch batch;
        batch.lines.push_back({0, quint32(text.size()), 0, engine::LogStream::Stdout, false});
        batch.bytes = text;
        document.append([&](models::LineStore &store) {
            models::LineCutter().push(batch, [&](const models::LogPiece &piece) { store.append(piece); });
        });
    }
    [[nodiscard]] QPushButton *newest() { return view.viewport()->findChild<QPushButton *>(); }

    models::LogDocument document;
    models::LogSearch search;
    ui::LogView view;
};

} // namespace

/// What was found stays in view, whatever else is painted there.
class TestLogViewHits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void buttonLeavesTheHitInView();
    void lastLineStandsStillWhenOthersCome();
    void hitStaysInViewWhenTheViewShrinks();
    void followingGoesOnWhenTheViewShrinks();
    void manyMarksLeaveTheSliderInView();
};

void TestLogViewHits::buttonLeavesTheHitInView()
{
    Bench bench;
    bench.search.find({u"needle"_s}, bench.view.lastVisibleLine());
    QTRY_COMPARE(bench.search.count(), 1);
    bench.view.setFollowing(false);
    const auto *const newest = bench.newest();
    QVERIFY(newest->isVisible());
    const QRect usual = newest->geometry();
    bench.view.setCurrentHit(bench.search.before({Lines, 0, 0}));
    const QRect hit = bench.view.cellRect({Lines - 1, HitStart});
    QVERIFY(hit.isValid() && usual.intersects(hit));
    QVERIFY(newest->isVisible());
    QVERIFY(!newest->geometry().intersects(hit));
    QVERIFY(bench.view.viewport()->rect().contains(newest->geometry()));
    bench.view.setCurrentHit({});
    QCOMPARE(newest->geometry(), usual);
}

void TestLogViewHits::lastLineStandsStillWhenOthersCome()
{
    Bench bench;
    bench.view.resize(600, 5 * bench.view.lineLayout().font().rowHeight() + 6); // the first row is cut off
    bench.view.setFollowing(false);
    const QRect last = bench.view.cellRect({Lines - 1, 0});
    QVERIFY(bench.view.viewport()->rect().contains(last));
    bench.add("another");
    QTRY_VERIFY(bench.newest()->text().contains(u"1 new line"_s));
    QCOMPARE(bench.view.cellRect({Lines - 1, 0}), last);
    bench.view.reveal({Lines - 1, 0});
    QCOMPARE(bench.view.cellRect({Lines - 1, 0}), last);
    bench.view.reveal(bench.view.bounded({bench.view.topRow().line, 0})); // of which half is in view
    QVERIFY(bench.view.viewport()->rect().contains(bench.view.cellRect(bench.view.bounded({Lines - 6, 0}))));
}

void TestLogViewHits::hitStaysInViewWhenTheViewShrinks()
{
    Bench bench;
    bench.search.find({u"needle"_s}, bench.view.lastVisibleLine());
    QTRY_COMPARE(bench.search.count(), 1);
    bench.view.setCurrentHit(bench.search.before({Lines, 0, 0}));
    bench.add("another");
    QTRY_VERIFY(bench.newest()->text().contains(u"1 new line"_s));
    const ui::LogRow top = bench.view.topRow();
    bench.view.resize(600, 150);
    QVERIFY(!bench.view.cellRect({Lines - 1, HitStart}).isNull());
    QVERIFY(bench.view.topRow() > top);
    const qint64 line = bench.view.topRow().line;
    bench.view.setCurrentHit({});
    bench.view.resize(600, 100);
    QCOMPARE(bench.view.topRow().line, line); // nothing is meant: the first line stands still
}

void TestLogViewHits::followingGoesOnWhenTheViewShrinks()
{
    Bench bench;
    bench.search.find({u"needle"_s}, bench.view.lastVisibleLine());
    QTRY_COMPARE(bench.search.count(), 1);
    bench.view.setCurrentHit(bench.search.before({Lines, 0, 0}));
    bench.view.setFollowing(true);
    for (int i = 0; i < 10; ++i)
        bench.add("another");
    QTRY_COMPARE(bench.view.lastVisibleLine(), Lines + 10);
    QVERIFY(!bench.view.cellRect({Lines - 1, HitStart}).isNull());
    bench.view.resize(600, 150); // the hit is above now
    QVERIFY(bench.view.cellRect({Lines - 1, HitStart}).isNull());
    QVERIFY(bench.view.isFollowing());
}

void TestLogViewHits::manyMarksLeaveTheSliderInView()
{
    ui::MarkScrollBar bar;
    bar.setRange(0, 100);
    bar.setPageStep(20);
    bar.resize(bar.sizeHint().width(), 200);
    const QImage bare = bar.grab().toImage();
    bar.setMarks([](double, double) { return true; });
    const QImage marked = bar.grab().toImage();
    const int middle = marked.width() / 2;
    for (int y = 0; y < marked.height(); ++y)
        QCOMPARE(marked.pixel(middle, y), bare.pixel(middle, y));
    QVERIFY(marked.pixel(1, marked.height() / 2) != bare.pixel(1, marked.height() / 2));
}

QTEST_MAIN(TestLogViewHits)
#include "tst_log_view_hits.moc"
