// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/log_pane_bench.h"
#include "ui/log_filter_bar.h"
#include "ui/log_levels.h"
#include "ui/notice_strip.h"
#include "ui/theme.h"
#include "ui/tone_label.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;
using models::LogLevel;
using test::ScriptedLog;

namespace {

struct Bench : test::LogPaneBench
{
    explicit Bench(int width = 1000) : LogPaneBench(width) {}

    [[nodiscard]] const models::LogDocument &shown() { return *view().lineLayout().document(); }
    [[nodiscard]] ui::LogFilterBar &bar() { return *pane.findChild<ui::LogFilterBar *>(); }
    [[nodiscard]] QLineEdit *field() { return bar().findChild<QLineEdit *>(); }
    [[nodiscard]] QToolButton *button(const QString &name)
    {
        QToolButton *const inBar = test::toolButton(bar(), name);
        return inBar ? inBar : LogPaneBench::button(name);
    }
    [[nodiscard]] QByteArrayList lines()
    {
        QByteArrayList all;
        shown().store().visit(shown().firstLine(), shown().endLine(), [&](qint64, const models::StoredLine &line) {
            all.append(line.bytes.toByteArray());
            return true;
        });
        return all;
    }
    [[nodiscard]] bool says(const QString &text)
    {
        const QList<QLabel *> labels = bar().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->text() == text; });
    }
    void openFilter()
    {
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    }
};

} // namespace

class TestLogPaneFilter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void filtersByKeys();
    void hidesAndShowsContext();
    void filtersByLevel();
    void leavingKeepsThePlace();
    void leavingShowsWhatIsAroundALine();
    void findsCopiesAndSavesWhatIsShown();
    void saysWhatIsWrong();
    void saysWhatTakesTooLong();
    void saysWhatWasDropped();
    void staysForTheNextContainer();
    void fitsANarrowPane();
    void fitsThreePanesInARow();
    void saysThatOlderLinesAreLoading();
    void marksLevels();
};

void TestLogPaneFilter::filtersByKeys()
{
    Bench bench;
    for (int i = 0; i < 20; ++i) {
        bench.log.print("needle " + QByteArray::number(i));
        bench.log.printMany("hay ", 0, 9);
    }
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 200);
    QVERIFY(!bench.bar().isVisible());
    bench.openFilter();
    QVERIFY(bench.bar().isVisible());
    QVERIFY(bench.field()->hasFocus() || !bench.pane.isActiveWindow());
    QTest::keyClicks(bench.field(), u"needle"_s);
    QTRY_VERIFY(bench.says(u"20 of 200 lines"_s));
    QCOMPARE(bench.lines().size(), 20);
    QVERIFY(bench.view().isFollowing());
    bench.log.print("another needle");
    bench.log.print("hay");
    QTRY_VERIFY(bench.says(u"21 of 202 lines"_s));
    QCOMPARE(bench.lines().constLast(), QByteArray("another needle"));
    bench.picture(u"filter"_s);
    QTest::keyClicks(bench.field(), u"s"_s);
    QTRY_VERIFY(bench.says(u"0 of 202 lines"_s));
    QTest::keyClick(bench.field(), Qt::Key_Backspace);
    bench.pane.clearLines();
    QTRY_COMPARE(bench.lines().size(), 0);
    QTest::keyClick(bench.field(), Qt::Key_Escape);
    QVERIFY(!bench.bar().isVisible());
    bench.log.print("new hay");
    QTRY_COMPARE(bench.lines(), QByteArrayList{"new hay"});
}

