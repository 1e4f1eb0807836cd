// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/outcome_panel.h"
#include "ui/recreate_dialog.h"
#include "ui/run_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>

#include <algorithm>

using namespace Qt::StringLiterals;
using test::DialogBench;

/// "Edit and recreate…" of a container.
class RecreateDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup() { m_bench.reset(); }

    void opensFilledWithoutComplaint();
    void showsWhatChangesAndRecreates();
    void closesWhenDone();
    void saysWhenNothingChanges();
    void startsWhatRan();

private:
    [[nodiscard]] ui::RunDialog *opened();
    [[nodiscard]] ui::RecreateDialog *asked(ui::RunDialog &dialog);

    std::unique_ptr<DialogBench> m_bench;
};

void RecreateDialogTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    m_bench->engine.answer(
        "GET", "/containers/aaaaaaaaaaaa1111/json", 200,
        "{\"Id\":\"aaaaaaaaaaaa1111\",\"Name\":\"/web\",\"State\":{\"Status\":\"running\"},\"Config\":{"
        "\"Image\":\"nginx:1.27\",\"Env\":[\"API_KEY=s3cret\",\"A=1\"]},\"HostConfig\":{"
        "\"PortBindings\":{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}]}}}");
    m_bench->engine.answer("GET", "/images/sha256:11/json", 200,
                           "{\"Id\":\"sha256:11\",\"Config\":{\"ExposedPorts\":{\"80/tcp\":{},\"443/tcp\":{}}}}");
    m_bench->engine.answer("GET", "/images/nginx:1.27/json", 200,
                           "{\"Id\":\"sha256:11\",\"Config\":{\"ExposedPorts\":{\"80/tcp\":{},\"443/tcp\":{}}}}");
    m_bench->engine.answer("GET", "/containers/aaaaaaaaaaaa1111/changes", 200,
                           "[{\"Path\":\"/srv/a.csv\",\"Kind\":1}]");
    QVERIFY(m_bench->open());
}

ui::RunDialog *RecreateDialogTest::opened()
{
    if (!m_bench->presenter.present(u"container.recreate"_s, {{*m_bench->session.containers().find(u"web"_s)}, {}}))
        return nullptr;
    ui::RunDialog *dialog = nullptr;
    const bool isOpen = QTest::qWaitFor([&] {
        dialog = m_bench->window.findChild<ui::RunDialog *>();
        return dialog && dialog->isVisible();
    });
    return isOpen ? dialog : nullptr;
}

ui::RecreateDialog *RecreateDialogTest::asked(ui::RunDialog &dialog)
{
    auto *button = DialogBench::button(dialog, u"Recreate…"_s);
    if (!button || !button->isEnabled())
        return nullptr;
    button->click();
    auto *box = dialog.findChild<ui::RecreateDialog *>();
    return box && QTest::qWaitFor([box] { return box->isVisible(); }) ? box : nullptr;
}

void RecreateDialogTest::opensFilledWithoutComplaint()
{
    ui::RunDialog *dialog = opened();
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Edit and recreate web"_s);
    QCOMPARE(DialogBench::named<QLineEdit>(*dialog, u"Name"_s)->text(), u"web"_s);
    // Its own name and port are no obstacle, and no port is proposed beyond those it has.
    ui::RecreateDialog *box = asked(*dialog);
    QVERIFY(box);
    test::shoot(*dialog, u"recreate-form"_s);
}

