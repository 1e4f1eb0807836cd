// SPDX-License-Identifier: Apache-2.0
#include "models/run_text.h"
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/command_edit.h"
#include "ui/notes_view.h"
#include "ui/paste_dialog.h"
#include "ui/run_dialog.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>

using namespace Qt::StringLiterals;
using test::DialogBench;

/// Docker commands in "Run a container": typed at its foot, pasted anywhere.
class RunPasteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup();

    void followsBothWays();
    void keepsFormOnError();
    void holdsRunBack();
    void givesSecretsBack();
    void fillsImageWhereNoneIs();
    void tellsDifferences();
    void pastesAnywhere();
    void pastesIntoImage();
    void leavesOtherTextAlone();
    void pastesOverCommand();
    void choosesAmongSeveral();
    void marksWhatWaitsForShell();
    void opensFromMainWindow();
    void addsNothingToACommand();
    void readsLongTextsInQuiet();

private:
    void openRun(const QString &image = u"lab:latest"_s);
    [[nodiscard]] ui::CommandEdit *command() const
    {
        return DialogBench::named<ui::CommandEdit>(*m_dialog, u"Docker command"_s);
    }
    [[nodiscard]] QLineEdit *field(const QString &name) const { return DialogBench::named<QLineEdit>(*m_dialog, name); }
    [[nodiscard]] QStringList notes() const;
    /// Puts the caret behind `text` in the command.
    void caretBehind(const QString &text) const;
    void setClipboard(const QString &text) const { QGuiApplication::clipboard()->setText(text); }
    [[nodiscard]] static ui::PasteDialog *pasteDialog();

    std::unique_ptr<DialogBench> m_bench;
    QPointer<ui::RunDialog> m_dialog;
};

void RunPasteTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    QGuiApplication::clipboard()->clear();
    QVERIFY(m_bench->open());
}

void RunPasteTest::cleanup()
{
    delete m_dialog;
    m_bench.reset();
}

void RunPasteTest::openRun(const QString &image)
{
    m_bench->presenter.openRun({.image = image});
    m_dialog = qobject_cast<ui::RunDialog *>(DialogBench::dialog());
    QVERIFY(m_dialog);
    QVERIFY(DialogBench::activate(m_dialog));
}

QStringList RunPasteTest::notes() const
{
    const auto *view = DialogBench::named<ui::NotesView>(*m_dialog, u"Notes"_s);
    return view ? view->notes() : QStringList();
}

void RunPasteTest::caretBehind(const QString &text) const
{
    ui::CommandEdit *edit = command();
    edit->setFocus();
    QTextCursor caret = edit->textCursor();
    const qsizetype at = edit->toPlainText().indexOf(text);
    QVERIFY(at >= 0);
    caret.setPosition(int(at + text.size()));
    edit->setTextCursor(caret);
}

ui::PasteDialog *RunPasteTest::pasteDialog()
{
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *widget : all) {
        if (auto *found = qobject_cast<ui::PasteDialog *>(widget); found && found->isVisible())
            return found;
    }
    return nullptr;
}

void RunPasteTest::followsBothWays()
{
    openRun();
    caretBehind(u"docker run -d"_s);
    QTest::keyClicks(command(), u" -p 8080:80 --ulimit core=0"_s);
    QCOMPARE(field(u"Host port, row 1"_s)->text(), u"8080"_s);
    QCOMPARE(field(u"Option, row 1"_s)->text(), u"--ulimit=core=0"_s);
    QCOMPARE(command()->textCursor().position(), int(qstrlen("docker run -d -p 8080:80 --ulimit core=0")));
    QCOMPARE(command()->toPlainText(), u"docker run -d -p 8080:80 --ulimit core=0 --name lab lab:latest"_s);
    test::shoot(*m_dialog, u"run-command-typed"_s);

    field(u"Host port, row 1"_s)->setFocus(); // left: written as it is always written
    QCOMPARE(command()->toPlainText(), u"docker run -d -p 8080:80 --name lab --ulimit core=0 lab:latest"_s);
    QTest::keyClicks(field(u"Host port, row 1"_s), u"1"_s);
    QCOMPARE(command()->toPlainText(), u"docker run -d -p 80801:80 --name lab --ulimit core=0 lab:latest"_s);
}

