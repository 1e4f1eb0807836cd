// SPDX-License-Identifier: Apache-2.0
// Servers that stand in for those in containers, and others that happen to listen on their port.
#include "models/notebook_check.h"

#include "tests/support/scripted_engine.h"
#include "tests/support/web_server.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using models::Notebook;
using models::NotebookCheck;
using models::NotebookVerdict;
using test::WebServer;
using test::WebServerAnswer;
using test::WebServerRequest;
using Kind = NotebookVerdict::Kind;

namespace {

const QByteArray old = "{\"started\":\"2020-01-01T00:00:00.000000Z\",\"last_activity\":\"2020-01-01T00:00:00.000000Z\","
                       "\"kernels\":0,\"connections\":0}";

QByteArray fresh()
{
    const QByteArray now = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    return "{\"started\":\"" + now + "\",\"last_activity\":\"" + now + "\",\"kernels\":0,\"connections\":0}";
}

struct Bench
{
    Bench()
    {
        notebook.kind = Notebook::Kind::Jupyter;
        notebook.login = Notebook::Login::Token;
        notebook.secret = u"secret"_s;
        notebook.version = u"6.4.12"_s;
        notebook.startedAt = QDateTime::currentDateTimeUtc().addSecs(-3);
        use(server.port());
    }
    void use(quint16 port)
    {
        notebook.url = QUrl(u"http://127.0.0.1:%1/me/tree?token=secret"_s.arg(port));
        notebook.basePath = u"/me/"_s;
    }
    /// As a Jupyter server with a token does.
    void serveJupyter(const QByteArray &token, const QByteArray &status, const QByteArray &version = "6.4.12")
    {
        server.answer("/me/api", {.body = "{\"version\":\"" + version + "\"}"});
        server.handle("/me/api/status", [token, status](const WebServerRequest &request) {
            const bool isOurs = request.headers.value("authorization") == "token " + token;
            return isOurs ? WebServerAnswer{.body = status} : WebServerAnswer{.status = 403, .body = "{}"};
        });
    }
    std::optional<NotebookVerdict> judge()
    {
        NotebookCheck check(client);
        std::optional<NotebookVerdict> verdict;
        QObject::connect(&check, &NotebookCheck::done, &check, [&](const NotebookVerdict &v) { verdict = v; });
        check.start(u"lab"_s, notebook);
        return QTest::qWaitFor([&] { return verdict.has_value(); }, 8000) ? verdict : std::nullopt;
    }

    WebServer server;
    test::ScriptedEngine engine;
    engine::EngineClient client{engine.endpoint()};
    Notebook notebook;
};

} // namespace

Q_DECLARE_METATYPE(test::WebServerAnswer)

class NotebookCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ourOwnIsReady()
    {
        Bench bench;
        bench.serveJupyter("secret", fresh());
        QCOMPARE(bench.judge()->kind, Kind::Ready);
        for (const WebServerRequest &request : bench.server.requests())
            QVERIFY(!request.target.contains("secret")); // an address is written into logs
    }

    void aRefusedTokenIsSaid()
    {
        Bench bench;
        bench.serveJupyter("another", fresh());
        const auto verdict = bench.judge();
        QCOMPARE(verdict->kind, Kind::Refused);
        QCOMPARE(verdict->title, u"lab refuses its token"_s);
        QVERIFY(!verdict->text.contains(u"secret"_s));
    }

    void aLoginPageIsOpened()
    {
        Bench bench;
        bench.notebook.secret.clear();
        bench.notebook.login = Notebook::Login::Password;
        bench.serveJupyter("another", fresh());
        QCOMPARE(bench.judge()->kind, Kind::Ready);
    }

    void anotherJupyterIsNoticed_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("of another version") << QByteArray("another") << fresh() << QByteArray("7.0.0");
        QTest::newRow("that takes any token, and was there before")
            << QByteArray("secret") << old << QByteArray("6.4.12");
    }
    void anotherJupyterIsNoticed()
    {
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, version);
        Bench bench;
        bench.serveJupyter(token, status, version);
        const auto verdict = bench.judge();
        QCOMPARE(verdict->kind, Kind::SomebodyElse);
        QCOMPARE(verdict->title, u"lab was not opened: another server answers"_s);
        QVERIFY(verdict->text.contains(QString::number(bench.server.port())));
    }

    void otherServersAreNoticed_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<WebServerAnswer>("answer");
        for (const auto kind : {Notebook::Kind::Jupyter, Notebook::Kind::CodeServer, Notebook::Kind::RStudio,
                                Notebook::Kind::TensorBoard, Notebook::Kind::MLflow}) {
            const QByteArray name = models::notebookKind(kind).toLatin1();
            const auto row = [&](const char *what, const WebServerAnswer &answer) {
                QTest::newRow(name + ": " + what) << int(kind) << answer;
            };
            row("a page", {.body = "<html>nginx</html>"});
            row("other JSON", {.body = "{\"hello\":\"world\"}"});
            row("nothing of this name", {.status = 404});
            row("an error", {.status = 500});
            row("no HTTP", {.raw = "SSH-2.0-OpenSSH_9.2\r\n"});
            row("deep JSON", {.body = QByteArray(30'000, '[')});
        }
    }
    void otherServersAreNoticed()
    {
        QFETCH(int, kind);
        QFETCH(WebServerAnswer, answer);
        Bench bench;
        bench.notebook.kind = Notebook::Kind(kind);
        bench.server.answer("/", answer);
        const auto verdict = bench.judge();
        QVERIFY(verdict.has_value());
        QCOMPARE(verdict->kind, Kind::SomebodyElse);
    }

    void theOthersOwnAreReady_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<WebServerAnswer>("answer");
        const auto row = [](const char *name, Notebook::Kind kind, const char *path, const WebServerAnswer &answer) {
            QTest::newRow(name) << int(kind) << QByteArray(path) << answer;
        };
        row("code-server", Notebook::Kind::CodeServer, "/healthz",
            {.body = "{\"status\":\"expired\",\"lastHeartbeat\":0}"});
        row("RStudio", Notebook::Kind::RStudio, "/",
            {.status = 302, .headers = "Location: /auth-sign-in?appUri=%2F\r\n"});
        row("RStudio without a login", Notebook::Kind::RStudio, "/", {.body = "<title>RStudio Server</title>"});
        row("TensorBoard", Notebook::Kind::TensorBoard, "/data/environment",
            {.body = "{\"version\":\"2.15.1\",\"data_location\":\"/logs\",\"window_title\":\"\"}"});
        row("MLflow", Notebook::Kind::MLflow, "/version", {.body = "2.9.2"});
    }
    void theOthersOwnAreReady()
    {
        QFETCH(int, kind);
        QFETCH(QByteArray, path);
        QFETCH(WebServerAnswer, answer);
        Bench bench;
        bench.notebook.kind = Notebook::Kind(kind);
        bench.notebook.basePath = u"/"_s;
        bench.server.answer(path, answer);
        QCOMPARE(bench.judge()->kind, Kind::Ready);
        QVERIFY(!bench.server.requests().first().headers.contains("authorization")); // a password is no token
    }

    void nobodyAnswers()
    {
        Bench bench;
        bench.server.answer("/", {.closeAtOnce = true}); // as a published port does while nobody listens behind it
        QCOMPARE(bench.judge()->title, u"lab is starting"_s);
        bench.notebook.startedAt = QDateTime::currentDateTimeUtc().addSecs(-3600);
        const auto verdict = bench.judge();
        QCOMPARE(verdict->kind, Kind::NoAnswer);
        QVERIFY(verdict->text.contains(u"loopback only inside the container"_s));
    }

    void whatCannotBeReachedIsNotAsked()
    {
        Bench bench;
        bench.notebook.reach = Notebook::Reach::NotPublished;
        bench.notebook.containerPort = 8888;
        const auto verdict = bench.judge();
        QCOMPARE(verdict->kind, Kind::Unreachable);
        QCOMPARE(verdict->text, u"Jupyter. Port 8888 is not published, so a browser can't reach it."_s);
        QVERIFY(bench.server.requests().isEmpty());
    }
};

QTEST_GUILESS_MAIN(NotebookCheckTest)
#include "tst_notebook_check.moc"
