// SPDX-License-Identifier: Apache-2.0
#include "engine-client/containers_api.h"
#include "tests/support/api_calls.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine;
using namespace test;

namespace {

using VoidCall = std::function<RequestHandle(ContainersApi &, QObject *, Reply<void>)>;

const QString wholeId = QString(64, u'a');

} // namespace

Q_DECLARE_METATYPE(VoidCall)
Q_DECLARE_METATYPE(engine::LogOptions)

/// Every typed call under /containers: what is asked, and what becomes of the answer.
class ContainersApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actions_data();
    void actions();
    void actionErrorsNameTheObject_data();
    void actionErrorsNameTheObject();
    void listAsks_data();
    void listAsks();
    void listDecodes();
    void listRefusesWhatIsNoList();
    void inspects();
    void creates();
    void tops();
    void waits();
    void prunes();
    void readsLogs_data();
    void readsLogs();
    void watchesStatistics();
    void statisticsOfAStoppedPodmanContainer();
};

void ContainersApiTest::actions_data()
{
    QTest::addColumn<VoidCall>("call");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("request");
    const auto row = [](const char *title, int status, const QString &request, const VoidCall &call) {
        QTest::newRow(title) << call << status << request;
    };
    using Api = ContainersApi;
    row("start", 204, u"POST /v1.41/containers/web/start"_s,
        [](Api &api, QObject *o, auto r) { return api.start(u"web"_s, o, r); });
    row("start of running", 304, u"POST /v1.41/containers/web/start"_s,
        [](Api &api, QObject *o, auto r) { return api.start(u"web"_s, o, r); });
    row("stop", 204, u"POST /v1.41/containers/web/stop"_s,
        [](Api &api, QObject *o, auto r) { return api.stop(u"web"_s, -1, o, r); });
    row("stop of stopped", 304, u"POST /v1.41/containers/web/stop?t=5"_s,
        [](Api &api, QObject *o, auto r) { return api.stop(u"web"_s, 5, o, r); });
    row("stop at once", 204, u"POST /v1.41/containers/web/stop?t=0"_s,
        [](Api &api, QObject *o, auto r) { return api.stop(u"web"_s, 0, o, r); });
    row("restart", 204, u"POST /v1.41/containers/web/restart?t=3"_s,
        [](Api &api, QObject *o, auto r) { return api.restart(u"web"_s, 3, o, r); });
    row("kill", 204, u"POST /v1.41/containers/web/kill?signal=SIGKILL"_s,
        [](Api &api, QObject *o, auto r) { return api.kill(u"web"_s, u"SIGKILL"_s, o, r); });
    row("pause", 204, u"POST /v1.41/containers/web/pause"_s,
        [](Api &api, QObject *o, auto r) { return api.pause(u"web"_s, o, r); });
    row("unpause", 204, u"POST /v1.41/containers/web/unpause"_s,
        [](Api &api, QObject *o, auto r) { return api.unpause(u"web"_s, o, r); });
    row("rename", 204, u"POST /v1.41/containers/web/rename?name=a%26b%3Dc%20%25"_s,
        [](Api &api, QObject *o, auto r) { return api.rename(u"web"_s, u"a&b=c %"_s, o, r); });
    row("remove", 204, u"DELETE /v1.41/containers/web"_s,
        [](Api &api, QObject *o, auto r) { return api.remove(u"web"_s, {}, o, r); });
    row("remove by force", 204, u"DELETE /v1.41/containers/web?force=1&v=1"_s,
        [](Api &api, QObject *o, auto r) { return api.remove(u"web"_s, {.force = true, .volumes = true}, o, r); });
    row("update", 200, u"POST /v1.41/containers/web/update {\"Memory\":7,\"RestartPolicy\":{\"Name\":\"always\"}}"_s,
        [](Api &api, QObject *o, auto r) { return api.update(u"web"_s, 7, 0, u"always"_s, o, r); });
    row("hostile name", 204, u"POST /v1.41/containers/%3Fa%20b%25%23%22%C3%BC/start"_s,
        [](Api &api, QObject *o, auto r) { return api.start(u"?a b%#\"ü"_s, o, r); });
}