void RunPasteTest::keepsFormOnError()
{
    openRun();
    caretBehind(u"docker run -d"_s);
    QTest::keyClicks(command(), u" --memory lots"_s);
    QCOMPARE(command()->accessibleDescription(),
             u"invalid argument \"lots\" for \"-m, --memory\" flag: invalid size: 'lots'"_s);
    QCOMPARE(command()->markedText(), u"lots"_s);
    QCOMPARE(field(u"Name"_s)->text(), u"lab"_s);
    QCOMPARE(command()->toPlainText(), u"docker run -d --memory lots --name lab lab:latest"_s);
    test::shoot(*m_dialog, u"run-command-wrong"_s);
    field(u"Name"_s)->setFocus();
    QCOMPARE(command()->toPlainText(), u"docker run -d --memory lots --name lab lab:latest"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Undo"_s));
    QCOMPARE(command()->toPlainText(), u"docker run -d --name lab lab:latest"_s);
    QVERIFY(command()->accessibleDescription().isEmpty());
    QVERIFY(command()->markedText().isEmpty());
}

void RunPasteTest::holdsRunBack()
{
    openRun();
    caretBehind(u"docker run -d"_s);
    QTest::keyClicks(command(), u" --flag"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Run"_s));
    QCOMPARE(m_bench->jobs.rowCount(), 0);
    QCOMPARE(QApplication::focusWidget(), command());
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(command(), Qt::Key_Backspace);
    QTRY_VERIFY(command()->accessibleDescription().isEmpty());
}

void RunPasteTest::givesSecretsBack()
{
    openRun();
    QVERIFY(DialogBench::click(*m_dialog, u"Add variable"_s));
    QTest::keyClicks(field(u"Variable name, row 1"_s), u"TOKEN"_s);
    QTest::keyClicks(field(u"Variable value, row 1"_s), u"hush"_s);
    caretBehind(u"docker run -d"_s);
    QTest::keyClicks(command(), u" --init"_s);
    QCOMPARE(field(u"Variable value, row 1"_s)->text(), u"hush"_s);
    caretBehind(u"TOKEN=***"_s);
    QTest::keyClicks(command(), u"x"_s);
    QCOMPARE(field(u"Variable value, row 1"_s)->text(), u"***x*"_s);
    QTest::keyClick(command(), Qt::Key_Backspace);
    QCOMPARE(field(u"Variable value, row 1"_s)->text(), u"hush"_s);
    caretBehind(u"TOKE"_s);
    QTest::keyClicks(command(), u"X"_s);
    QVERIFY(command()->accessibleDescription().startsWith(u"**** hides a value"_s));
    QCOMPARE(field(u"Variable name, row 1"_s)->text(), u"TOKEN"_s);
}

void RunPasteTest::fillsImageWhereNoneIs()
{
    openRun({});
    QCOMPARE(command()->toPlainText(), u"docker run -d IMAGE"_s);
    caretBehind(u"docker run -d"_s);
    QTest::keyClicks(command(), u" -P"_s);
    QCOMPARE(field(u"Image"_s)->text(), QString());
    QCOMPARE(field(u"Option, row 1"_s)->text(), u"--publish-all"_s);
    caretBehind(u"IMAGE"_s);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(command(), Qt::Key_Backspace);
    QVERIFY(!command()->accessibleDescription().isEmpty());
    QTest::keyClicks(command(), u"alpine"_s);
    QCOMPARE(field(u"Image"_s)->text(), u"alpine"_s);
    QVERIFY(field(u"Name"_s)->text().isEmpty()); // the command has none
}

void RunPasteTest::tellsDifferences()
{
    openRun();
    caretBehind(u"lab:latest"_s);
    QTest::keyClicks(command(), u" &"_s);
    QCOMPARE(notes(), (QStringList{u"“&” is left out: the container runs in the background anyway."_s}));
    caretBehind(u"docker run -d"_s);
    QTest::keyClicks(command(), u" --sig-proxy=false -e NOT_SET_HERE"_s);
    QCOMPARE(notes().size(), 3);
    test::shoot(*m_dialog, u"run-command-notes"_s);
}

void RunPasteTest::pastesAnywhere()
{
    openRun();
    setClipboard(u"$ docker run -it --rm -p 8888:8888 \\\n    -v \"$PWD\":/work --init jupyter/base | tee log\n"_s);
    DialogBench::button(*m_dialog, u"Add port"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(field(u"Image"_s)->text(), u"jupyter/base"_s);
    QCOMPARE(field(u"Host port, row 1"_s)->text(), u"8888"_s);
    QCOMPARE(field(u"Option, row 1"_s)->text(), u"--init"_s);
    QVERIFY(field(u"Name"_s)->text().isEmpty());
    QCOMPARE(command()->toPlainText(),
             u"docker run -dit --rm -p 8888:8888 -v %1:/work --init jupyter/base"_s.arg(QDir::currentPath()));
    QCOMPARE(notes(), (QStringList{u"“|” is left out: what the container prints goes nowhere else."_s,
                                   u"The container runs in the background: its output is under Logs."_s,
                                   u"The current folder is %1 here."_s.arg(QDir::currentPath()),
                                   u"“tee log” is left out: it is no docker run command."_s}));
    QTRY_VERIFY(DialogBench::button(*m_dialog, u"This computer only"_s) ||
                !field(u"Host port, row 1"_s)->accessibleDescription().isEmpty());
    test::shoot(*m_dialog, u"run-pasted"_s);
    m_dialog->resize(m_dialog->minimumSize());
    test::shoot(*m_dialog, u"run-pasted-small"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Undo"_s));
    QCOMPARE(field(u"Image"_s)->text(), u"lab:latest"_s);
    QCOMPARE(field(u"Name"_s)->text(), u"lab"_s);
}

void RunPasteTest::pastesIntoImage()
{
    openRun();
    setClipboard(u"docker run --name web nginx:1.27"_s);
    field(u"Image"_s)->setFocus();
    QTest::keyClick(field(u"Image"_s), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(field(u"Image"_s)->text(), u"nginx:1.27"_s);
    QCOMPARE(field(u"Name"_s)->text(), u"web"_s);
}

void RunPasteTest::leavesOtherTextAlone()
{
    openRun({});
    setClipboard(u"alpine"_s);
    field(u"Image"_s)->setFocus();
    QTest::keyClick(field(u"Image"_s), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(field(u"Image"_s)->text(), u"alpine"_s);
    setClipboard(u"docker run nginx"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Add variable"_s));
    QLineEdit *name = field(u"Variable name, row 1"_s);
    QTest::keyClick(name, Qt::Key_V, Qt::ControlModifier); // text that may be meant
    QCOMPARE(name->text(), u"docker run nginx"_s);
}

void RunPasteTest::pastesOverCommand()
{
    openRun();
    setClipboard(u"sudo podman run --replace -p 127.0.0.1::80 nginx"_s);
    command()->setFocus();
    QTest::keyClick(command(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(command()->toPlainText(), u"podman run -d -p 127.0.0.1::80 --replace nginx"_s);
    QVERIFY(notes().contains(u"“--replace” is not sent: only podman itself understands it."_s));
}

void RunPasteTest::choosesAmongSeveral()
{
    openRun();
    setClipboard(u"docker network create lab\ndocker run -d --network lab --name db postgres\n"
                 "docker run -d --network lab --name web -p 127.0.0.1::80 nginx\n"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Paste command…"_s));
    QTRY_VERIFY(pasteDialog());
    QPointer<ui::PasteDialog> paste = pasteDialog();
    QVERIFY(DialogBench::activate(paste));
    auto *list = DialogBench::named<QListWidget>(*paste, u"Which one?"_s);
    QVERIFY(list);
    QCOMPARE(list->count(), 2);
    test::shoot(*paste, u"paste-several"_s);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(DialogBench::click(*paste, u"Fill the form"_s));
    QTRY_VERIFY(!paste);
    QCOMPARE(field(u"Name"_s)->text(), u"web"_s);
    QCOMPARE(field(u"Image"_s)->text(), u"nginx"_s);
}

void RunPasteTest::marksWhatWaitsForShell()
{
    openRun();
    QVERIFY(DialogBench::click(*m_dialog, u"Paste command…"_s));
    QTRY_VERIFY(pasteDialog());
    QPointer<ui::PasteDialog> paste = pasteDialog();
    QVERIFY(DialogBench::activate(paste));
    auto *text = DialogBench::named<ui::CommandEdit>(*paste, u"Command"_s);
    QCOMPARE(QApplication::focusWidget(), text);
    QVERIFY(!DialogBench::button(*paste, u"Fill the form"_s)->isEnabled());
    QTest::keyClicks(text, u"hello"_s);
    QCOMPARE(text->accessibleDescription(), u"There is no docker run command in this text."_s);
    text->selectAll();
    QTest::keyClicks(text, u"docker run -e DAY=$(date) --rm alpine"_s);
    QVERIFY(text->accessibleDescription().startsWith(u"“$(date)” is not run"_s));
    QCOMPARE(text->markedText(), u"$(date)"_s);
    QVERIFY(!DialogBench::button(*paste, u"Fill the form"_s)->isEnabled());
    test::shoot(*paste, u"paste-shell"_s);
    text->selectAll();
    QTest::keyClicks(text, u"docker run -e DAY=1 --rm alpine"_s);
    QVERIFY(text->markedText().isEmpty());
    QVERIFY(DialogBench::click(*paste, u"Fill the form"_s));
    QTRY_VERIFY(!paste);
    QCOMPARE(field(u"Variable value, row 1"_s)->text(), u"1"_s);
}

void RunPasteTest::opensFromMainWindow()
{
    setClipboard(u"docker create --name made alpine"_s);
    QVERIFY(m_bench->presenter.present(u"global.runCommand"_s, {}));
    QTRY_VERIFY(pasteDialog());
    QVERIFY(DialogBench::activate(pasteDialog()));
    QCOMPARE(DialogBench::named<ui::CommandEdit>(*pasteDialog(), u"Command"_s)->toPlainText(),
             u"docker create --name made alpine"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!pasteDialog());
    m_dialog = qobject_cast<ui::RunDialog *>(DialogBench::dialog());
    QVERIFY(m_dialog);
    QCOMPARE(field(u"Name"_s)->text(), u"made"_s);
    QCOMPARE(notes(), (QStringList{u"The container is started as well: docker create would only make it."_s}));
}

/// Ports that the image exposes are only offered, and no name is suggested.
void RunPasteTest::addsNothingToACommand()
{
    m_bench->engine.answer(
        "GET", "/images/lab:latest/json", 200,
        "{\"Id\":\"sha256:33\",\"RepoTags\":[\"lab:latest\"],\"Config\":{\"ExposedPorts\":{\"8888/tcp\":{}}}}");
    const auto read =
        models::readRunTexts(u"docker run -d lab:latest"_s, models::run::ShellEnvironment::ofThisProcess());
    m_bench->presenter.openCommand(read.first());
    m_dialog = qobject_cast<ui::RunDialog *>(DialogBench::dialog());
    QVERIFY(m_dialog);
    QTRY_VERIFY(DialogBench::button(*m_dialog, u"Publish 8888/tcp"_s));
    QCOMPARE(command()->toPlainText(), u"docker run -d lab:latest"_s);
    QVERIFY(notes().isEmpty());
}

/// A long text is not read at each key, and never too late.
void RunPasteTest::readsLongTextsInQuiet()
{
    openRun();
    command()->setFocus();
    command()->setPlainText(u"docker run -d -e LONG=%1 lab:latest"_s.arg(QString(8000, u'x')));
    QTRY_VERIFY(field(u"Variable name, row 1"_s));
    QLineEdit *kept = field(u"Variable name, row 1"_s);
    QCOMPARE(kept->text(), u"LONG"_s);
    command()->moveCursor(QTextCursor::End);
    QTest::keyClicks(command(), u" --unknown --hostname"_s);
    QTest::keyClick(command(), Qt::Key_Tab); // away before it was quiet
    QCOMPARE(DialogBench::named<QLineEdit>(*m_dialog, u"Variable name, row 1"_s), kept);
    QVERIFY(command()->toPlainText().endsWith(u"lab:latest --unknown --hostname"_s));
    command()->setFocus();
    command()->setPlainText(u"docker run -d -e OTHER=%1 lab:latest"_s.arg(QString(8000, u'x')));
    QTest::keyClick(command(), Qt::Key_Tab);
    QCOMPARE(kept->text(), u"OTHER"_s); // the row's fields are the same
}

QTEST_MAIN(RunPasteTest)
#include "tst_run_paste.moc"
