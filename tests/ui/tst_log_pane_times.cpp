// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "tests/support/scripted_containers.h"
#include "tests/ui/log_pane_bench.h"
#include "ui/log_filter_bar.h"
#include "ui/log_time_bar.h"
#include "ui/notice_strip.h"
#include "ui/theme.h"

#include <QAction>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using models::LogTimes;
using ui::LogView;

namespace {

/// Counts the paint events of a widget.
class Paints : public QObject
{
public:
    explicit Paints(QWidget *widget) { widget->installEventFilter(this); }
    int count = 0;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }
};

/// A pane on an engine with the containers "web" and "db".
struct Bench
{
    Bench()
    {
        web = QString::fromLatin1(containers.set("web"));
        db = QString::fromLatin1(containers.set("db"));
        session.start();
        pane.resize(1000, 400);
        pane.show();
    }

    /// Waits until the engine has told of the containers.
    void showWeb()
    {
        QTRY_VERIFY(session.containers().find(web));
        pane.setContainer(web);
        QTRY_VERIFY(view().lastVisibleLine() > 0);
    }
    [[nodiscard]] LogView &view() { return *pane.view(); }
    [[nodiscard]] QByteArray text(qint64 line)
    {
        return view().lineLayout().document()->store().line(line).bytes.toByteArray();
    }
    [[nodiscard]] qint64 firstLine() { return view().lineLayout().document()->firstLine(); }
    [[nodiscard]] QToolButton *button(const QString &name) { return test::toolButton(pane, name); }
    /// Chooses an entry of a tool button's menu by a click on it.
    void choose(const QString &buttonName, const QString &entry)
    {
        QMenu *const menu = button(buttonName)->defaultAction()->menu();
        QVERIFY(menu);
        menu->popup(pane.mapToGlobal(QPoint(10, 10)));
        for (QAction *action : menu->actions()) {
            if (action->text() == entry)
                return QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        }
        QFAIL(qPrintable(u"no entry "_s + entry));
    }
    [[nodiscard]] bool isChecked(const QString &buttonName, const QString &entry)
    {
        const QList<QAction *> entries = button(buttonName)->defaultAction()->menu()->actions();
        return std::any_of(entries.begin(), entries.end(),
                           [&](QAction *action) { return action->text() == entry && action->isChecked(); });
    }
    [[nodiscard]] ui::LogTimeBar *bar() { return pane.findChild<ui::LogTimeBar *>(); }
    [[nodiscard]] QLineEdit *field() { return bar()->findChild<QLineEdit *>(); }
    [[nodiscard]] bool says(const QString &text)
    {
        const QList<QLabel *> labels = bar()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->text().contains(text); });
    }
    void type(const QString &text)
    {
        field()->selectAll();
        QTest::keyClicks(field(), text);
        QTest::keyClick(field(), Qt::Key_Return);
    }
    void picture(const QString &name) { test::shoot(pane, name); }

    QTemporaryDir folder;
    test::ScriptedEngine engine;
    test::ScriptedContainers containers{engine};
    test::ScriptedLog log{engine, test::ScriptedContainers::idOf("web")};
    test::ScriptedLog dbLog{engine, test::ScriptedContainers::idOf("db")};
    models::EngineSession session{engine.endpoint()};
    models::SettingsStore settings{folder.filePath(u"settings.json"_s)};
    QString web, db;
    ui::LogPane pane{session, settings};
};

/// When a line of a ScriptedLog was printed, as a person types it.
QString typed(int line)
{
    const qint64 ms = (1'700'000'000'000'000'000 + (line + 1) * 1'000'003LL) / 1'000'000;
    return QDateTime::fromMSecsSinceEpoch(ms).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

} // namespace

class TestLogPaneTimes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void choosesHowTimesAreShown();
    void remembersByContainer();
    void agesAreRepaintedOnlyInView();
    void nothingIsPaintedUnseen();
    void startsFromTheLastLines();
    void startsSinceATime();
    void saveThatWaitsEndsWithItsLog();
    void clearedLinesComeBack();
    void jumpsByKeys();
    void jumpsInAFilteredLog();
    void saysWhatIsNoTime();
    void staysUsableWhenNarrow();
    void timesLeaveRoomForText();
};

