// SPDX-License-Identifier: Apache-2.0
#include "models/pull_job.h"
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/outcome_panel.h"
#include "ui/pull_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTableView>

using namespace Qt::StringLiterals;

class PullDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup();

    void saysWhatWillBePulled();
    void tellsBadReferences();
    void asksForPlatform();
    void countsLayersAsTheyJoin();
    void showsLayersAndEnds();
    void tellsFailureAndRetries();
    void cancelClosesTransfer();
    void goesOnWhenHidden();
    void remembersReferences();
    void escapeRestoresFocus();

private:
    void type(const QString &text);
    [[nodiscard]] QString note() const;

    std::unique_ptr<test::DialogBench> m_bench;
    QPointer<ui::PullDialog> m_dialog;
    test::ScriptedStreamPtr m_pull;
};

void PullDialogTest::init()
{
    m_bench = std::make_unique<test::DialogBench>();
    m_pull = m_bench->engine.stream("POST", "/images/create");
    QVERIFY(m_bench->open());
    m_bench->presenter.present(u"image.pull"_s, {});
    m_dialog = qobject_cast<ui::PullDialog *>(test::DialogBench::dialog());
    QVERIFY(m_dialog);
    QVERIFY(test::DialogBench::activate(m_dialog));
}

void PullDialogTest::cleanup()
{
    delete m_dialog;
    m_bench.reset();
    m_pull.reset();
}

void PullDialogTest::type(const QString &text)
{
    auto *field = m_dialog->findChild<QComboBox *>()->lineEdit();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
}

QString PullDialogTest::note() const
{
    return m_dialog->findChild<QComboBox *>()->accessibleDescription();
}

void PullDialogTest::saysWhatWillBePulled()
{
    type(u"dwhitena/minimal-jupyter"_s);
    QCOMPARE(note(), u"Will pull dwhitena/minimal-jupyter:latest"_s);
    auto *command = test::DialogBench::named<QPlainTextEdit>(*m_dialog, u"Docker command"_s);
    QCOMPARE(command->toPlainText(), u"docker pull dwhitena/minimal-jupyter:latest"_s);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Copy docker command"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"docker pull dwhitena/minimal-jupyter:latest"_s);
    test::shoot(*m_dialog, u"pull-form"_s);
}

void PullDialogTest::tellsBadReferences()
{
    QVERIFY(!test::DialogBench::button(*m_dialog, u"Pull"_s)->isEnabled());
    type(u"Bad NAME"_s);
    QVERIFY(!note().isEmpty());
    QVERIFY(!test::DialogBench::button(*m_dialog, u"Pull"_s)->isEnabled());
    QTest::keyClick(m_dialog, Qt::Key_Return);
    QCOMPARE(m_bench->jobs.rowCount(), 0);
    test::shoot(*m_dialog, u"pull-bad"_s);
}

void PullDialogTest::asksForPlatform()
{
    type(u"ubuntu"_s);
    QVERIFY(!test::DialogBench::named<QComboBox>(*m_dialog, u"Platform"_s));
    QVERIFY(test::DialogBench::click(*m_dialog, u"More"_s));
    auto *platform = test::DialogBench::named<QComboBox>(*m_dialog, u"Platform"_s);
    QVERIFY(platform);
    platform->setFocus();
    QTest::keyClicks(platform, u"linux/arm64"_s);
    auto *command = test::DialogBench::named<QPlainTextEdit>(*m_dialog, u"Docker command"_s);
    QCOMPARE(command->toPlainText(), u"docker pull --platform linux/arm64 ubuntu:latest"_s);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Pull"_s));
    QTRY_COMPARE(m_bench->engine.count("/images/create"), 1);
    QVERIFY(m_bench->engine.requests().constLast().query.contains("platform=linux%2Farm64"));
}