void ContainersApiTest::actions()
{
    QFETCH(VoidCall, call);
    QFETCH(int, status);
    ScriptedEngine server;
    server.answer({}, "/containers/", status);
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = call(api, this, outcome.reply());
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"ok"_s});
    QTEST(lastRequest(server), "request");
}

void ContainersApiTest::actionErrorsNameTheObject_data()
{
    QTest::addColumn<VoidCall>("call");
    QTest::addColumn<QString>("operation");
    const auto row = [](const QString &operation, const VoidCall &call) {
        QTest::newRow(qPrintable(operation)) << call << operation;
    };
    using Api = ContainersApi;
    row(u"start container web"_s, [](Api &api, QObject *o, auto r) { return api.start(u"web"_s, o, r); });
    row(u"start container aaaaaaaaaaaa"_s, [](Api &api, QObject *o, auto r) { return api.start(wholeId, o, r); });
    row(u"stop container web"_s, [](Api &api, QObject *o, auto r) { return api.stop(u"web"_s, 1, o, r); });
    row(u"restart container web"_s, [](Api &api, QObject *o, auto r) { return api.restart(u"web"_s, 1, o, r); });
    row(u"send HUP to container web"_s,
        [](Api &api, QObject *o, auto r) { return api.kill(u"web"_s, u"HUP"_s, o, r); });
    row(u"pause container web"_s, [](Api &api, QObject *o, auto r) { return api.pause(u"web"_s, o, r); });
    row(u"resume container web"_s, [](Api &api, QObject *o, auto r) { return api.unpause(u"web"_s, o, r); });
    row(u"rename container web to x"_s,
        [](Api &api, QObject *o, auto r) { return api.rename(u"web"_s, u"x"_s, o, r); });
    row(u"remove container web"_s, [](Api &api, QObject *o, auto r) { return api.remove(u"web"_s, {}, o, r); });
    row(u"update container web"_s, [](Api &api, QObject *o, auto r) { return api.update(u"web"_s, 1, 1, {}, o, r); });
}

void ContainersApiTest::actionErrorsNameTheObject()
{
    QFETCH(VoidCall, call);
    QFETCH(QString, operation);
    ScriptedEngine server;
    server.refuse({}, "/containers/", 409, "busy");
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = call(api, this, outcome.reply());
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"error Conflict 409: busy [%1]"_s.arg(operation)});
}

void ContainersApiTest::listAsks_data()
{
    QTest::addColumn<bool>("all");
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<QStringList>("statuses");
    QTest::addColumn<QString>("request");
    const QStringList none;
    QTest::newRow("all") << true << none << none << u"GET /v1.41/containers/json?all=1"_s;
    QTest::newRow("running") << false << none << none << u"GET /v1.41/containers/json"_s;
    QTest::newRow("by id") << true << QStringList{u"a"_s, u"b"_s} << none
                           << u"GET /v1.41/containers/json?all=1&filters=%7B%22id%22%3A%5B%22a%22%2C%22b%22%5D%7D"_s;
    QTest::newRow("by state") << true << none << QStringList{u"exited"_s}
                              << u"GET /v1.41/containers/json?all=1&filters=%7B%22status%22%3A%5B%22exited%22%5D%7D"_s;
}

void ContainersApiTest::listAsks()
{
    QFETCH(bool, all);
    QFETCH(QStringList, ids);
    QFETCH(QStringList, statuses);
    ScriptedEngine server;
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle =
        api.list({.all = all, .ids = ids, .statuses = statuses}, this, outcome.reply<QList<Container>>());
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"ok"_s});
    QTEST(lastRequest(server), "request");
}

void ContainersApiTest::listDecodes()
{
    ScriptedEngine server;
    server.answer("GET", "/containers/json", 200, fixture(u"podman-5.8"_s, u"containers-all.json"_s));
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const qint64 before = QDateTime::currentSecsSinceEpoch();
    const RequestHandle handle =
        api.list({}, this, outcome.reply<QList<Container>>([before](const QList<Container> &rows) {
            const bool isJustStarted = rows.value(0).stateSince >= before - 8; // "Up 8 seconds"
            return u"%1 rows, first %2, since %3"_s.arg(rows.size())
                .arg(rows.value(0).name)
                .arg(isJustStarted ? u"now"_s : u"?"_s);
        }));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"19 rows, first web, since now"_s});
}