void TestLogPaneFilter::hidesAndShowsContext()
{
    Bench bench;
    for (const char *line : {"a", "b", "x", "c", "d", "e", "f", "x", "g"})
        bench.log.print(line);
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 9);
    bench.openFilter();
    QTest::keyClicks(bench.field(), u"x"_s);
    QTRY_COMPARE(bench.lines().size(), 2);
    auto *const context = bench.bar().findChild<QSpinBox *>();
    QTest::keyClick(context, Qt::Key_Up);
    QTRY_COMPARE(bench.lines(), (QByteArrayList{"b", "x", "c", "f", "x", "g"}));
    QVERIFY(bench.says(u"2 of 9 lines"_s));
    QVERIFY(!bench.shown().isGapBefore(0) && bench.shown().isGapBefore(3) && !bench.shown().isGapBefore(4));
    bench.picture(u"context"_s);
    QTest::mouseClick(bench.button(u"Hide matching lines"_s), Qt::LeftButton);
    QTRY_COMPARE(bench.lines(), (QByteArrayList{"a", "b", "c", "d", "e", "f", "g"}));
    QVERIFY(!context->isEnabled());
}

void TestLogPaneFilter::filtersByLevel()
{
    Bench bench;
    bench.log.print("2024-01-02 15:04:05.123  INFO 1 --- [main] c.e.App : Started");
    bench.log.print("2024-01-02 15:04:06.123 ERROR 1 --- [main] c.e.App : It broke");
    bench.log.print("\tat c.e.App.main(App.java:7)");
    bench.log.print("2024-01-02 15:04:07.123  WARN 1 --- [main] c.e.App : Careful");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 4);
    bench.openFilter();
    QTest::mouseClick(bench.button(u"Error"_s), Qt::LeftButton);
    QTRY_COMPARE(bench.lines().size(), 2);
    QVERIFY(bench.lines().constLast().startsWith("\tat"));
    QTest::mouseClick(bench.button(u"Warning"_s), Qt::LeftButton);
    QTRY_COMPARE(bench.lines().size(), 3);
    bench.picture(u"levels"_s);
    QTest::mouseClick(bench.button(u"Error"_s), Qt::LeftButton);
    QTest::mouseClick(bench.button(u"Warning"_s), Qt::LeftButton);
    QTRY_COMPARE(bench.lines().size(), 4);
}

void TestLogPaneFilter::leavingKeepsThePlace()
{
    Bench bench;
    for (int i = 0; i < 100; ++i) {
        bench.log.print("needle " + QByteArray::number(i));
        bench.log.printMany("hay ", 0, 7);
    }
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 800);
    QTest::keyClick(&bench.view(), Qt::Key_Home);
    for (int i = 0; i < 30; ++i)
        QTest::keyClick(&bench.view(), Qt::Key_PageDown);
    const qint64 top = bench.view().topRow().line;
    QVERIFY(!bench.view().isFollowing());
    const qint64 needle = (top + 7) / 8;
    bench.openFilter();
    QTest::keyClicks(bench.field(), u"needle"_s);
    QTRY_VERIFY(bench.says(u"100 of 800 lines"_s));
    QVERIFY(!bench.view().isFollowing());
    const auto isInView = [&](qint64 line) {
        return line >= bench.view().topRow().line && line < bench.view().lastVisibleLine();
    };
    QVERIFY(isInView(needle));
    bench.view().verticalScrollBar()->setValue(3);
    const QPoint place = bench.view().cellRect({5, 2}).center();
    QTest::mouseDClick(bench.view().viewport(), Qt::LeftButton, {}, place);
    QVERIFY(!bench.view().selection().isEmpty());
    QTest::keyClick(bench.field(), Qt::Key_Escape);
    QCOMPARE(bench.shown().endLine(), 800);
    QCOMPARE(bench.view().selection().begin().line, 40);
    QVERIFY(isInView(40));
    QVERIFY(!bench.view().isFollowing());
}

