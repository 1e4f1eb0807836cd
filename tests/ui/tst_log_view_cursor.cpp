// SPDX-License-Identifier: Apache-2.0
#include "models/line_cutter.h"
#include "ui/log_colors.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A view of a hundred lines.
struct Bench
{
    Bench()
    {
        engine::LogBatch batch;
        for (int line = 0; line < Lines; ++line) {
            batch.lines.push_back({quint32(batch.bytes.size()), 4, 0, engine::LogStream::Stdout, false});
            batch.bytes += "line";
        }
        document.append([&](models::LineStore &store) {
            models::LineCutter().push(batch, [&](const models::LogPiece &piece) { store.append(piece); });
        });
        view.resize(600, 300);
        view.setDocument(&document);
        view.show();
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers) { QTest::keyClick(&view, key, modifiers); }
    [[nodiscard]] qint64 cursor() const { return view.selection().cursor.line; }
    /// Whether the line stands out.
    [[nodiscard]] bool standsOut(qint64 line)
    {
        const QImage shown = view.viewport()->grab().toImage();
        const QRect cell = view.cellRect({line, 0});
        const QPoint place(cell.left() - 3, cell.center().y());
        return shown.pixel(place * shown.devicePixelRatio()) == ui::LogColors(view.palette()).currentLine();
    }

    static constexpr qint64 Lines = 100;
    models::LogDocument document;
    ui::LogView view;
};

} // namespace

/// The line that keys are about.
class TestLogViewCursor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void keysLeadTheCurrentLine();
    void keysSelectToBothEnds();
};

void TestLogViewCursor::keysLeadTheCurrentLine()
{
    Bench bench;
    QVERIFY(bench.view.isFollowing());
    bench.press(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(bench.cursor(), Bench::Lines - 1); // the newest first
    QVERIFY(!bench.view.isFollowing());
    bench.press(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(bench.cursor(), Bench::Lines - 2);
    QCOMPARE(bench.view.currentLine(), Bench::Lines - 2);
    QVERIFY(bench.view.selection().isEmpty());
    QVERIFY(bench.standsOut(Bench::Lines - 2));
    QVERIFY(!bench.standsOut(Bench::Lines - 1));
    bench.press(Qt::Key_Down, Qt::ShiftModifier); // text is selected instead
    QVERIFY(!bench.standsOut(Bench::Lines - 2) && !bench.standsOut(Bench::Lines - 1));
    bench.press(Qt::Key_Home, {});
    bench.press(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(bench.cursor(), 0); // the one from before is out of view
    QVERIFY(bench.standsOut(0));
    bench.press(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(bench.cursor(), 0);
    for (int i = 0; i < 40; ++i)
        bench.press(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(bench.cursor(), 40);
    QVERIFY(!bench.view.cellRect({40, 0}).isNull());
}

void TestLogViewCursor::keysSelectToBothEnds()
{
    Bench bench;
    bench.press(Qt::Key_Up, Qt::ControlModifier);
    bench.press(Qt::Key_Home, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(bench.view.selection().begin(), (ui::LogPosition{0, 0}));
    QCOMPARE(bench.view.selection().end(), (ui::LogPosition{Bench::Lines - 1, 0}));
    bench.press(Qt::Key_End, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(bench.view.selection().end(), (ui::LogPosition{Bench::Lines - 1, 4}));
    QCOMPARE(bench.view.selection().begin(), (ui::LogPosition{Bench::Lines - 1, 0}));
}

QTEST_MAIN(TestLogViewCursor)
#include "tst_log_view_cursor.moc"