void PullDialogTest::countsLayersAsTheyJoin()
{
    const auto says = [this](const QString &text) {
        const QList<QLabel *> labels = m_dialog->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    };
    type(u"busybox"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(m_pull->readers(), 1);
    // As Podman tells of them: one by one, with no bytes that would change the words above.
    m_pull->push("{\"status\":\"Pulling fs layer\",\"id\":\"aaaaaaaaaaaa\"}\n");
    QTRY_VERIFY(says(u"0 of 1 layers complete"_s));
    m_pull->push("{\"status\":\"Pulling fs layer\",\"id\":\"bbbbbbbbbbbb\"}\n");
    QTRY_VERIFY(says(u"0 of 2 layers complete"_s));
}

void PullDialogTest::showsLayersAndEnds()
{
    type(u"dwhitena/minimal-jupyter"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(m_pull->readers(), 1);
    m_pull->push(R"({"status":"Pulling from dwhitena/minimal-jupyter","id":"latest"}
{"status":"Pulling fs layer","progressDetail":{},"id":"aaaaaaaaaaaa"}
{"status":"Already exists","progressDetail":{},"id":"bbbbbbbbbbbb"}
{"status":"Downloading","progressDetail":{"current":12300000,"total":45600000},"id":"cccccccccccc"}
{"status":"Downloading","progressDetail":{"current":700000},"id":"dddddddddddd"}
{"status":"Waiting","progressDetail":{},"id":"eeeeeeeeeeee"}
)");
    auto *layers = m_dialog->findChild<QTableView *>();
    QTRY_VERIFY(layers->model() && layers->model()->rowCount() == 5);
    QCOMPARE(layers->model()->index(1, models::PullLayersModel::Phase).data().toString(), u"Already exists"_s);
    QVERIFY(test::DialogBench::button(*m_dialog, u"Cancel pull"_s));
    QVERIFY(test::DialogBench::button(*m_dialog, u"Hide"_s));
    test::shoot(*m_dialog, u"pull-running"_s);

    m_pull->push(R"({"status":"Digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}
{"status":"Status: Downloaded newer image for dwhitena/minimal-jupyter:latest"}
)");
    m_pull->end();
    auto *outcome = m_dialog->findChild<ui::OutcomePanel *>();
    QTRY_VERIFY(outcome->isVisible());
    QVERIFY(outcome->text().contains(u"Downloaded newer image for dwhitena/minimal-jupyter:latest"_s));
    QCOMPARE(outcome->details(), u"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"_s);
    test::shoot(*m_dialog, u"pull-done"_s);

    QSignalSpy run(m_dialog, &ui::PullDialog::runRequested);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Run…"_s));
    QCOMPARE(run.constFirst().constFirst().toString(), u"dwhitena/minimal-jupyter:latest"_s);
    QTRY_VERIFY(test::DialogBench::dialog() && test::DialogBench::dialog()->windowTitle() == u"Run a container");
    QTRY_COMPARE(QApplication::activeWindow(), test::DialogBench::dialog());
    QTRY_VERIFY(QApplication::focusWidget() && QApplication::focusWidget()->accessibleName() == u"Name");
    test::DialogBench::dialog()->close();
}

void PullDialogTest::tellsFailureAndRetries()
{
    type(u"nosuch/image"_s);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Pull"_s));
    QTRY_COMPARE(m_pull->readers(), 1);
    m_pull->push(
        R"({"errorDetail":{"message":"manifest for nosuch/image:latest not found: manifest unknown"},"error":"manifest for nosuch/image:latest not found: manifest unknown"}
)");
    m_pull->end();
    auto *outcome = m_dialog->findChild<ui::OutcomePanel *>();
    QTRY_VERIFY(outcome->isVisible());
    QVERIFY(outcome->text().contains(u"nosuch/image"_s));
    QVERIFY(outcome->details().contains(u"manifest unknown"_s));
    test::shoot(*m_dialog, u"pull-failed"_s);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Retry"_s));
    QTRY_COMPARE(m_bench->engine.count("/images/create"), 2);
    QCOMPARE(m_bench->jobs.rowCount(), 2);
    QVERIFY(!outcome->isVisible());
}

void PullDialogTest::cancelClosesTransfer()
{
    type(u"ubuntu"_s);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Pull"_s));
    QTRY_COMPARE(m_pull->readers(), 1);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Cancel pull"_s));
    QTRY_COMPARE(m_pull->readers(), 0);
    QTRY_COMPARE(m_bench->jobs.at(0)->state(), models::Job::State::Cancelled);
    QVERIFY(test::DialogBench::button(*m_dialog, u"Close"_s));
    QVERIFY(test::DialogBench::click(*m_dialog, u"Change…"_s));
    QVERIFY(test::DialogBench::button(*m_dialog, u"Pull"_s));
}

void PullDialogTest::goesOnWhenHidden()
{
    type(u"ubuntu"_s);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Pull"_s));
    QTRY_COMPARE(m_pull->readers(), 1);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Hide"_s));
    QTRY_VERIFY(!m_dialog);
    QVERIFY(m_bench->jobs.at(0)->isRunning());
    QCOMPARE(m_pull->readers(), 1);

    m_bench->presenter.showJob(m_bench->jobs.at(0));
    m_dialog = qobject_cast<ui::PullDialog *>(test::DialogBench::dialog());
    QVERIFY(m_dialog);
    QVERIFY(test::DialogBench::button(*m_dialog, u"Cancel pull"_s));
    m_bench->presenter.showJob(m_dialog->job()); // again: the same dialog
    QCOMPARE(m_bench->window.findChildren<ui::PullDialog *>().size(), 1);
    m_pull->push("{\"status\":\"Status: Image is up to date for ubuntu:latest\"}\n");
    m_pull->end();
    auto *outcome = m_dialog->findChild<ui::OutcomePanel *>();
    QTRY_VERIFY(outcome->isVisible());
    QVERIFY(outcome->text().contains(u"Image is up to date for ubuntu:latest"_s));
}

void PullDialogTest::remembersReferences()
{
    type(u"ubuntu"_s);
    QVERIFY(test::DialogBench::click(*m_dialog, u"Pull"_s));
    QCOMPARE(m_bench->settings.get().recentPulls, QStringList{u"ubuntu:latest"_s});
    m_dialog->close();
    m_bench->presenter.openPull({});
    auto *second = test::DialogBench::dialog();
    QCOMPARE(second->findChild<QComboBox *>()->itemText(0), u"ubuntu:latest"_s);
    second->close();
}

void PullDialogTest::escapeRestoresFocus()
{
    m_dialog->close();
    QTRY_VERIFY(!m_dialog);
    QLineEdit before(&m_bench->window);
    before.show();
    m_bench->window.activateWindow();
    before.setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), &before);
    m_bench->presenter.openPull({});
    m_dialog = qobject_cast<ui::PullDialog *>(test::DialogBench::dialog());
    QVERIFY(test::DialogBench::activate(m_dialog));
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog);
    QTRY_COMPARE(QApplication::focusWidget(), &before);
}

QTEST_MAIN(PullDialogTest)
#include "tst_pull_dialog.moc"
