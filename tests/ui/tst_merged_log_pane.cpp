// SPDX-License-Identifier: Apache-2.0
#include "tests/support/log_load.h"
#include "tests/ui/log_pane_bench.h"
#include "tests/ui/window_bench.h"
#include "ui/details_pane.h"
#include "ui/log_split.h"
#include "ui/log_window.h"
#include "ui/notice_strip.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QToolButton>

using namespace Qt::StringLiterals;
using test::ScriptedContainers;
using test::ScriptedLog;
using ui::LogPane;
using ui::LogView;

namespace {

/// The window on an engine with the containers web and db of the project shop, and others.
struct Lab : test::WindowBench
{
    explicit Lab(int others = 0)
    {
        containers.set("db", "running", "[]", "shop");
        containers.set("web", "running", "[]", "shop");
        for (int i = 0; i < others; ++i)
            containers.set("other" + QByteArray::number(i));
        open();
        window->resize(1024, 640);
    }

    [[nodiscard]] bool isReady() const { return shows({u"web"_s, u"db"_s}); }
    void clickBoth() const
    {
        select(u"web"_s);
        select(u"db"_s, Qt::ControlModifier);
    }
    [[nodiscard]] LogPane *pane() const { return window->findChild<LogPane *>(); }
    [[nodiscard]] LogView *view() const { return pane() ? pane()->view() : nullptr; }
    [[nodiscard]] QAction *action(const QString &text) const
    {
        const QList<QAction *> all = view()->actions();
        const auto it = std::find_if(all.begin(), all.end(), [&](const QAction *each) { return each->text() == text; });
        return it == all.end() ? nullptr : *it;
    }
    /// `name` is removed at the engine by somebody else.
    void remove(const QByteArray &name, ScriptedLog &log)
    {
        const QByteArray id = ScriptedContainers::idOf(name);
        engine.refuse("GET", "/containers/" + id + "/json", 404, "No such container: " + name);
        log.exit(0);
        containers.remove(name);
        containers.send("destroy", name);
    }
    [[nodiscard]] QToolButton *tool(const QString &name) const { return test::toolButton(*pane(), name); }
    /// The lines shown, each behind the name of its container.
    [[nodiscard]] QStringList shown() const
    {
        QStringList lines;
        const models::LogDocument *document = view() ? view()->lineLayout().document() : nullptr;
        for (qint64 line = document ? document->firstLine() : 0; document && line < document->endLine(); ++line) {
            lines.append(document->ownerNameAt(line) + u' ' + QString::fromUtf8(document->store().line(line).bytes));
        }
        return lines;
    }
    void picture(const QString &name) const { test::shoot(*window, name); }

    ScriptedLog web{engine, ScriptedContainers::idOf("web")};
    ScriptedLog db{engine, ScriptedContainers::idOf("db")};
};

/// Lines of both in turns: web 0, db 0, web 1…
void printInTurns(Lab &lab, int from, int to)
{
    for (int i = from; i < to; ++i) {
        lab.web.print("GET /" + QByteArray::number(i));
        lab.db.print("SELECT " + QByteArray::number(i));
        lab.web.pass(1);
        lab.db.pass(1);
    }
}

} // namespace

/// The logs of several containers as a person comes to see them: by clicks in the table, by keys in the log.
class TestMergedLogPane : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void severalRowsShowOneLog();
    void projectRowShowsOneLog();
    void viewLogsOfSeveral();
    void backToOne();
    void removedOnesStay();
    void laterOnesJoin();
    void olderLinesAreSaidAndLoaded();
    void startsFromTheLastLines();
    void opensInAWindow();
    void tooManyAreSaid();
    void findsCopiesAndClears();
    void savesAllWithNames();
    void cancelledSaveLeavesNothing();
    void namesCanBeHidden();
};

