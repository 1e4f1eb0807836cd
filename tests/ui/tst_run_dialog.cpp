// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/form_preset_dialog.h"
#include "ui/outcome_panel.h"
#include "ui/run_dialog.h"
#include "ui/run_form_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using test::DialogBench;

class RunDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup();

    void suggestsNameAndPorts();
    void saysWhenImageWillBePulled();
    void marksNameInUse();
    void marksBusyPortOfContainer();
    void runLeadsToFirstProblem();
    void publishesOnThisComputerOnly();
    void listsWhatIsAlsoSet();
    void masksSecretsButCopiesThem();
    void runsAndReports();
    void failureKeepsFormAndMendsPort();
    void cancelKeepsForm();
    void keepsDraft();
    void savesAPreset();

private:
    [[nodiscard]] QLineEdit *field(const QString &name) const { return DialogBench::named<QLineEdit>(*m_dialog, name); }
    void openOn(const QString &image) { openForm({.image = image}); }
    void openForm(const models::RunForm &form);
    void fill(const QString &name, const QString &text) const;
    [[nodiscard]] QString command() const;

    std::unique_ptr<DialogBench> m_bench;
    QPointer<ui::RunDialog> m_dialog;
};

void RunDialogTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    m_bench->engine.answer("GET", "/images/lab:latest/json", 200,
                           R"({"Id":"sha256:33","RepoTags":["lab:latest"],"Config":{"ExposedPorts":{"8888/tcp":{}}}})");
    QVERIFY(m_bench->open());
}

void RunDialogTest::cleanup()
{
    delete m_dialog;
    m_bench.reset();
}

void RunDialogTest::openForm(const models::RunForm &form)
{
    m_bench->presenter.openRun(form);
    m_dialog = qobject_cast<ui::RunDialog *>(DialogBench::dialog());
    QVERIFY(m_dialog);
    QVERIFY(DialogBench::activate(m_dialog));
}

