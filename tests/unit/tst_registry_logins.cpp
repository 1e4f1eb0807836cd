// SPDX-License-Identifier: Apache-2.0
// The logins that docker run --use-api-socket takes along, as the docker client 28.2 gathers them.
#include "models/registry_logins.h"
#include "models/run_command/run_request.h"
#include "models/run_command/shell_environment.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using models::RegistryLogins;

namespace {

constexpr int patience = 30'000;

models::run::ShellEnvironment environmentOf(const QByteArray &config)
{
    models::run::ShellEnvironment environment;
    environment.home = u"/home/me"_s;
    environment.readFile = [config](const QString &path) -> tl::expected<QByteArray, QString> {
        if (path == u"/home/me/.docker/config.json" && !config.isEmpty())
            return config;
        return tl::unexpected(u"no such file or directory"_s);
    };
    return environment;
}

/// What is answered, or why nothing is.
QString ask(const QByteArray &config)
{
    RegistryLogins logins(environmentOf(config));
    QSignalSpy answered(&logins, &RegistryLogins::answered);
    QSignalSpy failed(&logins, &RegistryLogins::failed);
    if (!QTest::qWaitFor([&] { return answered.size() + failed.size() > 0; }, patience))
        return u"no answer"_s;
    QString text = failed.isEmpty() ? QString::fromUtf8(answered.first().first().toByteArray())
                                    : failed.first().first().toString();
    return text.remove(u'\n').remove(u'\t').remove(u' ');
}

} // namespace

class RegistryLoginsTest : public QObject
{
    Q_OBJECT
    QTemporaryDir m_folder;