void TestLogPaneTimes::choosesHowTimesAreShown()
{
    Bench bench;
    bench.log.print("one");
    bench.showWeb();
    QTest::mouseClick(bench.button(u"Timestamps"_s), Qt::LeftButton);
    QCOMPARE(bench.settings.get().log.times, LogTimes::Local);
    QVERIFY(bench.isChecked(u"Timestamps"_s, u"Local time"_s));
    const int local = bench.view().cellRect({0, 0}).left();
    bench.choose(u"Timestamps"_s, u"Age"_s);
    QVERIFY(bench.view().cellRect({0, 0}).left() < local);
    bench.picture(u"age"_s);
    bench.choose(u"Timestamps"_s, u"UTC"_s);
    QCOMPARE(bench.settings.get().log.times, LogTimes::Utc);
    QVERIFY(bench.view().cellRect({0, 0}).left() > local);
    bench.picture(u"utc"_s);
    // The button goes back to what was chosen last.
    QTest::mouseClick(bench.button(u"Timestamps"_s), Qt::LeftButton);
    QCOMPARE(bench.settings.get().log.times, LogTimes::None);
    QTest::mouseClick(bench.button(u"Timestamps"_s), Qt::LeftButton);
    QCOMPARE(bench.settings.get().log.times, LogTimes::Utc);
}

void TestLogPaneTimes::remembersByContainer()
{
    Bench bench;
    bench.log.print("one");
    bench.showWeb();
    bench.choose(u"Timestamps"_s, u"UTC"_s);
    bench.pane.setContainer(bench.db);
    bench.choose(u"Timestamps"_s, u"None"_s);
    QTest::mouseClick(bench.button(u"Wrap"_s), Qt::LeftButton);
    bench.pane.setContainer(bench.web);
    QVERIFY(bench.isChecked(u"Timestamps"_s, u"UTC"_s));
    QVERIFY(bench.button(u"Wrap"_s)->isChecked());
    QCOMPARE(bench.settings.get().logs.size(), 2);
    ui::LogPane second(bench.session, bench.settings);
    second.setContainer(bench.db);
    const QList<QToolButton *> buttons = second.findChildren<QToolButton *>();
    QVERIFY(std::none_of(buttons.begin(), buttons.end(), [](QToolButton *button) {
        return button->isChecked() &&
               (button->accessibleName() == u"Wrap" || button->accessibleName() == u"Timestamps");
    }));
}

void TestLogPaneTimes::agesAreRepaintedOnlyInView()
{
    ui::LogView view;
    models::LogDocument document;
    document.append([](models::LineStore &store) {
        store.append({"now", QDateTime::currentMSecsSinceEpoch() * 1'000'000, engine::LogStream::Stdout, false, false});
    });
    view.resize(400, 200);
    view.setDocument(&document);
    view.setTimes(LogTimes::Age);
    Paints paints(view.viewport());
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTRY_VERIFY(paints.count > 0);
    const int before = paints.count;
    QTRY_VERIFY(paints.count > before); // "0 s" becomes "1 s"
    view.hide();
    const int hidden = paints.count;
    ui::LogView other; // one that is seen tells that the time has passed
    other.resize(400, 200);
    other.setDocument(&document);
    other.setTimes(LogTimes::Age);
    Paints others(other.viewport());
    other.show();
    QTRY_VERIFY(others.count > 2);
    QCOMPARE(paints.count, hidden);
}

void TestLogPaneTimes::nothingIsPaintedUnseen()
{
    ui::LogView view;
    models::LogDocument document;
    const auto add = [&](int lines) {
        document.append([&](models::LineStore &store) {
            for (int i = 0; i < lines; ++i)
                store.append({"line", 1, engine::LogStream::Stdout, false, false});
        });
    };
    add(100);
    view.resize(400, 200);
    view.setDocument(&document);
    Paints paints(view.viewport());
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTRY_VERIFY(paints.count > 0);
    QTRY_COMPARE(view.lastVisibleLine(), 100);
    view.showMinimized();
    QTRY_VERIFY(view.isMinimized());
    QCoreApplication::sendPostedEvents();
    const int before = paints.count;
    const ui::LogRow top = view.topRow();
    for (int i = 0; i < 50; ++i) {
        add(100);
        QCoreApplication::sendPostedEvents();
    }
    QCOMPARE(paints.count, before);
    QVERIFY(view.topRow() == top); // not even looked at
    view.showNormal();
    QTRY_COMPARE(view.lastVisibleLine(), 5100);
    QTRY_VERIFY(paints.count > before);
}

