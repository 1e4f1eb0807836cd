// SPDX-License-Identifier: Apache-2.0
// The mark of a notebook, what opening it does, and its tab, in the whole window.
#include "models/idle_stop.h"
#include "models/roles.h"
#include "tests/support/web_server.h"
#include "tests/ui/shots.h"
#include "tests/ui/window_bench.h"
#include "ui/details_pane.h"
#include "ui/open_link.h"
#include "ui/toast.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTabBar>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using models::Notebook;
using test::WebServerAnswer;
using test::WebServerRequest;

namespace {

QList<QUrl> opened;

QByteArray at(int secondsAgo)
{
    return QDateTime::currentDateTimeUtc().addSecs(-secondsAgo).toString(Qt::ISODateWithMs).toLatin1();
}

/// A window on an engine with a notebook whose server answers, and another container.
struct Bench : test::WindowBench
{
    Bench()
    {
        opened.clear();
        ui::setLinkOpener([](const QUrl &url) { opened << url; });
        const QByteArray ports =
            "[{\"IP\":\"127.0.0.1\",\"PrivatePort\":8888,\"PublicPort\":" + QByteArray::number(server.port()) +
            ",\"Type\":\"tcp\"}]";
        containers.set("lab", "running", ports);
        containers.set("web");
        server.answer("/api", {.body = "{\"version\":\"2.14.0\"}"});
        guarded("/api/status", "{\"started\":\"" + at(7200) + "\",\"last_activity\":\"" + at(600) +
                                   "\",\"kernels\":1,\"connections\":2}");
        guarded("/api/kernels",
                "[{\"id\":\"k1\",\"name\":\"python3\",\"execution_state\":\"idle\",\"last_activity\":\"" + at(600) +
                    "\",\"connections\":1}]");
        guarded("/api/sessions", "[{\"path\":\"work/titanic.ipynb\",\"kernel\":{\"id\":\"k1\"}}]");
        guarded("/api/terminals", "[{\"name\":\"1\",\"last_activity\":\"" + at(900) + "\"}]");
    }
    ~Bench() { ui::setLinkOpener(nullptr); }

    void guarded(const QByteArray &path, const QByteArray &body)
    {
        server.handle(path, [body](const WebServerRequest &request) {
            return request.headers.value("authorization") == "token secret" ? WebServerAnswer{.body = body}
                                                                            : WebServerAnswer{.status = 403};
        });
    }
    [[nodiscard]] Notebook notebook() const
    {
        Notebook n;
        n.kind = Notebook::Kind::Jupyter;
        n.login = Notebook::Login::Token;
        n.url = QUrl(u"http://127.0.0.1:%1/lab?token=secret"_s.arg(server.port()));
        n.basePath = u"/"_s;
        n.containerPort = 8888;
        n.secret = u"secret"_s;
        n.version = u"2.14.0"_s;
        n.startedAt = QDateTime::currentDateTimeUtc().addSecs(-7210);
        return n;
    }
    [[nodiscard]] QString id() const { return QString::fromLatin1(test::ScriptedContainers::idOf("lab")); }
    [[nodiscard]] bool openWith(const Notebook &n)
    {
        open();
        window->resize(1024, 640);
        if (!shows({u"lab"_s, u"web"_s}))
            return false;
        session.containers().setNotebook(id(), n);
        select(u"lab"_s);
        return true;
    }
    [[nodiscard]] QTabBar &tabs() const { return *window->findChild<ui::DetailsPane *>()->findChild<QTabBar *>(); }
    [[nodiscard]] bool showTab() const
    {
        window->findChild<ui::DetailsPane *>()->setCurrentTab(u"notebook"_s);
        return QTest::qWaitFor([this] { return find<QTreeWidget>(u"Kernels and terminals"_s) != nullptr; });
    }
    [[nodiscard]] QString said() const
    {
        QString text;
        for (const QLabel *label : window->findChildren<QLabel *>()) {
            if (label->isVisible())
                text += label->text() + u'\n';
        }
        return text;
    }

    test::WebServer server;
};

} // namespace

class NotebookViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRowHasAMark()
    {
        Bench bench;
        QVERIFY(bench.openWith(bench.notebook()));
        const QModelIndex name = bench.row(u"lab"_s);
        const QString address = u"Jupyter at http://127.0.0.1:%1/lab"_s.arg(bench.server.port());
        QVERIFY(name.data(Qt::ToolTipRole).toString().contains(address));
        QVERIFY(!name.data(Qt::ToolTipRole).toString().contains(u"secret"_s));
        QCOMPARE(name.data(Qt::AccessibleTextRole).toString(), u"lab, Jupyter"_s);
        Notebook open = bench.notebook();
        open.login = Notebook::Login::Open;
        open.isForEveryone = true;
        bench.session.containers().setNotebook(bench.id(), open);
        QCOMPARE(bench.row(u"lab"_s).data(Qt::AccessibleTextRole).toString(), u"lab, Jupyter, open to everyone"_s);
        QCOMPARE(bench.row(u"web"_s).data(Qt::AccessibleTextRole).toString(), u"web"_s);
    }

    void itOpensWhenItsOwnServerAnswers()
    {
        Bench bench;
        QVERIFY(bench.openWith(bench.notebook()));
        QTRY_VERIFY(bench.button(u"Open in browser"_s) && bench.button(u"Open in browser"_s)->isEnabled());
        QTest::mouseClick(bench.button(u"Open in browser"_s), Qt::LeftButton);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened.first(), bench.notebook().url);
    }

    void anotherServerGetsNoToken()
    {
        Bench bench;
        bench.server.answer("/", {.body = "<html>nginx</html>"});
        bench.server.answer("/api", {.body = "<html>nginx</html>"});
        bench.server.answer("/api/status", {.body = "<html>nginx</html>"});
        QVERIFY(bench.openWith(bench.notebook()));
        QTRY_VERIFY(bench.button(u"Open in browser"_s) && bench.button(u"Open in browser"_s)->isEnabled());
        QTest::mouseClick(bench.button(u"Open in browser"_s), Qt::LeftButton);
        QTRY_VERIFY(bench.window->findChild<ui::Toast *>());
        QVERIFY(bench.said().contains(u"lab was not opened: another server answers"_s));
        QVERIFY(!bench.said().contains(u"secret"_s));
        QVERIFY(opened.isEmpty());
        test::shoot(*bench.window, u"notebook-other-server"_s);
    }

    void theTabComesWithANotebook()
    {
        Bench bench;
        QVERIFY(bench.openWith({}));
        const int last = bench.tabs().count() - 1;
        QCOMPARE(bench.tabs().tabText(last), u"Notebook"_s);
        QVERIFY(!bench.tabs().isTabVisible(last));
        bench.session.containers().setNotebook(bench.id(), bench.notebook());
        QTRY_VERIFY(bench.tabs().isTabVisible(last));
        bench.select(u"web"_s);
        QTRY_VERIFY(!bench.tabs().isTabVisible(last));
        bench.select(u"lab"_s);
        QTRY_VERIFY(bench.tabs().isTabVisible(last));
        QTRY_VERIFY(bench.tabs().width() >= bench.tabs().sizeHint().width()); // all of its name is to be seen
        bench.tabs().setCurrentIndex(last);
        bench.select(u"web"_s); // walking through the rows changes no tab
        QTRY_VERIFY(bench.says(u"No notebook is known in web."_s));
        QCOMPARE(bench.tabs().currentIndex(), last);
    }

    void whatRunsIsShownWithoutKeepingItAwake()
    {
        Bench bench;
        QVERIFY(bench.openWith(bench.notebook()) && bench.showTab());
        auto *table = bench.find<QTreeWidget>(u"Kernels and terminals"_s);
        QTRY_COMPARE(table->topLevelItemCount(), 2);
        QCOMPARE(table->topLevelItem(0)->text(0), u"python3"_s);
        QCOMPARE(table->topLevelItem(0)->text(1), u"idle"_s);
        QCOMPARE(table->topLevelItem(0)->text(3), u"work/titanic.ipynb"_s);
        QCOMPARE(table->topLevelItem(1)->text(0), u"Terminal 1"_s);
        QTRY_VERIFY(bench.says(u"Jupyter 2.14.0, started 2 h ago"_s));
        QVERIFY(bench.says(u"Last used 10 min ago, 2 connections"_s));
        for (const WebServerRequest &request : bench.server.requests()) {
            const bool counts = request.target != "/api" && request.target != "/api/status";
            QCOMPARE(request.target.contains("no_track_activity=1"), counts);
            QVERIFY(!request.target.contains("secret"));
        }
        test::shoot(*bench.window, u"notebook-tab"_s);
        // Nobody looks: nobody asks.
        bench.tabs().setCurrentIndex(0);
        const qsizetype asked = bench.server.requests().size();
        QSignalSpy turned(&bench.tabs(), &QTabBar::currentChanged);
        QVERIFY(!turned.wait(3500)); // longer than between two questions
        QCOMPARE(bench.server.requests().size(), asked);
    }

    void theTokenIsShownOnRequestOnly()
    {
        Bench bench;
        QVERIFY(bench.openWith(bench.notebook()) && bench.showTab());
        QTRY_VERIFY(bench.button(u"Show token"_s));
        QVERIFY(!bench.said().contains(u"secret"_s));
        bench.button(u"Show token"_s)->click();
        QVERIFY(bench.says(u"secret"_s));
        bench.tabs().setCurrentIndex(0); // whoever comes back later sees it hidden
        QVERIFY(bench.showTab());
        QVERIFY(!bench.said().contains(u"secret"_s));
        bench.button(u"Copy address"_s)->click();
        QVERIFY(!QGuiApplication::clipboard()->text().contains(u"secret"_s));
        QVERIFY(QGuiApplication::clipboard()->text().endsWith(u"/lab"_s));
        bench.button(u"Copy with token"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), bench.notebook().url.toString());
    }

    void aServerThatRefusesIsToldOf()
    {
        Bench bench;
        Notebook other = bench.notebook();
        other.secret = u"wrong"_s;
        QVERIFY(bench.openWith(other) && bench.showTab());
        QTRY_VERIFY(bench.says(u"The server can't be asked: it wants a login that is not known here."_s));
    }

    void whyItIsNotReachable()
    {
        Bench bench;
        Notebook inside = bench.notebook();
        inside.reach = Notebook::Reach::NotPublished;
        inside.url.clear();
        QVERIFY(bench.openWith(inside) && bench.showTab());
        QTRY_VERIFY(bench.says(u"Jupyter. Port 8888 is not published, so a browser can't reach it."_s));
        QVERIFY(!bench.button(u"Open notebook"_s)->isEnabled());
        test::shoot(*bench.window, u"notebook-unreachable"_s);
    }

    void codeServerTellsWhenABrowserWasThere()
    {
        Bench bench;
        const QByteArray beat = QByteArray::number(QDateTime::currentMSecsSinceEpoch() - 600'000);
        bench.server.answer("/healthz", {.body = "{\"status\":\"expired\",\"lastHeartbeat\":" + beat + "}"});
        Notebook notebook = bench.notebook();
        notebook.kind = Notebook::Kind::CodeServer;
        notebook.login = Notebook::Login::Password;
        QVERIFY(bench.openWith(notebook));
        bench.window->findChild<ui::DetailsPane *>()->setCurrentTab(u"notebook"_s);
        QTRY_VERIFY2(bench.said().contains(u"Last used 10 min"_s), qPrintable(bench.said()));
        QVERIFY(!bench.said().contains(u"connection"_s));
        QVERIFY2(bench.said().contains(u"code-server, started 2 h"_s), qPrintable(bench.said()));
        QVERIFY(bench.find<QComboBox>(u"Stop when idle for"_s));
        QVERIFY(!bench.find<QTreeWidget>(u"Kernels and terminals"_s));
        test::shoot(*bench.window, u"code-server"_s);
        for (const WebServerRequest &request : bench.server.requests())
            QVERIFY(!request.headers.contains("authorization")); // its password is for nobody else's eyes
    }

    void whatIsNotKnownIsSaid()
    {
        Bench bench;
        Notebook notebook = bench.notebook();
        notebook.kind = Notebook::Kind::RStudio;
        QVERIFY(bench.openWith(notebook));
        bench.window->findChild<ui::DetailsPane *>()->setCurrentTab(u"notebook"_s);
        QTRY_VERIFY(bench.find<QLabel>(u"Use"_s));
        QCOMPARE(bench.find<QLabel>(u"Use"_s)->text(), u"Not known"_s);
        QVERIFY(!bench.find<QComboBox>(u"Stop when idle for"_s));
        QVERIFY(bench.server.requests().isEmpty());
    }

    void theLimitIsRememberedAndCountsDown()
    {
        Bench bench;
        QVERIFY(bench.openWith(bench.notebook()) && bench.showTab());
        auto *limit = bench.find<QComboBox>(u"Stop when idle for"_s);
        QVERIFY(limit);
        limit->setCurrentIndex(limit->findText(u"30 min"_s));
        Q_EMIT limit->activated(limit->currentIndex());
        QCOMPARE(bench.settings.get().notebookIdle.value(u"lab"_s), 30);
        QTRY_VERIFY(bench.says(u"Stops in 20 min unless it is used"_s));
        QVERIFY(bench.row(u"lab"_s).isValid());
        test::shoot(*bench.window, u"notebook-idle"_s);
        limit->setCurrentIndex(0);
        Q_EMIT limit->activated(0);
        QVERIFY(bench.settings.get().notebookIdle.isEmpty());
    }
};

QTEST_MAIN(NotebookViewTest)
#include "tst_notebook_view.moc"
