// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_job.h"
#include "tests/support/web_server.h"
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/kind_list.h"
#include "ui/new_notebook_dialog.h"
#include "ui/open_link.h"
#include "ui/outcome_panel.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QUrlQuery>

#include <unistd.h>

using namespace Qt::StringLiterals;
using models::Job;
using test::DialogBench;
using test::WebServer;

namespace {

QUrl &opened()
{
    static QUrl link;
    return link;
}

} // namespace

class NewNotebookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup();

    void offersTheKinds();
    void fillsTheFieldsOfAKind();
    void keepsWhatWasTyped();
    void showsBrokenPresetsBesideTheOthers();
    void saysWhatTheFolderLacks();
    void offersGpusWhenThereAreSome();
    void leadsToTheFirstProblem();
    void launchesAndOpens();
    void opensWithTheServersOwnToken();
    void showsTheStepsAndTheLayers();
    void handsOverThePassword();
    void failureMarksThePort();
    void cancelKeepsTheForm();
    void goesOnWhenHidden();
    void keepsPresetsOfOnesOwn();
    void worksByKeysAlone();

private:
    [[nodiscard]] QLineEdit *field(const QString &name) const { return DialogBench::named<QLineEdit>(*m_dialog, name); }
    [[nodiscard]] ui::KindList *kinds() const { return m_dialog->findChild<ui::KindList *>(); }
    [[nodiscard]] QString command() const
    {
        return DialogBench::named<QPlainTextEdit>(*m_dialog, u"Docker command"_s)->toPlainText();
    }
    [[nodiscard]] bool says(const QString &text) const;
    void open();
    void fill(const QString &name, const QString &text) const;
    void letItRun(const QByteArray &id = "c0ffee");
    /// Launches on a port on which the server listens only then: until then the form finds it free.
    [[nodiscard]] bool launch();

    std::unique_ptr<DialogBench> m_bench;
    std::unique_ptr<WebServer> m_server;
    test::WebServerAnswer m_answer;
    QPointer<ui::NewNotebookDialog> m_dialog;
};

void NewNotebookTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    m_answer = {200};
    QVERIFY(m_bench->open());
}

void NewNotebookTest::cleanup()
{
    ui::setLinkOpener(nullptr);
    delete m_dialog;
    m_bench.reset();
    m_server.reset();
}

void NewNotebookTest::open()
{
    m_dialog = new ui::NewNotebookDialog(m_bench->session, m_bench->actions, m_bench->settings, &m_bench->window,
                                         m_bench->folder.filePath(u"presets"_s));
    m_dialog->show();
    QVERIFY(DialogBench::activate(m_dialog));
}

void NewNotebookTest::fill(const QString &name, const QString &text) const
{
    QLineEdit *edit = field(name);
    QVERIFY2(edit, qPrintable(name));
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
}