void TestLogPaneFilter::leavingShowsWhatIsAroundALine()
{
    Bench bench;
    for (int i = 0; i < 20; ++i) {
        bench.log.print("needle " + QByteArray::number(i));
        bench.log.printMany("hay ", 0, 39);
    }
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 800);
    bench.openFilter();
    QTest::keyClicks(bench.field(), u"needle"_s);
    QTRY_VERIFY(bench.says(u"20 of 800 lines"_s));
    bench.view().setFollowing(false);
    const QRect needle = bench.view().cellRect({12, 0});
    QVERIFY(!needle.isNull());
    QTest::mouseClick(bench.view().viewport(), Qt::LeftButton, {}, needle.center());
    QTest::keyClick(bench.field(), Qt::Key_Escape);
    QCOMPARE(bench.shown().endLine(), 800);
    QCOMPARE(bench.view().currentLine(), 12 * 40);
    QVERIFY(!bench.view().cellRect({12 * 40 + 3, 0}).isNull());
    QVERIFY(!bench.view().cellRect({12 * 40 - 3, 0}).isNull());
    bench.openFilter(); // and back
    QTRY_VERIFY(bench.says(u"20 of 800 lines"_s));
    QTRY_COMPARE(bench.view().currentLine(), 12);
}

void TestLogPaneFilter::findsCopiesAndSavesWhatIsShown()
{
    Bench bench;
    for (int i = 0; i < 10; ++i) {
        bench.log.print("needle one");
        bench.log.print("one hay");
    }
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 20);
    QVERIFY(!bench.button(u"Save filtered lines…"_s)->isEnabled());
    bench.openFilter();
    QTest::keyClicks(bench.field(), u"needle"_s);
    QTRY_COMPARE(bench.lines().size(), 10);
    QTest::keySequence(&bench.view(), QKeySequence::SelectAll);
    QTest::keySequence(&bench.view(), QKeySequence::Copy);
    QTRY_COMPARE(QGuiApplication::clipboard()->text().count(u"needle"_s), 10);
    QVERIFY(!QGuiApplication::clipboard()->text().contains(u"hay"_s));
    const QString path = bench.folder.filePath(u"part.log"_s);
    QVERIFY(test::saveTo(path, bench.pane, u"Save filtered lines…"_s));
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("needle one\n").repeated(10));
}

void TestLogPaneFilter::saysWhatIsWrong()
{
    Bench bench;
    bench.log.print("(a");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 1);
    bench.openFilter();
    QTest::mouseClick(bench.button(u"Regular expression"_s), Qt::LeftButton);
    QTest::keyClicks(bench.field(), u"(a"_s);
    const QList<QLabel *> labels = bench.bar().findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](QLabel *label) { return label->text().startsWith(u"Not a regular expression"_s); }));
    QTest::mouseClick(bench.button(u"Regular expression"_s), Qt::LeftButton);
    QTRY_COMPARE(bench.lines(), QByteArrayList{"(a"});
}

void TestLogPaneFilter::saysWhatTakesTooLong()
{
    Bench bench;
    const QByteArray endless = QByteArray(60, 'a') + '!';
    bench.log.print(endless);
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 1);
    bench.openFilter();
    QTest::mouseClick(bench.button(u"Regular expression"_s), Qt::LeftButton);
    QTest::keyClicks(bench.field(), u"(a+)+$"_s);
    const auto says = [&bench](const QString &text) {
        const QList<QLabel *> labels = bench.bar().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&text](QLabel *label) { return label->text() == text; });
    };
    QTRY_VERIFY(says(u"0 of 1 line; 1 line took too long"_s));
    for (int i = 0; i < 120; ++i)
        bench.log.print(endless);
    QTRY_VERIFY(says(u"Stopped: this expression takes too long"_s));
}

