// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/recipe_options.h"

#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

#include <array>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

using Options = QList<ContainerRecipe::Option>;

constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr qint64 nsPerMillisecond = 1'000'000;
constexpr qint64 podmanPidsLimit = 2048;
constexpr qsizetype shortIdLength = 12;

struct Row
{
    const char *key;
    const char16_t *option;
};

/// Lists of texts, an option for each.
constexpr std::array hostLists{
    Row{"Dns", u"--dns"},
    Row{"DnsOptions", u"--dns-option"},
    Row{"DnsSearch", u"--dns-search"},
    Row{"ExtraHosts", u"--add-host"},
    Row{"GroupAdd", u"--group-add"},
    Row{"SecurityOpt", u"--security-opt"},
    Row{"VolumesFrom", u"--volumes-from"},
};
/// Numbers, left out when 0.
constexpr std::array hostNumbers{
    Row{"MemoryReservation", u"--memory-reservation"},
    Row{"CpuShares", u"--cpu-shares"},
    Row{"CpuQuota", u"--cpu-quota"},
    Row{"CpuPeriod", u"--cpu-period"},
    Row{"BlkioWeight", u"--blkio-weight"},
    Row{"OomScoreAdj", u"--oom-score-adj"},
};
constexpr std::array hostTexts{
    Row{"CpusetCpus", u"--cpuset-cpus"},
    Row{"CpusetMems", u"--cpuset-mems"},
    Row{"CgroupParent", u"--cgroup-parent"},
    Row{"UsernsMode", u"--userns"},
    Row{"UTSMode", u"--uts"},
    Row{"VolumeDriver", u"--volume-driver"},
};
constexpr std::array hostFlags{
    Row{"ReadonlyRootfs", u"--read-only"},
    Row{"PublishAllPorts", u"--publish-all"},
    Row{"OomKillDisable", u"--oom-kill-disable"},
};

void add(Options &options, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        options.append({name, value});
}

void addTables(Options &options, const Json &host)
{
    for (const Row &row : hostLists) {
        for (const QString &value : texts(host, row.key))
            add(options, QString::fromUtf16(row.option), value);
    }
    for (const Row &row : hostNumbers) {
        if (const qint64 value = integer(host, row.key); value != 0)
            add(options, QString::fromUtf16(row.option), QString::number(value));
    }
    for (const Row &row : hostTexts)
        add(options, QString::fromUtf16(row.option), text(host, row.key));
    for (const Row &row : hostFlags) {
        if (boolean(host, row.key))
            options.append({QString::fromUtf16(row.option), {}});
    }
}

/// Modes whose default engines tell as if it had been asked for.
void addModes(Options &options, const Json &host)
{
    const auto addUnless = [&](const char *key, const QString &option, const QStringList &defaults) {
        const QString value = text(host, key);
        if (!defaults.contains(value))
            add(options, option, value);
    };
    addUnless("IpcMode", u"--ipc"_s, {u"private"_s, u"shareable"_s});
    addUnless("PidMode", u"--pid"_s, {u"private"_s});
    addUnless("Runtime", u"--runtime"_s, {u"runc"_s, u"crun"_s, u"oci"_s, u"io.containerd.runc.v2"_s});
    const qint64 pids = integer(host, "PidsLimit");
    if (pids > 0 && pids != podmanPidsLimit)
        add(options, u"--pids-limit"_s, QString::number(pids));
    const qint64 memory = integer(host, "Memory");
    const qint64 swap = integer(host, "MemorySwap");
    if (swap != 0 && swap != 2 * memory && (memory > 0 || swap > 0))
        add(options, u"--memory-swap"_s, QString::number(swap));
    const Json &swappiness = member(host, "MemorySwappiness");
    if (const qint64 value = asInteger(swappiness, -1); value > 0)
        add(options, u"--memory-swappiness"_s, QString::number(value));
}

