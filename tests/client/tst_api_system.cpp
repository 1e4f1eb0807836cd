// SPDX-License-Identifier: Apache-2.0
#include "engine-client/system_api.h"
#include "tests/support/api_calls.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine;
using namespace test;

namespace {

QString describeEvents(const QList<Event> &events)
{
    QStringList words;
    for (const Event &event : events)
        words.append(event.type + u' ' + event.action + u' ' + event.id);
    return words.isEmpty() ? u"(empty)"_s : words.join(u", "_s);
}

} // namespace

/// The typed calls on the engine itself: what is asked, and what becomes of the answer.
class SystemApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pings();
    void readsVersion();
    void readsInfo();
    void announcesTheEventStream();
    void asksForPastEvents();
    void eventStreamEnds();
};

void SystemApiTest::pings()
{
    ScriptedEngine server;
    server.setServer("Libpod/4.3.1 (linux)");
    Transport transport(server.endpoint());
    SystemApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const PingInfo &info) {
        return info.apiVersion + u' ' + info.server + (info.isPodman() ? u" podman"_s : QString());
    };
    const RequestHandle handle = api.ping(this, outcome.reply<PingInfo>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"1.41 Libpod/4.3.1 (linux) podman"_s});
    QCOMPARE(server.requests().constLast().target, "/_ping");
}

void SystemApiTest::readsVersion()
{
    ScriptedEngine server;
    server.setApiVersion("1.44");
    server.answer("GET", "/version", 200, fixture(u"podman-5.8"_s, u"version.json"_s));
    Transport transport(server.endpoint());
    SystemApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const VersionInfo &info) {
        return QStringList{info.name, info.version, info.apiVersion, info.negotiatedApiVersion}.join(u' ');
    };
    const RequestHandle handle = api.version(this, outcome.reply<VersionInfo>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"Podman 5.8.6 1.44 1.44"_s});
    QCOMPARE(lastRequest(server), u"GET /v1.44/version"_s);
}

void SystemApiTest::readsInfo()
{
    ScriptedEngine server;
    server.answer("GET", "/info", 200, fixture(u"docker-29.7"_s, u"info.json"_s));
    Transport transport(server.endpoint());
    SystemApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const SystemInfo &info) {
        return u"%1 CPUs, %2"_s.arg(info.cpus).arg(info.storageDriver);
    };
    RequestHandle handle = api.info(this, outcome.reply<SystemInfo>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"2 CPUs, overlayfs"_s});
    QCOMPARE(lastRequest(server), u"GET /v1.41/info"_s);
    server.answer("GET", "/info", 200, "<html>");
    handle = api.info(this, outcome.reply<SystemInfo>(describe));
    const QString operation = u"read the engine's details"_s;
    QTRY_COMPARE(outcome.outcomes().value(1),
                 u"error BadReply 0: The engine's answer to “%1” is not JSON (byte 1 of 6). [%1]"_s.arg(operation));
}

/// From the empty list on, nothing is missed.
void SystemApiTest::announcesTheEventStream()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    SystemApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = api.events(0, this, outcome.sink<QList<Event>>(&describeEvents));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"(empty)"_s});
    QCOMPARE(lastRequest(server), u"GET /v1.41/events"_s);
    server.events()->push("{\"Type\":\"container\",\"Action\":\"start\",\"Actor\":{\"ID\":\"abc\"},\"timeNano\":1}\n");
    QTRY_COMPARE(outcome.outcomes().value(1), u"container start abc"_s);
}

void SystemApiTest::asksForPastEvents()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    SystemApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = api.events(1795359689, this, outcome.sink<QList<Event>>(&describeEvents));
    QTRY_COMPARE(outcome.outcomes().size(), 1);
    QCOMPARE(lastRequest(server), u"GET /v1.41/events?since=1795359689"_s);
}

void SystemApiTest::eventStreamEnds()
{
    ScriptedEngine server;
    Transport transport(server.endpoint());
    SystemApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = api.events(0, this, outcome.sink<QList<Event>>(&describeEvents));
    QTRY_COMPARE(outcome.outcomes().size(), 1);
    server.events()->end();
    QTRY_COMPARE(outcome.outcomes(), (QStringList{u"(empty)"_s, u"ok"_s}));
}

QTEST_GUILESS_MAIN(SystemApiTest)
#include "tst_api_system.moc"
