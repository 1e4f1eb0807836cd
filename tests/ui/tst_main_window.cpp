// SPDX-License-Identifier: Apache-2.0
#include "models/stats_hub.h"
#include "tests/support/scripted_engine.h"
#include "tests/ui/painted.h"
#include "tests/ui/window_bench.h"
#include "ui/command_palette.h"
#include "ui/command_presenter.h"
#include "ui/details_pane.h"
#include "ui/empty_state.h"
#include "ui/engine_banner.h"
#include "ui/nav_button.h"
#include "ui/open_link.h"
#include "ui/resource_page.h"
#include "ui/shortcuts_dialog.h"
#include "ui/theme.h"
#include "ui/toast.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace {

QList<QUrl> opened;

void remember(const QUrl &url)
{
    opened << url;
}

/// A job that runs until it is told how it ends.
class TestJob : public models::Job
{
public:
    using models::Job::fail;
    using models::Job::Job;
    using models::Job::succeed;
    QString lossWhenQuit() const override { return isRunning() ? u"the download of nginx"_s : QString(); }
};

/// Remembers the links that are opened.
struct Lab : test::WindowBench
{
    explicit Lab(const QString &socket = {}) : WindowBench(socket)
    {
        opened.clear();
        ui::setLinkOpener(remember);
    }
    ~Lab() { ui::setLinkOpener(nullptr); }

    /// Shows the window with three containers: web (running, port 8080), job (exited) and db (running).
    [[nodiscard]] bool openWithContainers()
    {
        containers.set("web", "running", R"([{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"}])");
        containers.set("job", "exited");
        containers.set("db");
        open();
        return shows({u"web"_s, u"job"_s, u"db"_s});
    }
};

} // namespace

