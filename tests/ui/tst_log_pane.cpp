// SPDX-License-Identifier: Apache-2.0
#include "tests/support/busy_copier.h"
#include "tests/ui/log_pane_bench.h"
#include "ui/log_find_bar.h"
#include "ui/notice_strip.h"
#include "ui/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <optional>

using namespace Qt::StringLiterals;
using ui::LogView;

namespace {

struct Bench : test::LogPaneBench
{
    [[nodiscard]] qint64 lines() { return view().lastVisibleLine() - view().topRow().line; }
};

} // namespace

class TestLogPane : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void showsTheLogOfTheContainer();
    void switchesRemembered();
    void findsByKeys();
    void copiesBySelection();
    void copiesMuchWithABar();
    void savesTheWholeLog();
    void clears();
    void scrollsAtEveryHeight();
    void loadsOlderLinesAtTheTop();
    void loadingOlderLinesCanBeStopped();
    void saysThatTheLogCannotBeRead();
    void saysThatNoLogIsKept();
    void menuHasEveryTool();
    void survivesAnEngineThatGoes();
};

void TestLogPane::showsTheLogOfTheContainer()
{
    Bench bench;
    bench.log.print("hello \x1b[32mgreen\x1b[0m");
    bench.log.print("careful", true);
    QVERIFY(!bench.button(u"Save…"_s)->isEnabled());
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.lines(), 2);
    QVERIFY(bench.button(u"Follow"_s)->isChecked());
    QVERIFY(bench.button(u"Save…"_s)->isEnabled());
    bench.log.printMany("line ", 0, 100);
    QTRY_COMPARE(bench.pane.view()->lastVisibleLine(), 102);
    QTest::keyClick(bench.pane.view(), Qt::Key_PageUp);
    QVERIFY(!bench.button(u"Follow"_s)->isChecked());
    QTest::mouseClick(bench.button(u"Follow"_s), Qt::LeftButton);
    QVERIFY(bench.pane.view()->isFollowing());
    bench.picture(u"pane"_s);
    bench.pane.setContainer({});
    QCOMPARE(bench.lines(), 0);
}

void TestLogPane::switchesRemembered()
{
    Bench bench;
    QVERIFY(bench.button(u"Wrap"_s)->isChecked());
    QTest::mouseClick(bench.button(u"Wrap"_s), Qt::LeftButton);
    QTest::mouseClick(bench.button(u"Timestamps"_s), Qt::LeftButton);
    QVERIFY(!bench.settings.get().log.wrap);
    QCOMPARE(bench.settings.get().log.times, models::LogTimes::Local);
    ui::LogPane second(bench.session, bench.settings);
    const QList<QToolButton *> buttons = second.findChildren<QToolButton *>();
    const auto isOn = [&](const QString &name) {
        return std::any_of(buttons.begin(), buttons.end(),
                           [&](QToolButton *b) { return b->accessibleName() == name && b->isChecked(); });
    };
    QVERIFY(isOn(u"Timestamps"_s));
    QVERIFY(!isOn(u"Wrap"_s));
}

void TestLogPane::findsByKeys()
{
    Bench bench;
    for (int i = 0; i < 20; ++i) {
        bench.log.print("needle " + QByteArray::number(i));
        bench.log.printMany("hay ", 0, 20);
    }
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.pane.view()->lastVisibleLine(), 420);
    bench.pane.view()->setFocus();
    QTest::keySequence(bench.pane.view(), QKeySequence::Find);
    auto *const bar = bench.pane.findChild<ui::LogFindBar *>();
    auto *const field = bar->findChild<QLineEdit *>();
    QVERIFY(bar->isVisible());
    QTest::keyClicks(field, u"needle"_s);
    const auto shows = [bar](const QString &text) {
        const QList<QLabel *> labels = bar->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->text() == text; });
    };
    QTRY_VERIFY(shows(u"20 of 20"_s));
    QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(shows(u"19 of 20"_s));
    QVERIFY(!bench.pane.view()->isFollowing());
    QTest::keyClick(field, Qt::Key_Return);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(shows(u"1 of 20"_s));
    QCOMPARE(bench.pane.view()->topRow().line, 0);
    bench.picture(u"find"_s);
    bench.log.print("another needle");
    QTRY_VERIFY(shows(u"1 of 21"_s));
    QTest::keyClick(bench.pane.view(), Qt::Key_F3, Qt::ShiftModifier);
    QVERIFY(shows(u"21 of 21"_s));
    QTest::keyClick(bench.pane.view(), Qt::Key_F3);
    QVERIFY(shows(u"1 of 21"_s));
    QTest::mouseClick(bench.button(u"Whole word"_s), Qt::LeftButton);
    bench.log.print("needles");
    QTest::keyClicks(field, u"s"_s);
    QTRY_VERIFY(shows(u"1 of 1"_s));
    QTest::keyClick(field, Qt::Key_Backspace);
    QTRY_VERIFY(shows(u"21 of 21"_s));
    field->setText(u"nothing like it"_s);
    QTRY_VERIFY(shows(u"Not found"_s));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!bar->isVisible());
}

