// SPDX-License-Identifier: Apache-2.0
// The typed calls against a real Docker Engine; what they did is checked by the docker client.
// Long because each call has its case here, and all share one engine.
#include "engine-client/engine_client.h"
#include "tests/support/await.h"
#include "tests/support/real_engine.h"

#include <QTcpServer>

#include <algorithm>

using namespace Qt::StringLiterals;
using engine::ErrorKind;
using test::await;

namespace {

engine::ContainerSpec sleeper(const QString &name)
{
    engine::ContainerSpec spec;
    spec.name = name;
    spec.image = u"busybox"_s;
    spec.command = {u"sleep"_s, u"1000"_s};
    return spec;
}

/// Everything a log stream gave, a line each: "1 text" for stdout, "2 text" for stderr.
struct LogTaker
{
    QStringList lines;
    QList<qint64> times;
    std::optional<engine::Result<void>> end;

    engine::StreamSink<engine::LogBatch> sink()
    {
        return {[this](const engine::LogBatch &batch) {
                    for (const engine::LogLine &line : batch.lines) {
                        lines.append(QString::number(int(line.stream)) + u' ' +
                                     QString::fromUtf8(batch.bytes.mid(line.offset, line.length)));
                        times.append(line.timeNs);
                    }
                },
                [this](const engine::Result<void> &result) { end = result; }};
    }
};

} // namespace