void TestMergedLogPane::severalRowsShowOneLog()
{
    Lab lab;
    printInTurns(lab, 0, 3);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    // Where times are equal the names decide.
    QTRY_COMPARE(lab.shown(), (QStringList{u"db SELECT 0"_s, u"web GET /0"_s, u"db SELECT 1"_s, u"web GET /1"_s,
                                           u"db SELECT 2"_s, u"web GET /2"_s}));
    QTRY_VERIFY(lab.says(u"db and web"_s));
    QCOMPARE(lab.view()->accessibleName(), u"Log of db and web"_s);
    lab.web.print("more");
    QTRY_COMPARE(lab.shown().last(), u"web more"_s);
    QVERIFY(lab.view()->isFollowing());
    const QString read = QAccessible::queryAccessibleInterface(lab.view())->text(QAccessible::Value);
    QVERIFY(read.startsWith(u"db: SELECT 0\nweb: GET /0\n"_s));
    lab.picture(u"merged"_s);
}

void TestMergedLogPane::projectRowShowsOneLog()
{
    Lab lab(2);
    printInTurns(lab, 0, 40);
    lab.web.print("\x1b[31mweb is red", true);
    lab.db.print("db is not");
    QVERIFY(lab.isReady());
    lab.select(u"shop (compose project)"_s);
    QTRY_COMPARE(lab.shown().size(), 82);
    QTRY_VERIFY(lab.says(u"db and web"_s));
    lab.picture(u"project"_s);
}

void TestMergedLogPane::viewLogsOfSeveral()
{
    Lab lab;
    printInTurns(lab, 0, 3);
    QVERIFY(lab.isReady());
    auto *const details = lab.window->findChild<ui::DetailsPane *>();
    details->setCurrentTab(u"stats"_s);
    lab.clickBoth();
    QTRY_VERIFY(lab.says(u"2 containers selected. Select one to see its details."_s));
    QAbstractButton *const viewLogs = lab.button(u"View logs"_s);
    QVERIFY(viewLogs);
    QTRY_VERIFY(viewLogs->isEnabled());
    QTest::mouseClick(viewLogs, Qt::LeftButton);
    QTRY_COMPARE(lab.shown().size(), 6);
    QCOMPARE(details->currentTab(), u"logs"_s);
}

void TestMergedLogPane::backToOne()
{
    Lab lab;
    printInTurns(lab, 0, 3);
    QVERIFY(lab.isReady());
    lab.select(u"web"_s);
    QTRY_COMPARE(lab.shown().size(), 3);
    lab.select(u"db"_s, Qt::ControlModifier);
    QTRY_COMPARE(lab.shown().size(), 6);
    lab.select(u"db"_s);
    QTRY_COMPARE(lab.shown(), (QStringList{u" SELECT 0"_s, u" SELECT 1"_s, u" SELECT 2"_s}));
    QTRY_VERIFY(lab.says(u"db"_s));
}

void TestMergedLogPane::removedOnesStay()
{
    Lab lab(1);
    printInTurns(lab, 0, 3);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    QTRY_COMPARE(lab.shown().size(), 6);
    lab.remove("web", lab.web);
    QTRY_VERIFY(!lab.row(u"web"_s).isValid());
    QTRY_COMPARE(lab.shown().value(6), u"web web: Container removed"_s);
    QCOMPARE(lab.shown().size(), 7);
    QTRY_VERIFY(lab.says(u"db and web"_s));
    lab.db.print("goes on");
    QTRY_COMPARE(lab.shown().size(), 8);
    QVERIFY(lab.shown().contains(u"db goes on"_s));
    lab.picture(u"removed"_s);
    lab.remove("db", lab.db);
    QTRY_COMPARE(lab.shown().last(), u"db db: Container removed"_s);
    QVERIFY(lab.view()->isVisible()); // with nothing selected
    QTRY_VERIFY(!lab.tool(u"Open in window"_s)->isEnabled());
    QVERIFY(lab.tool(u"Open in window"_s)->toolTip().contains(u"only here"_s));
    // A tab that asks the engine has nothing to show.
    auto *const details = lab.window->findChild<ui::DetailsPane *>();
    details->setCurrentTab(u"inspect"_s);
    QTRY_VERIFY(lab.says(u"Select a container to see its details."_s));
    details->setCurrentTab(u"logs"_s);
    QTRY_COMPARE(lab.shown().size(), 9);
}

