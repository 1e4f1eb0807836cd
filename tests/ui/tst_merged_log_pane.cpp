// SPDX-License-Identifier: Apache-2.0
#include "models/actions.h"
#include "models/commands.h"
#include "models/containers_model.h"
#include "models/jobs_model.h"
#include "tests/support/scripted_containers.h"
#include "tests/ui/log_pane_bench.h"
#include "ui/details_pane.h"
#include "ui/main_window.h"
#include "ui/resource_table.h"
#include "ui/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using test::ScriptedContainers;
using test::ScriptedLog;
using ui::LogPane;
using ui::LogView;

namespace {

/// The window on an engine with the containers web and db of the project shop, and others.
struct Lab
{
    explicit Lab(int others = 0)
    {
        containers.set("db", "running", "[]", "shop");
        containers.set("web", "running", "[]", "shop");
        for (int i = 0; i < others; ++i)
            containers.set("other" + QByteArray::number(i));
        session.start();
        window = std::make_unique<ui::MainWindow>(ui::Services{session, jobs, actions, commands, settings},
                                                  QList<engine::Endpoint>{});
        window->resize(1024, 640);
        window->show();
    }

    [[nodiscard]] bool isReady() const
    {
        return QTest::qWaitForWindowExposed(window.get()) &&
               QTest::qWaitFor([this] { return row(u"web"_s).isValid() && row(u"db"_s).isValid(); });
    }
    [[nodiscard]] ui::ResourceTable &table() const { return *window->findChild<ui::ResourceTable *>(); }
    [[nodiscard]] QModelIndex row(const QString &name) const
    {
        const QModelIndexList found = session.containers().match(session.containers().index(0, 0), Qt::DisplayRole,
                                                                 name, 1, Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0);
    }
    void click(const QString &name, Qt::KeyboardModifiers modifiers = {}) const
    {
        table().scrollTo(row(name));
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, table().visualRect(row(name)).center());
    }
    void clickBoth() const
    {
        click(u"web"_s);
        click(u"db"_s, Qt::ControlModifier);
    }
    [[nodiscard]] LogPane *pane() const { return window->findChild<LogPane *>(); }
    [[nodiscard]] LogView *view() const { return pane() ? pane()->view() : nullptr; }
    [[nodiscard]] bool says(const QString &text) const
    {
        const QList<QLabel *> labels = window->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](QLabel *label) { return label->isVisible() && label->text() == text; });
    }
    [[nodiscard]] QToolButton *button(const QString &name) const { return test::toolButton(*pane(), name); }
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

    QTemporaryDir home;
    test::ScriptedEngine engine;
    ScriptedContainers containers{engine};
    ScriptedLog web{engine, ScriptedContainers::idOf("web")};
    ScriptedLog db{engine, ScriptedContainers::idOf("db")};
    mutable models::EngineSession session{engine.endpoint()};
    models::JobsModel jobs;
    models::Actions actions{session, jobs};
    models::Commands commands{session, jobs};
    models::SettingsStore settings{home.filePath(u"settings.json"_s)};
    std::unique_ptr<ui::MainWindow> window;
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
    void tooManyAreSaid();
    void findsCopiesAndClears();
    void savesAllWithNames();
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
    lab.picture(u"merged"_s);
}

void TestMergedLogPane::projectRowShowsOneLog()
{
    Lab lab(2);
    printInTurns(lab, 0, 40);
    lab.web.print("\x1b[31mweb is red", true);
    lab.db.print("db is not");
    QVERIFY(lab.isReady());
    lab.click(u"shop (compose project)"_s);
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
    const QList<QAbstractButton *> buttons = lab.window->findChildren<QAbstractButton *>();
    const auto viewLogs = std::find_if(buttons.begin(), buttons.end(), [](QAbstractButton *button) {
        return button->isVisible() && button->text() == u"View logs"_s;
    });
    QVERIFY(viewLogs != buttons.end());
    QTRY_VERIFY((*viewLogs)->isEnabled());
    QTest::mouseClick(*viewLogs, Qt::LeftButton);
    QTRY_COMPARE(lab.shown().size(), 6);
    QCOMPARE(details->currentTab(), u"logs"_s);
}

void TestMergedLogPane::backToOne()
{
    Lab lab;
    printInTurns(lab, 0, 3);
    QVERIFY(lab.isReady());
    lab.click(u"web"_s);
    QTRY_COMPARE(lab.shown().size(), 3);
    lab.click(u"db"_s, Qt::ControlModifier);
    QTRY_COMPARE(lab.shown().size(), 6);
    lab.click(u"db"_s);
    QTRY_COMPARE(lab.shown(), (QStringList{u" SELECT 0"_s, u" SELECT 1"_s, u" SELECT 2"_s}));
    QTRY_VERIFY(lab.says(u"db"_s));
}

void TestMergedLogPane::tooManyAreSaid()
{
    Lab lab(20);
    QVERIFY(lab.isReady());
    lab.click(u"web"_s);
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
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"SELECT 0\nGET /0\nSELECT 1\n"_s));
    QTest::mouseClick(lab.button(u"Clear"_s), Qt::LeftButton);
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
    QTRY_COMPARE(lab.shown().size(), 2000);
    QTest::mouseClick(lab.button(u"Save…"_s), Qt::LeftButton);
    auto *const dialog = lab.pane()->findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString path = lab.home.filePath(u"both.log"_s);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArrayList lines = file.readAll().split('\n');
    QCOMPARE(lines.size(), 3001);
    QCOMPARE(lines[0], QByteArray("db | SELECT 0"));
    QCOMPARE(lines[2999], QByteArray("web | GET /1499"));
}

void TestMergedLogPane::namesCanBeHidden()
{
    Lab lab;
    printInTurns(lab, 0, 3);
    QVERIFY(lab.isReady());
    lab.clickBoth();
    QTRY_COMPARE(lab.shown().size(), 6);
    const QList<QAction *> actions = lab.view()->actions();
    const auto names =
        std::find_if(actions.begin(), actions.end(), [](QAction *action) { return action->text() == u"Names"_s; });
    QVERIFY(names != actions.end() && (*names)->isVisible() && (*names)->isChecked());
    const int before = lab.view()->cellRect({0, 0}).left();
    (*names)->trigger();
    QVERIFY(lab.view()->cellRect({0, 0}).left() < before);
    QVERIFY(!lab.settings.get().log.names);
    lab.click(u"db"_s);
    QTRY_VERIFY(!(*names)->isVisible());
}

QTEST_MAIN(TestMergedLogPane)
#include "tst_merged_log_pane.moc"