class TestClient : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<engine::EngineClient> m_client;

    engine::ContainersApi &containers() { return m_client->containers(); }
    engine::ImagesApi &images() { return m_client->images(); }

    /// What the docker client's inspect says, by template.
    QString inspected(const QString &name, const QString &format) const
    {
        return m_engine.docker({u"inspect"_s, u"--format"_s, format, name});
    }
    engine::Result<engine::CreatedContainer> create(const engine::ContainerSpec &spec)
    {
        return await<engine::CreatedContainer>(
            [&](auto *context, auto reply) { return containers().create(spec, context, reply); });
    }
    engine::Result<void> start(const QString &name)
    {
        return await<void>([&](auto *context, auto reply) { return containers().start(name, context, reply); });
    }
    engine::Result<void> pull(const QString &reference, QList<engine::PullMessage> *messages = nullptr)
    {
        std::optional<engine::Result<void>> end;
        QObject context;
        const auto handle = images().pull(reference, {}, &context,
                                          {[&](const QList<engine::PullMessage> &batch) {
                                               if (messages)
                                                   messages->append(batch);
                                           },
                                           [&](const engine::Result<void> &result) { end = result; }});
        if (!QTest::qWaitFor([&] { return end.has_value(); }, 60'000))
            return tl::unexpected(engine::EngineError{ErrorKind::Timeout, 0, u"the pull does not end"_s});
        return *end;
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void versionAsTheDockerClientTellsIt();
    void pullsThroughTheMirror();
    void refusesUnknownAndLockedImages();
    void listsImages();
    void tagsAndRemovesImages();
    void runsAContainerThroughItsLife();
    void createsWhatTheSpecSays();
    void waitsForTheEnd();
    void tellsLogsApart();
    void followsATerminal();
    void samplesStatistics();
    void listsProcesses();
    void reportsEvents();
    void explainsConflicts();
    void explainsABusyPort();
    void explainsAMissingBindFolder();
    void prunesStoppedContainers();
    void loses();
};

void TestClient::initTestCase()
{
    QVERIFY(m_engine.start());
    m_client = std::make_unique<engine::EngineClient>(m_engine.endpoint());
    VERIFY_RESULT(pull(u"busybox"_s));
}

void TestClient::cleanup()
{
    QString ids;
    QVERIFY(m_engine.tryDocker({u"ps"_s, u"-aq"_s}, &ids));
    if (!ids.isEmpty())
        m_engine.docker(QStringList{u"rm"_s, u"-fv"_s} + ids.split(u'\n'));
}

void TestClient::versionAsTheDockerClientTellsIt()
{
    const auto version = await<engine::VersionInfo>(
        [&](auto *context, auto reply) { return m_client->system().version(context, reply); });
    VERIFY_RESULT(version);
    const QString format = u"{{.Server.Version}} {{.Server.APIVersion}} {{.Server.MinAPIVersion}} {{.Server.Os}} "
                           "{{.Server.Arch}} {{.Server.GitCommit}} {{.Server.KernelVersion}}"_s;
    QCOMPARE(QStringList({version->version, version->apiVersion, version->minApiVersion, version->os,
                          version->architecture, version->gitCommit, version->kernel})
                 .join(u' '),
             m_engine.docker({u"version"_s, u"--format"_s, format}));
    const auto ping =
        await<engine::PingInfo>([&](auto *context, auto reply) { return m_client->system().ping(context, reply); });
    VERIFY_RESULT(ping);
    QCOMPARE(ping->apiVersion, version->apiVersion);
    QVERIFY(!ping->isPodman());
    const auto info =
        await<engine::SystemInfo>([&](auto *context, auto reply) { return m_client->system().info(context, reply); });
    VERIFY_RESULT(info);
    QCOMPARE(info->storageDriver, m_engine.docker({u"info"_s, u"--format"_s, u"{{.Driver}}"_s}));
}

void TestClient::pullsThroughTheMirror()
{
    QList<engine::PullMessage> messages;
    VERIFY_RESULT(pull(u"ubuntu"_s, &messages)); // :latest by itself
    QCOMPARE(messages.first().status, u"Pulling from library/ubuntu"_s);
    QCOMPARE(messages.first().id, u"latest"_s);
    QCOMPARE(messages.last().status, u"Status: Downloaded newer image for ubuntu:latest"_s);
    QSet<QString> done;
    qint64 largest = 0;
    for (const engine::PullMessage &message : messages) {
        if (message.status == u"Pull complete"_s || message.status == u"Already exists"_s)
            done.insert(message.id);
        largest = std::max(largest, message.total);
    }
    QCOMPARE(done.size(), 7); // busybox's and six of its own
    QVERIFY(largest > 19'000'000);
    m_engine.docker({u"image"_s, u"inspect"_s, u"ubuntu:latest"_s});

    messages.clear();
    VERIFY_RESULT(pull(u"ubuntu:latest"_s, &messages));
    QCOMPARE(messages.last().status, u"Status: Image is up to date for ubuntu:latest"_s);
}

void TestClient::refusesUnknownAndLockedImages()
{
    const auto unknown = pull(test::RealEngine::registry() + u"/library/nosuch"_s);
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
    QVERIFY2(unknown.error().message.contains(u"manifest unknown"_s), qPrintable(unknown.error().message));
    const auto locked = pull(test::RealEngine::lockedRegistry() + u"/library/busybox"_s);
    QVERIFY(!locked);
    QCOMPARE(locked.error().kind, ErrorKind::Unauthorized);
    QVERIFY2(locked.error().message.contains(u"no basic auth credentials"_s), qPrintable(locked.error().message));
    const auto bad = pull(u"Bad_NAME!!"_s);
    QVERIFY(!bad);
    QCOMPARE(bad.error().kind, ErrorKind::InvalidArgument);
}

void TestClient::listsImages()
{
    const auto list =
        await<QList<engine::Image>>([&](auto *context, auto reply) { return images().list(context, reply); });
    VERIFY_RESULT(list);
    const auto busybox = std::find_if(list->begin(), list->end(), [](const engine::Image &image) {
        return image.tags.contains(u"busybox:latest"_s);
    });
    QVERIFY(busybox != list->end());
    QCOMPARE(busybox->id, inspected(u"busybox"_s, u"{{.Id}}"_s));
    QCOMPARE(QString::number(busybox->size), inspected(u"busybox"_s, u"{{.Size}}"_s));

    const auto details = await<engine::ImageDetails>(
        [&](auto *context, auto reply) { return images().inspect(u"busybox"_s, context, reply); });
    VERIFY_RESULT(details);
    QCOMPARE(details->command, QStringList{u"sh"_s});
    const auto history = await<QList<engine::HistoryEntry>>(
        [&](auto *context, auto reply) { return images().history(u"busybox"_s, context, reply); });
    VERIFY_RESULT(history);
    QCOMPARE(history->size(), 1);
    QCOMPARE(history->first().createdBy, u"ADD busybox.tar /"_s);
}

void TestClient::tagsAndRemovesImages()
{
    VERIFY_RESULT(await<void>([&](auto *context, auto reply) {
        return images().tag(u"busybox"_s, u"demo/a.b-c"_s, u"1.0"_s, context, reply);
    }));
    QCOMPARE(inspected(u"demo/a.b-c:1.0"_s, u"{{.Id}}"_s), inspected(u"busybox"_s, u"{{.Id}}"_s));
    const auto removed = await<QList<engine::ImageRemoval>>(
        [&](auto *context, auto reply) { return images().remove(u"demo/a.b-c:1.0"_s, false, context, reply); });
    VERIFY_RESULT(removed);
    QCOMPARE(removed->size(), 1);
    QCOMPARE(removed->first().untagged, u"demo/a.b-c:1.0"_s);

    VERIFY_RESULT(create(sleeper(u"user"_s)));
    const auto used = await<QList<engine::ImageRemoval>>(
        [&](auto *context, auto reply) { return images().remove(u"busybox"_s, false, context, reply); });
    QVERIFY(!used);
    QCOMPARE(used.error().kind, ErrorKind::Conflict);
}

void TestClient::runsAContainerThroughItsLife()
{
    engine::ContainerSpec spec = sleeper(u"web"_s);
    spec.memoryBytes = 128 << 20;
    const auto created = create(spec);
    VERIFY_RESULT(created);
    QCOMPARE(created->id, inspected(u"web"_s, u"{{.Id}}"_s));
    const QString id = created->id;
    const auto act = [&](auto &&call) {
        const engine::Result<void> result = await<void>(call);
        return result ? inspected(id, u"{{.State.Status}} {{.Name}}"_s) : result.error().message;
    };
    auto &api = containers();
    QCOMPARE(act([&](auto *context, auto reply) { return api.start(id, context, reply); }), u"running /web"_s);
    QCOMPARE(act([&](auto *context, auto reply) { return api.start(id, context, reply); }), u"running /web"_s); // 304
    QCOMPARE(act([&](auto *context, auto reply) { return api.pause(id, context, reply); }), u"paused /web"_s);
    QCOMPARE(act([&](auto *context, auto reply) { return api.unpause(id, context, reply); }), u"running /web"_s);
    QCOMPARE(act([&](auto *context, auto reply) { return api.rename(id, u"shop"_s, context, reply); }),
             u"running /shop"_s);
    QCOMPARE(act([&](auto *context, auto reply) { return api.restart(id, 0, context, reply); }), u"running /shop"_s);
    QCOMPARE(act([&](auto *context, auto reply) {
                 return api.update(id, 64 << 20, 500'000'000, u"on-failure"_s, context, reply);
             }),
             u"running /shop"_s);
    QCOMPARE(inspected(id, u"{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.RestartPolicy.Name}}"_s),
             u"67108864 500000000 on-failure"_s);
    QCOMPARE(act([&](auto *context, auto reply) { return api.stop(id, 0, context, reply); }), u"exited /shop"_s);
    QCOMPARE(act([&](auto *context, auto reply) { return api.stop(id, 0, context, reply); }), u"exited /shop"_s); // 304

    const auto list = await<QList<engine::Container>>([&](auto *context, auto reply) {
        return api.list({true, {id}, {}}, context, reply);
    });
    VERIFY_RESULT(list);
    QCOMPARE(list->size(), 1);
    QCOMPARE(list->first().name, u"shop"_s);
    QCOMPARE(list->first().state, engine::ContainerState::Exited);
    QCOMPARE(list->first().exitCode, 137);
    VERIFY_RESULT(await<void>([&](auto *context, auto reply) { return api.remove(id, {}, context, reply); }));
    QVERIFY(!m_engine.tryDocker({u"inspect"_s, id}));
}

void TestClient::createsWhatTheSpecSays()
{
    engine::ContainerSpec spec = sleeper(u"full"_s);
    spec.environment = {u"A=b c"_s, u"EMPTY="_s};
    spec.labels = {{u"com.example.key"_s, u"välue"_s}};
    spec.workingDir = u"/tmp"_s;
    spec.hostname = u"inside"_s;
    spec.ports = {{u"127.0.0.1"_s, u"18080"_s, u"80"_s, u"tcp"_s}};
    spec.mounts = {{u"volume"_s, u"data"_s, u"/data"_s, false}, {u"bind"_s, u"/etc"_s, u"/mnt"_s, true}};
    spec.memoryBytes = 128 << 20;
    spec.nanoCpus = 1'500'000'000;
    spec.shmBytes = 32 << 20;
    spec.restartPolicy = u"on-failure:3"_s;
    spec.capDrop = {u"NET_RAW"_s};
    VERIFY_RESULT(create(spec));
    VERIFY_RESULT(start(u"full"_s));
    QCOMPARE(inspected(u"full"_s, u"{{.Config.WorkingDir}} {{.Config.Hostname}} {{.HostConfig.Memory}} "
                                  "{{.HostConfig.NanoCpus}} {{.HostConfig.ShmSize}} {{.HostConfig.RestartPolicy.Name}} "
                                  "{{.HostConfig.CapDrop}} {{index .Config.Labels \"com.example.key\"}}"_s),
             u"/tmp inside 134217728 1500000000 33554432 on-failure [NET_RAW] välue"_s);
    QCOMPARE(m_engine.docker({u"port"_s, u"full"_s}), u"80/tcp -> 127.0.0.1:18080"_s);
    QCOMPARE(
        m_engine.docker({u"exec"_s, u"full"_s, u"sh"_s, u"-c"_s, u"echo \"$A,$EMPTY\"; mount"_s}).section(u'\n', 0, 0),
        u"b c,"_s);
    QVERIFY(!m_engine.tryDocker({u"exec"_s, u"full"_s, u"touch"_s, u"/mnt/x"_s})); // read-only
    m_engine.docker({u"exec"_s, u"full"_s, u"touch"_s, u"/data/x"_s});

    const auto details = await<engine::ContainerDetails>(
        [&](auto *context, auto reply) { return containers().inspect(u"full"_s, context, reply); });
    VERIFY_RESULT(details);
    QVERIFY(details->environment.contains(u"A=b c"_s));
    QCOMPARE(details->ports.size(), 1);
    QCOMPARE(details->ports.first().hostPort, 18080);
    QVERIFY(details->startedAt.isValid());
}

void TestClient::waitsForTheEnd()
{
    engine::ContainerSpec spec = sleeper(u"seven"_s);
    spec.command = {u"sh"_s, u"-c"_s, u"exit 7"_s};
    VERIFY_RESULT(create(spec));
    std::optional<engine::Result<int>> code;
    QObject context;
    const auto waiting =
        containers().wait(u"seven"_s, &context, [&](const engine::Result<int> &result) { code = result; });
    // A wait for a container that has not started yet answers at once: that is the engine's way.
    QTRY_VERIFY(code.has_value());
    VERIFY_RESULT(start(u"seven"_s));
    const auto ended =
        await<int>([&](auto *context2, auto reply) { return containers().wait(u"seven"_s, context2, reply); });
    VERIFY_RESULT(ended);
    QCOMPARE(*ended, 7);
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"killed"_s, u"busybox"_s, u"sleep"_s, u"1000"_s});
    VERIFY_RESULT(await<void>(
        [&](auto *context3, auto reply) { return containers().kill(u"killed"_s, u"SIGKILL"_s, context3, reply); }));
    QTRY_COMPARE(inspected(u"killed"_s, u"{{.State.ExitCode}}"_s), u"137"_s);
}