void RecreateDialogTest::showsWhatChangesAndRecreates()
{
    ui::RunDialog *dialog = opened();
    QVERIFY(dialog);
    DialogBench::named<QLineEdit>(*dialog, u"Name"_s)->setText(u"site"_s);
    ui::RecreateDialog *box = asked(*dialog);
    QVERIFY(box);
    auto *changes = DialogBench::named<QPlainTextEdit>(*box, u"What changes"_s);
    QVERIFY(changes);
    QCOMPARE(changes->toPlainText(), u"− --name web\n+ --name site"_s);
    QTRY_VERIFY(DialogBench::button(*box, u"Recreate"_s));
    QTRY_VERIFY(DialogBench::button(*box, u"Recreate"_s)->isEnabled());
    test::shoot(*box, u"recreate-box"_s);
    QPointer<ui::RunDialog> form = dialog;
    DialogBench::button(*box, u"Recreate"_s)->click();
    QTRY_COMPARE(m_bench->engine.count("/containers/aaaaaaaaaaaa1111/stop", "POST"), 1);
    QCOMPARE(m_bench->jobs.at(0)->title(), u"Recreate web"_s);
    // The engine knows of no such call: the form is back, as it was, with what went wrong.
    QTRY_COMPARE(m_bench->jobs.at(0)->state(), models::Job::State::Failed);
    QVERIFY(form && form->isVisible());
    QCOMPARE(DialogBench::named<QLineEdit>(*form, u"Name"_s)->text(), u"site"_s);
    QVERIFY(form->findChild<ui::OutcomePanel *>()->isVisible());
    test::shoot(*form, u"recreate-failed"_s);
}

void RecreateDialogTest::closesWhenDone()
{
    const QByteArray old = "/containers/aaaaaaaaaaaa1111";
    for (const char *verb : {"/stop", "/rename"})
        m_bench->engine.answer("POST", old + verb, 204);
    m_bench->engine.answer("DELETE", old, 204);
    m_bench->engine.answer("POST", "/containers/create", 201, "{\"Id\":\"new\"}");
    m_bench->engine.answer("POST", "/containers/new/start", 204);
    m_bench->engine.answer("GET", "/containers/new/json", 200, "{\"Id\":\"new\",\"State\":{\"Status\":\"running\"}}");
    QPointer<ui::RunDialog> form = opened();
    QVERIFY(form);
    ui::RecreateDialog *box = asked(*form);
    QVERIFY(box);
    QTRY_VERIFY(DialogBench::button(*box, u"Recreate"_s) && DialogBench::button(*box, u"Recreate"_s)->isEnabled());
    const QSignalSpy replaced(&m_bench->presenter, &ui::CommandPresenter::containerReplaced);
    DialogBench::button(*box, u"Recreate"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->jobs.at(0)->state(), models::Job::State::Succeeded, 30000);
    QTRY_VERIFY(!form);
    QCOMPARE(replaced, QList<QVariantList>({{u"aaaaaaaaaaaa1111"_s, u"new"_s}}));
}

void RecreateDialogTest::saysWhenNothingChanges()
{
    ui::RunDialog *dialog = opened();
    QVERIFY(dialog);
    ui::RecreateDialog *box = asked(*dialog);
    QVERIFY(box);
    QVERIFY(!DialogBench::named<QPlainTextEdit>(*box, u"What changes"_s));
}

/// What ran runs again, unless a person says otherwise.
void RecreateDialogTest::startsWhatRan()
{
    ui::RunDialog *dialog = opened();
    QVERIFY(dialog);
    ui::RecreateDialog *box = asked(*dialog);
    QVERIFY(box);
    auto *start = DialogBench::button(*box, u"Start it afterwards"_s);
    QVERIFY(start && start->isChecked());
    const auto shows = [box](const QString &text) {
        const auto labels = box->findChildren<QLabel *>();
        const auto edits = box->findChildren<QPlainTextEdit *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&text](const QLabel *l) { return l->text().contains(text); }) ||
               std::any_of(edits.cbegin(), edits.cend(),
                           [&text](const QPlainTextEdit *e) { return e->toPlainText().contains(text); });
    };
    QVERIFY(shows(u"docker run -d"_s));
    QVERIFY(shows(u"Once the new one runs"_s));
    start->setChecked(false);
    QVERIFY(shows(u"docker create"_s));
    QVERIFY(!shows(u"Once the new one runs"_s));
    test::shoot(*box, u"recreate-stopped"_s);
}

QTEST_MAIN(RecreateDialogTest)
#include "tst_recreate_dialog.moc"