void ContainersApiTest::listRefusesWhatIsNoList()
{
    ScriptedEngine server;
    server.answer("GET", "/containers/json", 200, "{\"message\":\"hello\"}");
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const RequestHandle handle = api.list({}, this, outcome.reply<QList<Container>>());
    QTRY_COMPARE(
        outcome.outcomes(),
        QStringList{
            u"error BadReply 0: The engine's answer to “list containers” is not a list, as it should be. [list containers]"_s});
}

void ContainersApiTest::inspects()
{
    ScriptedEngine server;
    server.answer("GET", "/containers/web/json", 200, fixture(u"docker-29.7"_s, u"inspect-web.json"_s));
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const ContainerDetails &details) { return details.name + u' ' + details.image; };
    const RequestHandle handle = api.inspect(u"web"_s, this, outcome.reply<ContainerDetails>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"web busybox"_s});
    QCOMPARE(lastRequest(server), u"GET /v1.41/containers/web/json"_s);
}

void ContainersApiTest::creates()
{
    ScriptedEngine server;
    server.answer("POST", "/containers/create", 201, R"({"Id":"abc","Warnings":["no swap"]})");
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const CreatedContainer &created) {
        return created.id + u' ' + created.warnings.join(u',');
    };
    ContainerSpec spec;
    spec.name = u"note book"_s;
    spec.platform = u"linux/arm64"_s;
    spec.image = u"a/b:c@sha256:0"_s;
    RequestHandle handle = api.create(spec, this, outcome.reply<CreatedContainer>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"abc no swap"_s});
    QCOMPARE(
        lastRequest(server),
        u"POST /v1.41/containers/create?name=note%20book&platform=linux%2Farm64 {\"HostConfig\":{},\"Image\":\"a/b:c@sha256:0\"}"_s);

    server.refuse("POST", "/containers/create", 409, "Conflict. The name is taken");
    handle = api.create(spec, this, outcome.reply<CreatedContainer>(describe));
    QTRY_COMPARE(outcome.outcomes().value(1),
                 u"error Conflict 409: Conflict. The name is taken [create container note book]"_s);
    spec.name.clear();
    server.answer("POST", "/containers/create", 201, "{}");
    handle = api.create(spec, this, outcome.reply<CreatedContainer>(describe));
    const QString operation = u"create a container of image a/b:c@sha256:0"_s;
    QTRY_COMPARE(outcome.outcomes().value(2),
                 u"error BadReply 0: The engine's answer to “%1” names no container. [%1]"_s.arg(operation));
}

void ContainersApiTest::tops()
{
    ScriptedEngine server;
    server.answer("GET", "/containers/web/top", 200, fixture(u"podman-4.3"_s, u"top.json"_s));
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const ProcessList &list) {
        return list.titles.join(u' ') + u' ' + QString::number(list.rows.size());
    };
    const RequestHandle handle = api.top(u"web"_s, u"-o pid,comm"_s, this, outcome.reply<ProcessList>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"PID USER COMMAND 3"_s});
    QCOMPARE(lastRequest(server), u"GET /v1.41/containers/web/top?ps_args=-o%20pid%2Ccomm"_s);
}

void ContainersApiTest::waits()
{
    ScriptedEngine server;
    server.answer("POST", "/containers/web/wait", 200, R"({"StatusCode":3,"Error":null})");
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    RequestHandle handle = api.wait(u"web"_s, this, outcome.reply<int>([](int code) { return QString::number(code); }));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"3"_s});
    QCOMPARE(lastRequest(server), u"POST /v1.41/containers/web/wait"_s);
    server.answer("POST", "/containers/web/wait", 200, R"({"StatusCode":-1,"Error":{"Message":"gone"}})");
    handle = api.wait(u"web"_s, this, outcome.reply<int>());
    QTRY_COMPARE(outcome.outcomes().value(1), u"error EngineFailure 0: gone [wait for container web]"_s);
}