void TestClient::tellsLogsApart()
{
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"talker"_s, u"busybox"_s, u"sh"_s, u"-c"_s,
                     u"echo one; echo two >&2; printf 'no newline'; sleep 1000"_s});
    QTRY_VERIFY(m_engine.docker({u"logs"_s, u"talker"_s}).contains(u"two"_s));
    LogTaker log;
    QObject context;
    const auto following = containers().logs(u"talker"_s, {}, &context, log.sink());
    QTRY_COMPARE(log.lines.size(), 2);
    std::sort(log.lines.begin(), log.lines.end()); // no order is promised between the two streams
    QCOMPARE(log.lines, QStringList({u"1 one"_s, u"2 two"_s}));
    QVERIFY(std::all_of(log.times.begin(), log.times.end(), [](qint64 time) { return time > 0; }));
    m_engine.docker({u"kill"_s, u"talker"_s});
    QTRY_VERIFY(log.end.has_value());
    VERIFY_RESULT(*log.end);

    // The engine writes down a line without an end when its container ends; its followers may not see it any more.
    const auto readAgain = [&](const engine::LogOptions &options) {
        LogTaker taken;
        const auto reading = containers().logs(u"talker"_s, options, &context, taken.sink());
        if (!QTest::qWaitFor([&taken] { return taken.end.has_value(); }, 10'000))
            taken.lines.append(u"no end"_s);
        std::sort(taken.lines.begin(), taken.lines.end());
        return taken.lines;
    };
    engine::LogOptions options;
    options.follow = false;
    QTRY_COMPARE(readAgain(options), QStringList({u"1 no newline"_s, u"1 one"_s, u"2 two"_s}));
    options.standardOutput = false;
    QCOMPARE(readAgain(options), QStringList{u"2 two"_s});
}

void TestClient::followsATerminal()
{
    m_engine.docker({u"run"_s, u"-dt"_s, u"--name"_s, u"tty"_s, u"busybox"_s, u"sh"_s, u"-c"_s,
                     u"echo one; echo two >&2; sleep 1000"_s});
    LogTaker log;
    QObject context;
    engine::LogOptions options;
    options.tty = true;
    const auto following = containers().logs(u"tty"_s, options, &context, log.sink());
    QTRY_COMPARE(log.lines, QStringList({u"1 one"_s, u"1 two"_s}));
}

void TestClient::samplesStatistics()
{
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"busy"_s, u"--memory"_s, u"64m"_s, u"busybox"_s, u"sh"_s, u"-c"_s,
                     u"while true; do :; done"_s});
    QList<engine::StatsSample> samples;
    QObject context;
    const auto stream = containers().stats(u"busy"_s, &context,
                                           {[&](const engine::StatsSample &sample) { samples.append(sample); }, {}});
    QTRY_VERIFY_WITH_TIMEOUT(samples.size() >= 2, 15'000);
    QCOMPARE(samples.last().memoryLimitBytes, quint64(64 << 20));
    QVERIFY(samples.last().cpuTotalNs > samples.first().cpuTotalNs);
    QVERIFY(samples.last().systemCpuNs > 0);
    QVERIFY(samples.last().pids >= 1);
    QVERIFY(samples.last().read.isValid());
}

