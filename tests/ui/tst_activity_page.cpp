// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/activity_page.h"
#include "ui/outcome_panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>

using namespace Qt::StringLiterals;
using test::DialogBench;

namespace {

/// A job that the test ends as it likes.
class FakeJob : public models::Job
{
public:
    FakeJob(const QString &title, const QString &command) : Job(title) { setDockerCommands({command}); }
    using Job::endCancelled;
    using Job::fail;
    using Job::setProgress;
    using Job::succeed;
    bool canCancel() const override { return isRunning(); }
    void cancel() override { endCancelled(u"Cancelled"_s); }
};

} // namespace

class ActivityPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup();

    void teachesWhenEmpty();
    void showsHowJobsEnded();
    void cancelsTheSelectedJob();
    void retriesAFailedPull();
    void clearsWhatHasEnded();
    void copiesEverythingAsScript();
    void listsCommands();
    void remembersItsColumns();

private:
    FakeJob *add(const QString &title, const QString &command);
    /// Shown or not.
    [[nodiscard]] QTableView *table() const { return m_page->findChild<QTableView *>(u"jobs"_s); }

    std::unique_ptr<DialogBench> m_bench;
    std::unique_ptr<ui::ActivityPage> m_page;
};

void ActivityPageTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    m_page = std::make_unique<ui::ActivityPage>(m_bench->jobs, m_bench->actions, m_bench->settings);
    m_page->resize(820, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void ActivityPageTest::cleanup()
{
    m_page.reset();
    m_bench.reset();
}

FakeJob *ActivityPageTest::add(const QString &title, const QString &command)
{
    return m_bench->jobs.add(new FakeJob(title, command));
}

void ActivityPageTest::teachesWhenEmpty()
{
    bool found = false;
    const QList<QLabel *> labels = m_page->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        found = found || (label->isVisible() && label->text() == u"Nothing has run yet");
    QVERIFY(found);
    QVERIFY(!table()->isVisible());
    QVERIFY(!DialogBench::button(*m_page, u"Clear finished"_s)->isEnabled());
    test::shoot(*m_page, u"activity-empty"_s);
}

void ActivityPageTest::showsHowJobsEnded()
{
    add(u"Stop web"_s, u"docker stop web"_s)->succeed(u"Stopped"_s);
    add(u"Remove 4 containers"_s, u"docker rm a b c d"_s)->endCancelled(u"Cancelled: 3 of 4 removed"_s);
    FakeJob *failed = add(u"Pull nosuch/image:latest"_s, u"docker pull nosuch/image:latest"_s);
    failed->fail(
        u"The image nosuch/image is not there or needs a login. Check the name, or log in with: docker login"_s,
        u"pull access denied for nosuch/image, repository does not exist or may require 'docker login'"_s);
    FakeJob *running = add(u"Pull dwhitena/minimal-jupyter:latest"_s, u"docker pull dwhitena/minimal-jupyter:latest"_s);
    running->setProgress(u"Downloading, 3 of 8 layers done"_s, 0.42);
    FakeJob *busy = add(u"Stop slow"_s, u"docker stop slow"_s);
    busy->setProgress(u"Stopping"_s, -1);
    QCOMPARE(table()->model()->rowCount(), 5);

    table()->selectRow(2);
    auto *outcome = m_page->findChild<ui::OutcomePanel *>();
    QVERIFY(outcome->isVisible());
    QCOMPARE(outcome->text(), failed->errorText());
    QCOMPARE(outcome->details(), failed->errorDetails());
    QVERIFY(DialogBench::click(*m_page, u"Copy details"_s) || DialogBench::button(*m_page, u"Copy details"_s));
    test::shoot(*m_page, u"activity"_s);

    table()->selectRow(1);
    QVERIFY(!outcome->isVisible());
    running->succeed(u"Downloaded"_s);
    QVERIFY(outcome->isVisible());
    QCOMPARE(outcome->text(), u"Downloaded"_s);
}

void ActivityPageTest::cancelsTheSelectedJob()
{
    QCOMPARE(m_page->focusProxy(), table());
    FakeJob *job = add(u"Stop web"_s, u"docker stop web"_s);
    QVERIFY(DialogBench::click(*m_page, u"Cancel"_s));
    QCOMPARE(job->state(), models::Job::State::Cancelled);
    QVERIFY(!DialogBench::button(*m_page, u"Cancel"_s));
}

void ActivityPageTest::retriesAFailedPull()
{
    m_bench->engine.refuse("POST", "/images/create", 404, "manifest unknown");
    m_bench->actions.pull(u"ubuntu"_s);
    QTRY_VERIFY(DialogBench::button(*m_page, u"Retry"_s));
    QSignalSpy shown(m_page.get(), &ui::ActivityPage::showRequested);
    QVERIFY(DialogBench::click(*m_page, u"Show"_s));
    QCOMPARE(shown.count(), 1);
    QVERIFY(DialogBench::click(*m_page, u"Retry"_s));
    QCOMPARE(m_bench->jobs.rowCount(), 2);
    QTRY_COMPARE(m_bench->engine.count("/images/create"), 2);
    QCOMPARE(table()->currentIndex().row(), 0);
}

void ActivityPageTest::clearsWhatHasEnded()
{
    add(u"Stop web"_s, u"docker stop web"_s)->succeed(u"Stopped"_s);
    FakeJob *running = add(u"Stop old"_s, u"docker stop old"_s);
    QVERIFY(DialogBench::click(*m_page, u"Clear finished"_s));
    QCOMPARE(m_bench->jobs.rowCount(), 1);
    running->succeed(u"Stopped"_s);
    QVERIFY(DialogBench::click(*m_page, u"Clear finished"_s));
    QVERIFY(!table()->isVisible());
}

void ActivityPageTest::copiesEverythingAsScript()
{
    add(u"Stop web"_s, u"docker stop web"_s)->succeed(u"Stopped"_s);
    add(u"Remove web"_s, u"docker rm web"_s);
    QVERIFY(DialogBench::click(*m_page, u"Copy all as a script"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"#!/bin/sh\ndocker stop web\ndocker rm web\n"_s);
    QVERIFY(DialogBench::click(*m_page, u"Copy command"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"docker stop web"_s);
}

void ActivityPageTest::listsCommands()
{
    auto *job = add(u"Pull a"_s, u"docker pull a"_s);
    job->succeed(u"Pulled"_s);
    auto *tabs = m_page->findChild<QTabBar *>();
    QCOMPARE(tabs->tabText(1), u"Commands"_s);
    tabs->setCurrentIndex(1);
    auto *commands = DialogBench::named<QTableView>(*m_page, u"Commands"_s);
    QVERIFY(commands);
    QCOMPARE(commands->model()->index(0, 1).data().toString(), u"docker pull a"_s);
    commands->selectRow(0);
    QVERIFY(!DialogBench::button(*m_page, u"Copy with secrets"_s)->isEnabled());
    QVERIFY(DialogBench::click(*m_page, u"Copy"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"docker pull a"_s);
    test::shoot(*m_page, u"activity-commands"_s);
}

void ActivityPageTest::remembersItsColumns()
{
    using models::JobsModel;
    table()->horizontalHeader()->resizeSection(JobsModel::Title, 311);
    m_page = std::make_unique<ui::ActivityPage>(m_bench->jobs, m_bench->actions, m_bench->settings);
    QCOMPARE(table()->columnWidth(JobsModel::Title), 311);
    QCOMPARE(m_bench->settings.get().tables.value(u"activity"_s).widths.value(u"title"_s), 311);
}

QTEST_MAIN(ActivityPageTest)
#include "tst_activity_page.moc"
