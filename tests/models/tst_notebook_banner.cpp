// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_banner.h"

#include <QTest>

using namespace Qt::StringLiterals;
using models::NotebookBanner;
using models::NotebookBannerReader;

Q_DECLARE_METATYPE(models::NotebookBanner)

class NotebookBannerTest : public QObject
{
    Q_OBJECT

    static std::optional<NotebookBanner> read(const QByteArray &text)
    {
        NotebookBannerReader reader;
        for (const QByteArray &line : text.split('\n'))
            reader.addLine(line);
        return reader.banner();
    }

private Q_SLOTS:
    void readsEveryGeneration_data()
    {
        QTest::addColumn<QByteArray>("log");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("token");
        const auto row = [](const char *name, const char *text, int port, const QString &path, const QString &token) {
            QTest::newRow(name) << QByteArray(text) << port << path << token;
        };
        row("IPython 2",
            "2015-02-01 10:40:54.869 [NotebookApp] The IPython Notebook is running at: http://[all ip addresses on "
            "your "
            "system]:8880/",
            8880, u"/"_s, {});
        row("notebook 4",
            "[I 21:15:22.530 NotebookApp] The Jupyter Notebook is running at: http://[all ip addresses on your "
            "system]:8888/?token=dd95",
            8888, u"/"_s, u"dd95"_s);
        row("notebook 5 without a token",
            "[I 20:47:18.421 NotebookApp] Serving notebooks from local directory: /home/jovyan\n"
            "[I 20:47:18.421 NotebookApp] The Jupyter Notebook is running at:\n"
            "[I 20:47:18.421 NotebookApp] http://[all ip addresses on your system]:8888/\n"
            "[I 20:47:18.421 NotebookApp] Use Control-C to stop this server",
            8888, u"/"_s, {});
        row("notebook 5 with a token",
            "    Copy/paste this URL into your browser when you connect for the first time,\n    to login with a "
            "token:\n"
            "        http://localhost:8888/?token=112b",
            8888, u"/"_s, u"112b"_s);
        row("notebook 5.7", "[I 19:10:08.470 NotebookApp] http://(a9e555672b1c or 127.0.0.1):8888/?token=3481", 8888,
            u"/"_s, u"3481"_s);
        row("notebook 5.5 without its port",
            "[I 19:10:08.470 NotebookApp] The Jupyter Notebook is running at:\n"
            "[I 19:10:08.470 NotebookApp] http://(54bdc6f5c9cd or 127.0.0.1)/?token=77aa",
            0, u"/"_s, u"77aa"_s);
        row("notebook 6",
            "[C 13:09:23.476 NotebookApp]\n\n    To access the notebook, open this file in a browser:\n"
            "        file:///root/.local/share/jupyter/runtime/nbserver-1-open.html\n"
            "    Or copy and paste one of these URLs:\n        http://98594f177e86:8888/?token=9e99\n"
            "     or http://127.0.0.1:8888/?token=9e99",
            8888, u"/"_s, u"9e99"_s);
        row("Jupyter Server",
            "    To access the server, open this file in a browser:\n        file:///home/jovyan/x.html\n"
            "    Or copy and paste one of these URLs:\n        http://eca4aa01751c:8888/lab?token=d4ac\n"
            "        http://127.0.0.1:8888/lab?token=d4ac",
            8888, u"/lab"_s, u"d4ac"_s);
        row("token from outside",
            "[I 2026-01-01 ServerApp] Jupyter Server 2.14.0 is running at:\n"
            "[I 2026-01-01 ServerApp] http://localhost:8888/lab?token=...",
            8888, u"/lab"_s, {});
        row("LabApp", "[I 2026-01-01 LabApp] http://localhost:9999/lab?token=ab", 9999, u"/lab"_s, u"ab"_s);
        row("coloured",
            "\x1b[32m[I 20:47:18.421 NotebookApp]\x1b(B\x1b[m The Jupyter Notebook is running at:\n"
            "\x1b[32m[I 20:47:18.421 NotebookApp]\x1b(B\x1b[m http://\x1b[1m0.0.0.0\x1b[m:8888/user/me/",
            8888, u"/user/me/"_s, {});
        row("notebook 4 with a base URL",
            "[I 21:15:22.530 NotebookApp] The Jupyter Notebook is running at: http://[all ip addresses on your "
            "system]:8888/user/me/?token=dd95",
            8888, u"/user/me/"_s, u"dd95"_s);
        row("notebook 5.7 behind its phrase",
            "[I 19:10:08.470 NotebookApp] The Jupyter Notebook is running at:\n"
            "[I 19:10:08.470 NotebookApp] http://(a9e555672b1c or 127.0.0.1):8888/?token=3481",
            8888, u"/"_s, u"3481"_s);
        row("notebook 7",
            "    Or copy and paste one of these URLs:\n        http://eca4aa01751c:8888/tree?token=d4ac\n"
            "        http://127.0.0.1:8888/tree?token=d4ac",
            8888, u"/tree"_s, u"d4ac"_s);
        row("the last one wins",
            "[I NotebookApp] http://a:8888/?token=old\n[I NotebookApp] restarted\n[I NotebookApp] "
            "http://b:8889/?token=new",
            8889, u"/"_s, u"new"_s);
    }
    void readsEveryGeneration()
    {
        QFETCH(QByteArray, log);
        const std::optional<NotebookBanner> banner = read(log);
        QVERIFY(banner.has_value());
        QTEST(int(banner->port), "port");
        QTEST(banner->path, "path");
        QTEST(banner->token, "token");
        QVERIFY(!banner->isHttps);
        // Colours and the line ends of a terminal change nothing.
        QByteArray dressed;
        for (const QByteArray &line : log.split('\n'))
            dressed += "\x1b[32m" + line.left(3) + "\x1b[0;1m" + line.mid(3) + "\x1b(B\x1b[m\r\n";
        QVERIFY(read(dressed) == banner);
    }

