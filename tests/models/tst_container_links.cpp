// SPDX-License-Identifier: Apache-2.0
#include "models/container_links.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

engine::Container withPorts(const QList<engine::Port> &ports,
                            engine::ContainerState state = engine::ContainerState::Running)
{
    engine::Container container;
    container.state = state;
    container.ports = ports;
    return container;
}

QStringList links(const engine::Container &container, const QUrl &notebook = {}, const engine::Endpoint &endpoint = {})
{
    QStringList texts;
    for (const QUrl &link : models::containerLinks(container, notebook, endpoint))
        texts << link.toString();
    return texts;
}

} // namespace

class ContainerLinksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneForEachPublishedTcpPort()
    {
        const engine::Container container = withPorts({{u"0.0.0.0"_s, 8080, 80, u"tcp"_s},
                                                       {u"::"_s, 8080, 80, u"tcp"_s},
                                                       {u"127.0.0.1"_s, 8443, 443, u"tcp"_s},
                                                       {u"192.168.1.5"_s, 9000, 9000, u"tcp"_s},
                                                       {u"0.0.0.0"_s, 53, 53, u"udp"_s},
                                                       {QString(), 0, 5432, u"tcp"_s}});
        QCOMPARE(links(container), (QStringList{u"http://127.0.0.1:8080/"_s, u"https://127.0.0.1:8443/"_s,
                                                u"http://192.168.1.5:9000/"_s}));
    }

    void aRemoteEngineIsReachedAtItsHost()
    {
        engine::Endpoint remote;
        remote.kind = engine::Endpoint::Kind::Tcp;
        remote.host = u"build.example"_s;
        remote.port = 2375;
        QCOMPARE(links(withPorts({{QString(), 8080, 80, u"tcp"_s}}), {}, remote),
                 QStringList{u"http://build.example:8080/"_s});
    }

    void theNotebookComesFirstAndOnce()
    {
        const engine::Container container =
            withPorts({{u"0.0.0.0"_s, 8080, 80, u"tcp"_s}, {u"0.0.0.0"_s, 8888, 8888, u"tcp"_s}});
        QCOMPARE(links(container, QUrl(u"http://127.0.0.1:8888/?token=abc"_s)),
                 (QStringList{u"http://127.0.0.1:8888/?token=abc"_s, u"http://127.0.0.1:8080/"_s}));
    }

    void aStoppedContainerHasNone()
    {
        QVERIFY(links(withPorts({{u"0.0.0.0"_s, 8080, 80, u"tcp"_s}}, engine::ContainerState::Exited)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ContainerLinksTest)
#include "tst_container_links.moc"
