// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_log.h"
#include "tests/ui/shots.h"
#include "tests/ui/window_bench.h"
#include "ui/container_picker.h"
#include "ui/log_pane.h"
#include "ui/log_split.h"
#include "ui/log_view.h"
#include "ui/log_window.h"
#include "ui/theme.h"

#include <QAction>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;
using test::ScriptedContainers;
using ui::LogPane;
using ui::LogSplit;
using ui::LogWindow;

namespace {

QList<LogWindow *> logWindows()
{
    QList<LogWindow *> windows;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<LogWindow *>(widget))
            windows << window;
    }
    return windows;
}

qint64 linesOf(const LogPane *pane)
{
    const models::LogDocument *document = pane->view()->lineLayout().document();
    return document ? document->endLine() - document->firstLine() : -1;
}

/// The app on an engine with the containers web and db.
struct Lab : test::WindowBench
{
    Lab()
    {
        containers.set("web");
        containers.set("db");
        web.print("hello from web");
        db.print("hello from db");
    }

    [[nodiscard]] bool open()
    {
        WindowBench::open();
        return shows({u"web"_s, u"db"_s});
    }
    [[nodiscard]] LogSplit &split() const { return *window->findChild<LogSplit *>(); }
    /// Opens the log of "web" in a window by the keys of the command.
    [[nodiscard]] LogWindow *tearOff() const
    {
        select(u"web"_s);
        const QList<QAction *> offered = window->findChildren<QAction *>();
        const auto isOffered = [&] {
            return std::any_of(offered.begin(), offered.end(), [](const QAction *action) {
                return action->text() == u"Open logs in window" && action->isEnabled();
            });
        };
        if (!QTest::qWaitFor(isOffered))
            return nullptr;
        window->activateWindow();
        const QList<LogWindow *> before = logWindows();
        if (!QTest::qWaitForWindowActive(window.get()))
            return nullptr;
        QTest::keyClick(window.get(), Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        const QList<LogWindow *> windows = logWindows();
        const auto opened =
            std::find_if(windows.begin(), windows.end(), [&](LogWindow *each) { return !before.contains(each); });
        return opened == windows.end() ? nullptr : *opened;
    }
    static void picture(QWidget *widget, const QString &name) { test::shoot(*widget, name); }

    test::ScriptedLog web{engine, ScriptedContainers::idOf("web")};
    test::ScriptedLog db{engine, ScriptedContainers::idOf("db")};
};

} // namespace

class TestLogWindows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init() { QCOMPARE(logWindows().size(), 0); }
    void keysKeepTheSelection();
    void goesOnByItself();
    void opensFromTheToolRow();
    void opensWhatLeftTheList();
    void remembersItsPlace();
    void goesWithTheApp();
    void goesWithTheEngine();
    void addsALogBeside();
    void closesParts();
    void unseenPanesPaintNothing();
};

void TestLogWindows::keysKeepTheSelection()
{
    Lab lab;
    QVERIFY(lab.open());
    lab.select(u"web"_s);
    QTRY_VERIFY(lab.window->findChild<LogSplit *>());
    // Through the window system, so that the whole app knows that Ctrl is held down.
    QTest::keyPress(lab.window->windowHandle(), Qt::Key_L, Qt::ControlModifier);
    const auto &table = *lab.window->findChild<ui::ResourceTable *>();
    QCOMPARE(table.selection().containers.size(), 1);
    QCOMPARE(table.selection().containers.first().name, u"web"_s);
    QTest::keyRelease(lab.window->windowHandle(), Qt::Key_L, Qt::NoModifier);
}

void TestLogWindows::goesOnByItself()
{
    Lab lab;
    QVERIFY(lab.open());
    QPointer<LogWindow> window = lab.tearOff();
    QVERIFY(window);
    QCOMPARE(window->windowTitle(), u"Logs: web – Longshore"_s);
    const LogPane *pane = window->split().panes().first();
    QTRY_COMPARE(linesOf(pane), 1);
    Lab::picture(window, u"window"_s);
    lab.select(u"db"_s);
    lab.web.print("more");
    QTRY_COMPARE(linesOf(pane), 2);
    QTRY_COMPARE(lab.split().panes().first()->container(), QString::fromLatin1(ScriptedContainers::idOf("db")));
    lab.containers.remove("web");
    lab.containers.send("destroy", "web");
    QTRY_COMPARE(lab.session.containers().totalCount(), 1);
    lab.web.print("the last words");
    QTRY_COMPARE(linesOf(pane), 3);
    QTest::keyClick(pane->view(), Qt::Key_W, Qt::ControlModifier);
    QTRY_VERIFY(!window);
    QVERIFY(lab.window->isVisible());
}