    void logins_data()
    {
        QTest::addColumn<QByteArray>("log");
        QTest::addColumn<int>("login");
        const auto row = [](const char *name, const char *log, models::Notebook::Login login) {
            QTest::newRow(name) << QByteArray(log) << int(login);
        };
        using Login = models::Notebook::Login;
        row("notebook 5 for all",
            "[W NotebookApp] WARNING: The notebook server is listening on all IP addresses and not using encryption. "
            "This is not recommended.\n"
            "[W NotebookApp] WARNING: The notebook server is listening on all IP addresses and not using "
            "authentication. This is highly insecure and not recommended.\n"
            "[I NotebookApp] The Jupyter Notebook is running at:\n"
            "[I NotebookApp] http://[all ip addresses on your system]:8888/",
            Login::Open);
        row("server 2 for all",
            "[I ServerApp] Jupyter Server 2.14 is running at:\n[I ServerApp] http://localhost:8888/lab\n"
            "[W ServerApp] All authentication is disabled.  Anyone who can connect to this server will be able to run "
            "code.",
            Login::Open);
        row("with a password", "[I NotebookApp] The Jupyter Notebook is running at:\n[I NotebookApp] http://a:8888/",
            Login::Unknown);
        row("hidden, announced",
            "[I ServerApp] Jupyter Server 2.14 is running at:\n[I ServerApp] http://localhost:8888/lab?token=...",
            Login::Token);
        row("for all, then restarted with a token",
            "[W NotebookApp] not using authentication\n[I NotebookApp] is running at:\n[I NotebookApp] http://a:8888/\n"
            "[I NotebookApp] is running at:\n[I NotebookApp] http://a:8888/?token=ab",
            Login::Token);
    }
    void logins()
    {
        QFETCH(QByteArray, log);
        QFETCH(int, login);
        const std::optional<NotebookBanner> banner = read(log);
        QCOMPARE(banner ? int(banner->login) : 0, login);
    }