void TestLogPaneFilter::saysWhatWasDropped()
{
    qputenv("XDG_CACHE_HOME", "/proc/none"); // memory is all there is
    Bench bench;
    bench.log.print("one");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 1);
    auto &all = const_cast<models::LogDocument &>(bench.shown());
    all.setBudget(300'000);
    bench.log.printMany("a line of some length, so that a few of them are many bytes ", 0, 12'000);
    QTRY_COMPARE(bench.shown().endLine(), 12'001);
    QVERIFY(all.store().droppedLines() > 0);
    bench.openFilter();
    QTest::keyClicks(bench.field(), u" 119"_s);
    const QLocale locale;
    QTRY_VERIFY(!bench.lines().isEmpty());
    QTRY_VERIFY(bench.says(u"%1 of %2 lines, %3 dropped"_s.arg(locale.toString(bench.lines().size()),
                                                               locale.toString(all.endLine() - all.firstLine()),
                                                               locale.toString(all.store().droppedLines()))));
    bench.engine.refuse("GET", "/containers/web/json", 404, "No such container: web");
    bench.log.exit(0); // what is here is all there is
    QTRY_COMPARE(all.store().line(all.endLine() - 1).bytes.toByteArray(), QByteArray("Container removed"));
    QVERIFY(test::saveTo(bench.folder.filePath(u"rest.log"_s), bench.pane));
    QTRY_VERIFY(bench.pane.findChildren<ui::NoticeStrip *>().first()->text().endsWith(
        u"rest.log, without %1 lines that were dropped here"_s.arg(locale.toString(all.store().droppedLines()))));
    bench.picture(u"saved_rest"_s);
    qunsetenv("XDG_CACHE_HOME");
}

void TestLogPaneFilter::staysForTheNextContainer()
{
    Bench bench;
    ScriptedLog other(bench.engine, "db");
    bench.log.print("needle here");
    other.print("hay");
    other.print("needle there");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 1);
    bench.openFilter();
    QTest::keyClicks(bench.field(), u"needle"_s);
    QTRY_COMPARE(bench.lines(), QByteArrayList{"needle here"});
    bench.pane.setContainer(u"db"_s);
    QTRY_COMPARE(bench.lines(), QByteArrayList{"needle there"});
    QVERIFY(bench.says(u"1 of 2 lines"_s));
    other.printMany("needle ", 0, 100);
    QTRY_COMPARE(bench.lines().size(), 101);
    QTest::keyClick(&bench.view(), Qt::Key_Home);
    QTest::keyClick(&bench.view(), Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!bench.view().isFollowing() && bench.view().isBookmarked(0));
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.lines(), QByteArrayList{"needle here"});
    QVERIFY(bench.view().isFollowing() && !bench.view().hasCursor());
    QVERIFY(!bench.view().isBookmarked(0)); // that was in the other one
    bench.pane.setContainer({});
    QVERIFY(!bench.view().lineLayout().document());
}

void TestLogPaneFilter::fitsANarrowPane()
{
    Bench bench(400);
    bench.log.print("line");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 1);
    bench.openFilter();
    QTest::keyClicks(bench.field(), u"line"_s);
    QTRY_VERIFY(bench.says(u"1 of 1 line"_s));
    for (const QString &name : {u"Hide matching lines"_s, u"Debug"_s, u"Close"_s}) {
        QToolButton *const button = bench.button(name);
        QVERIFY(button->isVisible());
        QVERIFY(bench.pane.rect().contains(button->mapTo(&bench.pane, button->rect().bottomRight())));
    }
    QCOMPARE(bench.pane.width(), 400);
    const auto *const status = bench.bar().findChild<ui::ToneLabel *>();
    QCOMPARE(status->text(), u"1 of 1 line"_s);
    QTRY_VERIFY(status->width() >= status->sizeHint().width() && status->width() > 200);
    for (const bool dark : {true, false}) {
        QApplication::setPalette(ui::themePalette(dark));
        QCOMPARE(status->palette().color(QPalette::WindowText), ui::toneColor(ui::Tone::Muted, bench.pane.palette()));
    }
    QVERIFY(bench.field()->geometry().bottom() < bench.button(u"Debug"_s)->geometry().top());
    QTRY_VERIFY(bench.bar().height() >= bench.field()->sizeHint().height() * 2);
    bench.picture(u"narrow"_s);
}

