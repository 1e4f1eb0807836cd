// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_job.h"
#include "tests/support/web_server.h"
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/kind_list.h"
#include "ui/new_notebook_dialog.h"
#include "ui/outcome_panel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>

#include <algorithm>

using namespace Qt::StringLiterals;
using models::Job;
using test::DialogBench;
using test::WebServer;

/// "Show" in Activity: the way back to the dialog of a launch that was hidden.
class LaunchShownTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup();

    void comesBackFromActivity();
    void comesBackAsTheFormItCameFrom();
    void aReadyOneIsItsContainer();

private:
    [[nodiscard]] QLineEdit *field(const QString &name) const { return DialogBench::named<QLineEdit>(*m_dialog, name); }
    [[nodiscard]] ui::KindList *kinds() const { return m_dialog->findChild<ui::KindList *>(); }
    [[nodiscard]] bool says(const QString &text) const;
    void open();
    /// On a port on which the server listens only then.
    [[nodiscard]] bool launch();

    std::unique_ptr<DialogBench> m_bench;
    std::unique_ptr<WebServer> m_server;
    QPointer<ui::NewNotebookDialog> m_dialog;
};

void LaunchShownTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    QVERIFY(m_bench->open());
    m_bench->engine.answer("POST", "/images/create", 200, "{\"status\":\"Status: Downloaded newer image\"}\n");
    m_bench->engine.answer("POST", "/containers/create", 201, "{\"Id\":\"c0ffee\",\"Warnings\":[]}");
    m_bench->engine.answer("POST", "/containers/c0ffee/start", 204);
    m_bench->engine.hang("POST", "/containers/c0ffee/wait");
    m_bench->engine.answer("DELETE", "/containers/c0ffee", 204);
}

void LaunchShownTest::cleanup()
{
    delete m_dialog;
    m_bench.reset();
    m_server.reset();
}

void LaunchShownTest::open()
{
    QVERIFY(m_bench->presenter.present(u"global.notebook"_s, {}));
    m_dialog = m_bench->window.findChild<ui::NewNotebookDialog *>();
    QVERIFY(m_dialog && DialogBench::activate(m_dialog));
}

bool LaunchShownTest::says(const QString &text) const
{
    const QList<QLabel *> labels = m_dialog->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

bool LaunchShownTest::launch()
{
    const quint16 port = field(u"Port on this machine"_s)->text().toUShort();
    const bool pressed = DialogBench::click(*m_dialog, u"Launch"_s);
    m_server = std::make_unique<WebServer>(WebServer::Kind::Http, port);
    m_server->answer("/", {503});
    return pressed && m_server->isListening();
}

void LaunchShownTest::comesBackFromActivity()
{
    open();
    field(u"Name"_s)->setText(u"mine"_s);
    QVERIFY(launch());
    QTRY_VERIFY(says(u"Waiting until it answers"_s));
    const QPointer<models::NotebookJob> job = m_dialog->job();
    m_bench->presenter.showJob(job); // it stands open: no second one
    QCOMPARE(m_bench->window.findChildren<ui::NewNotebookDialog *>().size(), 1);
    QVERIFY(DialogBench::click(*m_dialog, u"Hide"_s));
    QTRY_VERIFY(!m_dialog);
    m_bench->presenter.showJob(job);
    m_dialog = m_bench->window.findChild<ui::NewNotebookDialog *>();
    QVERIFY(m_dialog && DialogBench::activate(m_dialog));
    QTRY_VERIFY(says(u"Waiting until it answers"_s));
    QCOMPARE(m_dialog->job(), job.data());
    m_server->answer("/", {200});
    QTRY_VERIFY(DialogBench::button(*m_dialog, u"Open notebook"_s));
}

void LaunchShownTest::comesBackAsTheFormItCameFrom()
{
    open();
    kinds()->choose(u"scipy"_s);
    field(u"Name"_s)->setText(u"mine"_s);
    DialogBench::named<QComboBox>(*m_dialog, u"Folder to work in"_s)->setEditText(m_bench->folder.path());
    field(u"Image"_s)->setText(u"quay.io/jupyter/scipy-notebook:mine"_s);
    const QString port = field(u"Port on this machine"_s)->text();
    QVERIFY(launch());
    QTRY_VERIFY(says(u"Waiting until it answers"_s));
    const QPointer<models::NotebookJob> job = m_dialog->job();
    QVERIFY(DialogBench::click(*m_dialog, u"Hide"_s));
    QTRY_VERIFY(!m_dialog);
    job->cancel();
    QTRY_COMPARE(job->state(), Job::State::Cancelled);
    m_bench->presenter.showJob(job);
    m_dialog = m_bench->window.findChild<ui::NewNotebookDialog *>();
    QVERIFY(m_dialog && DialogBench::activate(m_dialog));
    QTRY_VERIFY(m_dialog->findChild<ui::OutcomePanel *>()->isVisible());
    QCOMPARE(kinds()->chosen(), u"scipy"_s);
    QCOMPARE(field(u"Name"_s)->text(), u"mine"_s);
    QCOMPARE(field(u"Image"_s)->text(), u"quay.io/jupyter/scipy-notebook:mine"_s);
    QCOMPARE(field(u"Port on this machine"_s)->text(), port);
    QCOMPARE(DialogBench::named<QComboBox>(*m_dialog, u"Folder to work in"_s)->currentText(), m_bench->folder.path());
}

void LaunchShownTest::aReadyOneIsItsContainer()
{
    open();
    QVERIFY(launch());
    const QPointer<models::NotebookJob> job = m_dialog->job();
    m_dialog->close();
    QTRY_VERIFY(!m_dialog);
    m_server->answer("/", {200});
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QSignalSpy shown(&m_bench->presenter, &ui::CommandPresenter::containerStarted);
    m_bench->presenter.showJob(job); // its container is gone: it can be launched again
    m_dialog = m_bench->window.findChild<ui::NewNotebookDialog *>();
    QVERIFY(m_dialog && DialogBench::button(*m_dialog, u"Launch"_s));
    QVERIFY(shown.isEmpty());
    m_dialog->close();
    QTRY_VERIFY(!m_dialog);
    engine::Container container;
    container.id = job->containerId();
    container.name = u"lab"_s;
    m_bench->session.containers().setContainers({container});
    m_bench->presenter.showJob(job);
    QCOMPARE(shown.size(), 1);
    QVERIFY(!m_bench->window.findChild<ui::NewNotebookDialog *>());
}

QTEST_MAIN(LaunchShownTest)
#include "tst_launch_shown.moc"