    void otherServers_data()
    {
        QTest::addColumn<QByteArray>("log");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *log, const QString &found) {
            QTest::newRow(name) << QByteArray(log) << found;
        };
        row("code-server",
            "[2026-01-01T00:00:00.000Z] info  code-server 4.89.1 c22d4b0\n"
            "[2026-01-01T00:00:00.000Z] info  HTTP server listening on http://0.0.0.0:8080/\n"
            "[2026-01-01T00:00:00.000Z] info    - Authentication is enabled\n"
            "[2026-01-01T00:00:00.000Z] info      - Using password from $PASSWORD",
            u"code-server http 8080 password"_s);
        row("code-server for itself, for all",
            "info  Using config file ~/.config/code-server/config.yaml\n"
            "info  HTTPS server listening on https://127.0.0.1:8443/\ninfo    - Authentication is disabled",
            u"code-server https 8443 open loopback"_s);
        row("the like of code-server", "HTTP server listening on http://0.0.0.0:8080/", QString());
        row("RStudio", "\x1b[31mThe password is set to ohqu2Eiceengohng\x1b[0m",
            u"RStudio http 8787 password ohqu2Eiceengohng as rstudio"_s);
        row("RStudio for all", "Skipping authentication as requested", u"RStudio http 8787 open"_s);
        row("the like of RStudio", "postgres: The password is set to abc for user x", QString());
        row("TensorBoard", "TensorBoard 2.15.1 at http://0.0.0.0:6006/ (Press CTRL+C to quit)",
            u"TensorBoard http 6006 open"_s);
        row("TensorBoard for itself",
            "Serving TensorBoard on localhost; to expose to the network, use a proxy or pass --bind_all\n"
            "TensorBoard 2.15.1 at http://localhost:6007/ (Press CTRL+C to quit)",
            u"TensorBoard http 6007 open loopback"_s);
        row("MLflow of old", "starting mlflow\n[2026] [20] [INFO] Listening at: http://127.0.0.1:5000 (20)",
            u"MLflow http 5000 open loopback"_s);
        row("MLflow of today", "mlflow 3\nINFO:     Uvicorn running on http://0.0.0.0:5000 (Press CTRL+C to quit)",
            u"MLflow http 5000 open"_s);
        row("the like of MLflow", "[20] [INFO] Listening at: http://0.0.0.0:8000 (20)", QString());
        row("no port at all", "TensorBoard 2.15.1 at http://0.0.0.0:0/", QString());
    }
    void otherServers()
    {
        QFETCH(QByteArray, log);
        const std::optional<NotebookBanner> banner = read(log);
        const QStringList logins{u"unknown"_s, u"open"_s, u"token"_s, u"password"_s};
        QString text;
        if (banner) {
            text = models::notebookKind(banner->kind) + (banner->isHttps ? u" https "_s : u" http "_s) +
                   QString::number(banner->port) + u' ' + logins[int(banner->login)];
            text += banner->isLoopback ? u" loopback"_s : QString();
            text += banner->password.isEmpty() ? QString() : u' ' + banner->password;
            text += banner->user.isEmpty() ? QString() : u" as "_s + banner->user;
        }
        QTEST(text, "found");
    }

    void whatIsKnownOfIt_data()
    {
        QTest::addColumn<NotebookBanner>("banner");
        QTest::addColumn<QList<engine::Port>>("ports");
        QTest::addColumn<QStringList>("networks");
        QTest::addColumn<QString>("said");
        using Kind = models::Notebook::Kind;
        using Login = models::Notebook::Login;
        const QList<engine::Port> all{{u"0.0.0.0"_s, 8889, 8888, u"tcp"_s}};
        const QList<engine::Port> here{{u"127.0.0.1"_s, 8889, 8888, u"tcp"_s}};
        const NotebookBanner jupyter{.port = 8888, .path = u"/lab"_s, .token = u"secret"_s, .login = Login::Token};
        NotebookBanner open = jupyter;
        open.token.clear();
        open.login = Login::Open;
        NotebookBanner inside = jupyter;
        inside.isLoopback = true;
        QTest::newRow("with a token") << jupyter << all << QStringList() << u"Jupyter at http://127.0.0.1:8889/lab"_s;
        QTest::newRow("open to everyone")
            << open << all << QStringList()
            << u"Jupyter at http://127.0.0.1:8889/lab. Open to everyone: it asks for no login and is published on every address."_s;
        QTest::newRow("open, here only") << open << here << QStringList() << u"Jupyter at http://127.0.0.1:8889/lab"_s;
        QTest::newRow("not published") << jupyter << QList<engine::Port>() << QStringList()
                                       << u"Jupyter. Port 8888 is not published, so a browser can't reach it."_s;
        QTest::newRow("another port is") << jupyter << QList<engine::Port>{{{}, 8889, 9999, u"tcp"_s}} << QStringList()
                                         << u"Jupyter. Port 8888 is not published, so a browser can't reach it."_s;
        QTest::newRow("for itself only")
            << inside << all << QStringList()
            << u"Jupyter. It listens on loopback only inside the container, so the published port leads nowhere."_s;
        QTest::newRow("in the host's network")
            << inside << QList<engine::Port>() << QStringList{u"host"_s} << u"Jupyter at http://127.0.0.1:8888/lab"_s;
        QTest::newRow("figures for all") << NotebookBanner{.port = 8888,
                                                           .kind = Kind::TensorBoard,
                                                           .login = Login::Open}
                                         << all << QStringList() << u"TensorBoard at http://127.0.0.1:8889/"_s;
    }
    void whatIsKnownOfIt()
    {
        QFETCH(NotebookBanner, banner);
        QFETCH(QList<engine::Port>, ports);
        QFETCH(QStringList, networks);
        const models::Notebook notebook = models::notebookOf(banner, ports, networks, u"127.0.0.1"_s);
        QTEST(models::notebookText(notebook), "said");
        QVERIFY(!models::notebookText(notebook).contains(u"secret"_s));
        QCOMPARE(notebook.url.isValid(), notebook.reach == models::Notebook::Reach::Reachable);
    }

    void whereTheApiIs_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("api");
        QTest::newRow("root") << u"/"_s << QString() << u"/api/status"_s;
        QTest::newRow("none") << QString() << QString() << u"/api/status"_s;
        QTest::newRow("lab") << u"/lab"_s << QString() << u"/api/status"_s;
        QTest::newRow("base") << u"/user/me/lab"_s << QString() << u"/user/me/api/status"_s;
        QTest::newRow("tree") << u"/user/me/tree/work"_s << QString() << u"/user/me/api/status"_s;
        QTest::newRow("base alone") << u"/user/me/"_s << QString() << u"/user/me/api/status"_s;
        QTest::newRow("told") << u"/lab"_s << u"me"_s << u"/me/api/status"_s;
    }
    void whereTheApiIs()
    {
        QFETCH(QString, path);
        QFETCH(QString, base);
        const NotebookBanner banner{.port = 8888, .path = path, .token = u"ab"_s, .basePath = base};
        const QUrl api =
            models::notebookOf(banner, {{{}, 8889, 8888, u"tcp"_s}}, {}, u"127.0.0.1"_s).apiUrl(u"api/status"_s);
        QTEST(api.path(), "api");
        QVERIFY(!api.hasQuery());
    }

    void isNotTakenInByOthers_data()
    {
        QTest::addColumn<QByteArray>("log");
        QTest::newRow("a web server") << QByteArray("Listening on http://0.0.0.0:8080/");
        QTest::newRow("a page to read") << QByteArray(
            "[W 10:00:00 NotebookApp] see https://jupyter.org/security for help");
        QTest::newRow("long after the phrase")
            << QByteArray("is running at:\n") + QByteArray("x\n").repeated(20) + "http://localhost:8888/";
        QTest::newRow("a very long line")
            << QByteArray("The Jupyter Notebook is running at: ") + QByteArray(5000, ' ') + "http://localhost:8888/";
        QTest::newRow("nothing") << QByteArray();
    }
    void isNotTakenInByOthers()
    {
        QFETCH(QByteArray, log);
        QVERIFY(!read(log));
    }

    void mapsToWhereItIsPublished_data()
    {
        QTest::addColumn<QList<engine::Port>>("ports");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("url");
        const QString t = u"tcp"_s;
        using Ports = QList<engine::Port>;
        QTest::newRow("all addresses") << Ports{{u"0.0.0.0"_s, 8889, 8888, t}, {u"::"_s, 8889, 8888, t}} << 8888
                                       << u"http://127.0.0.1:8889/lab?token=ab"_s;
        QTest::newRow("Podman") << Ports{{{}, 8889, 8888, t}} << 8888 << u"http://127.0.0.1:8889/lab?token=ab"_s;
        QTest::newRow("IPv6 first") << Ports{{u"::1"_s, 8889, 8888, t}, {u"127.0.0.1"_s, 8889, 8888, t}} << 8888
                                    << u"http://127.0.0.1:8889/lab?token=ab"_s;
        QTest::newRow("IPv6 only") << Ports{{u"::1"_s, 8889, 8888, t}} << 8888 << u"http://[::1]:8889/lab?token=ab"_s;
        QTest::newRow("one address") << Ports{{u"192.168.1.5"_s, 80, 8888, t}} << 8888
                                     << u"http://192.168.1.5:80/lab?token=ab"_s;
        QTest::newRow("another port") << Ports{{{}, 8889, 9999, t}} << 8888 << QString();
        QTest::newRow("not published") << Ports{{{}, 0, 8888, t}} << 8888 << QString();
        QTest::newRow("udp") << Ports{{{}, 8889, 8888, u"udp"_s}} << 8888 << QString();
        QTest::newRow("unknown, the only one")
            << Ports{{{}, 8889, 8888, t}} << 0 << u"http://127.0.0.1:8889/lab?token=ab"_s;
        QTest::newRow("unknown, one of two") << Ports{{{}, 8889, 8888, t}, {{}, 22, 22, t}} << 0 << QString();
    }
    void mapsToWhereItIsPublished()
    {
        QFETCH(QList<engine::Port>, ports);
        QFETCH(int, port);
        const NotebookBanner banner{false, static_cast<quint16>(port), u"/lab"_s, u"ab"_s};
        QTEST(models::notebookUrl(banner, ports).toString(), "url");
    }

    void urlsOfOthers()
    {
        const QList<engine::Port> ports{{{}, 8443, 8888, u"tcp"_s}};
        QCOMPARE(models::notebookUrl({true, 8888, {}, {}}, ports).toString(), u"https://127.0.0.1:8443/"_s);
        QCOMPARE(models::notebookUrl({false, 8888, {}, {}}, ports, u"lab.example"_s).toString(),
                 u"http://lab.example:8443/"_s);
        const QUrl strange = models::notebookUrl({false, 8888, u"/a\"b<"_s, u"x#y z"_s}, ports);
        QCOMPARE(strange.host(), u"127.0.0.1"_s);
        QVERIFY(!strange.hasFragment());
    }
};

QTEST_GUILESS_MAIN(NotebookBannerTest)
#include "tst_notebook_banner.moc"