void TestMergedLogPane::laterOnesJoin()
{
    Lab lab;
    printInTurns(lab, 0, 3);
    QVERIFY(lab.isReady());
    lab.select(u"shop (compose project)"_s);
    QTRY_COMPARE(lab.shown().size(), 6);
    ScriptedLog cache(lab.engine, ScriptedContainers::idOf("cache"));
    cache.pass(1);
    cache.print("SET 0");
    lab.remove("web", lab.web);
    lab.containers.set("cache", "running", "[]", "shop");
    lab.containers.send("create", "cache");
    QTRY_VERIFY(lab.row(u"cache"_s).isValid());
    QTRY_VERIFY(lab.shown().contains(u"cache SET 0"_s));
    // The lines that were there were not read again.
    QCOMPARE(lab.shown().size(), 8);
    QCOMPARE(lab.db.queries().size(), 1);
    QTRY_VERIFY(lab.says(u"cache, db and web"_s) || lab.says(u"db, cache and web"_s));
}

void TestMergedLogPane::olderLinesAreSaidAndLoaded()
{
    Lab lab;
    lab.web.print("the first of web");
    printInTurns(lab, 0, 20);
    lab.db.pass(1);
    lab.db.printMany("SELECT ", 20, 1500);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    const QString mark = u" db: older lines are not loaded"_s;
    QTRY_VERIFY(lab.shown().contains(mark));
    QCOMPARE(lab.shown().indexOf(mark), 21); // behind those of web, which are all there
    QCOMPARE(lab.shown().value(22), u"db SELECT 500"_s);
    QVERIFY(lab.action(u"Load older lines"_s)->isEnabled());
    lab.view()->reveal({20, 0});
    lab.picture(u"older"_s);
    lab.action(u"Load older lines"_s)->trigger();
    QTRY_COMPARE(lab.shown().size(), 1521);
    QVERIFY(!lab.shown().contains(mark));
    QTRY_VERIFY(!lab.action(u"Load older lines"_s)->isEnabled());
}

void TestMergedLogPane::startsFromTheLastLines()
{
    Lab lab;
    printInTurns(lab, 0, 200);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    QTRY_COMPARE(lab.shown().size(), 400);
    const QList<QAction *> choices = lab.tool(u"Start from"_s)->defaultAction()->menu()->actions();
    choices.value(1)->trigger();
    QTRY_COMPARE(lab.shown().size(), 200); // the last 100 of each
    QVERIFY(lab.shown().first().endsWith(u" 100"_s) || lab.shown().first().endsWith(u"/100"_s));
}

void TestMergedLogPane::opensInAWindow()
{
    Lab lab;
    printInTurns(lab, 0, 3);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    QTRY_COMPARE(lab.shown().size(), 6);
    QTRY_VERIFY(lab.tool(u"Open in window"_s)->isEnabled());
    QTest::mouseClick(lab.tool(u"Open in window"_s), Qt::LeftButton);
    const QWidgetList all = QApplication::topLevelWidgets();
    const auto it =
        std::find_if(all.begin(), all.end(), [](QWidget *each) { return qobject_cast<ui::LogWindow *>(each); });
    QVERIFY(it != all.end());
    auto *const window = static_cast<ui::LogWindow *>(*it);
    QCOMPARE(window->windowTitle(), u"Logs: db and web – Longshore"_s);
    const LogPane *const pane = window->split().panes().first();
    QCOMPARE(pane->containers(), lab.pane()->containers());
    const auto lines = [pane] { return pane->view()->lineLayout().document()->endLine(); };
    QTRY_COMPARE(lines(), 6);
    lab.select(u"db"_s);
    lab.web.print("goes on");
    QTRY_COMPARE(lines(), 7);
    test::shoot(*window, u"merged_window"_s);
}

void TestMergedLogPane::tooManyAreSaid()
{
    Lab lab(20);
    QVERIFY(lab.isReady());
    lab.select(u"web"_s);
    QTRY_VERIFY(lab.view());
    QTest::keyClick(&lab.table(), Qt::Key_A, Qt::ControlModifier);
    QTRY_VERIFY(lab.says(u"22 containers selected. Select at most 20 to see their logs together."_s));
    QVERIFY(!lab.view()->isVisible());
}