void TestLogWindows::opensFromTheToolRow()
{
    Lab lab;
    QVERIFY(lab.open());
    lab.select(u"db"_s);
    QTRY_VERIFY(lab.find<QToolButton>(u"Open in window"_s));
    QToolButton *const button = lab.find<QToolButton>(u"Open in window"_s);
    QTRY_VERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(logWindows().size(), 1);
    QCOMPARE(logWindows().first()->windowTitle(), u"Logs: db – Longshore"_s);
    logWindows().first()->close();
    QTRY_COMPARE(logWindows().size(), 0);
}

void TestLogWindows::opensWhatLeftTheList()
{
    Lab lab;
    QVERIFY(lab.open());
    QPointer<LogWindow> window = lab.tearOff();
    QVERIFY(window);
    const LogPane *pane = window->split().panes().first();
    QTRY_COMPARE(linesOf(pane), 1);
    lab.containers.remove("web"); // the engine still tells its log
    lab.containers.send("destroy", "web");
    QTRY_COMPARE(lab.session.containers().totalCount(), 1);
    auto *const button = Lab::find<QToolButton>(*window, u"Open in window"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(logWindows().size(), 2);
    for (const LogWindow *each : logWindows())
        QCOMPARE(each->windowTitle(), u"Logs: web – Longshore"_s);
    lab.engine.refuse("GET", "/containers/" + ScriptedContainers::idOf("web") + "/json", 404, "No such container");
    lab.web.exit(0);
    QTRY_VERIFY(!button->isEnabled());
    QVERIFY(button->toolTip().contains(u"only here"_s));
    QCOMPARE(linesOf(pane), 2); // and the mark
}

void TestLogWindows::remembersItsPlace()
{
    Lab lab;
    QVERIFY(lab.open());
    QPointer<LogWindow> window = lab.tearOff();
    QVERIFY(window && QTest::qWaitForWindowExposed(window));
    window->resize(640, 333);
    window->close();
    QTRY_VERIFY(!window);
    window = lab.tearOff();
    QVERIFY(window);
    QCOMPARE(window->size(), QSize(640, 333));
    QPointer<LogWindow> second = lab.tearOff();
    QVERIFY(second && second != window);
    QVERIFY(second->pos() != window->pos());
}

void TestLogWindows::goesWithTheApp()
{
    Lab lab;
    QVERIFY(lab.open());
    QPointer<LogWindow> window = lab.tearOff();
    QVERIFY(window);
    lab.window->close();
    QTRY_VERIFY(!window);
    QVERIFY(!lab.window->isVisible());
}

void TestLogWindows::goesWithTheEngine()
{
    Lab lab;
    test::ScriptedEngine other;
    QVERIFY(lab.open());
    QPointer<LogWindow> window = lab.tearOff();
    QVERIFY(window);
    QTRY_COMPARE(linesOf(window->split().panes().first()), 1);
    lab.session.connectTo(other.endpoint());
    QTRY_VERIFY(!window);
}

void TestLogWindows::addsALogBeside()
{
    Lab lab;
    QVERIFY(lab.open());
    QPointer<LogWindow> window = lab.tearOff();
    QVERIFY(window);
    QTRY_COMPARE(linesOf(window->split().panes().first()), 1);
    QTest::mouseClick(Lab::find<QToolButton>(*window, u"Add beside…"_s), Qt::LeftButton);
    auto *picker = window->findChild<ui::ContainerPicker *>();
    QVERIFY(picker);
    Lab::picture(picker, u"picker"_s);
    auto *field = picker->findChild<QLineEdit *>();
    QTest::keyClicks(field, u"nothing like it"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(window->split().panes().size(), 1);
    field->selectAll();
    QTest::keyClicks(field, u"d"_s); // "web" is there already
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(window->split().panes().size(), 2);
    QCOMPARE(window->windowTitle(), u"Logs: web, db – Longshore"_s);
    QTRY_COMPARE(linesOf(window->split().panes().last()), 1);
    const int difference = window->split().panes().first()->width() - window->split().panes().last()->width();
    QVERIFY(std::abs(difference) < 20);
    Lab::picture(window, u"beside"_s);
    lab.web.print("more");
    lab.db.print("more");
    for (const LogPane *pane : window->split().panes())
        QTRY_COMPARE(linesOf(pane), 2);
}

void TestLogWindows::closesParts()
{
    Lab lab;
    QVERIFY(lab.open());
    lab.select(u"web"_s);
    QTRY_VERIFY(lab.window->findChild<LogSplit *>());
    LogSplit &split = lab.split();
    QTRY_COMPARE(linesOf(split.panes().first()), 1);
    split.addBeside(QString::fromLatin1(ScriptedContainers::idOf("db")));
    QCOMPARE(split.names(), (QStringList{u"web"_s, u"db"_s}));
    lab.select(u"db"_s); // the first one follows the selection, the other stays
    QTRY_COMPARE(split.names(), (QStringList{u"db"_s, u"db"_s}));
    QVERIFY(!Lab::find<QToolButton>(split, u"Close log of web"_s));
    Lab::picture(lab.window.get(), u"main_beside"_s);
    QTest::mouseClick(Lab::find<QToolButton>(split, u"Close log of db"_s), Qt::LeftButton);
    QCOMPARE(split.panes().size(), 1);
    QPointer<LogWindow> window = lab.tearOff();
    QVERIFY(window);
    window->split().addBeside(QString::fromLatin1(ScriptedContainers::idOf("db")));
    QTest::mouseClick(Lab::find<QToolButton>(*window, u"Close log of web"_s), Qt::LeftButton);
    QCOMPARE(window->windowTitle(), u"Logs: db – Longshore"_s);
    window->split().addBeside(QString::fromLatin1(ScriptedContainers::idOf("web")));
    QTest::mouseClick(Lab::find<QToolButton>(*window, u"Close log of web"_s), Qt::LeftButton);
    QVERIFY(window->isVisible());
}

void TestLogWindows::unseenPanesPaintNothing()
{
    struct Paints : QObject
    {
        int count = 0;
        bool eventFilter(QObject *watched, QEvent *event) override
        {
            count += event->type() == QEvent::Paint ? 1 : 0;
            return QObject::eventFilter(watched, event);
        }
    };
    Lab lab;
    lab.session.start();
    Paints paints; // outlives the panes
    std::vector<std::unique_ptr<LogPane>> panes;
    for (int i = 0; i < 20; ++i) {
        panes.push_back(std::make_unique<LogPane>(lab.session, lab.settings));
        panes.back()->show();
        panes.back()->setContainer(QString::fromLatin1(ScriptedContainers::idOf(i % 2 ? "web" : "db")));
        panes.back()->view()->viewport()->installEventFilter(&paints);
    }
    QTRY_VERIFY(std::all_of(panes.begin(), panes.end(), [](const auto &pane) { return linesOf(pane.get()) == 1; }));
    QTRY_VERIFY(paints.count >= 20);
    for (const std::unique_ptr<LogPane> &pane : panes)
        pane->hide();
    QCoreApplication::sendPostedEvents();
    paints.count = 0;
    lab.web.printMany("line ", 0, 5000);
    lab.db.printMany("line ", 0, 5000);
    QTRY_VERIFY(std::all_of(panes.begin(), panes.end(), [](const auto &pane) { return linesOf(pane.get()) == 5001; }));
    QCOMPARE(paints.count, 0);
    panes.front()->show();
    QTRY_COMPARE(panes.front()->view()->lastVisibleLine(), 5001);
    QTRY_VERIFY(paints.count > 0);
}

QTEST_MAIN(TestLogWindows)
#include "tst_log_windows.moc"
