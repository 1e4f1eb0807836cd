// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/host_ports.h"
#include "models/port_check.h"
#include "tests/support/scripted_engine.h"

#include <QTcpServer>
#include <QTest>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using models::EngineSession;
using models::findPortHolder;
using models::PortHolder;

namespace {

engine::Container container(const QString &name, const QString &address, quint16 port, engine::ContainerState state)
{
    engine::Container result;
    result.id = name;
    result.name = name;
    result.state = state;
    result.ports = {{address, port, 80, u"tcp"_s}};
    return result;
}

/// Asks, and waits for the reply, which must not come from inside the call.
std::optional<PortHolder> ask(EngineSession &session, const QString &address, quint16 port)
{
    QObject context;
    std::optional<PortHolder> answer;
    findPortHolder(session, {address, port}, &context, [&answer](const PortHolder &holder) { answer = holder; });
    if (answer || !QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
        return std::nullopt;
    return answer;
}

} // namespace

class TestPortCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesTheContainer();
    void namesTheProgram();
    void leavesOtherMachinesAlone();
    void repliesToNobody();
    void readsTheKernelsTable();
    void findsThePortInMessages_data();
    void findsThePortInMessages();
};

void TestPortCheck::namesTheContainer()
{
    EngineSession session({.path = u"/nonexistent/docker.sock"_s});
    session.containers().setContainers({container(u"web"_s, u"127.0.0.1"_s, 18888, engine::ContainerState::Running),
                                        container(u"six"_s, u"::1"_s, 18890, engine::ContainerState::Running),
                                        container(u"old"_s, u"0.0.0.0"_s, 18889, engine::ContainerState::Exited)});
    auto holder = ask(session, u"127.0.0.1"_s, 18888);
    QVERIFY(holder);
    QCOMPARE(holder->kind, PortHolder::Kind::Container);
    QCOMPARE(holder->text(18888), u"Port 18888 is published by web."_s);
    QVERIFY(holder->freePort > 18888);
    holder = ask(session, QString(), 18888);
    QVERIFY(holder && holder->kind == PortHolder::Kind::Container);
    holder = ask(session, u"127.0.0.2"_s, 18888);
    QVERIFY(holder && holder->isFree());
    QCOMPARE(holder->freePort, 0);
    QVERIFY(holder->text(18888).isEmpty());
    holder = ask(session, u"[::1]"_s, 18890);
    QVERIFY(holder);
    QCOMPARE(holder->text(18890), u"Port 18890 is published by six."_s);
    holder = ask(session, QString(), 18889); // a stopped container holds nothing
    QVERIFY(holder && holder->isFree());
}

void TestPortCheck::namesTheProgram()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    EngineSession session({.path = u"/nonexistent/docker.sock"_s});
    for (const QString &address : {u"127.0.0.1"_s, u"0.0.0.0"_s, QString()}) {
        const auto holder = ask(session, address, port);
        QVERIFY(holder);
        QCOMPARE(holder->kind, PortHolder::Kind::Process);
        QVERIFY2(holder->text(port).contains(u"models_tst_port (process %1)"_s.arg(QCoreApplication::applicationPid())),
                 qUtf8Printable(holder->text(port)));
        QVERIFY(holder->freePort != port && holder->freePort > 0);
    }
    QVERIFY(!models::isPortTaken(u"127.0.0.2"_s, port, u"tcp"_s));
    QVERIFY(!models::isPortTaken(u"::1"_s, port, u"tcp"_s));
    QVERIFY(!models::isPortTaken(u"192.0.2.1"_s, port, u"tcp"_s)); // not an address of this machine
    server.close();
    const auto holder = ask(session, u"127.0.0.1"_s, port);
    QVERIFY(holder && holder->isFree());
}

void TestPortCheck::leavesOtherMachinesAlone()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    EngineSession session({.kind = engine::Endpoint::Kind::Tcp, .host = u"192.0.2.1"_s, .port = 2375});
    const auto holder = ask(session, u"127.0.0.1"_s, server.serverPort());
    QVERIFY(holder && holder->isFree());
    QCOMPARE(models::nextFreePort(session, {u"127.0.0.1"_s, server.serverPort()}), server.serverPort());
}

void TestPortCheck::repliesToNobody()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    EngineSession session({.path = u"/nonexistent/docker.sock"_s});
    int replies = 0;
    auto context = std::make_unique<QObject>();
    findPortHolder(session, {u"127.0.0.1"_s, server.serverPort()}, context.get(),
                   [&replies](const PortHolder &) { ++replies; });
    context.reset();
    QVERIFY(ask(session, u"127.0.0.1"_s, server.serverPort())); // asked later, answered later
    QCOMPARE(replies, 0);
}

void TestPortCheck::readsTheKernelsTable()
{
    const QByteArray table =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1 0\n"
        "   1: 0100007F:1F90 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 4343 1 0\n"
        "   2: 00000000000000000000000000000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0     "
        "   0 4444 1 0\n"
        "rubbish\n";
    QCOMPARE(models::socketsOnPort(table, 8080, true), (QSet<quint64>{4242, 4444}));
    QCOMPARE(models::socketsOnPort(table, 8080, false), (QSet<quint64>{4242, 4343, 4444}));
    QVERIFY(models::socketsOnPort(table, 8081, true).isEmpty());
}

void TestPortCheck::findsThePortInMessages_data()
{
    QTest::addColumn<int>("port");
    QTest::newRow("driver failed programming external connectivity on endpoint x (1): Bind for 0.0.0.0:18080 failed: "
                  "port is already allocated")
        << 18080;
    QTest::newRow("failed to set up container networking: … on endpoint x (1): Bind for :::18080 failed: port is "
                  "already allocated")
        << 18080;
    QTest::newRow("Error starting userland proxy: listen tcp4 0.0.0.0:5000: bind: address already in use") << 5000;
    QTest::newRow("failed to bind host port for 0.0.0.0:5000:172.17.0.8:80/tcp: address already in use") << 5000;
    QTest::newRow("failed to bind host port 0.0.0.0:5000/tcp: address already in use") << 5000;
    QTest::newRow("cannot listen on the TCP port: listen tcp4 :5000: bind: address already in use") << 5000;
    QTest::newRow("rootlessport listen tcp 0.0.0.0:8888: bind: address already in use") << 8888;
    QTest::newRow("No such container: web") << 0;
}

void TestPortCheck::findsThePortInMessages()
{
    QFETCH(int, port);
    QCOMPARE(int(models::busyPortIn(QString::fromUtf8(QTest::currentDataTag()))), port);
}

QTEST_GUILESS_MAIN(TestPortCheck)
#include "tst_port_check.moc"
