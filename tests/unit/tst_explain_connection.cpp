// SPDX-License-Identifier: Apache-2.0
#include "models/explain_error.h"
#include "models/socket_group.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

using namespace Qt::StringLiterals;
using engine::Endpoint;
using engine::EngineError;
using engine::ErrorKind;
using models::explainConnection;
using models::Explanation;

namespace {

Endpoint socketAt(const QString &path)
{
    return {.path = path, .source = u"default socket"_s};
}

} // namespace

class TestExplainConnection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void explainsTheConnection_data();
    void explainsTheConnection();
    void namesTheGroupOfTheSocket();
    void readsTheGroupFile();
};

void TestExplainConnection::explainsTheConnection_data()
{
    QTest::addColumn<Endpoint>("endpoint");
    QTest::addColumn<EngineError>("error");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("command");
    const auto broken = [](int osError) { return EngineError{.kind = ErrorKind::NotConnected, .osError = osError}; };
    QTest::newRow("no socket") << socketAt(u"/var/run/docker.sock"_s) << broken(ENOENT)
                               << u"Can't reach Docker at /var/run/docker.sock. There is no socket: the engine is not "
                                  u"installed or not running. "
                                  "Start it with: sudo systemctl start docker"_s
                               << u"sudo systemctl start docker"_s;
    QTest::newRow("nobody listens") << socketAt(u"/run/user/1000/podman/podman.sock"_s) << broken(ECONNREFUSED)
                                    << u"Can't reach Podman at /run/user/1000/podman/podman.sock. Nothing listens on "
                                       u"the socket: the engine is not running. "
                                       "Start it with: systemctl --user start podman.socket"_s
                                    << u"systemctl --user start podman.socket"_s;
    QTest::newRow("a file")
        << socketAt(u"/etc/hosts"_s) << broken(ENOTSOCK)
        << u"Can't reach Docker at /etc/hosts. That path is not a socket. Choose the socket of an engine."_s << u""_s;
    QTest::newRow("broken off") << socketAt(u"/var/run/docker.sock"_s) << broken(0)
                                << u"Can't reach Docker at /var/run/docker.sock. The connection broke off: the engine "
                                   u"has stopped or is restarting. "
                                   "Start it with: sudo systemctl start docker"_s
                                << u"sudo systemctl start docker"_s;
    QTest::newRow("hangs")
        << socketAt(u"/var/run/docker.sock"_s) << EngineError{.kind = ErrorKind::Timeout}
        << u"Docker at /var/run/docker.sock does not answer. It took the connection and then said nothing. "
           "It may be busy: wait, or restart the engine."_s
        << u"sudo systemctl restart docker"_s;
    QTest::newRow("tcp") << Endpoint{.kind = Endpoint::Kind::Tcp,
                                     .host = u"10.0.0.1"_s,
                                     .port = 2375,
                                     .source = u"DOCKER_HOST"_s,
                                     .isExplicit = true}
                         << broken(ECONNREFUSED)
                         << u"Can't reach Docker at 10.0.0.1:2375. Nothing listens at that address. (The address comes "
                            u"from DOCKER_HOST.) "
                            "Check the address and the network, and whether the engine listens on TCP there."_s
                         << u""_s;
}

void TestExplainConnection::explainsTheConnection()
{
    QFETCH(Endpoint, endpoint);
    QFETCH(EngineError, error);
    QFETCH(QString, text);
    QFETCH(QString, command);
    const Explanation said = explainConnection(error, endpoint);
    QCOMPARE(said.text(), text);
    QCOMPARE(said.command, command);
}

void TestExplainConnection::namesTheGroupOfTheSocket()
{
    QTemporaryDir folder;
    QFile socket(folder.filePath(u"docker.sock"_s));
    QVERIFY(socket.open(QIODevice::WriteOnly));
    const EngineError denied{.kind = ErrorKind::PermissionDenied, .osError = EACCES};
    const QString group = models::socketGroup(socket.fileName()).name;
    QVERIFY(!group.isEmpty());
    const Explanation said = explainConnection(denied, socketAt(socket.fileName()));
    QVERIFY2(said.text().contains(u"belongs to the group “%1”"_s.arg(group)), qUtf8Printable(said.text()));
    QVERIFY(said.command == u"sudo usermod -aG %1 $USER"_s.arg(group) || said.advice == u"Log out and in again."_s);
    const Explanation hidden = explainConnection(denied, socketAt(folder.filePath(u"none"_s)));
    QCOMPARE(hidden.reason, u"This user may not open the socket."_s);
}

void TestExplainConnection::readsTheGroupFile()
{
    const QByteArray file = "root:x:0:\ndocker:x:998:ann,bob\nbroken\n";
    QCOMPARE(models::groupFrom(file, 998, u"bob"_s).name, u"docker"_s);
    QVERIFY(models::groupFrom(file, 998, u"bob"_s).userIsListed);
    QVERIFY(!models::groupFrom(file, 998, u"bo"_s).userIsListed);
    QVERIFY(!models::groupFrom(file, 0, QString()).userIsListed);
    QCOMPARE(models::groupFrom(file, 5, u"bob"_s).name, u"5"_s);
}

QTEST_GUILESS_MAIN(TestExplainConnection)
#include "tst_explain_connection.moc"
