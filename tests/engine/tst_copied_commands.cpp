// SPDX-License-Identifier: Apache-2.0
// Containers of a real Docker Engine made again from the command that is copied, by the real client.
#include "engine-client/recipe.h"
#include "models/network_lines.h"
#include "models/recipe_command.h"
#include "models/shell_words.h"
#include "tests/support/real_engine.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace {

void dropEmpty(nlohmann::json &object)
{
    for (auto item = object.begin(); item != object.end();) {
        const bool isEmpty = item->is_null() || ((item->is_array() || item->is_object()) && item->empty());
        item = isEmpty ? object.erase(item) : std::next(item);
    }
}

/// Aliases and addresses that were asked for.
nlohmann::json normalisedNetworks(const nlohmann::json &container)
{
    nlohmann::json networks = container.at("NetworkSettings").at("Networks");
    const std::string id = container.at("Id");
    for (nlohmann::json &network : networks) {
        nlohmann::json kept = nlohmann::json::object();
        for (const char *key : {"IPAMConfig", "Links", "Aliases", "DriverOpts"})
            kept[key] = network.value(key, nlohmann::json());
        if (nlohmann::json &aliases = kept["Aliases"]; aliases.is_array())
            aliases.erase(std::remove(aliases.begin(), aliases.end(), id.substr(0, 12)), aliases.end());
        dropEmpty(kept);
        network = kept;
    }
    return networks;
}

/// What must be the same of two containers: all that was asked for, without ids, names and times.
QByteArray normalised(const QString &inspect)
{
    nlohmann::json container = nlohmann::json::parse(inspect.toStdString()).at(0);
    nlohmann::json config = container.at("Config");
    nlohmann::json host = container.at("HostConfig");
    const std::string id = container.at("Id");
    if (config.at("Hostname") == id.substr(0, 12))
        config.erase("Hostname");
    // How the client waits, which it does not when detached; and what is empty either way.
    for (const char *key : {"AttachStdin", "AttachStdout", "AttachStderr", "StdinOnce", "OnBuild"})
        config.erase(key);
    // Client and engine keep no order of these.
    std::sort(config.at("Env").begin(), config.at("Env").end());
    for (const char *key : {"Binds", "BlkioDeviceReadBps", "Ulimits"}) {
        if (nlohmann::json &list = host[key]; list.is_array())
            std::sort(list.begin(), list.end());
    }
    host.erase("ContainerIDFile");
    host.erase("ConsoleSize");
    dropEmpty(config);
    dropEmpty(host);
    return QByteArray::fromStdString(
        nlohmann::json{{"Config", config}, {"HostConfig", host}, {"Networks", normalisedNetworks(container)}}.dump(1));
}

QByteArray firstOf(const QString &inspected)
{
    return QByteArray::fromStdString(nlohmann::json::parse(inspected.toStdString()).at(0).dump());
}

struct Case
{
    const char *name;
    const char *options; ///< as a shell splits them
    const char *command = "";
};