void TestClient::listsProcesses()
{
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"web"_s, u"busybox"_s, u"sleep"_s, u"1000"_s});
    const auto top = await<engine::ProcessList>(
        [&](auto *context, auto reply) { return containers().top(u"web"_s, {}, context, reply); });
    VERIFY_RESULT(top);
    QCOMPARE(top->rows.size(), 1);
    QCOMPARE(top->rows.first().size(), top->titles.size());
    QCOMPARE(top->rows.first().last(), u"sleep 1000"_s);
}

void TestClient::reportsEvents()
{
    QList<engine::Event> events;
    bool answered = false;
    QObject context;
    const auto stream = m_client->system().events(0, &context,
                                                  {[&](const QList<engine::Event> &batch) {
                                                       answered = true;
                                                       events.append(batch);
                                                   },
                                                   {}});
    QTRY_VERIFY(answered);
    m_engine.docker({u"run"_s, u"--name"_s, u"short"_s, u"busybox"_s, u"true"_s});
    m_engine.docker({u"rm"_s, u"short"_s});
    const auto actions = [&] {
        QStringList list;
        for (const engine::Event &event : std::as_const(events)) {
            if (event.type == u"container"_s && event.attributes.value(u"name"_s) == u"short"_s)
                list.append(event.action);
        }
        return list;
    };
    QTRY_VERIFY2(actions().contains(u"destroy"_s), qPrintable(actions().join(u' ')));
    for (const QString &action : {u"create"_s, u"start"_s, u"die"_s})
        QVERIFY2(actions().contains(action), qPrintable(action));
}