void TestMergedLogPane::findsCopiesAndClears()
{
    Lab lab;
    printInTurns(lab, 0, 30);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    QTRY_COMPARE(lab.shown().size(), 60);
    lab.view()->setFocus();
    QTest::keySequence(lab.view(), QKeySequence::Find);
    QTest::keyClicks(QApplication::focusWidget(), u"SELECT"_s);
    QTRY_VERIFY(lab.says(u"30 of 30"_s));
    lab.picture(u"found"_s);
    lab.view()->setFocus();
    QTest::keySequence(lab.view(), QKeySequence::SelectAll);
    QTest::keySequence(lab.view(), QKeySequence::Copy);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"db | SELECT 0\nweb | GET /0\ndb | SELECT 1\n"_s));
    lab.action(u"Names"_s)->trigger(); // as it is shown
    QTest::keySequence(lab.view(), QKeySequence::Copy);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"SELECT 0\nGET /0\nSELECT 1\n"_s));
    QTest::mouseClick(lab.tool(u"Clear"_s), Qt::LeftButton);
    QTRY_VERIFY(lab.shown().isEmpty());
    lab.db.print("new");
    QTRY_COMPARE(lab.shown(), QStringList{u"db new"_s});
}

void TestMergedLogPane::savesAllWithNames()
{
    Lab lab;
    printInTurns(lab, 0, 1500);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    QTRY_COMPARE(lab.shown().size(), 2002); // and the marks that there is more
    const QString path = lab.home.filePath(u"both.log"_s);
    QVERIFY(test::saveTo(path, *lab.pane()));
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 3001);
    QCOMPARE(lines[0], QByteArray("db | SELECT 0"));
    QCOMPARE(lines[2999], QByteArray("web | GET /1499"));
}

void TestMergedLogPane::cancelledSaveLeavesNothing()
{
    Lab lab;
    printInTurns(lab, 0, 30);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    QTRY_COMPARE(lab.shown().size(), 60);
    // Who asks for the logs from now on gets what is pushed here.
    const auto web = lab.engine.stream("GET", "/containers/" + ScriptedContainers::idOf("web") + "/logs");
    const auto db = lab.engine.stream("GET", "/containers/" + ScriptedContainers::idOf("db") + "/logs");
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"both.log"_s);
    const auto *const notice = lab.pane()->findChildren<ui::NoticeStrip *>().constFirst();
    QVERIFY(test::saveTo(path, *lab.pane()));
    QTRY_VERIFY(web->readers() == 1 && db->readers() == 1);
    web->push(test::logFrames(0, 20'000)); // it goes on, but not yet
    db->push(test::logFrames(0, 20'000));
    QTRY_VERIFY(notice->text().startsWith(u"Saving the log… "_s) && !notice->text().endsWith(u" 0 B"_s));
    QVERIFY(!QFile::exists(path)); // before it is complete
    QTest::mouseClick(notice->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(notice->text(), QString());
    QTRY_VERIFY(web->readers() == 0 && db->readers() == 0);
    QTRY_VERIFY(QDir(folder.path()).isEmpty());
    QTRY_COMPARE(QThreadPool::globalInstance()->activeThreadCount(), 0);
    lab.db.print("later");
    QTRY_COMPARE(lab.shown().constLast(), u"db later"_s);
    QVERIFY(lab.tool(u"Save…"_s)->isEnabled());
    QVERIFY(test::saveTo(path, *lab.pane()));
    QTRY_VERIFY(web->readers() == 1 && db->readers() == 1);
    for (const auto &stream : {web, db}) {
        stream->push(test::logFrames(0, 100));
        stream->end();
    }
    QTRY_VERIFY(notice->text().startsWith(u"Saved "_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 201);
    QVERIFY(lines[0].startsWith("db | ") && lines[1].startsWith("web | "));
}

void TestMergedLogPane::namesCanBeHidden()
{
    Lab lab;
    printInTurns(lab, 0, 3);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    QTRY_COMPARE(lab.shown().size(), 6);
    QAction *const names = lab.action(u"Names"_s);
    QVERIFY(names && names->isVisible() && names->isChecked());
    const int before = lab.view()->cellRect({0, 0}).left();
    names->trigger();
    QVERIFY(lab.view()->cellRect({0, 0}).left() < before);
    QVERIFY(!lab.settings.get().log.names);
    lab.select(u"db"_s);
    QTRY_VERIFY(!names->isVisible());
}

QTEST_MAIN(TestMergedLogPane)
#include "tst_merged_log_pane.moc"