bool NewNotebookTest::says(const QString &text) const
{
    const QList<QLabel *> labels = m_dialog->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

/// The engine does as it is told, and the server answers on the port that the form shows.
void NewNotebookTest::letItRun(const QByteArray &id)
{
    m_bench->engine.answer("POST", "/images/create", 200, "{\"status\":\"Status: Downloaded newer image\"}\n");
    m_bench->engine.answer("POST", "/containers/create", 201, "{\"Id\":\"" + id + "\",\"Warnings\":[]}");
    m_bench->engine.answer("POST", "/containers/" + id + "/start", 204);
    m_bench->engine.hang("POST", "/containers/" + id + "/wait");
    m_bench->engine.answer("DELETE", "/containers/" + id, 204);
}

bool NewNotebookTest::launch()
{
    const quint16 port = field(u"Port on this machine"_s)->text().toUShort();
    const bool pressed = DialogBench::click(*m_dialog, u"Launch"_s);
    m_server = std::make_unique<WebServer>(WebServer::Kind::Http, port);
    m_server->answer("/", m_answer);
    return pressed && m_server->isListening();
}

void NewNotebookTest::offersTheKinds()
{
    open();
    QCOMPARE(kinds()->count(), 13);
    QCOMPARE(kinds()->chosen(), u"minimal"_s);
    QVERIFY(says(u"Python in JupyterLab"_s));
    QVERIFY(says(u"Open to this machine only, with a token that Longshore makes."_s));
    kinds()->choose(u"minimal-jupyter"_s);
    QVERIFY(says(u"can’t take a token: it is opened to this machine only."_s));
    QVERIFY(!command().contains(u"-e"));
}

void NewNotebookTest::fillsTheFieldsOfAKind()
{
    open();
    kinds()->choose(u"pytorch"_s);
    QCOMPARE(field(u"Image"_s)->text(), u"quay.io/jupyter/pytorch-notebook"_s);
    QTRY_COMPARE(field(u"Image"_s)->accessibleDescription(), u"Not on this engine yet: it will be pulled."_s);
    QCOMPARE(field(u"Name"_s)->text(), u"pytorch-notebook"_s);
    QVERIFY(field(u"Port on this machine"_s)->text().toInt() >= 8888);
    QVERIFY(DialogBench::click(*m_dialog, u"More"_s));
    QCOMPARE(field(u"Shared memory"_s)->text(), u"1g"_s);
    QCOMPARE(command(),
             u"docker run -d -p 127.0.0.1:%1:8888 --name pytorch-notebook -e 'JUPYTER_TOKEN=****' --shm-size 1g "
             "quay.io/jupyter/pytorch-notebook"_s.arg(field(u"Port on this machine"_s)->text()));
    auto *told = DialogBench::named<QPlainTextEdit>(*m_dialog, u"Docker command"_s);
    QTRY_VERIFY(told->height() > 2 * told->fontMetrics().lineSpacing()); // all of it is in sight
    QVERIFY(DialogBench::click(*m_dialog, u"Copy docker command"_s));
    QVERIFY(QGuiApplication::clipboard()->text().contains(u" -e JUPYTER_TOKEN --shm-size"));
    QTRY_VERIFY(!field(u"Shared memory"_s)->visibleRegion().isEmpty());
    test::shoot(*m_dialog, u"notebook-more"_s);
}

void NewNotebookTest::keepsWhatWasTyped()
{
    open();
    fill(u"Name"_s, u"mine"_s);
    fill(u"Port on this machine"_s, u"9191"_s);
    fill(u"Folder to work in"_s, m_bench->folder.path());
    kinds()->choose(u"rstudio"_s);
    QCOMPARE(field(u"Name"_s)->text(), u"mine"_s);
    QCOMPARE(field(u"Port on this machine"_s)->text(), u"9191"_s);
    QCOMPARE(command(), u"docker run -d -p 127.0.0.1:9191:8787 --name mine -v %1:/home/rstudio/work -e 'PASSWORD=****' "
                        "rocker/rstudio"_s.arg(m_bench->folder.path()));
}

void NewNotebookTest::showsBrokenPresetsBesideTheOthers()
{
    QDir(m_bench->folder.path()).mkdir(u"presets"_s);
    QFile file(m_bench->folder.filePath(u"presets/team.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"id\": \"team\", \"titel\": \"Team\"}");
    file.close();
    open();
    QCOMPARE(kinds()->count(), 14);
    kinds()->choose(u"team"_s);
    QVERIFY(says(u"team.json: title is missing"_s));
    QTRY_VERIFY(!DialogBench::button(*m_dialog, u"Launch"_s)->isEnabled());
    test::shoot(*m_dialog, u"notebook-broken"_s);
    kinds()->choose(u"scipy"_s);
    QTRY_VERIFY(DialogBench::button(*m_dialog, u"Launch"_s)->isEnabled());
    QVERIFY(!field(u"Memory"_s)); // it was opened for the other
}

void NewNotebookTest::saysWhatTheFolderLacks()
{
    open();
    fill(u"Folder to work in"_s, u"/nonexistent/work"_s);
    QTRY_VERIFY(says(u"Folder /nonexistent/work does not exist"_s));
    fill(u"Folder to work in"_s, u"work"_s);
    QTRY_VERIFY(says(u"Type the whole path of a folder"_s));
    const QString foreign = m_bench->folder.filePath(u"work"_s);
    QVERIFY(QDir().mkdir(foreign));
    const uid_t owner = getuid() == 0 ? 4321 : getuid();
    QVERIFY(chown(QFile::encodeName(foreign).constData(), owner, gid_t(-1)) == 0);
    if (owner == 1000)
        QSKIP("a folder of this user's is no foreign one to the notebook");
    fill(u"Folder to work in"_s, foreign);
    QTRY_VERIFY(says(u"and the notebook runs as jovyan (1000), who can’t save there."_s));
    auto *asOwner =
        DialogBench::button(*m_dialog, u"Run as the folder’s owner (--user %1 --group-add users)"_s.arg(owner));
    QVERIFY(asOwner);
    test::shoot(*m_dialog, u"notebook-folder"_s);
    asOwner->click();
    QTRY_VERIFY(says(u"The notebook will run as the folder’s owner"_s));
    QVERIFY2(command().contains(u"-u %1 --group-add users"_s.arg(owner)), qPrintable(command()));
}

void NewNotebookTest::offersGpusWhenThereAreSome()
{
    open();
    auto *gpus = qobject_cast<QCheckBox *>(DialogBench::button(*m_dialog, u"Use GPUs"_s));
    QTRY_VERIFY(says(u"This engine offers no GPUs."_s));
    QVERIFY(!gpus->isEnabled());
    delete m_dialog;
    m_bench->engine.answer("GET", "/info", 200, "{\"Runtimes\":{\"nvidia\":{},\"runc\":{}}}");
    open();
    gpus = qobject_cast<QCheckBox *>(DialogBench::button(*m_dialog, u"Use GPUs"_s));
    QTRY_VERIFY(gpus->isEnabled());
    QVERIFY(!gpus->isChecked());
    kinds()->choose(u"pytorch"_s);
    QVERIFY(gpus->isChecked()); // this kind wants them
    QVERIFY2(command().contains(u"--gpus all"), qPrintable(command()));
    QVERIFY(command().endsWith(u"quay.io/jupyter/pytorch-notebook:cuda12-latest"));
}

void NewNotebookTest::leadsToTheFirstProblem()
{
    open();
    kinds()->choose(u"other"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Launch"_s));
    QTRY_VERIFY(field(u"Image"_s)->hasFocus());
    QVERIFY(!m_dialog->job());
    fill(u"Image"_s, u"lab:latest"_s);
    fill(u"Name"_s, u"web"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Launch"_s));
    QTRY_VERIFY(field(u"Name"_s)->hasFocus());
    QVERIFY(says(u"A container named web exists"_s));
    fill(u"Name"_s, u"nb"_s);
    fill(u"Port on this machine"_s, u"8080"_s); // that of web
    QTRY_VERIFY(says(u"Port 8080 is published by web."_s));
    QVERIFY(DialogBench::click(*m_dialog, u"Use 8081"_s) || says(u"Use "_s));
}

void NewNotebookTest::launchesAndOpens()
{
    letItRun();
    open();
    QSignalSpy ready(m_dialog, &ui::NewNotebookDialog::notebookReady);
    QVERIFY(launch());
    QTRY_COMPARE(ready.size(), 1);
    QCOMPARE(ready.constFirst().constFirst().toString(), u"c0ffee"_s);
    QVERIFY(says(u"minimal-notebook is ready"_s));
    QCOMPARE(command(), m_dialog->job()->dockerCommands().constFirst());
    QVERIFY(says(u"http://127.0.0.1:%1/lab"_s.arg(m_server->port())));
    const QString token = m_dialog->job()->secret();
    QVERIFY(!says(token));
    QVERIFY(!command().contains(token));
    test::shoot(*m_dialog, u"notebook-ready"_s);
    ui::setLinkOpener([](const QUrl &url) { opened() = url; });
    QVERIFY(DialogBench::click(*m_dialog, u"Open notebook"_s));
    QCOMPARE(opened().path(), u"/lab"_s);
    QCOMPARE(QUrlQuery(opened()).queryItemValue(u"token"_s), token);
    QCOMPARE(m_bench->settings.get().notebookKind, u"minimal"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"Close"_s));
    QTRY_VERIFY(!m_dialog);
}

void NewNotebookTest::opensWithTheServersOwnToken()
{
    const QString id = u"bbbbbbbbbbbb2222"_s; // one that the list holds
    letItRun(id.toLatin1());
    open();
    kinds()->choose(u"minimal-jupyter"_s);
    QVERIFY(launch());
    QTRY_VERIFY(says(u"No login was made for it."_s));
    m_bench->session.containers().setNotebook(id, {.kind = models::Notebook::Kind::Jupyter,
                                                   .login = models::Notebook::Login::Token,
                                                   .url = QUrl(u"http://127.0.0.1:8888/?token=own"_s)});
    QTRY_VERIFY(says(u"The button opens it with the token that it made itself."_s));
    ui::setLinkOpener([](const QUrl &url) { opened() = url; });
    QVERIFY(DialogBench::click(*m_dialog, u"Open notebook"_s));
    QCOMPARE(opened().query(), u"token=own"_s);
}

void NewNotebookTest::showsTheStepsAndTheLayers()
{
    letItRun();
    const auto pull = m_bench->engine.stream("POST", "/images/create");
    m_answer = {503};
    open();
    QVERIFY(launch());
    pull->push(
        "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":40000000,\"total\":90000000},\"id\":\"a1b2c3\"}\n"
        "{\"status\":\"Pull complete\",\"id\":\"d4e5f6\"}\n");
    QTRY_VERIFY(says(u"40 MB of 90 MB"_s));
    QVERIFY(says(u"Wait until it answers"_s));
    test::shoot(*m_dialog, u"notebook-pull"_s);
    pull->push("{\"status\":\"Status: Downloaded newer image\"}\n");
    pull->end();
    QTRY_VERIFY(says(u"Waiting until it answers"_s));
    QVERIFY(DialogBench::button(*m_dialog, u"Cancel launch"_s));
    test::shoot(*m_dialog, u"notebook-wait"_s);
}

void NewNotebookTest::handsOverThePassword()
{
    letItRun();
    open();
    kinds()->choose(u"rstudio"_s);
    QVERIFY(launch());
    QTRY_VERIFY(says(u"Log in as rstudio with the password that was made for it."_s));
    QVERIFY(DialogBench::click(*m_dialog, u"Copy password"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), m_dialog->job()->secret());
    test::shoot(*m_dialog, u"notebook-password"_s);
}

void NewNotebookTest::failureMarksThePort()
{
    letItRun();
    open();
    const QByteArray port = field(u"Port on this machine"_s)->text().toLatin1();
    m_bench->engine.refuse("POST", "/containers/c0ffee/start", 500,
                           "Bind for 127.0.0.1:" + port + " failed: port is already allocated");
    fill(u"Port on this machine"_s, QString::fromLatin1(port)); // a person's choice
    QVERIFY(DialogBench::click(*m_dialog, u"Launch"_s));
    auto *outcome = m_dialog->findChild<ui::OutcomePanel *>();
    QTRY_VERIFY(outcome->isVisible());
    QVERIFY2(outcome->text().contains(QString::fromLatin1(port)), qPrintable(outcome->text()));
    QTRY_VERIFY(!field(u"Port on this machine"_s)->accessibleDescription().isEmpty());
    test::shoot(*m_dialog, u"notebook-failed"_s);
    m_bench->engine.answer("POST", "/containers/c0ffee/start", 204);
    const quint16 offered = m_dialog->job()->offeredPort();
    QVERIFY(offered > port.toUShort());
    QVERIFY(DialogBench::click(*m_dialog, u"Use %1 and launch"_s.arg(offered)));
    QTRY_COMPARE(m_dialog->job()->step(), models::NotebookJob::Step::Wait);
    QCOMPARE(m_dialog->job()->plan().hostPort, offered);
}

void NewNotebookTest::cancelKeepsTheForm()
{
    letItRun();
    m_answer = {.hang = true};
    open();
    fill(u"Name"_s, u"mine"_s);
    QVERIFY(launch());
    QTRY_VERIFY(says(u"Waiting until it answers"_s));
    QVERIFY(DialogBench::click(*m_dialog, u"Cancel launch"_s));
    QTRY_VERIFY(field(u"Name"_s));
    QCOMPARE(field(u"Name"_s)->text(), u"mine"_s);
    QCOMPARE(m_bench->engine.count("/containers/c0ffee", "DELETE"), 1);
}

void NewNotebookTest::goesOnWhenHidden()
{
    letItRun();
    m_answer = {503};
    open();
    QVERIFY(launch());
    QTRY_VERIFY(says(u"Waiting until it answers"_s));
    QPointer<models::NotebookJob> job = m_dialog->job();
    QVERIFY(DialogBench::click(*m_dialog, u"Hide"_s));
    QTRY_VERIFY(!m_dialog);
    m_server->answer("/", {200});
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
}

void NewNotebookTest::keepsPresetsOfOnesOwn()
{
    open();
    kinds()->choose(u"scipy"_s);
    QVERIFY(DialogBench::click(*m_dialog, u"More"_s));
    fill(u"Memory"_s, u"2g"_s);
    auto *presets = DialogBench::button(*m_dialog, u"Presets"_s);
    QMenu *menu = presets->findChild<QMenu *>();
    QAction *save = menu->actions().constFirst();
    QCOMPARE(save->text(), u"Save as preset…"_s);
    save->trigger();
    QDialog *ask = nullptr;
    QTRY_VERIFY((ask = m_dialog->findChild<QDialog *>()) && ask->isVisible());
    auto *title = DialogBench::named<QLineEdit>(*ask, u"Title"_s);
    title->selectAll();
    QTest::keyClicks(title, u"Team SciPy"_s);
    test::shoot(*ask, u"notebook-save-preset"_s);
    QVERIFY(DialogBench::click(*ask, u"Save"_s));
    QTRY_COMPARE(kinds()->chosen(), u"team-scipy"_s);
    QCOMPARE(kinds()->count(), 14);
    QCOMPARE(field(u"Memory"_s)->text(), u"2g"_s);
    kinds()->choose(u"scipy"_s);
    QCOMPARE(field(u"Memory"_s)->text(), QString());
    kinds()->choose(u"team-scipy"_s);
    menu->actions().at(2)->trigger();
    QTRY_VERIFY((ask = m_dialog->findChild<QDialog *>()) && ask->isVisible());
    QVERIFY(DialogBench::click(*ask, u"Remove"_s));
    QTRY_COMPARE(kinds()->count(), 13);
    QVERIFY(!menu->actions().at(2)->isEnabled()); // what is built in stays
}

void NewNotebookTest::worksByKeysAlone()
{
    letItRun();
    open();
    QVERIFY(kinds()->hasFocus());
    QTest::keyClick(kinds(), Qt::Key_Down);
    QCOMPARE(kinds()->chosen(), u"scipy"_s);
    const quint16 port = field(u"Port on this machine"_s)->text().toUShort();
    field(u"Name"_s)->setFocus();
    QTest::keyClick(field(u"Name"_s), Qt::Key_Return); // Launch is the default
    m_server = std::make_unique<WebServer>(WebServer::Kind::Http, port);
    m_server->answer("/", m_answer);
    QTRY_VERIFY(says(u"scipy-notebook is ready"_s));
    ui::setLinkOpener([](const QUrl &url) { opened() = url; });
    opened().clear();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(opened().port(), int(port));
}

QTEST_MAIN(NewNotebookTest)
#include "tst_new_notebook.moc"