void TestClient::explainsConflicts()
{
    VERIFY_RESULT(create(sleeper(u"web"_s)));
    const auto again = create(sleeper(u"web"_s));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::Conflict);
    QCOMPARE(again.error().httpStatus, 409);
    QVERIFY(again.error().message.startsWith(u"Conflict. The container name \"/web\" is already in use"_s));
    VERIFY_RESULT(start(u"web"_s));
    const auto removal =
        await<void>([&](auto *context, auto reply) { return containers().remove(u"web"_s, {}, context, reply); });
    QVERIFY(!removal);
    QCOMPARE(removal.error().kind, ErrorKind::Conflict);
    const auto missing = start(u"nosuch"_s);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    engine::ContainerSpec absent = sleeper(u"absent"_s);
    absent.image = u"nosuch:1"_s;
    const auto imageless = create(absent);
    QVERIFY(!imageless);
    QCOMPARE(imageless.error().kind, ErrorKind::NotFound);
}

void TestClient::explainsABusyPort()
{
    QTcpServer holder;
    QVERIFY(holder.listen(QHostAddress::LocalHost));
    engine::ContainerSpec spec = sleeper(u"late"_s);
    spec.ports = {{u"127.0.0.1"_s, QString::number(holder.serverPort()), u"80"_s, u"tcp"_s}};
    VERIFY_RESULT(create(spec));
    const auto started = start(u"late"_s);
    QVERIFY(!started);
    QCOMPARE(started.error().httpStatus, 500);
    QVERIFY2(started.error().message.contains(u"address already in use"_s), qPrintable(started.error().message));
}