constexpr Case cases[] = {
    {"plain", ""},
    {"ports", "-p 127.0.0.1:18080:80 -p 53/udp -p 8000-8002:9000-9002 --expose 9000 --expose 7000-7001/udp"},
    {"ipv6 port", "-p [::1]:18081:81 -p 18082:82/sctp"},
    {"publish all", "-P"},
    {"place", "-w /root -u 65534:65534 -h lab.local --domainname example.org", "sleep '100 0'"},
    {"variables", "-e A=1 -e 'B=x '\\''y'\\'' \"z\" $HOME' -e TOKEN=s3cret -e EMPTY= -e PATH=/bin"},
    {"lines in variables", "-e 'A=1\n2\n' -e 'ü=ä'"},
    {"labels", "-l 'a=b c' -l empty= -l 'json={\"a\":1}'"},
    {"binds", "-v kept:/kept:ro -v /tmp:/host -v /tmp:/two:ro,rslave -v /anonymous"},
    {"relabelled", "-v /tmp:/host:z -v kept:/kept:nocopy"},
    {"tmpfs", "--tmpfs /scratch:size=1m --tmpfs /run"},
    {"mounts", "--mount type=volume,source=kept,target=/again,readonly --mount type=bind,source=/tmp,target=/host"},
    {"mount options", "--mount type=volume,source=made,target=/m,volume-nocopy,volume-label=a=b,volume-driver=local "
                      "--mount type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=1770 "
                      "--mount type=bind,source=/tmp,target=/b,bind-propagation=rslave"},
    {"volume options",
     "--mount 'type=volume,target=/v,volume-driver=local,volume-opt=type=tmpfs,volume-opt=device=tmpfs,"
     "\"volume-opt=o=size=1m,uid=1\"'"},
    {"odd paths", "--mount 'type=bind,\"source=/tmp\",target=/a:b' -v '/tmp:/with blank'"},
    {"volumes from", "--volumes-from other:ro"},
    {"volume driver", "--volume-driver local -v made2:/x"},
    {"memory", "-m 64m --memory-reservation 32m --memory-swap 128m --shm-size 32m"},
    {"memory without end", "-m 64m --memory-swap -1 --memory-swappiness 0"},
    {"swap as much", "-m 64m --memory-swap 64m --oom-score-adj 300"},
    {"cpus", "--cpus 0.5 --cpu-shares 512 --cpuset-cpus 0 --cpuset-mems 0"},
    {"cpu times", "--cpu-period 50000 --cpu-quota 20000"},
    {"limits", "--pids-limit 100 --ulimit nofile=1024:2048 --ulimit core=0"},
    {"block weight", "--blkio-weight 300"},
    {"rates", "--device-read-bps /dev/null:1mb --device-write-iops /dev/null:100"},
    {"rights", "--cap-add NET_ADMIN --cap-add sys_time --cap-drop MKNOD --security-opt no-new-privileges --read-only"},
    {"all rights", "--privileged"},
    {"bare system", "--security-opt systempaths=unconfined --security-opt seccomp=unconfined"},
    {"groups", "--group-add 100 --group-add audio --init"},
    {"no init", "--init=false"},
    {"terminal", "-it --restart on-failure:3 --stop-signal SIGINT --stop-timeout 3"},
    {"input", "-i --restart unless-stopped"},
    {"restart always", "--restart always"},
    {"removed", "--rm"},
    {"health", "--health-cmd 'test -e /' --health-interval 90s --health-retries 2 --health-timeout 1500ms "
               "--health-start-period 1m30s"},
    {"no health", "--no-healthcheck"},
    {"log", "--log-opt max-size=1m --log-opt 'tag={{.Name}}'"},
    {"other log", "--log-driver none"},
    {"names", "--dns 1.1.1.1 --dns-option ndots:2 --dns-search example.org --add-host db:10.0.0.1"},
    {"entrypoint", "--entrypoint echo", "a 'b c'"},
    {"command", "", "sh -c 'echo \"$A\" '\\''b'\\'''"},
    {"no network", "--network none --ipc host"},
    {"host network", "--network host --pid host --uts host"},
    {"other container's", "--network container:other --ipc container:shared --pid container:other"},
    {"own network", "--network mine --network-alias db --network-alias cache --ip 10.77.0.9"},
    {"own network's link", "--network mine --link other2:x"},
    {"no rights", "--cap-drop ALL --cap-add CHOWN --userns host"},
    {"devices", "--device /dev/null --device /dev/zero:/dev/nought:r --device-cgroup-rule 'c 1:3 r'"},
    {"kernel settings", "--sysctl net.ipv4.ip_forward=1 --sysctl kernel.msgmax=65536"},
    {"cgroups", "--cgroup-parent /lab --cgroupns private --runtime runc"},
    {"shared memory", "--ipc shareable"},
};

} // namespace

class CopiedCommandsTest : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    engine::RecipeWish m_wish;

    QString inspect(const QString &name) const { return m_engine.docker({u"inspect"_s, name}); }

private Q_SLOTS:
    void initTestCase();
    void makesTheSame_data();
    void makesTheSame();
    void joinsNetworks_data();
    void joinsNetworks();
};

void CopiedCommandsTest::initTestCase()
{
    QVERIFY(m_engine.start());
    m_engine.docker({u"pull"_s, u"busybox"_s});
    m_engine.docker({u"network"_s, u"create"_s, u"--subnet"_s, u"10.77.0.0/24"_s, u"mine"_s});
    m_engine.docker({u"create"_s, u"--name"_s, u"other"_s, u"-v"_s, u"/from"_s, u"busybox"_s});
    m_engine.docker({u"create"_s, u"--name"_s, u"other2"_s, u"--network"_s, u"mine"_s, u"busybox"_s});
    m_engine.docker({u"create"_s, u"--name"_s, u"shared"_s, u"--ipc"_s, u"shareable"_s, u"busybox"_s});
    engine::SystemInfo info;
    info.cgroupVersion = m_engine.docker({u"info"_s, u"--format"_s, u"{{.CgroupVersion}}"_s});
    info.loggingDriver = m_engine.docker({u"info"_s, u"--format"_s, u"{{.LoggingDriver}}"_s});
    m_wish = engine::recipeWish(info);
    QVERIFY(std::size(cases) >= 40);
}

