// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/recipe_options.h"

#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

using Options = QList<ContainerRecipe::Option>;

constexpr qint64 nsPerSecond = 1'000'000'000;
constexpr qint64 nsPerMillisecond = 1'000'000;
constexpr qint64 podmanPidsLimit = 2048;
constexpr qint64 podmanStopTimeout = 10;

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
    Row{"VolumesFrom", u"--volumes-from"},
};
/// Numbers, left out when 0.
constexpr std::array hostNumbers{
    Row{"MemoryReservation", u"--memory-reservation"},
    Row{"CpuShares", u"--cpu-shares"},
    Row{"CpuRealtimePeriod", u"--cpu-rt-period"},
    Row{"CpuRealtimeRuntime", u"--cpu-rt-runtime"},
    Row{"CpuCount", u"--cpu-count"},
    Row{"CpuPercent", u"--cpu-percent"},
    Row{"IOMaximumBandwidth", u"--io-maxbandwidth"},
    Row{"IOMaximumIOps", u"--io-maxiops"},
    Row{"BlkioWeight", u"--blkio-weight"},
    Row{"OomScoreAdj", u"--oom-score-adj"},
};
constexpr std::array hostTexts{
    Row{"CpusetCpus", u"--cpuset-cpus"},     Row{"CpusetMems", u"--cpuset-mems"},
    Row{"CgroupParent", u"--cgroup-parent"}, Row{"UsernsMode", u"--userns"},
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
void addModes(Options &options, const Json &host, const RecipeWish &wish)
{
    const auto addUnless = [&](const char *key, const QString &option, const QStringList &defaults) {
        const QString value = text(host, key);
        if (!defaults.contains(value))
            add(options, option, value);
    };
    addUnless("IpcMode", u"--ipc"_s, {u"private"_s, isPodmans(host) ? u"shareable"_s : QString()});
    addUnless("PidMode", u"--pid"_s, {u"private"_s});
    addUnless("UTSMode", u"--uts"_s, {u"private"_s});
    addUnless("Isolation", u"--isolation"_s, {u"default"_s});
    if (!wish.cgroupNamespace.isEmpty())
        addUnless("CgroupnsMode", u"--cgroupns"_s, {wish.cgroupNamespace});
    addUnless("Runtime", u"--runtime"_s, {u"runc"_s, u"crun"_s, u"oci"_s, u"io.containerd.runc.v2"_s});
    if (const Json &init = member(host, "Init"); init.is_boolean() && !init.get<bool>() && !isPodmans(host))
        options.append({u"--init"_s, u"false"_s});
}

void addMemory(Options &options, const Json &host)
{
    const qint64 pids = integer(host, "PidsLimit");
    if (pids > 0 && !(isPodmans(host) && pids == podmanPidsLimit))
        add(options, u"--pids-limit"_s, QString::number(pids));
    const qint64 memory = integer(host, "Memory");
    const qint64 swap = integer(host, "MemorySwap");
    if (swap != 0 && swap != 2 * memory)
        add(options, u"--memory-swap"_s, QString::number(swap));
    const Json &swappiness = member(host, "MemorySwappiness");
    if (const qint64 value = asInteger(swappiness, -1); value > 0 || (value == 0 && !isPodmans(host)))
        add(options, u"--memory-swappiness"_s, QString::number(value));
    if (integer(host, "NanoCpus") != 0) // Podman tells them as quota and period as well
        return;
    for (const Row &row : {Row{"CpuPeriod", u"--cpu-period"}, Row{"CpuQuota", u"--cpu-quota"}}) {
        if (const qint64 value = integer(host, row.key); value != 0)
            add(options, QString::fromUtf16(row.option), QString::number(value));
    }
}

/// Without what the engine adds by itself; unmasked system paths are told by two empty lists.
void addSecurity(Options &options, const Json &host)
{
    const bool isFree =
        boolean(host, "Privileged") || text(host, "PidMode") == u"host" || text(host, "IpcMode") == u"host";
    for (const QString &option : texts(host, "SecurityOpt")) {
        if (!isFree || option != u"label=disable")
            add(options, u"--security-opt"_s, option);
    }
    const Json &masked = member(host, "MaskedPaths");
    if (masked.is_array() && masked.empty() && !boolean(host, "Privileged") && !isPodmans(host))
        options.append({u"--security-opt"_s, u"systempaths=unconfined"_s});
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
    addMap("StorageOpt", u"--storage-opt"_s, u'=');
    if (!isPodmans(host)) // its annotations are its own notes
        addMap("Annotations", u"--annotation"_s, u'=');
    addSecurity(options, host);
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

void addLog(Options &options, const Json &host, const QString &usual)
{
    const Json &log = member(host, "LogConfig");
    const QString type = text(log, "Type");
    const QMap<QString, QString> settings = textMap(log, "Config");
    const bool isUsual =
        usual.isEmpty() ? type == u"json-file" || type == u"journald" || type == u"k8s-file" : type == usual;
    if (!isUsual || !settings.isEmpty())
        add(options, u"--log-driver"_s, type);
    for (auto setting = settings.cbegin(); setting != settings.cend(); ++setting)
        add(options, u"--log-opt"_s, setting.key() + u'=' + setting.value());
}

/// A word as a shell reads it back: health checks of a list of words become a line.
QString shellWord(const QString &word)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_@%+=:,./-]+$"_s);
    return plain.match(word).hasMatch() ? word : u'\'' + QString(word).replace(u'\'', u"'\\''"_s) + u'\'';
}

QString healthCommand(const QStringList &test)
{
    QStringList words = test.mid(1);
    if (test.value(0) == u"CMD") {
        for (QString &word : words)
            word = shellWord(word);
    }
    return words.join(u' ');
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
        add(options, u"--health-cmd"_s, healthCommand(test));
    constexpr std::array times{Row{"Interval", u"--health-interval"}, Row{"Timeout", u"--health-timeout"},
                               Row{"StartPeriod", u"--health-start-period"},
                               Row{"StartInterval", u"--health-start-interval"}};
    for (const Row &row : times) {
        if (const qint64 ns = integer(health, row.key); ns > 0)
            add(options, QString::fromUtf16(row.option), duration(ns));
    }
    if (const qint64 retries = integer(health, "Retries"); retries > 0)
        add(options, u"--health-retries"_s, QString::number(retries));
}

} // namespace

bool isPodmans(const Json &host)
{
    return text(host, "Runtime") == u"oci" ||
           textMap(host, "Annotations").value(u"io.container.manager"_s) == u"libpod";
}

QList<ContainerRecipe::Option> recipeOptions(const Json &container, const Json &imageConfig, const RecipeWish &wish)
{
    const Json &host = member(container, "HostConfig");
    const Json &config = member(container, "Config");
    Options options;
    addTables(options, host);
    addModes(options, host, wish);
    addMemory(options, host);
    addMaps(options, host);
    addLog(options, host, wish.logDriver);
    addHealth(options, config, imageConfig);
    add(options, u"--domainname"_s, text(config, "Domainname"));
    if (const QString stop = text(config, "StopSignal");
        stop != text(imageConfig, "StopSignal") && stop != u"SIGTERM" && stop != u"15")
        add(options, u"--stop-signal"_s, stop);
    if (const Json &timeout = member(config, "StopTimeout");
        timeout.is_number() && !(isPodmans(host) && asInteger(timeout, 0) == podmanStopTimeout))
        add(options, u"--stop-timeout"_s, QString::number(asInteger(timeout, 0)));
    return options;
}

} // namespace engine::json
