// SPDX-License-Identifier: Apache-2.0
#include "models/embedded_engine_config.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

#include <pwd.h>
#include <sys/resource.h>
#include <sys/vfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr auto cgroup2Magic = 0x63677270L; // CGROUP2_SUPER_MAGIC
constexpr quint64 openFilesCap = 65'536;   // more makes programs that close every possible file crawl
constexpr quint64 processesCap = 1'048'576;

/// Debian keeps iptables and nft where only root's PATH looks.
QString findProgram(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {u"/usr/local/sbin"_s, u"/usr/sbin"_s, u"/sbin"_s})
                           : found;
}

quint64 hardLimit(__rlimit_resource_t resource)
{
    rlimit limit{};
    return getrlimit(resource, &limit) == 0 ? quint64(limit.rlim_max) : 0;
}

bool namesUser(const QString &path, const QString &user)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = file.readAll().split('\n');
    const QByteArray name = user.toLocal8Bit() + ':';
    const QByteArray id = QByteArray::number(getuid()) + ':';
    return std::any_of(lines.begin(), lines.end(),
                       [&](const QByteArray &line) { return line.startsWith(name) || line.startsWith(id); });
}

bool reachesSystemd(bool root)
{
    if (!QFileInfo(u"/run/systemd/system"_s).isDir())
        return false;
    return root || qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

} // namespace

MachineFacts lookAtMachine()
{
    MachineFacts facts;
    struct statfs cgroups
    {
    };
    facts.cgroupsV2 = statfs("/sys/fs/cgroup", &cgroups) == 0 && long(cgroups.f_type) == cgroup2Magic;
    facts.root = geteuid() == 0;
    facts.systemd = reachesSystemd(facts.root);
    // crun refuses machines that have both kinds of cgroups mounted.
    const QStringList runtimes =
        facts.cgroupsV2 ? QStringList{u"crun"_s, u"runc"_s} : QStringList{u"runc"_s, u"crun"_s};
    for (const QString &runtime : runtimes) {
        if (facts.runtime.isEmpty() && !findProgram(runtime).isEmpty())
            facts.runtime = runtime;
    }
    facts.iptablesOnly = findProgram(u"nft"_s).isEmpty() && !findProgram(u"iptables"_s).isEmpty();
    facts.maxOpenFiles = hardLimit(RLIMIT_NOFILE);
    facts.maxProcesses = hardLimit(RLIMIT_NPROC);
    if (const passwd *entry = getpwuid(getuid()))
        facts.user = QString::fromLocal8Bit(entry->pw_name);
    facts.subordinateIds =
        facts.root || (!findProgram(u"newuidmap"_s).isEmpty() && namesUser(u"/etc/subuid"_s, facts.user) &&
                       namesUser(u"/etc/subgid"_s, facts.user));
    return facts;
}

QByteArray containersConf(const MachineFacts &facts)
{
    // Soft and hard alike: Podman 4.3 hands them to the runtime the wrong way round.
    const QByteArray files = QByteArray::number(std::min(facts.maxOpenFiles, openFilesCap));
    const QByteArray processes = QByteArray::number(std::min(facts.maxProcesses, processesCap));
    QByteArray text = "# Written by Longshore at each start of its built-in engine.\n[containers]\n";
    text +=
        "default_ulimits = [\"nofile=" + files + ':' + files + "\", \"nproc=" + processes + ':' + processes + "\"]\n";
    text += "log_driver = \"k8s-file\"\n\n[engine]\n";
    text += QByteArray("cgroup_manager = \"") + (facts.systemd ? "systemd" : "cgroupfs") + "\"\n";
    text += "events_logger = \"file\"\n";
    if (!facts.runtime.isEmpty())
        text += "runtime = \"" + facts.runtime.toLatin1() + "\"\n";
    if (facts.iptablesOnly)
        text += "\n[network]\nfirewall_driver = \"iptables\"\n";
    return text;
}

QByteArray registriesConf(const QString &mirror)
{
    const QByteArray location = '"' + mirror.toUtf8() + '"';
    return "# Written by Longshore at each start of its built-in engine.\n"
           "unqualified-search-registries = [\"docker.io\"]\n\n"
           "[[registry]]\nprefix = \"docker.io\"\nlocation = \"docker.io\"\n\n"
           "[[registry.mirror]]\nlocation = " +
           location + "\ninsecure = true\n\n[[registry]]\nlocation = " + location + "\ninsecure = true\n";
}

QString obstacle(const MachineFacts &facts)
{
    if (facts.runtime.isEmpty())
        return u"Podman needs runc or crun to run containers, and neither is installed. Install one: sudo apt install runc"_s;
    if (!facts.subordinateIds)
        return u"Podman needs user ids to run containers with, and %1 has none. Assign some: sudo apt install uidmap "
               u"&& "
               "sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 %1"_s.arg(facts.user);
    return {};
}

} // namespace models
