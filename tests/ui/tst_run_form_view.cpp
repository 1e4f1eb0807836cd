// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shots.h"
#include "ui/field_note.h"
#include "ui/mounts_editor.h"
#include "ui/pairs_editor.h"
#include "ui/ports_editor.h"
#include "ui/run_form_view.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using models::FormProblem;
using models::RunForm;

namespace {

RunForm fullForm()
{
    RunForm form;
    form.image = u"dwhitena/minimal-jupyter:latest"_s;
    form.name = u"notebook"_s;
    form.ports = {{u"127.0.0.1"_s, u"8888"_s, u"8888"_s, u"tcp"_s}, {u"192.168.1.7"_s, u""_s, u"53"_s, u"udp"_s}};
    form.mounts = {{u"/home/me/work"_s, u"/work"_s, true}, {u"data"_s, u"/data"_s, false}};
    form.environment = {{u"JUPYTER_TOKEN"_s, u"s3cret"_s}, {u"LANG"_s, u"C.UTF-8"_s}};
    form.command = u"jupyter notebook --ip=0.0.0.0"_s;
    form.entrypoint = u"/usr/bin/tini --"_s;
    form.workingDir = u"/work"_s;
    form.user = u"1000:100"_s;
    form.network = u"host"_s;
    form.hostname = u"lab"_s;
    form.restartPolicy = u"on-failure:3"_s;
    form.autoRemove = form.tty = form.privileged = true;
    form.memory = u"2g"_s;
    form.sharedMemory = u"512m"_s;
    form.cpus = u"1.5"_s;
    form.gpus = u"all"_s;
    form.platform = u"linux/arm64"_s;
    form.groupAdd = u"video, 2000"_s;
    form.userns = u"host"_s;
    form.alsoSet = QStringList{u"--init"_s, u"--ulimit=nofile=1024"_s};
    form.capAdd = u"NET_ADMIN"_s;
    form.capDrop = u"ALL"_s;
    form.labels = {{u"team"_s, u"data"_s}};
    form.devices = {u"/dev/fuse"_s, u"/dev/dri:/dev/dri:rw"_s};
    form.healthCommand = u"curl -f localhost"_s;
    form.healthInterval = u"30s"_s;
    return form;
}

template<class W>
W *named(QWidget &root, const QString &accessibleName)
{
    const QList<W *> all = root.findChildren<W *>();
    for (W *widget : all) {
        if (widget->accessibleName() == accessibleName && widget->isVisible())
            return widget;
    }
    return nullptr;
}

QPushButton *button(QWidget &root, const QString &text)
{
    const QList<QPushButton *> all = root.findChildren<QPushButton *>();
    for (QPushButton *candidate : all) {
        if (candidate->isVisible() && (candidate->text() == text || candidate->accessibleName() == text))
            return candidate;
    }
    return nullptr;
}

} // namespace

class RunFormViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup() { m_area.reset(); }

    void keepsEveryField();
    void publishesExposedPortsUntilTouched();
    void offersExposedPortsOnceTouched();
    void namesRowsAndKeepsTabOrder();
    void removesRows();
    void masksSecrets();
    void masksTheNextSecret();
    void importsEnvFile();
    void refusesBadEnvFile();
    void showsProblemsAtFields();
    void leavesStandingNotesAlone();
    void focusesFieldUnderMore();
    void wheelPassesChoices();
    void everyControlIsNamed();

private:
    std::unique_ptr<QScrollArea> m_area;
    ui::RunFormView *m_view = nullptr;
};

void RunFormViewTest::init()
{
    m_area = std::make_unique<QScrollArea>();
    m_area->setWidgetResizable(true);
    m_view = new ui::RunFormView;
    m_area->setWidget(m_view);
    m_area->resize(780, 600);
    m_area->show();
    QVERIFY(QTest::qWaitForWindowActive(m_area.get()));
}