/// The window as a person uses it: by mouse and keys, on an engine that answers, one that is not there, and one that goes away.
class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }

    void showsContainers()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        QCOMPARE(lab.window->windowTitle(), u"Longshore"_s);
        QCOMPARE(lab.table().accessibleName(), u"Containers"_s);
        QCOMPARE(lab.table().model()->rowCount(), 3);
        QVERIFY(lab.table().isVisible());
        QTRY_VERIFY(!lab.table().isStale());
    }

    void filtersByTextAndState()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        lab.table().setFocus();
        QTest::keyClick(lab.window.get(), Qt::Key_F, Qt::ControlModifier);
        auto *filter = lab.find<QLineEdit>(u"Filter containers"_s);
        QVERIFY(filter);
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"we"_s);
        QCOMPARE(lab.table().model()->rowCount(), 1);
        QTest::keyClicks(filter, u"xyz"_s);
        QCOMPARE(lab.table().model()->rowCount(), 0);
        QVERIFY(!lab.table().isVisible());
        QVERIFY(lab.button(u"Clear filter"_s));
        QTest::mouseClick(lab.button(u"Clear filter"_s), Qt::LeftButton);
        QCOMPARE(lab.table().model()->rowCount(), 3);
        filter->setFocus();
        QTest::keyClicks(filter, u"db"_s);
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(filter->text(), QString());

        auto *state = lab.window->findChild<QComboBox *>();
        QVERIFY(state);
        state->setCurrentText(u"Stopped"_s);
        QCOMPARE(lab.table().model()->rowCount(), 1);
    }

    void theMarkLeavesARow()
    {
        Lab lab;
        lab.containers.set("shop-db-1", "running", "[]", "shop"); // a group: its rows stand further to the right
        QVERIFY(lab.openWithContainers());
        ui::ResourceTable &table = lab.table();
        const QModelIndex row = lab.row(u"web"_s);
        table.setFocus();
        table.selectionModel()->setCurrentIndex(row, QItemSelectionModel::NoUpdate);
        QVERIFY(table.visualRect(row).left() > 0);
        test::Painted painted(*table.viewport());
        QTRY_VERIFY(painted.isQuiet());
        painted.region = {};
        table.selectionModel()->setCurrentIndex(lab.row(u"job"_s), QItemSelectionModel::NoUpdate);
        QTRY_VERIFY(painted.region.contains(QPoint(1, table.visualRect(row).center().y())));
    }

    void theSelectionFollowsWhatIsMadeAnew()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        lab.select(u"web"_s);
        QTRY_VERIFY(lab.button(u"Run…"_s) && lab.button(u"Run…"_s)->isEnabled());
        lab.button(u"Run…"_s)->click(); // the window makes what opens dialogs only then
        QTRY_VERIFY(lab.window->findChild<ui::CommandPresenter *>());
        auto *presenter = lab.window->findChild<ui::CommandPresenter *>();
        const auto id = [](const QByteArray &name) {
            return QString::fromLatin1(test::ScriptedContainers::idOf(name));
        };
        Q_EMIT presenter->containerReplaced(id("web"), id("web-2"));
        lab.containers.set("web-2");
        lab.containers.remove("web");
        lab.containers.send("destroy", "web");
        lab.containers.send("create", "web-2");
        const auto selected = [&lab] {
            const QList<engine::Container> containers = lab.table().selection().containers;
            return containers.size() == 1 ? containers.first().name : QString();
        };
        QTRY_COMPARE(selected(), u"web-2"_s);
        lab.select(u"db"_s);
        Q_EMIT presenter->containerReplaced(id("web-2"), id("job"));
        QCOMPARE(selected(), u"db"_s);
    }

    void commandsFollowTheSelection()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        QVERIFY(lab.button(u"Start"_s));
        QVERIFY(!lab.button(u"Start"_s)->isEnabled());
        lab.select(u"job"_s);
        QTRY_VERIFY(lab.button(u"Start"_s)->isEnabled());
        QVERIFY(!lab.button(u"Stop"_s)->isEnabled());
        QTRY_VERIFY(lab.button(u"Start"_s)->toolTip().contains(u"docker start job"_s));
        QVERIFY(lab.button(u"Stop"_s)->toolTip().contains(u'\n')); // says why not
    }

    void startsWhatIsSelected()
    {
        Lab lab;
        lab.engine.answer("POST", "/containers/", 204);
        QVERIFY(lab.openWithContainers());
        lab.select(u"job"_s);
        QTRY_VERIFY(lab.button(u"Start"_s)->isEnabled());
        QTest::mouseClick(lab.button(u"Start"_s), Qt::LeftButton);
        QTRY_COMPARE(lab.engine.count("/containers/" + test::ScriptedContainers::idOf("job") + "/start", "POST"), 1);
        QTRY_COMPARE(lab.window->findChildren<ui::Toast *>().size(), 1);
    }

    void commandsActOnRowsAsTheyAre()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        lab.window->resize(1600, 1000); // room for every button, whatever the font
        lab.select(u"web"_s);
        QTRY_VERIFY(lab.button(u"Stop"_s)->isEnabled());
        QTRY_VERIFY(lab.button(u"Remove…"_s));
        QSignalSpy asked(&lab.commands, &models::Commands::uiRequested);
        auto *remove = lab.window->findChild<QAction *>(u"container.remove"_s);
        QVERIFY(remove);
        QObject watcher;
        // Asked for in the very turn of the event loop in which the row changes, before the buttons have followed.
        connect(&lab.session.containers(), &QAbstractItemModel::dataChanged, &watcher, [&] {
            if (lab.table().selection().containers.value(0).state == engine::ContainerState::Exited)
                remove->trigger();
        });
        lab.containers.set("web", "exited");
        lab.containers.send("die", "web");
        QTRY_VERIFY(!asked.isEmpty());
        const auto selection = asked.first().at(1).value<models::Selection>();
        QCOMPARE(selection.containers.size(), 1);
        QVERIFY(selection.containers.first().state == engine::ContainerState::Exited);
    }

    void selectionSurvivesRefresh()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        lab.select(u"web"_s);
        lab.containers.set("aaa");
        lab.containers.send("start", "aaa");
        QTRY_COMPARE(lab.table().model()->rowCount(), 4);
        QCOMPARE(lab.table().selection().containers.size(), 1);
        QCOMPARE(lab.table().selection().containers.first().name, u"web"_s);
    }

    void opensPublishedPorts()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        const QRect button = lab.table().openButtonRect(lab.row(u"web"_s));
        QVERIFY(button.isValid());
        QVERIFY(!lab.table().openButtonRect(lab.row(u"db"_s)).isValid());
        QTest::mouseClick(lab.table().viewport(), Qt::LeftButton, {}, button.center());
        QCOMPARE(opened, QList<QUrl>{QUrl(u"http://127.0.0.1:8080/"_s)});
    }

    void columnsAreRemembered()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        const int image = lab.table().columnOf(u"image"_s);
        lab.table().header()->moveSection(lab.table().header()->visualIndex(image), 3);
        lab.table().sortByColumn(lab.table().columnOf(u"created"_s), Qt::DescendingOrder);
        const models::TableSettings saved = lab.settings.get().tables.value(u"containers"_s);
        QCOMPARE(saved.order.indexOf(u"image"_s), 3);
        QCOMPARE(saved.sortColumn, u"created"_s);
        QVERIFY(saved.sortDescending);
        QVERIFY(saved.hidden.contains(u"id"_s));

        lab.window = std::make_unique<ui::MainWindow>(
            ui::Services{lab.session, lab.jobs, lab.actions, lab.commands, lab.settings}, QList<engine::Endpoint>{});
        QCOMPARE(lab.table().header()->visualIndex(image), 3);
        QCOMPARE(lab.table().header()->sortIndicatorSection(), lab.table().columnOf(u"created"_s));
    }

    void paletteRunsACommand()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        lab.table().setFocus();
        QTest::keyClick(lab.window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(lab.window->findChild<ui::CommandPalette *>());
        auto *edit = lab.find<QLineEdit>(u"Command"_s);
        QVERIFY(edit);
        QTest::keyClicks(edit, u"keyboard short"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY(lab.window->findChild<ui::ShortcutsDialog *>());
        QTRY_VERIFY(!lab.window->findChild<ui::CommandPalette *>());
    }

    void pagesByKeys()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        QTest::keyClick(lab.window.get(), Qt::Key_2, Qt::ControlModifier);
        QTRY_COMPARE(lab.window->currentPage(), u"images"_s);
        QTest::keyClick(lab.window.get(), Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE(lab.window->currentPage(), u"containers"_s);
        QCOMPARE(lab.settings.get().page, u"containers"_s);
    }

    void emptyEngineTeaches()
    {
        Lab lab;
        lab.open();
        QTRY_VERIFY(lab.session.containers().isLoaded());
        auto *empty = lab.window->findChild<ui::EmptyState *>();
        QTRY_COMPARE(empty->title(), u"No containers yet"_s);
        QVERIFY(empty->isVisible());
    }

    void tellsOfADeadEngine()
    {
        Lab lab(u"/nonexistent/longshore-test.sock"_s);
        lab.open();
        auto *banner = lab.window->findChild<ui::EngineBanner *>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(lab.button(u"Retry"_s));
        QVERIFY(!lab.button(u"Use the built-in engine"_s));
        lab.window->setBuiltInEngineAvailable(true);
        QVERIFY(lab.button(u"Use the built-in engine"_s));
        QSignalSpy wanted(lab.window.get(), &ui::MainWindow::builtInEngineRequested);
        QTest::mouseClick(lab.button(u"Use the built-in engine"_s), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
    }

    void rowsDimWhenTheEngineGoes()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        QTRY_VERIFY(!lab.table().isStale());
        lab.engine.stop();
        QTRY_VERIFY(lab.table().isStale());
        QTRY_VERIFY(lab.window->findChild<ui::EngineBanner *>()->isVisible());
        lab.engine.start();
        QTest::mouseClick(lab.button(u"Retry"_s), Qt::LeftButton);
        QTRY_VERIFY(!lab.table().isStale());
        QVERIFY(!lab.window->findChild<ui::EngineBanner *>()->isVisible());
    }

    void failuresStayUntilClosed()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        auto *job = lab.jobs.add(new TestJob(u"Pull nginx"_s));
        auto *activity = lab.find<ui::NavButton>(u"Activity, 1 running"_s);
        QVERIFY(activity);
        job->fail(u"The registry does not answer."_s, u"dial tcp"_s);
        QTRY_COMPARE(lab.window->findChildren<ui::Toast *>().size(), 1);
        QCOMPARE(activity->accessibleName(), u"Activity"_s);
        QVERIFY(lab.button(u"Copy details"_s));
        QTest::mouseClick(lab.button(u"Show"_s), Qt::LeftButton);
        QCOMPARE(lab.window->currentPage(), u"activity"_s);
        QTRY_COMPARE(lab.window->findChildren<ui::Toast *>().size(), 0);
    }

    void successesAreToldOnce()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        lab.jobs.add(new TestJob(u"Stop web"_s))->succeed(u"Stopped"_s);
        QTRY_COMPARE(lab.window->findChildren<ui::Toast *>().size(), 1);
        lab.window->showPage(u"activity"_s); // lists it, and is not covered
        QTRY_COMPARE(lab.window->findChildren<ui::Toast *>().size(), 0);
        lab.jobs.add(new TestJob(u"Stop db"_s))->succeed(u"Stopped"_s);
        lab.jobs.add(new TestJob(u"Pull nginx"_s))->fail(u"The registry does not answer."_s, u"dial tcp"_s);
        QTRY_COMPARE(lab.window->findChildren<ui::Toast *>().size(), 1);
        lab.window->showPage(u"containers"_s);
        lab.jobs.add(new TestJob(u"Stop db"_s))->succeed(u"Stopped"_s);
        QTRY_COMPARE(lab.window->findChildren<ui::Toast *>().size(), 2);
    }

    void asksOnceBeforeQuitting()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        auto *job = lab.jobs.add(new TestJob(u"Pull nginx"_s));
        lab.window->close();
        QTRY_VERIFY(lab.window->findChild<QMessageBox *>());
        QVERIFY(lab.window->isVisible());
        lab.window->close();
        QCOMPARE(lab.window->findChildren<QMessageBox *>().size(), 1);
        auto *box = lab.window->findChild<QMessageBox *>();
        QVERIFY(box->informativeText().contains(u"the download of nginx"_s));
        for (QAbstractButton *button : box->buttons()) {
            if (button->text() == u"Keep running"_s)
                button->click();
        }
        QTRY_VERIFY(!lab.window->findChild<QMessageBox *>());
        QVERIFY(lab.window->isVisible());
        job->succeed(u"done"_s);
        lab.window->close();
        QVERIFY(!lab.window->isVisible());
    }

    void everyControlHasAName()
    {
        Lab lab;
        QVERIFY(lab.openWithContainers());
        lab.select(u"web"_s);
        for (const QString &page : {u"containers"_s, u"images"_s, u"activity"_s}) {
            lab.window->showPage(page);
            for (const QWidget *widget : lab.window->findChildren<QWidget *>()) {
                if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
                    continue;
                const auto *button = qobject_cast<const QAbstractButton *>(widget);
                const auto *combo = qobject_cast<const QComboBox *>(widget);
                const QList<QLabel *> labels = lab.window->findChildren<QLabel *>();
                const bool labelled = combo && std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) {
                                          return label->buddy() == combo;
                                      });
                const bool container = widget->inherits("QScrollArea") || widget->inherits("QSplitter");
                QVERIFY2(container || labelled || !widget->accessibleName().isEmpty() ||
                             (button && !button->text().isEmpty()) || (button && !button->toolTip().isEmpty()),
                         qPrintable(page + u": "_s + QString::fromLatin1(widget->metaObject()->className()) + u' ' +
                                    widget->objectName()));
            }
        }
    }

    void onlyRowsInViewAreWatched()
    {
        Lab lab;
        for (const QByteArray &name : {QByteArray("web"), QByteArray("db")})
            lab.engine.stream("GET", "/containers/" + test::ScriptedContainers::idOf(name) + "/stats");
        QVERIFY(lab.openWithContainers());
        QTRY_COMPARE(lab.session.stats().streamCount(), 2); // web and db run
        lab.window->showPage(u"images"_s);
        QTRY_COMPARE(lab.session.stats().streamCount(), 0);
    }

    /// The row is there already, so nothing comes into view.
    void aRowThatStartsIsWatched()
    {
        Lab lab;
        const QByteArray job = test::ScriptedContainers::idOf("job");
        for (const QByteArray &name : {QByteArray("web"), QByteArray("db"), QByteArray("job")})
            lab.engine.stream("GET", "/containers/" + test::ScriptedContainers::idOf(name) + "/stats");
        QVERIFY(lab.openWithContainers());
        QTRY_COMPARE(lab.session.stats().streamCount(), 2);
        lab.containers.set("job", "running", R"([{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8081,"Type":"tcp"}])");
        lab.containers.send("start", "job");
        QTRY_COMPARE(lab.session.stats().streamCount(), 3);
        // Whether it is a notebook is asked too.
        QTRY_VERIFY(lab.engine.count("/containers/" + job + "/json") > 0);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
