// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_hints.h"

#include <QTest>

using namespace Qt::StringLiterals;
using models::Notebook;
using models::NotebookBanner;
using models::NotebookHints;
using Kind = Notebook::Kind;
using Login = Notebook::Login;

namespace {

engine::ContainerDetails container(const QString &image, const QStringList &command,
                                   const QStringList &environment = {})
{
    engine::ContainerDetails details;
    details.image = image;
    details.command = command;
    details.environment = environment;
    return details;
}

const QDateTime start = QDateTime::fromSecsSinceEpoch(1'767'323'045, Qt::UTC);

engine::ArchivedFile file(const QString &name, const QByteArray &content, int secondsLater = 1)
{
    return {name, start.addSecs(secondsLater), content};
}

} // namespace

Q_DECLARE_METATYPE(engine::ContainerDetails)

class NotebookHintsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void settings_data()
    {
        QTest::addColumn<engine::ContainerDetails>("details");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const engine::ContainerDetails &details, const QString &found) {
            QTest::newRow(name) << details << found;
        };
        const QString stacks = u"quay.io/jupyter/scipy-notebook"_s;
        const QStringList tini{u"tini"_s, u"-g"_s, u"--"_s, u"start.sh"_s, u"start-notebook.py"_s};
        row("docker-stacks", container(stacks, tini), u"Jupyter 0 unknown"_s);
        row("token from outside", container(stacks, tini, {u"JUPYTER_TOKEN=ab=c"_s, u"JUPYTER_PORT=9999"_s}),
            u"Jupyter 9999 token ab=c"_s);
        row("no token wanted", container(stacks, tini + QStringList{u"--ServerApp.token="_s}), u"Jupyter 0 open"_s);
        row("no token, two words", container(stacks, tini + QStringList{u"--NotebookApp.token"_s, u""_s}),
            u"Jupyter 0 open"_s);
        row("the command's token before the environment's",
            container(stacks, tini + QStringList{u"--IdentityProvider.token=cd"_s}, {u"JUPYTER_TOKEN=ab"_s}),
            u"Jupyter 0 token cd"_s);
        row("password", container(stacks, tini + QStringList{u"--PasswordIdentityProvider.hashed_password=argon2:x"_s}),
            u"Jupyter 0 password"_s);
        row("in a shell's words",
            container(u"debian"_s, {u"sh"_s, u"-c"_s,
                                    u"jupyter lab --port 9000 --ServerApp.base_url=/me/ --certfile=/c.pem "
                                    u"--ip=127.0.0.1"_s}),
            u"Jupyter 9000 unknown /me/ https loopback"_s);
        row("arguments from the environment", container(stacks, tini, {u"NOTEBOOK_ARGS=--port=7777 --token=ef"_s}),
            u"Jupyter 7777 token ef"_s);
        row("quotes that don't close", container(stacks, {u"sh"_s, u"-c"_s, u"jupyter lab 'oops"_s}),
            u"Jupyter 0 unknown"_s);
        row("RStudio", container(u"rocker/rstudio"_s, {u"/init"_s}, {u"PASSWORD=pw"_s}),
            u"RStudio 8787 password pw as rstudio"_s);
        row("RStudio, whose password is in its log", container(u"rocker/rstudio"_s, {u"/init"_s}),
            u"RStudio 8787 unknown as rstudio"_s);
        row("RStudio for all", container(u"rocker/tidyverse"_s, {u"/init"_s}, {u"DISABLE_AUTH=true"_s}),
            u"RStudio 8787 open as rstudio"_s);
        row("RStudio rootless", container(u"rocker/rstudio"_s, {u"/init"_s}, {u"PASSWORD=pw"_s, u"RUNROOTLESS=true"_s}),
            u"RStudio 8787 password pw as root"_s);
        row("code-server",
            container(u"codercom/code-server"_s,
                      {u"/usr/bin/entrypoint.sh"_s, u"--bind-addr"_s, u"0.0.0.0:8080"_s, u"."_s}, {u"PASSWORD=pw"_s}),
            u"code-server 8080 password pw"_s);
        row("code-server for itself",
            container(u"codercom/code-server"_s, {u"--bind-addr=127.0.0.1:8081"_s, u"--auth"_s, u"none"_s}),
            u"code-server 8081 open loopback"_s);
        row("TensorBoard", container(u"tensorflow/tensorflow"_s, {u"tensorboard"_s, u"--logdir=/logs"_s}),
            u"TensorBoard 6006 open loopback"_s);
        row("TensorBoard for others",
            container(u"tensorflow/tensorflow:2-jupyter"_s,
                      {u"tensorboard"_s, u"--bind_all"_s, u"--port"_s, u"6007"_s}),
            u"TensorBoard 6007 open"_s);
        row("MLflow", container(u"ghcr.io/mlflow/mlflow"_s, {u"mlflow"_s, u"server"_s, u"--host"_s, u"0.0.0.0"_s}),
            u"MLflow 5000 open"_s);
        row("a database", container(u"postgres"_s, {u"postgres"_s}, {u"POSTGRES_PASSWORD=pw"_s}), u" 0 unknown"_s);
    }
    void settings()
    {
        QFETCH(engine::ContainerDetails, details);
        const NotebookHints hints = models::notebookHints(details);
        const QStringList logins{u"unknown"_s, u"open"_s, u"token"_s, u"password"_s};
        QString text =
            u"%1 %2 %3"_s.arg(models::notebookKind(hints.kind)).arg(hints.port).arg(logins[int(hints.login)]);
        for (const QString &secret : {hints.token, hints.password}) {
            if (!secret.isEmpty())
                text += u' ' + secret;
        }
        if (!hints.user.isEmpty())
            text += u" as "_s + hints.user;
        if (!hints.basePath.isEmpty())
            text += u' ' + hints.basePath;
        text += hints.isHttps ? u" https"_s : QString();
        text += hints.isLoopback ? u" loopback"_s : QString();
        QTEST(text, "found");
    }

    void placesInOrder()
    {
        engine::ContainerDetails details =
            container(u"jupyter"_s, {}, {u"JUPYTER_RUNTIME_DIR=/run/jupyter"_s, u"HOME=/home/me"_s, u"NB_USER=you"_s});
        const QString runtime = u"/.local/share/jupyter/runtime"_s;
        QCOMPARE(models::notebookHints(details).places,
                 (QStringList{u"/run/jupyter"_s, u"/home/me"_s + runtime, u"/home/you"_s + runtime,
                              u"/home/jovyan"_s + runtime, u"/root"_s + runtime}));
        details.environment = {u"NB_USER=../../etc"_s, u"HOME=relative"_s};
        details.user = u"1000:100"_s;
        for (const QString &place : models::notebookHints(details).places)
            QVERIFY2(place.startsWith(u'/') && !place.contains(u".."_s), qPrintable(place));
    }

    void theNewestServerOfThisStartCounts()
    {
        const QByteArray old = "{\"port\":8888,\"token\":\"old\",\"base_url\":\"/\",\"pid\":1}";
        const QByteArray now =
            "{\"port\":8888,\"token\":\"now\",\"base_url\":\"/me/\",\"secure\":true,\"hostname\":\"0.0.0.0\"}";
        const QByteArray other = "{\"port\":9999,\"token\":\"other\",\"base_url\":\"/\"}";
        const auto banner =
            models::bannerOfFiles({file(u"nbserver-1.json"_s, old, -60), file(u"jpserver-7.json"_s, now, 3),
                                   file(u"kernel-1.json"_s, old, 9), file(u"jpserver-8.json"_s, other, 5)},
                                  start, 8888);
        QVERIFY(banner.has_value());
        QCOMPARE(banner->token, u"now"_s);
        QCOMPARE(banner->basePath, u"/me/"_s);
        QVERIFY(banner->isHttps);
        QCOMPARE(banner->login, Login::Token);
        QVERIFY(!models::bannerOfFiles({file(u"nbserver-1.json"_s, old, -60)}, start, 0));
    }

    void whatIsNoRuntimeFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{\"port\":");
        QTest::newRow("a list") << QByteArray("[8888]");
        QTest::newRow("no port") << QByteArray("{\"sock\":\"/run/x\",\"port\":0}");
        QTest::newRow("a strange port") << QByteArray("{\"port\":1e300,\"token\":[]}");
        QTest::newRow("a text as port") << QByteArray("{\"port\":\"8888\"}");
        QTest::newRow("deep") << QByteArray(200'000, '[');
    }
    void whatIsNoRuntimeFile()
    {
        QFETCH(QByteArray, content);
        QVERIFY(!models::bannerOfFiles({file(u"jpserver-1.json"_s, content)}, start, 0));
    }

    void codeServersSettings()
    {
        const auto banner = models::bannerOfFiles(
            {file(u"config.yaml"_s, "bind-addr: 127.0.0.1:8080\nauth: password\npassword: 0123ab\ncert: false\n")},
            start, 0);
        QVERIFY(banner.has_value());
        QCOMPARE(banner->kind, Kind::CodeServer);
        QCOMPARE(banner->password, u"0123ab"_s);
        QCOMPARE(banner->login, Login::Password);
        QVERIFY(!banner->isHttps);
    }

    void sourcesTogether()
    {
        const NotebookHints nothing;
        QVERIFY(!models::combined(std::nullopt, std::nullopt, nothing));
        // The log hides the token; what the server wrote down has it, and knows where its API is.
        NotebookBanner logged{.port = 8888, .path = u"/me/lab"_s, .login = Login::Token};
        const NotebookBanner written{.port = 8888, .token = u"ab"_s, .login = Login::Token, .basePath = u"/me/"_s};
        auto banner = models::combined(logged, written, nothing);
        QCOMPARE(banner->token, u"ab"_s);
        QCOMPARE(banner->path, u"/me/lab"_s);
        QCOMPARE(banner->basePath, u"/me/"_s);
        // A rotated log: only what was written down.
        banner = models::combined(std::nullopt, written, nothing);
        QCOMPARE(models::notebookUrl(*banner, {{{}, 8889, 8888, u"tcp"_s}}).toString(),
                 u"http://127.0.0.1:8889/me/?token=ab"_s);
        // Nothing but the settings: enough for the token of an address that the log tells.
        const NotebookHints hints{.kind = Kind::Jupyter, .login = Login::Token, .token = u"env"_s};
        QVERIFY(!models::combined(std::nullopt, std::nullopt, hints));
        QCOMPARE(models::combined(logged, std::nullopt, hints)->token, u"env"_s);
        // A server that says it lets everyone in has no token, whatever the environment says.
        logged.login = Login::Open;
        QCOMPARE(models::combined(logged, std::nullopt, hints)->token, QString());
        // RStudio says nothing when its password was given.
        const NotebookHints studio{
            .kind = Kind::RStudio, .login = Login::Password, .port = 8787, .user = u"rstudio"_s, .password = u"pw"_s};
        banner = models::combined(std::nullopt, std::nullopt, studio);
        QCOMPARE(banner->kind, Kind::RStudio);
        QCOMPARE(banner->port, 8787);
        QCOMPARE(banner->password, u"pw"_s);
    }
};

QTEST_GUILESS_MAIN(NotebookHintsTest)
#include "tst_notebook_hints.moc"
