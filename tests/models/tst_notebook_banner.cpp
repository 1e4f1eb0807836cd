// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_banner.h"

#include <QTest>

using namespace Qt::StringLiterals;
using models::NotebookBanner;
using models::NotebookBannerReader;

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