void addMaps(Options &options, const Json &host)
{
    const auto addMap = [&](const char *key, const QString &option, QChar separator) {
        const QMap<QString, QString> map = textMap(host, key);
        for (auto item = map.cbegin(); item != map.cend(); ++item)
            add(options, option, item.value().isEmpty() ? item.key() : item.key() + separator + item.value());
    };
    addMap("Tmpfs", u"--tmpfs"_s, u':');
    addMap("Sysctls", u"--sysctl"_s, u'=');
    const Json &limits = member(host, "Ulimits");
    if (!limits.is_array())
        return;
    for (const Json &limit : limits) {
        QString name = text(limit, "Name").toLower();
        if (name.startsWith(u"rlimit_"))
            name.remove(0, 7); // Podman's spelling, with its defaults among them
        add(options, u"--ulimit"_s, u"%1=%2:%3"_s.arg(name).arg(integer(limit, "Soft")).arg(integer(limit, "Hard")));
    }
}

void addLog(Options &options, const Json &host)
{
    const Json &log = member(host, "LogConfig");
    const QString type = text(log, "Type");
    const QMap<QString, QString> settings = textMap(log, "Config");
    const bool isUsual = type == u"json-file" || type == u"journald" || type == u"k8s-file";
    if (!isUsual || !settings.isEmpty())
        add(options, u"--log-driver"_s, type);
    for (auto setting = settings.cbegin(); setting != settings.cend(); ++setting)
        add(options, u"--log-opt"_s, setting.key() + u'=' + setting.value());
}

QString duration(qint64 ns)
{
    if (ns % nsPerSecond == 0)
        return QString::number(ns / nsPerSecond) + u's';
    return ns % nsPerMillisecond == 0 ? QString::number(ns / nsPerMillisecond) + u"ms"_s
                                      : QString::number(ns) + u"ns"_s;
}

void addHealth(Options &options, const Json &config, const Json &imageConfig)
{
    const Json &health = member(config, "Healthcheck");
    if (!health.is_object() || health == member(imageConfig, "Healthcheck"))
        return;
    const QStringList test = texts(health, "Test");
    if (test.value(0) == u"NONE") {
        options.append({u"--no-healthcheck"_s, {}});
        return;
    }
    if (test != texts(member(imageConfig, "Healthcheck"), "Test"))
        add(options, u"--health-cmd"_s, test.mid(1).join(u' '));
    constexpr std::array times{Row{"Interval", u"--health-interval"}, Row{"Timeout", u"--health-timeout"},
                               Row{"StartPeriod", u"--health-start-period"}};
    for (const Row &row : times) {
        if (const qint64 ns = integer(health, row.key); ns > 0)
            add(options, QString::fromUtf16(row.option), duration(ns));
    }
    if (const qint64 retries = integer(health, "Retries"); retries > 0)
        add(options, u"--health-retries"_s, QString::number(retries));
}

void addNetwork(Options &options, const Json &container, const QString &network)
{
    for (const QString &link : texts(member(container, "HostConfig"), "Links")) // "/db:/web/alias"
        add(options, u"--link"_s, link.section(u':', 0, 0).remove(u'/') + u':' + link.section(u'/', -1));
    const Json &joined = member(member(container, "NetworkSettings"), "Networks");
    const Json &own = member(joined, network.toUtf8().constData());
    const QString id = text(container, "Id").left(shortIdLength);
    const QString name = text(container, "Name").remove(u'/');
    for (const QString &alias : texts(own, "Aliases")) {
        if (alias != id && alias != name)
            add(options, u"--network-alias"_s, alias);
    }
    add(options, u"--ip"_s, text(member(own, "IPAMConfig"), "IPv4Address"));
    add(options, u"--ip6"_s, text(member(own, "IPAMConfig"), "IPv6Address"));
}

} // namespace

QList<ContainerRecipe::Option> recipeOptions(const Json &container, const Json &imageConfig, const QString &network)
{
    const Json &host = member(container, "HostConfig");
    const Json &config = member(container, "Config");
    Options options;
    addTables(options, host);
    addModes(options, host);
    addMaps(options, host);
    addLog(options, host);
    addHealth(options, config, imageConfig);
    addNetwork(options, container, network);
    add(options, u"--domainname"_s, text(config, "Domainname"));
    if (const QString stop = text(config, "StopSignal");
        stop != text(imageConfig, "StopSignal") && stop != u"SIGTERM" && stop != u"15")
        add(options, u"--stop-signal"_s, stop);
    if (const Json &timeout = member(config, "StopTimeout"); timeout.is_number())
        add(options, u"--stop-timeout"_s, QString::number(asInteger(timeout, 0)));
    return options;
}

} // namespace engine::json