void RunFormViewTest::keepsEveryField()
{
    m_view->setForm(fullForm());
    QCOMPARE(m_view->form(), fullForm());
    test::shoot(*m_view, u"run-form-full"_s);
    m_view->setForm({});
    QCOMPARE(m_view->form(), RunForm());
}

void RunFormViewTest::publishesExposedPortsUntilTouched()
{
    m_view->ports()->setExposedPorts({u"8888/tcp"_s, u"80/tcp"_s, u"53/udp"_s});
    const QList<RunForm::PortRow> expected{{u"127.0.0.1"_s, u"8888"_s, u"8888"_s, u"tcp"_s},
                                           {u"127.0.0.1"_s, u"8080"_s, u"80"_s, u"tcp"_s},
                                           {u"127.0.0.1"_s, u"8053"_s, u"53"_s, u"udp"_s}};
    QCOMPARE(m_view->form().ports, expected);
    m_view->ports()->setExposedPorts({}); // another image
    QVERIFY(m_view->form().ports.isEmpty());
}

void RunFormViewTest::offersExposedPortsOnceTouched()
{
    QTest::mouseClick(button(*m_view, u"Add port"_s), Qt::LeftButton);
    QTest::keyClicks(QApplication::focusWidget(), u"9000"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), u"8080"_s);
    m_view->ports()->setExposedPorts({u"8888/tcp"_s, u"8080/tcp"_s});
    QCOMPARE(m_view->form().ports.size(), 1);
    QVERIFY(!button(*m_view, u"Publish 8080/tcp"_s));
    QPushButton *offer = button(*m_view, u"Publish 8888/tcp"_s);
    QVERIFY(offer);
    QTest::mouseClick(offer, Qt::LeftButton);
    const RunForm::PortRow first{u"127.0.0.1"_s, u"9000"_s, u"8080"_s, u"tcp"_s};
    const RunForm::PortRow second{u"127.0.0.1"_s, u"8888"_s, u"8888"_s, u"tcp"_s};
    QCOMPARE(m_view->form().ports, (QList<RunForm::PortRow>{first, second}));
    QVERIFY(!button(*m_view, u"Publish 8888/tcp"_s));
}

void RunFormViewTest::namesRowsAndKeepsTabOrder()
{
    QPushButton *add = button(*m_view, u"Add port"_s);
    QTest::mouseClick(add, Qt::LeftButton);
    QTest::mouseClick(add, Qt::LeftButton);
    m_view->nameField()->setFocus();
    const QStringList expected{u"Host address, row 1"_s, u"Host port, row 1"_s,      u"Container port, row 1"_s,
                               u"Protocol, row 1"_s,     u"Remove port 1"_s,         u"Host address, row 2"_s,
                               u"Host port, row 2"_s,    u"Container port, row 2"_s, u"Protocol, row 2"_s,
                               u"Remove port 2"_s};
    for (const QString &name : expected) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->accessibleName(), name);
    }
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), add);
}