void RunDialogTest::fill(const QString &name, const QString &text) const
{
    QLineEdit *edit = field(name);
    QVERIFY2(edit, qPrintable(name));
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

QString RunDialogTest::command() const
{
    return DialogBench::named<QPlainTextEdit>(*m_dialog, u"Docker command"_s)->toPlainText();
}

void RunDialogTest::suggestsNameAndPorts()
{
    openOn(u"lab:latest"_s);
    QCOMPARE(field(u"Name"_s)->text(), u"lab"_s);
    QTRY_VERIFY(field(u"Container port, row 1"_s));
    QCOMPARE(field(u"Container port, row 1"_s)->text(), u"8888"_s);
    QCOMPARE(command(), u"docker run -d -p 127.0.0.1:8888:8888 --name lab lab:latest"_s);
    test::shoot(*m_dialog, u"run-form"_s);
    fill(u"Image"_s, u"ubuntu"_s);
    QTRY_VERIFY(!field(u"Container port, row 1"_s));
    QCOMPARE(command(), u"docker run -d --name ubuntu ubuntu"_s);
}

void RunDialogTest::saysWhenImageWillBePulled()
{
    openOn({});
    fill(u"Image"_s, u"dwhitena/minimal-jupyter"_s);
    QTRY_COMPARE(field(u"Image"_s)->accessibleDescription(), u"Not on this engine yet: it will be pulled."_s);
    QCOMPARE(field(u"Name"_s)->text(), u"minimal-jupyter"_s);
    fill(u"Image"_s, u"lab"_s);
    QTRY_COMPARE(field(u"Image"_s)->accessibleDescription(), QString());
}

void RunDialogTest::marksNameInUse()
{
    openOn(u"nginx:1.27"_s);
    fill(u"Name"_s, u"web"_s);
    QTRY_VERIFY(field(u"Name"_s)->accessibleDescription().startsWith(u"A container named web exists"_s));
    fill(u"Name"_s, u"web2"_s);
    QTRY_VERIFY(field(u"Name"_s)->accessibleDescription().isEmpty());
}

void RunDialogTest::marksBusyPortOfContainer()
{
    openOn(u"lab:latest"_s);
    QTRY_VERIFY(field(u"Host port, row 1"_s));
    fill(u"Host port, row 1"_s, u"8080"_s);
    QTRY_VERIFY(field(u"Host port, row 1"_s)->accessibleDescription().contains(u"web"_s));
    QTRY_VERIFY(DialogBench::button(*m_dialog, u"Use 8081"_s));
    test::shoot(*m_dialog, u"run-busy-port"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Use 8081"_s));
    QCOMPARE(field(u"Host port, row 1"_s)->text(), u"8081"_s);
    QTRY_VERIFY(field(u"Host port, row 1"_s)->accessibleDescription().isEmpty());
}

void RunDialogTest::runLeadsToFirstProblem()
{
    openOn({});
    field(u"Name"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget(), field(u"Image"_s));
    QVERIFY(!field(u"Image"_s)->accessibleDescription().isEmpty());
    QCOMPARE(m_bench->jobs.rowCount(), 0);
    test::shoot(*m_dialog, u"run-empty"_s);
}

void RunDialogTest::publishesOnThisComputerOnly()
{
    models::RunForm form;
    form.image = u"lab:latest"_s;
    form.ports = {{QString(), QString(), u"8888"_s, u"tcp"_s}}; // any port: nobody else can hold it
    openForm(form);
    QTRY_VERIFY(DialogBench::button(*m_dialog, u"This computer only"_s));
    test::shoot(*m_dialog, u"run-every-address"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"This computer only"_s));
    QVERIFY(command().contains(u"-p 127.0.0.1::8888"_s));
    QTRY_VERIFY(!DialogBench::button(*m_dialog, u"This computer only"_s));
}

void RunDialogTest::listsWhatIsAlsoSet()
{
    models::RunForm form;
    form.image = u"lab:latest"_s;
    form.alsoSet = QStringList{u"--init"_s, u"--log-opt=splunk-token=hush"_s};
    openForm(form);
    QCOMPARE(field(u"Option, row 1"_s)->text(), u"--init"_s);
    QCOMPARE(field(u"Option, row 2"_s)->echoMode(), QLineEdit::Password);
    QVERIFY(command().contains(u"--init"_s));
    fill(u"Option, row 1"_s, u"--ulimit core"_s);
    QTRY_COMPARE(field(u"Option, row 1"_s)->accessibleDescription(),
                 u"invalid argument \"core\" for \"--ulimit\" flag: invalid ulimit argument: core"_s);
    test::shoot(*m_dialog, u"run-also-set"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Run"_s));
    QCOMPARE(QApplication::focusWidget(), field(u"Option, row 1"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"=0"_s);
    QTRY_COMPARE(field(u"Option, row 1"_s)->accessibleDescription(), QString());
    QVERIFY(command().contains(u"--ulimit core=0"_s));
    QVERIFY(DialogBench::click(*m_dialog, u"Remove option 2"_s));
    QVERIFY(!command().contains(u"--log-opt"_s));
    QVERIFY(DialogBench::click(*m_dialog, u"Add option"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"--shm-size 1g"_s);
    QVERIFY(command().contains(u"--shm-size 1g"_s));
}

void RunDialogTest::masksSecretsButCopiesThem()
{
    openOn(u"lab:latest"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Add variable"_s));
    fill(u"Variable name, row 1"_s, u"TOKEN"_s);
    fill(u"Variable value, row 1"_s, u"hush"_s);
    QVERIFY(command().contains(u"TOKEN="_s));
    QVERIFY(!command().contains(u"hush"_s));
    QVERIFY(DialogBench::click(*m_dialog, u"Copy docker command"_s));
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"TOKEN=hush"_s));
}

void RunDialogTest::runsAndReports()
{
    m_bench->engine.answer("POST", "/containers/create", 201, R"({"Id":"cccccccccccc3333","Warnings":[]})");
    m_bench->engine.answer("POST", "/containers/cccccccccccc3333/start", 204);
    QSignalSpy started(&m_bench->presenter, &ui::CommandPresenter::containerStarted);
    openOn(u"lab:latest"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Run"_s));
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(started.count(), 1);
    QCOMPARE(started.constFirst().constFirst().toString(), u"cccccccccccc3333"_s);
    QCOMPARE(m_bench->engine.count("/containers/cccccccccccc3333/start"), 1);
}

void RunDialogTest::failureKeepsFormAndMendsPort()
{
    m_bench->engine.answer("POST", "/containers/create", 201, R"({"Id":"cccccccccccc3333","Warnings":[]})");
    m_bench->engine.answer("DELETE", "/containers/cccccccccccc3333", 204);
    m_bench->engine.refuse(
        "POST", "/containers/cccccccccccc3333/start", 500,
        "driver failed programming external connectivity on endpoint lab (00): Error starting userland "
        "proxy: listen tcp4 127.0.0.1:8888: bind: address already in use");
    openOn(u"lab:latest"_s);
    QTRY_VERIFY(field(u"Host port, row 1"_s));
    QVERIFY(DialogBench::click(*m_dialog, u"Run"_s));
    auto *outcome = m_dialog->findChildren<ui::OutcomePanel *>().constFirst();
    const QList<ui::OutcomePanel *> panels = m_dialog->findChildren<ui::OutcomePanel *>();
    for (ui::OutcomePanel *panel : panels) {
        if (panel->parentWidget() == m_dialog)
            outcome = panel;
    }
    QTRY_VERIFY(outcome->isVisible());
    QCOMPARE(field(u"Host port, row 1"_s)->text(), u"8888"_s);
    QCOMPARE(field(u"Host port, row 1"_s)->accessibleDescription(), u"The engine refused this: see below."_s);
    test::shoot(*m_dialog, u"run-failed"_s);

    m_bench->engine.answer("POST", "/containers/cccccccccccc3333/start", 204);
    QAbstractButton *mend = nullptr;
    const QList<QAbstractButton *> buttons = m_dialog->findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        if (button->isVisible() && button->text().endsWith(u"and run again"_s))
            mend = button;
    }
    QVERIFY(mend);
    QTest::mouseClick(mend, Qt::LeftButton);
    QTRY_VERIFY(!m_dialog);
    QCOMPARE(m_bench->jobs.at(0)->state(), models::Job::State::Succeeded);
}

void RunDialogTest::cancelKeepsForm()
{
    const test::ScriptedStreamPtr pull = m_bench->engine.stream("POST", "/images/create");
    openOn(u"dwhitena/minimal-jupyter"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Run"_s));
    QTRY_COMPARE(pull->readers(), 1);
    pull->push("{\"status\":\"Downloading\",\"progressDetail\":{\"current\":12300000,\"total\":45600000},\"id\":"
               "\"cccccccccccc\"}\n");
    QTRY_VERIFY(DialogBench::button(*m_dialog, u"Cancel run"_s));
    test::shoot(*m_dialog, u"run-pulling"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Cancel run"_s));
    QTRY_COMPARE(pull->readers(), 0);
    QTRY_VERIFY(field(u"Image"_s));
    QCOMPARE(field(u"Image"_s)->text(), u"dwhitena/minimal-jupyter"_s);
    QVERIFY(DialogBench::button(*m_dialog, u"Run"_s));
}

void RunDialogTest::keepsDraft()
{
    openOn({});
    fill(u"Image"_s, u"ubuntu"_s);
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(!m_dialog);
    openOn({});
    QCOMPARE(field(u"Image"_s)->text(), QString());
    QVERIFY(DialogBench::click(*m_dialog, u"Restore last form"_s));
    QCOMPARE(field(u"Image"_s)->text(), u"ubuntu"_s);
    QVERIFY(!DialogBench::button(*m_dialog, u"Restore last form"_s));
}

void RunDialogTest::savesAPreset()
{
    const QTemporaryDir config;
    qputenv("XDG_CONFIG_HOME", config.path().toLocal8Bit());
    openOn({});
    QVERIFY(DialogBench::click(*m_dialog, u"Save as preset…"_s));
    const QPointer<QDialog> lacking = m_dialog->findChild<ui::FormPresetDialog *>();
    QVERIFY(lacking && !DialogBench::button(*lacking, u"Save"_s)->isEnabled());
    lacking->reject();
    QTRY_VERIFY(!lacking);

    models::RunForm form = m_dialog->findChild<ui::RunFormView *>()->form();
    form.image = u"lab:latest"_s;
    form.name = u"course"_s;
    form.ports = {{u"127.0.0.1"_s, {}, u"8888"_s, u"tcp"_s}};
    form.environment = {{u"JUPYTER_TOKEN"_s, u"s3cret"_s}};
    form.command = u"start.sh --token h1dden"_s;
    form.hostname = u"lab"_s;
    m_dialog->setForm(form);
    QVERIFY(DialogBench::click(*m_dialog, u"Save as preset…"_s));
    auto *dialog = m_dialog->findChild<ui::FormPresetDialog *>();
    QVERIFY(dialog && DialogBench::activate(dialog));
    QCOMPARE(dialog->nameField()->text(), u"course"_s);
    QVERIFY(dialog->nameField()->accessibleDescription().endsWith(u"It can’t keep: hostname."_s));
    test::shoot(*dialog, u"run-preset"_s);
    QVERIFY(DialogBench::click(*dialog, u"Save"_s));
    QTRY_COMPARE(m_dialog->findChild<ui::OutcomePanel *>()->text(), u"New notebook offers course now."_s);
    QFile file(config.filePath(u"longshore/presets/course.json"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.contains("lab:latest") && text.contains("JUPYTER_TOKEN"), text.constData());
    QVERIFY2(!text.contains("s3cret") && !text.contains("h1dden"), text.constData());
}

QTEST_MAIN(RunDialogTest)
#include "tst_run_dialog.moc"