    void helper(const QString &name, const QByteArray &script)
    {
        QFile file(m_folder.filePath(u"docker-credential-"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\nread -r what\n" + script + '\n');
        file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("PATH", m_folder.path().toUtf8() + ":/usr/bin:/bin");
        helper(u"lab"_s, "case $1 in list) echo '{\"https://hub.example\":\"carol\",\"x.example\":\"<token>\"}';;\n"
                         "get) [ $what = x.example ] && user='<token>' || user=carol\n"
                         "echo '{\"ServerURL\":\"'$what'\",\"Username\":\"'$user'\",\"Secret\":\"s-'$what'\"}';; esac");
        helper(u"other"_s, "[ $1 = get ] && echo '{\"Username\":\"dora\",\"Secret\":\"a:b\"}'");
        helper(u"none"_s, "echo credentials not found in native keychain; exit 1");
        helper(u"broken"_s, "echo s3cret; exit 3");
        helper(u"mute"_s, "exec sleep 1000");
    }

    void reads_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("answer");
        QTest::newRow("no file") << QByteArray() << QString();
        QTest::newRow("no JSON") << QByteArray("{") << QString();
        QTest::newRow("no logins") << QByteArray("{\"auths\":{},\"proxies\":{}}") << QString();
        QTest::newRow("odd") << QByteArray("{\"auths\":[1],\"credsStore\":2,\"credHelpers\":{\"a\":null}}")
                             << QString();
        QTest::newRow("in the file")
            << QByteArray(
                   "{\"auths\":{\"r.example:5000\":{\"auth\":\"Ym9iOnB3\",\"email\":\"a@b\",\"x\":1},"
                   "\"empty.example\":{},\"tok.example\":{\"identitytoken\":\"IDT\",\"registrytoken\":\"RT\"},"
                   "\"plain.example\":{\"username\":\"bob\",\"password\":\"pw\"}},\"HttpHeaders\":{\"X\":\"y\"}}")
            << u"{\"auths\":{\"empty.example\":{},\"plain.example\":{\"auth\":\"Ym9iOnB3\"},"
               "\"r.example:5000\":{\"auth\":\"Ym9iOnB3\",\"email\":\"a@b\"},"
               "\"tok.example\":{\"identitytoken\":\"IDT\",\"registrytoken\":\"RT\"}}}"_s;
        QTest::newRow("of helpers")
            << QByteArray("{\"auths\":{\"r.example\":{\"auth\":\"Ym9iOnB3\"},\"x.example\":{\"email\":\"c@d\"}},"
                          "\"credsStore\":\"lab\",\"credHelpers\":{\"ghcr.io\":\"other\"}}")
            << u"{\"auths\":{\"ghcr.io\":{\"auth\":\"ZG9yYTphOmI=\"},"
               "\"https://hub.example\":{\"auth\":\"Y2Fyb2w6cy1odHRwczovL2h1Yi5leGFtcGxl\"},"
               "\"x.example\":{\"email\":\"c@d\",\"identitytoken\":\"s-x.example\"}}}"_s;
        QTest::newRow("not with the helper")
            << QByteArray("{\"credHelpers\":{\"ghcr.io\":\"none\"}}") << u"{\"auths\":{\"ghcr.io\":{}}}"_s;
        const QString problem = u"Theloginstoregistriescan’tbereadfromdocker-credential-%1:%2."_s;
        QTest::newRow("a helper that fails")
            << QByteArray("{\"credsStore\":\"broken\"}") << problem.arg(u"broken"_s, u"itendedwith3"_s);
        QTest::newRow("a helper named like a path")
            << QByteArray("{\"credsStore\":\"../x\"}") << problem.arg(u"../x"_s, u"ithasnosuchname"_s);
    }
    void reads()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, answer);
        QCOMPARE(ask(config), answer);
    }

    void tellsOfAHelperThatIsMissing()
    {
        const QString answer = ask("{\"credsStore\":\"missing\"}");
        QVERIFY2(answer.startsWith(u"Theloginstoregistriescan’tbereadfromdocker-credential-missing:"),
                 qPrintable(answer));
    }

    /// As recorded of the docker client.
    void areToldInTheRequest_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("isTold");
        const QByteArray logins = "{\"auths\":{\"r.example\":{\"auth\":\"Ym9iOnB3\"}}}";
        const QString option = u"--use-api-socket"_s;
        QTest::newRow("logins") << logins << QStringList{option} << true;
        QTest::newRow("a helper's") << QByteArray("{\"credHelpers\":{\"a\":\"b\"}}") << QStringList{option} << true;
        QTest::newRow("none") << QByteArray("{\"auths\":{}}") << QStringList{option} << false;
        QTest::newRow("own settings") << logins << QStringList{option, u"--env=DOCKER_CONFIG=/own"_s} << false;
        QTest::newRow("no socket") << logins << QStringList{u"--rm"_s} << false;
    }
    void areToldInTheRequest()
    {
        QFETCH(QByteArray, config);
        QFETCH(QStringList, words);
        QFETCH(bool, isTold);
        const auto command =
            models::run::parseRunCommand(words + QStringList{u"alpine"_s}, models::run::RunCommand::Verb::Run);
        QVERIFY(command.has_value());
        const auto request = models::run::createRequest(*command, environmentOf(config));
        QVERIFY(request.has_value());
        QCOMPARE(request->body.contains("DOCKER_CONFIG=/run/secrets/docker"), isTold);
    }

    void isGivenUp()
    {
        auto logins = std::make_unique<RegistryLogins>(environmentOf("{\"credsStore\":\"mute\"}"));
        QSignalSpy answered(logins.get(), &RegistryLogins::answered);
        QSignalSpy failed(logins.get(), &RegistryLogins::failed);
        const auto *program = logins->findChild<QProcess *>();
        QVERIFY(program);
        QTRY_COMPARE_WITH_TIMEOUT(program->state(), QProcess::Running, patience);
        logins.reset();
        QVERIFY(answered.isEmpty() && failed.isEmpty());
    }
};

QTEST_GUILESS_MAIN(RegistryLoginsTest)
#include "tst_registry_logins.moc"