void RunFormViewTest::removesRows()
{
    m_view->setForm(fullForm());
    QTest::mouseClick(button(*m_view, u"Remove port 1"_s), Qt::LeftButton);
    QCOMPARE(m_view->form().ports, fullForm().ports.mid(1));
    QVERIFY(button(*m_view, u"Remove port 1"_s));
    QVERIFY(!button(*m_view, u"Remove port 2"_s));
    button(*m_view, u"Remove port 1"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(m_view->form().ports.isEmpty());
    QCOMPARE(QApplication::focusWidget(), button(*m_view, u"Add port"_s));
}

void RunFormViewTest::masksSecrets()
{
    m_view->setForm(fullForm());
    auto *secret = named<QLineEdit>(*m_view, u"Variable value, row 1"_s);
    auto *plain = named<QLineEdit>(*m_view, u"Variable value, row 2"_s);
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QCOMPARE(plain->echoMode(), QLineEdit::Normal);
    secret->setFocus();
    QTest::keyClick(secret, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(secret->echoMode(), QLineEdit::Normal);
    named<QLineEdit>(*m_view, u"Variable name, row 2"_s)->setText(u"PASSWORD"_s);
    QCOMPARE(plain->echoMode(), QLineEdit::Password);
}

/// A row keeps its fields when a form fills it anew, but not that its value is shown.
void RunFormViewTest::masksTheNextSecret()
{
    m_view->setForm({.environment = {{u"TOKEN"_s, u"one"_s}, {u"LANG"_s, u"C"_s}}});
    auto *value = named<QLineEdit>(*m_view, u"Variable value, row 1"_s);
    QVERIFY(value);
    value->setFocus();
    QTest::keyClick(value, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(value->echoMode(), QLineEdit::Normal);
    m_view->setForm({.environment = {{u"PASSWORD"_s, u"two"_s}}});
    QCOMPARE(named<QLineEdit>(*m_view, u"Variable value, row 1"_s), value);
    QCOMPARE(value->echoMode(), QLineEdit::Password);
    QVERIFY(!named<QLineEdit>(*m_view, u"Variable value, row 2"_s));
}

void RunFormViewTest::importsEnvFile()
{
    m_view->setForm(fullForm());
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("# settings\n\nLANG=de_DE\r\nPATH_WITH=a=b c\nALONE\n");
    file.flush();
    auto *editor = m_view->findChild<ui::PairsEditor *>();
    editor->importFile(file.fileName());
    const QList<RunForm::Pair> expected{
        {u"JUPYTER_TOKEN"_s, u"s3cret"_s}, {u"LANG"_s, u"de_DE"_s}, {u"PATH_WITH"_s, u"a=b c"_s}, {u"ALONE"_s, u""_s}};
    QCOMPARE(m_view->form().environment, expected);
}

void RunFormViewTest::refusesBadEnvFile()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("GOOD=1\nbad name=2\n");
    file.flush();
    auto *editor = m_view->findChild<ui::PairsEditor *>();
    editor->importFile(file.fileName());
    QVERIFY(m_view->form().environment.isEmpty());
    const auto notes = editor->findChildren<ui::FieldNote *>();
    QCOMPARE(notes.constLast()->text(),
             u"%1 was not imported. Line 2: the name “bad name” has a blank in it."_s.arg(file.fileName()));
    QVERIFY(notes.constLast()->isVisible());
    editor->importFile(u"/nonexistent/.env"_s);
    QVERIFY(notes.constLast()->text().startsWith(u"Can't read /nonexistent/.env"_s));
}

void RunFormViewTest::showsProblemsAtFields()
{
    m_view->setForm(fullForm());
    m_view->setImageHint(u"Not on this engine yet: it will be pulled."_s);
    const QString busy = u"ports[0].hostPort"_s;
    m_view->setProblems({{busy, u"Port 8888 is used by web."_s, FormProblem::Severity::Error},
                         {u"mounts[1].source"_s, u"The volume is made anew."_s, FormProblem::Severity::Warning},
                         {u"memory"_s, u"Memory must be at least 6m."_s, FormProblem::Severity::Error}},
                        {{busy, u"Use 8889"_s}}, false);
    test::shoot(*m_view, u"run-form-problems"_s);
    auto *port = named<QLineEdit>(*m_view, u"Host port, row 1"_s);
    QCOMPARE(port->accessibleDescription(), u"Port 8888 is used by web."_s);
    QSignalSpy offers(m_view, &ui::RunFormView::offerAccepted);
    auto *mend = button(*m_view, u"Use 8889"_s);
    QTRY_VERIFY(mend->height() > 0); // laid out
    QTest::mouseClick(mend, Qt::LeftButton);
    QCOMPARE(offers.count(), 1);
    QCOMPARE(offers.constFirst().constFirst().toString(), busy);

    m_view->setProblems({}, {}, false);
    QVERIFY(port->accessibleDescription().isEmpty());
    QVERIFY(!button(*m_view, u"Use 8889"_s));

    m_view->setForm({});
    const QList<FormProblem> empty{{u"image"_s, u"Image is empty."_s, FormProblem::Severity::Error}};
    m_view->setProblems(empty, {}, false);
    QVERIFY(m_view->imageField()->accessibleDescription() != u"Image is empty."_s);
    m_view->setProblems(empty, {}, true);
    QCOMPARE(m_view->imageField()->accessibleDescription(), u"Image is empty."_s);
}

/// Each key has the form checked; to lay it out anew for the same notes takes long when it has many rows.
void RunFormViewTest::leavesStandingNotesAlone()
{
    m_view->setForm(fullForm());
    const QList<FormProblem> problems{
        {u"ports[0].hostPort"_s, u"Port 8888 is used by web."_s, FormProblem::Severity::Error}};
    m_view->setProblems(problems, {}, false);
    auto *port = named<QLineEdit>(*m_view, u"Host port, row 1"_s);
    QVERIFY(port);
    port->setAccessibleDescription(u"left alone"_s);
    m_view->setProblems(problems, {}, false);
    QCOMPARE(port->accessibleDescription(), u"left alone"_s);
    // Another row in its place has its own.
    m_view->setForm({});
    m_view->setForm(fullForm());
    m_view->setProblems(problems, {}, false);
    QCOMPARE(named<QLineEdit>(*m_view, u"Host port, row 1"_s)->accessibleDescription(), problems.first().message);
    m_view->setProblems({}, {}, false);
    QVERIFY(named<QLineEdit>(*m_view, u"Host port, row 1"_s)->accessibleDescription().isEmpty());
}

void RunFormViewTest::focusesFieldUnderMore()
{
    QVERIFY(!named<QLineEdit>(*m_view, u"Memory"_s));
    QVERIFY(m_view->focusField(u"memory"_s));
    auto *memory = named<QLineEdit>(*m_view, u"Memory"_s);
    QVERIFY(memory);
    QCOMPARE(QApplication::focusWidget(), memory);
    const auto inView = [this, memory] {
        return m_area->viewport()->rect().contains(memory->mapTo(m_area->viewport(), QPoint(0, 0)));
    };
    QTRY_VERIFY(inView());
    QVERIFY(!m_view->focusField(u"no such field"_s));
    QCOMPARE(m_view->fieldName(u"ports[0].hostPort"_s), QString());
}

void RunFormViewTest::wheelPassesChoices()
{
    QTest::mouseClick(button(*m_view, u"Add port"_s), Qt::LeftButton);
    auto *protocol = named<QComboBox>(*m_view, u"Protocol, row 1"_s);
    m_view->imageField()->setFocus();
    const QPointF middle = protocol->rect().center();
    QWheelEvent wheel(middle, protocol->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(protocol, &wheel);
    QCOMPARE(protocol->currentText(), u"tcp"_s);
}

void RunFormViewTest::everyControlIsNamed()
{
    m_view->setForm(fullForm());
    const QList<QWidget *> all = m_view->findChildren<QWidget *>();
    int controls = 0;
    for (const QWidget *widget : all) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible())
            continue;
        const auto *labelled = qobject_cast<const QAbstractButton *>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (labelled && !labelled->text().isEmpty());
        QVERIFY2(named, widget->metaObject()->className());
        // What Qt 6.4 tells assistive programs of a choice is its text, and the label that belongs to it.
        const auto labels = widget->parentWidget()->findChildren<QLabel *>();
        const auto names = [widget](const QLabel *label) {
            return label->buddy() == widget && !label->text().isEmpty();
        };
        QVERIFY(!qobject_cast<const QComboBox *>(widget) || std::any_of(labels.cbegin(), labels.cend(), names));
        ++controls;
    }
    QVERIFY(controls > 50);
}

QTEST_MAIN(RunFormViewTest)
#include "tst_run_form_view.moc"