void TestLogPaneTimes::startsFromTheLastLines()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    bench.showWeb();
    QVERIFY(bench.isChecked(u"Start from"_s, u"All"_s));
    QTRY_COMPARE(bench.view().lastVisibleLine(), 1000);
    bench.choose(u"Start from"_s, u"Last 100 lines"_s);
    QTRY_COMPARE(bench.view().lastVisibleLine(), 100);
    QCOMPARE(bench.text(0), "line 2900");
    QVERIFY(bench.isChecked(u"Start from"_s, u"Last 100 lines"_s));
    QCOMPARE(bench.button(u"Start from"_s)->text(), u"Last 100 lines"_s);                 // not all of the log is there
    QVERIFY(bench.button(u"Start from"_s)->toolTip().endsWith(u"Now: Last 100 lines"_s)); // read out as well
    QVERIFY(bench.button(u"Start from"_s)->isChecked());
    QCOMPARE(models::logSettings(bench.settings.get(), u"web"_s).startLines, 100);
    QTest::keyClick(&bench.view(), Qt::Key_Home);
    bench.log.print("line 3000");
    QTRY_COMPARE(bench.view().lineLayout().document()->endLine(), 101);
    QCOMPARE(bench.firstLine(), 0); // older ones are not wanted
    bench.pane.setContainer(bench.db);
    QVERIFY(bench.isChecked(u"Start from"_s, u"All"_s));
}

void TestLogPaneTimes::startsSinceATime()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    bench.showWeb();
    bench.choose(u"Start from"_s, u"Since…"_s);
    QVERIFY(bench.bar()->isVisible());
    QVERIFY(bench.says(u"Show lines since"_s));
    QVERIFY(bench.isChecked(u"Start from"_s, u"All"_s));
    bench.type(typed(2990));
    QVERIFY(!bench.bar()->isVisible());
    QTRY_COMPARE(bench.view().lastVisibleLine(), 10);
    QCOMPARE(bench.text(0), "line 2990");
    QVERIFY(bench.isChecked(u"Start from"_s, u"Since %1…"_s.arg(typed(2990))));
    QCOMPARE(models::logSettings(bench.settings.get(), u"web"_s).startSince, typed(2990));
    bench.choose(u"Start from"_s, u"All"_s);
    QTRY_COMPARE(bench.view().lastVisibleLine(), 1000);
}

void TestLogPaneTimes::saveThatWaitsEndsWithItsLog()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    bench.showWeb();
    const QByteArray path = "/containers/" + bench.web.toLatin1();
    bench.engine.refuse("GET", path + "/json", 404, "No such container: web");
    bench.log.exit(0);
    const models::LogDocument &all = *bench.view().lineLayout().document();
    QTRY_COMPARE(all.store().line(all.endLine() - 1).bytes.toByteArray(), QByteArray("Container removed"));
    const auto older = bench.engine.stream("GET", path + "/logs"); // that never come
    const auto *const notice = bench.pane.findChildren<ui::NoticeStrip *>().constFirst();
    const auto save = [&] {
        QVERIFY(test::saveTo(bench.folder.filePath(u"rest.log"_s), bench.pane));
        QTRY_COMPARE(older->readers(), 1);
        QCOMPARE(notice->text(), u"Saving the log…"_s);
        QVERIFY(!bench.button(u"Save…"_s)->isEnabled());
    };
    save();
    QTest::mouseClick(bench.button(u"Stop loading older lines"_s), Qt::LeftButton);
    QCOMPARE(notice->text(), u"The older lines were not loaded, so the log was not saved."_s);
    QTRY_COMPARE(older->readers(), 0);
    save();
    bench.choose(u"Start from"_s, u"Last 100 lines"_s);
    QCOMPARE(notice->text(), u"The log is shown no longer, so it was not saved."_s);
    bench.pane.setContainer(bench.db);
    bench.dbLog.print("another");
    QTRY_VERIFY(bench.button(u"Save…"_s)->isEnabled());
    QVERIFY(!QFile::exists(bench.folder.filePath(u"rest.log"_s)));
}

void TestLogPaneTimes::clearedLinesComeBack()
{
    Bench bench;
    bench.log.printMany("line ", 0, 30);
    bench.showWeb();
    QTRY_COMPARE(bench.view().lastVisibleLine(), 30);
    QTest::mouseClick(bench.button(u"Clear"_s), Qt::LeftButton);
    QCOMPARE(bench.view().lastVisibleLine(), 0);
    bench.choose(u"Start from"_s, u"All"_s);
    QTRY_COMPARE(bench.view().lastVisibleLine(), 30);
    QVERIFY(!bench.button(u"Start from"_s)->isChecked());
    bench.button(u"Start from"_s)->defaultAction()->trigger(); // as by Space
    QVERIFY(!bench.button(u"Start from"_s)->isChecked());
}