void TestLogPaneFilter::fitsThreePanesInARow()
{
    Bench bench(300);
    bench.log.print("line");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 1);
    bench.openFilter();
    QTest::keyClicks(bench.field(), u"line"_s);
    QTRY_VERIFY(bench.says(u"1 of 1 line"_s));
    QToolButton *const error = bench.button(u"Error"_s);
    QCOMPARE(error->toolButtonStyle(), Qt::ToolButtonIconOnly);
    QVERIFY(error->toolTip().startsWith(u"Error"_s));
    auto *const context = bench.bar().findChild<QSpinBox *>();
    const QWidgetList controls{bench.field(), context, error, bench.button(u"Debug"_s), bench.button(u"Close"_s)};
    for (const QWidget *control : controls) {
        const int least = control->minimumWidth();
        const int needed = least > 0 ? least : control->sizeHint().width();
        QTRY_VERIFY2(control->width() >= needed, qPrintable(control->accessibleName()));
        QVERIFY(bench.pane.rect().contains(control->mapTo(&bench.pane, control->rect().bottomRight())));
    }
    QTest::keyClick(context, Qt::Key_Up);
    QCOMPARE(context->text(), u"\u00b11"_s);
    bench.picture(u"three"_s);
    QEvent other(QEvent::StyleChange); // measured anew
    QApplication::sendEvent(&bench.bar(), &other);
    QCOMPARE(error->toolButtonStyle(), Qt::ToolButtonIconOnly);
    bench.pane.resize(1000, 400);
    QTRY_COMPARE(error->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    QCOMPARE(context->text(), u"\u00b11 line"_s);
}

void TestLogPaneFilter::saysThatOlderLinesAreLoading()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.shown().endLine(), 1000);
    bench.openFilter();
    bench.field()->setText(u"99"_s);
    QCOMPARE(bench.bar().findChild<ui::ToneLabel *>()->text(),
             u"Filtering… 0 of 1,000 lines, older ones are loading"_s);
    QTRY_VERIFY(bench.says(u"57 of 3,000 lines"_s));
}

void TestLogPaneFilter::marksLevels()
{
    Bench bench;
    bench.log.print("ERROR: it broke");
    bench.log.print("\tat x.y(Z.java)");
    bench.log.print("WARN careful");
    bench.log.print("plain");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.view().lastVisibleLine(), 4);
    ui::LogLevels levels;
    QCOMPARE(levels.at(bench.shown(), 3), LogLevel::None);
    QCOMPARE(levels.at(bench.shown(), 1), LogLevel::Error);
    const QImage image = bench.view().viewport()->grab().toImage();
    const auto edge = [&](qint64 line) { return image.pixelColor(1, bench.view().cellRect({line, 0}).center().y()); };
    QCOMPARE(edge(0), ui::logLevelColor(LogLevel::Error, bench.view().palette()));
    QCOMPARE(edge(1), edge(0));
    QCOMPARE(edge(2), ui::logLevelColor(LogLevel::Warning, bench.view().palette()));
    QVERIFY(edge(3) != edge(0) && edge(3) != edge(2));
    const QPoint gutter(1, bench.view().cellRect({1, 0}).center().y());
    QHelpEvent help(QEvent::ToolTip, gutter, bench.view().viewport()->mapToGlobal(gutter));
    QCoreApplication::sendEvent(bench.view().viewport(), &help);
    QVERIFY(QToolTip::text().startsWith(u"Error, stdout"_s));
    int start = 0;
    int end = 0;
    QAccessibleTextInterface *const text = QAccessible::queryAccessibleInterface(&bench.view())->textInterface();
    QCOMPARE(text->attributes(0, &start, &end), u"level:Error;"_s);
    QCOMPARE(text->attributes(text->characterCount(), &start, &end), QString());
}

QTEST_MAIN(TestLogPaneFilter)
#include "tst_log_pane_filter.moc"