void CopiedCommandsTest::makesTheSame_data()
{
    QTest::addColumn<QStringList>("arguments");
    for (const Case &item : cases) {
        const auto options = models::splitShellWords(QString::fromUtf8(item.options));
        const auto command = models::splitShellWords(QString::fromUtf8(item.command));
        QVERIFY2(options && command, item.name);
        QTest::newRow(item.name) << *options + QStringList{u"busybox"_s} + *command;
    }
}

void CopiedCommandsTest::makesTheSame()
{
    QFETCH(QStringList, arguments);
    m_engine.docker(QStringList{u"create"_s, u"--name"_s, u"original"_s} + arguments);
    const QString before = inspect(u"original"_s);
    const QString image = m_engine.docker({u"image"_s, u"inspect"_s, u"busybox"_s});
    const auto recipe = engine::recipeOf(firstOf(before), firstOf(image), u"inspect"_s, m_wish);
    QVERIFY(recipe.has_value());
    const QString command = models::toDockerCommand(*recipe, false);
    m_engine.docker({u"rm"_s, u"original"_s});
    const auto words = models::splitShellWords(command);
    QVERIFY2(words && words->value(0) == u"docker" && words->value(1) == u"run", qPrintable(command));
    QVERIFY(words->at(2).startsWith(u"-d"_s));
    QStringList again = words->sliced(3);
    if (words->at(2) != u"-d")
        again.prepend(u"-"_s + words->at(2).sliced(2)); // docker create does not know -d
    m_engine.docker(QStringList{u"create"_s} + again);
    const QString after = inspect(u"original"_s);
    m_engine.docker({u"rm"_s, u"original"_s});
    QCOMPARE(normalised(after).split('\n'), normalised(before).split('\n')); // tells the first line that differs
}

void CopiedCommandsTest::joinsNetworks_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("join");
    QTest::newRow("beside the default one") << QString() << u"--alias db --alias cache --ip 10.78.0.9 --link other:x"_s;
    QTest::newRow("several") << u"--network mine --network-alias own --ip 10.77.0.9"_s
                             << u"--alias db --alias cache --ip 10.78.0.9"_s;
}

/// What this engine takes one by one only, and what no docker run can say.
void CopiedCommandsTest::joinsNetworks()
{
    QFETCH(QString, options);
    QFETCH(QString, join);
    if (!m_engine.tryDocker({u"network"_s, u"inspect"_s, u"side"_s}))
        m_engine.docker({u"network"_s, u"create"_s, u"--subnet"_s, u"10.78.0.0/24"_s, u"side"_s});
    m_engine.docker(QStringList{u"create"_s, u"--name"_s, u"original"_s} + options.split(u' ', Qt::SkipEmptyParts) +
                    QStringList{u"busybox"_s, u"sleep"_s, u"1000"_s});
    m_engine.docker(u"network connect %1 side original"_s.arg(join).split(u' '));
    const QString before = inspect(u"original"_s);
    const QString image = m_engine.docker({u"image"_s, u"inspect"_s, u"busybox"_s});
    const auto recipe = engine::recipeOf(firstOf(before), firstOf(image), u"inspect"_s, m_wish);
    QVERIFY(recipe.has_value());
    m_engine.docker({u"rm"_s, u"original"_s});
    const QStringList lines = models::commandLines(*recipe, /*takesSeveral=*/false, false);
    QCOMPARE(lines.size(), 2);
    for (const QString &line : lines)
        m_engine.docker(models::splitShellWords(line)->mid(1));
    const QString after = inspect(u"original"_s);
    m_engine.docker({u"rm"_s, u"-f"_s, u"original"_s});
    QCOMPARE(normalised(after).split('\n'), normalised(before).split('\n'));
}

QTEST_GUILESS_MAIN(CopiedCommandsTest)
#include "tst_copied_commands.moc"