void ContainersApiTest::prunes()
{
    ScriptedEngine server;
    server.answer("POST", "/containers/prune", 200, R"({"ContainersDeleted":["a","b"],"SpaceReclaimed":12})");
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const PruneReport &report) {
        return report.removed.join(u',') + u' ' + QString::number(report.bytesReclaimed);
    };
    const RequestHandle handle = api.prune(this, outcome.reply<PruneReport>(describe));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"a,b 12"_s});
    QCOMPARE(lastRequest(server), u"POST /v1.41/containers/prune"_s);
}

void ContainersApiTest::readsLogs_data()
{
    QTest::addColumn<LogOptions>("options");
    QTest::addColumn<QString>("query");
    QTest::newRow("default") << LogOptions() << u"follow=1&stdout=1&stderr=1&timestamps=1&tail=all"_s;
    QTest::newRow("part") << LogOptions{.follow = false, .standardError = false, .timestamps = false, .tail = 10}
                          << u"stdout=1&tail=10"_s;
    QTest::newRow("times")
        << LogOptions{.tail = 0, .sinceNs = 1'795'359'689'000'000'007, .untilNs = 5}
        << u"follow=1&stdout=1&stderr=1&timestamps=1&tail=0&since=1795359689.000000007&until=0.000000005"_s;
}

void ContainersApiTest::readsLogs()
{
    QFETCH(LogOptions, options);
    QFETCH(QString, query);
    ScriptedEngine server;
    const QByteArray frame("\x02\0\0\0\0\0\0\x04oops", 12);
    server.answer("GET", "/containers/web/logs", 200, frame);
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const LogBatch &batch) {
        return u"%1 lines: "_s.arg(batch.lines.size()) + QString::fromUtf8(batch.bytes.trimmed());
    };
    const RequestHandle handle = api.logs(u"web"_s, options, this, outcome.sink<LogBatch>(describe));
    QTRY_COMPARE(outcome.outcomes(), (QStringList{u"1 lines: oops"_s, u"ok"_s}));
    QCOMPARE(lastRequest(server), u"GET /v1.41/containers/web/logs?"_s + query);
    QVERIFY(server.requests().constLast().http10);
}

void ContainersApiTest::watchesStatistics()
{
    ScriptedEngine server;
    const ScriptedStreamPtr stream = server.stream("GET", "/containers/web/stats");
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const StatsSample &sample) { return QString::number(sample.pids); };
    const RequestHandle handle = api.stats(u"web"_s, this, outcome.sink<StatsSample>(describe));
    stream->push("{\"pids_stats\":{\"current\":1}}\n");
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"1"_s});
    stream->push("{\"pids_stats\":{\"cur");
    stream->push("rent\":2}}\n");
    QTRY_COMPARE(outcome.outcomes(), (QStringList{u"1"_s, u"2"_s}));
    QCOMPARE(lastRequest(server), u"GET /v1.41/containers/web/stats?stream=1"_s);
    stream->end();
    QTRY_COMPARE(outcome.outcomes().value(2), u"ok"_s);
}

void ContainersApiTest::statisticsOfAStoppedPodmanContainer()
{
    ScriptedEngine server;
    server.answer("GET", "/containers/web/stats", 200, fixture(u"podman-5.4"_s, u"stats-not-running.json"_s));
    Transport transport(server.endpoint());
    ContainersApi api(transport);
    ApiOutcome outcome;
    const auto describe = [](const StatsSample &sample) {
        return sample.read.isValid() ? u"runs"_s : u"does not run"_s;
    };
    const RequestHandle handle = api.stats(u"web"_s, this, outcome.sink<StatsSample>(describe));
    QTRY_COMPARE(outcome.outcomes(), (QStringList{u"does not run"_s, u"ok"_s}));
}

QTEST_GUILESS_MAIN(ContainersApiTest)
#include "tst_api_containers.moc"