void TestLogPane::copiesBySelection()
{
    Bench bench;
    bench.log.print("\x1b[31mred\x1b[0m one");
    bench.log.print("two");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.lines(), 2);
    QVERIFY(!bench.button(u"Copy"_s)->isEnabled());
    QTest::keySequence(bench.pane.view(), QKeySequence::SelectAll);
    QVERIFY(bench.button(u"Copy"_s)->isEnabled());
    QTest::keySequence(bench.pane.view(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"red one\ntwo"_s);
}

void TestLogPane::copiesMuchWithABar()
{
    Bench bench;
    bench.log.printMany(QByteArray(1000, 'x'), 0, 1000); // more than is copied at once
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.pane.view()->lastVisibleLine(), 1000);
    const QList<ui::NoticeStrip *> notices = bench.pane.findChildren<ui::NoticeStrip *>();
    const auto text = [&] { return notices.first()->text(); };
    const auto cancel = [&] { return notices.first()->findChild<QPushButton *>(); };
    QGuiApplication::clipboard()->setText(u"before"_s);
    std::optional<test::BusyCopier> busy(std::in_place);
    QTest::keySequence(bench.pane.view(), QKeySequence::SelectAll);
    QTest::keySequence(bench.pane.view(), QKeySequence::Copy);
    QTRY_COMPARE(text(), u"Copying the selection…"_s);
    bench.picture(u"copying"_s);
    QTest::mouseClick(cancel(), Qt::LeftButton);
    QCOMPARE(text(), QString());
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    QTest::keySequence(bench.pane.view(), QKeySequence::Copy);
    QTRY_COMPARE(text(), u"Copying the selection…"_s);
    busy.reset();
    QTRY_COMPARE(text(), u"Copied 1 MB"_s);
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 999);
    QVERIFY(QGuiApplication::clipboard()->text().endsWith(u"xx999"_s));
    bench.picture(u"copied"_s);
}

void TestLogPane::savesTheWholeLog()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.pane.view()->lastVisibleLine(), 1000);
    const QString path = bench.folder.filePath(u"all.log"_s);
    QVERIFY(test::saveTo(path, bench.pane));
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 3000);
    QTRY_VERIFY(bench.pane.findChildren<ui::NoticeStrip *>().first()->text().contains(path));
    bench.picture(u"saved"_s);
}

void TestLogPane::clears()
{
    Bench bench;
    bench.log.print("old");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.lines(), 1);
    QTest::mouseClick(bench.button(u"Clear"_s), Qt::LeftButton);
    QTRY_COMPARE(bench.lines(), 0);
    bench.picture(u"cleared"_s);
    bench.log.print("new");
    QTRY_COMPARE(bench.lines(), 1);
    QCOMPARE(bench.engine.count("/containers/web", "DELETE"), 0);
}

void TestLogPane::scrollsAtEveryHeight()
{
    Bench bench;
    bench.log.printMany("line ", 0, 100);
    bench.pane.setContainer(u"web"_s);
    LogView &view = *bench.pane.view();
    QTRY_COMPARE(view.lastVisibleLine(), 100);
    const int rowHeight = view.lineLayout().font().rowHeight();
    for (int height = 10 * rowHeight - 1; height <= 10 * rowHeight + 1; ++height) {
        view.setFixedHeight(height + view.height() - view.viewport()->height());
        QTRY_COMPARE(view.viewport()->height(), height);
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.lastVisibleLine(), 100);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.topRow().line, 0);
        QVERIFY(!view.isFollowing());
    }
}

void TestLogPane::loadsOlderLinesAtTheTop()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.pane.view()->lastVisibleLine(), 1000);
    QTest::keyClick(bench.pane.view(), Qt::Key_Home);
    QCOMPARE(bench.pane.view()->topRow().line, 0);
    QTRY_COMPARE(bench.pane.view()->lineLayout().document()->firstLine(), -2000);
    QCOMPARE(bench.pane.view()->topRow().line, 0);
    QTest::keyClick(bench.pane.view(), Qt::Key_Home);
    QCOMPARE(bench.pane.view()->topRow().line, -2000);
}