void TestClient::explainsAMissingBindFolder()
{
    engine::ContainerSpec spec = sleeper(u"folder"_s);
    spec.mounts = {{u"bind"_s, u"/no/such/folder"_s, u"/data"_s, false}};
    const auto created = create(spec);
    QVERIFY(!created);
    QCOMPARE(created.error().kind, ErrorKind::InvalidArgument);
    QVERIFY2(created.error().message.contains(u"/no/such/folder"_s), qPrintable(created.error().message));
}

void TestClient::prunesStoppedContainers()
{
    m_engine.docker({u"run"_s, u"--name"_s, u"gone"_s, u"busybox"_s, u"true"_s});
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"stays"_s, u"busybox"_s, u"sleep"_s, u"1000"_s});
    const auto report =
        await<engine::PruneReport>([&](auto *context, auto reply) { return containers().prune(context, reply); });
    VERIFY_RESULT(report);
    QCOMPARE(report->removed.size(), 1);
    QCOMPARE(m_engine.docker({u"ps"_s, u"-a"_s, u"--format"_s, u"{{.Names}}"_s}), u"stays"_s);
}

/// The engine dies under running calls, and comes back.
void TestClient::loses()
{
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"talker"_s, u"busybox"_s, u"sh"_s, u"-c"_s,
                     u"while true; do echo tick; sleep 0.1; done"_s});
    LogTaker log;
    QObject context;
    bool eventsEnded = false;
    const auto following = containers().logs(u"talker"_s, {}, &context, log.sink());
    const auto events =
        m_client->system().events(0, &context, {{}, [&](const engine::Result<void> &) { eventsEnded = true; }});
    QTRY_VERIFY(!log.lines.isEmpty());
    QVERIFY(m_engine.kill());
    QTRY_VERIFY(log.end.has_value());
    QTRY_VERIFY(eventsEnded);
    const auto refused =
        await<engine::PingInfo>([&](auto *context2, auto reply) { return m_client->system().ping(context2, reply); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::NotConnected);
    QVERIFY(m_engine.start());
    const auto list = await<QList<engine::Container>>(
        [&](auto *context3, auto reply) { return containers().list({}, context3, reply); });
    VERIFY_RESULT(list);
    QCOMPARE(list->size(), 1);
}

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