void TestLogPaneTimes::jumpsByKeys()
{
    Bench bench;
    bench.log.printMany("line ", 0, 3000);
    bench.showWeb();
    QTRY_COMPARE(bench.view().lastVisibleLine(), 1000);
    QTest::keyClick(&bench.view(), Qt::Key_G, Qt::ControlModifier);
    QVERIFY(bench.bar()->isVisible());
    QVERIFY(bench.says(u"Jump to time"_s));
    bench.picture(u"jump"_s);
    bench.type(typed(70));
    QTRY_VERIFY(!bench.bar()->isVisible());
    QCOMPARE(bench.text(bench.view().selection().begin().line), "line 70");
    QVERIFY(!bench.view().cellRect(bench.view().selection().begin()).isNull());
    QVERIFY(!bench.view().isFollowing());
    QTest::keyClick(&bench.view(), Qt::Key_G, Qt::ControlModifier);
    bench.type(u"2001-01-01"_s);
    QVERIFY(bench.says(u"The log begins later"_s));
    QCOMPARE(bench.text(bench.view().selection().begin().line), "line 0");
    bench.type(u"1 min"_s);
    QVERIFY(bench.says(u"Nothing was printed then or later"_s));
    QCOMPARE(bench.text(bench.view().selection().begin().line), "line 2999");
    QTest::keyClick(bench.field(), Qt::Key_Escape);
    QVERIFY(!bench.bar()->isVisible());
}

void TestLogPaneTimes::jumpsInAFilteredLog()
{
    Bench bench;
    bench.log.printMany("line ", 0, 30);
    bench.showWeb();
    QTest::keyClick(&bench.view(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    auto *const filter = bench.pane.findChild<ui::LogFilterBar *>()->findChild<QLineEdit *>();
    QTest::keyClicks(filter, u"line 3"_s);
    QTRY_COMPARE(bench.view().lastVisibleLine(), 1);
    QTest::keyClick(&bench.view(), Qt::Key_G, Qt::ControlModifier);
    bench.type(typed(20));
    QTRY_VERIFY(bench.says(u"No line of then or later passes the filter"_s));
    QCOMPARE(bench.text(bench.view().selection().begin().line), "line 3");
    QTest::keyClicks(filter, u"xyz"_s);
    QTRY_VERIFY(!bench.view().lineLayout().document()->endLine());
    bench.type(typed(2));
    QTRY_VERIFY(bench.says(u"No line passes the filter."_s));
}

void TestLogPaneTimes::saysWhatIsNoTime()
{
    Bench bench;
    bench.log.printMany("line ", 0, 30);
    bench.showWeb();
    QTest::keyClick(&bench.view(), Qt::Key_G, Qt::ControlModifier);
    bench.type(u"half past"_s);
    QVERIFY(bench.bar()->isVisible());
    QVERIFY(bench.says(u"“half past” is not a time. Type 10 min, 18:00 or 2026-11-22 18:00."_s));
    bench.picture(u"no_time"_s);
    QTest::keyClick(bench.field(), Qt::Key_A);
    QVERIFY(!bench.says(u"is not a time"_s));
    QVERIFY(bench.view().selection().isEmpty());
}

void TestLogPaneTimes::staysUsableWhenNarrow()
{
    Bench bench;
    bench.log.print("one");
    bench.showWeb();
    QToolButton *const wrap = bench.button(u"Wrap"_s);
    QCOMPARE(wrap->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    bench.pane.resize(420, 400);
    QTRY_COMPARE(wrap->toolButtonStyle(), Qt::ToolButtonIconOnly);
    QCOMPARE(bench.pane.width(), 420);
    QVERIFY(!wrap->toolTip().isEmpty());
    bench.pane.resize(200, 400);
    QTRY_VERIFY(!bench.button(u"Clear"_s)->isVisible());
    QVERIFY(bench.button(u"Follow"_s)->isVisible());
    QVERIFY(bench.view().actions().contains(bench.button(u"Clear"_s)->defaultAction()));
    bench.pane.resize(420, 400);
    QTRY_VERIFY(bench.button(u"Clear"_s)->isVisible());
    bench.picture(u"narrow"_s);
    bench.pane.resize(1000, 400);
    QTRY_COMPARE(wrap->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
}

void TestLogPaneTimes::timesLeaveRoomForText()
{
    Bench bench;
    bench.log.print("one");
    bench.showWeb();
    const int bare = bench.view().cellRect({0, 0}).left();
    QTest::mouseClick(bench.button(u"Timestamps"_s), Qt::LeftButton);
    const int whole = bench.view().cellRect({0, 0}).left() - bare;
    QVERIFY(whole > 0);
    bench.pane.resize(320, 400);
    QTRY_VERIFY(bench.view().cellRect({0, 0}).left() - bare < whole * 3 / 4);
    QVERIFY(bench.view().cellRect({0, 0}).left() > bare);
    bench.picture(u"brief"_s);
    bench.pane.resize(1000, 400);
    QTRY_COMPARE(bench.view().cellRect({0, 0}).left() - bare, whole);
}

QTEST_MAIN(TestLogPaneTimes)
#include "tst_log_pane_times.moc"