void TestLogPane::loadingOlderLinesCanBeStopped()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    bench.pane.setContainer(u"web"_s);
    const auto lines = [&bench] { return bench.view().lineLayout().document()->endLine(); };
    QTRY_COMPARE(lines(), 1000);
    QToolButton *const stop = bench.button(u"Stop loading older lines"_s);
    QVERIFY(!stop->isVisible());
    bench.pane.find();
    QVERIFY(stop->isVisible());
    stop->click();
    QVERIFY(!stop->isVisible());
    bench.log.print("line 3000");
    QTRY_COMPARE(lines(), 1001);
    QCOMPARE(bench.view().lineLayout().document()->firstLine(), 0); // none of them came
}

void TestLogPane::saysThatTheLogCannotBeRead()
{
    Bench bench;
    bench.engine.refuse("GET", "/containers/web/logs", 501, "configured logging driver does not support reading");
    bench.pane.setContainer(u"web"_s);
    const QList<ui::NoticeStrip *> strips = bench.pane.findChildren<ui::NoticeStrip *>();
    QTRY_VERIFY(std::any_of(strips.begin(), strips.end(), [](ui::NoticeStrip *strip) {
        return strip->isVisible() && strip->text() == u"This container's log driver cannot be read"_s;
    }));
    bench.picture(u"refused"_s);
}

void TestLogPane::saysThatNoLogIsKept()
{
    Bench bench;
    bench.engine.answer("GET", "/containers/web/json", 200,
                        "{\"Id\":\"web\",\"Name\":\"/web\",\"State\":{\"Status\":\"running\"},"
                        "\"HostConfig\":{\"LogConfig\":{\"Type\":\"none\"}}}");
    bench.engine.refuse("GET", "/containers/web/logs", 501, "configured logging driver does not support reading");
    bench.pane.setContainer(u"web"_s);
    const QList<ui::NoticeStrip *> strips = bench.pane.findChildren<ui::NoticeStrip *>();
    QTRY_VERIFY(std::any_of(strips.begin(), strips.end(), [](ui::NoticeStrip *strip) {
        return strip->isVisible() && strip->text().contains(u"is none, so the engine keeps nothing"_s);
    }));
    QVERIFY(!bench.button(u"Save…"_s)->isEnabled()); // there is nothing
}

void TestLogPane::menuHasEveryTool()
{
    Bench bench;
    bench.log.print("line");
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.view().lastVisibleLine(), 1);
    const QList<QAction *> entries = bench.view().actions();
    for (QToolButton *tool : bench.pane.findChildren<QToolButton *>()) {
        QAction *const action = tool->parentWidget() == &bench.pane ? tool->defaultAction() : nullptr;
        if (action) // in a narrow pane it is only there
            QVERIFY2(entries.contains(action), qPrintable(action->text()));
    }
    const auto keysOf = [&](const QString &text) {
        const auto found = std::find_if(entries.begin(), entries.end(), [&](QAction *a) { return a->text() == text; });
        return found == entries.end() ? QString() : (*found)->shortcut().toString();
    };
    QCOMPARE(keysOf(u"Copy"_s), u"Ctrl+C"_s);
    QCOMPARE(keysOf(u"Select all"_s), u"Ctrl+A"_s);
    QCOMPARE(keysOf(u"Find…"_s), u"Ctrl+F"_s);
    QCOMPARE(keysOf(u"Filter…"_s), u"Ctrl+Shift+F"_s);
}

void TestLogPane::survivesAnEngineThatGoes()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3);
    bench.pane.setContainer(u"web"_s);
    QTRY_COMPARE(bench.lines(), 3);
    bench.engine.stop();
    const QList<ui::NoticeStrip *> strips = bench.pane.findChildren<ui::NoticeStrip *>();
    const auto isSaid = [&] {
        return std::any_of(strips.begin(), strips.end(), [](ui::NoticeStrip *strip) { return strip->isVisible(); });
    };
    QTRY_VERIFY(isSaid());
    bench.log.printMany("line ", 3, 5);
    bench.engine.start();
    QTRY_COMPARE_WITH_TIMEOUT(bench.lines(), 6, 20'000);
    QVERIFY(!isSaid());
    bench.picture(u"back"_s);
}

QTEST_MAIN(TestLogPane)
#include "tst_log_pane.moc"
