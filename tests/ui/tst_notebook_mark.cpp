// SPDX-License-Identifier: Apache-2.0
// The mark of a notebook, and what opening it does, in the whole window.
#include "tests/support/web_server.h"
#include "tests/ui/shots.h"
#include "tests/ui/window_bench.h"
#include "ui/open_link.h"
#include "ui/toast.h"

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

class NotebookMarkTest : public QObject
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
};

QTEST_MAIN(NotebookMarkTest)
#include "tst_notebook_mark.moc"
