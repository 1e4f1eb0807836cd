// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_option_table.h"

#include <QHash>

#include <array>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

constexpr OptionRow rows[] = {
    {RunOption::Detach, "detach", 'd', OptionValue::Bool, true},
    {RunOption::Interactive, "interactive", 'i', OptionValue::Bool},
    {RunOption::Tty, "tty", 't', OptionValue::Bool},
    {RunOption::Rm, "rm", 0, OptionValue::Bool},
    {RunOption::Publish, "publish", 'p', OptionValue::List},
    {RunOption::PublishAll, "publish-all", 'P', OptionValue::Bool},
    {RunOption::Expose, "expose", 0, OptionValue::List},
    {RunOption::Name, "name", 0, OptionValue::Text},
    {RunOption::Volume, "volume", 'v', OptionValue::List},
    {RunOption::Mount, "mount", 0, OptionValue::List},
    {RunOption::Tmpfs, "tmpfs", 0, OptionValue::List},
    {RunOption::VolumesFrom, "volumes-from", 0, OptionValue::List},
    {RunOption::VolumeDriver, "volume-driver", 0, OptionValue::Text},
    {RunOption::Env, "env", 'e', OptionValue::List},
    {RunOption::EnvFile, "env-file", 0, OptionValue::List},
    {RunOption::Workdir, "workdir", 'w', OptionValue::Text},
    {RunOption::User, "user", 'u', OptionValue::Text},
    {RunOption::GroupAdd, "group-add", 0, OptionValue::List},
    {RunOption::Userns, "userns", 0, OptionValue::Text},
    {RunOption::Network, "network", 0, OptionValue::List},
    {RunOption::NetworkAlias, "network-alias", 0, OptionValue::List},
    {RunOption::Ip, "ip", 0, OptionValue::Text},
    {RunOption::Ip6, "ip6", 0, OptionValue::Text},
    {RunOption::LinkLocalIp, "link-local-ip", 0, OptionValue::List},
    {RunOption::MacAddress, "mac-address", 0, OptionValue::Text},
    {RunOption::Link, "link", 0, OptionValue::List},
    {RunOption::Hostname, "hostname", 'h', OptionValue::Text},
    {RunOption::Domainname, "domainname", 0, OptionValue::Text},
    {RunOption::AddHost, "add-host", 0, OptionValue::List},
    {RunOption::Dns, "dns", 0, OptionValue::List},
    {RunOption::DnsOption, "dns-option", 0, OptionValue::List},
    {RunOption::DnsSearch, "dns-search", 0, OptionValue::List},
    {RunOption::Restart, "restart", 0, OptionValue::Text},
    {RunOption::StopSignal, "stop-signal", 0, OptionValue::Text},
    {RunOption::StopTimeout, "stop-timeout", 0, OptionValue::Int},
    {RunOption::Init, "init", 0, OptionValue::Bool},
    {RunOption::Entrypoint, "entrypoint", 0, OptionValue::Text},
    {RunOption::Memory, "memory", 'm', OptionValue::Bytes},
    {RunOption::MemoryReservation, "memory-reservation", 0, OptionValue::Bytes},
    {RunOption::MemorySwap, "memory-swap", 0, OptionValue::SwapBytes},
    {RunOption::MemorySwappiness, "memory-swappiness", 0, OptionValue::Int},
    {RunOption::KernelMemory, "kernel-memory", 0, OptionValue::Bytes},
    {RunOption::Cpus, "cpus", 0, OptionValue::Cpus},
    {RunOption::CpuShares, "cpu-shares", 'c', OptionValue::Int},
    {RunOption::CpuPeriod, "cpu-period", 0, OptionValue::Int},
    {RunOption::CpuQuota, "cpu-quota", 0, OptionValue::Int},
    {RunOption::CpuRtPeriod, "cpu-rt-period", 0, OptionValue::Int},
    {RunOption::CpuRtRuntime, "cpu-rt-runtime", 0, OptionValue::Int},
    {RunOption::CpusetCpus, "cpuset-cpus", 0, OptionValue::Text},
    {RunOption::CpusetMems, "cpuset-mems", 0, OptionValue::Text},
    {RunOption::CpuCount, "cpu-count", 0, OptionValue::Int},
    {RunOption::CpuPercent, "cpu-percent", 0, OptionValue::Int},
    {RunOption::ShmSize, "shm-size", 0, OptionValue::Bytes},
    {RunOption::PidsLimit, "pids-limit", 0, OptionValue::Int},
    {RunOption::Ulimit, "ulimit", 0, OptionValue::List},
    {RunOption::OomKillDisable, "oom-kill-disable", 0, OptionValue::Bool},
    {RunOption::OomScoreAdj, "oom-score-adj", 0, OptionValue::Int},
    {RunOption::BlkioWeight, "blkio-weight", 0, OptionValue::Uint16},
    {RunOption::BlkioWeightDevice, "blkio-weight-device", 0, OptionValue::List},
    {RunOption::DeviceReadBps, "device-read-bps", 0, OptionValue::List},
    {RunOption::DeviceReadIops, "device-read-iops", 0, OptionValue::List},
    {RunOption::DeviceWriteBps, "device-write-bps", 0, OptionValue::List},
    {RunOption::DeviceWriteIops, "device-write-iops", 0, OptionValue::List},
    {RunOption::IoMaxBandwidth, "io-maxbandwidth", 0, OptionValue::Bytes},
    {RunOption::IoMaxIops, "io-maxiops", 0, OptionValue::Uint64},
    {RunOption::Gpus, "gpus", 0, OptionValue::List},
    {RunOption::Platform, "platform", 0, OptionValue::Text},
    {RunOption::Privileged, "privileged", 0, OptionValue::Bool},
    {RunOption::CapAdd, "cap-add", 0, OptionValue::List},
    {RunOption::CapDrop, "cap-drop", 0, OptionValue::List},
    {RunOption::SecurityOpt, "security-opt", 0, OptionValue::List},
    {RunOption::Device, "device", 0, OptionValue::List},
    {RunOption::DeviceCgroupRule, "device-cgroup-rule", 0, OptionValue::List},
    {RunOption::Label, "label", 'l', OptionValue::List},
    {RunOption::LabelFile, "label-file", 0, OptionValue::List},
    {RunOption::Annotation, "annotation", 0, OptionValue::List},
    {RunOption::HealthCmd, "health-cmd", 0, OptionValue::Text},
    {RunOption::HealthInterval, "health-interval", 0, OptionValue::Duration},
    {RunOption::HealthRetries, "health-retries", 0, OptionValue::Int},
    {RunOption::HealthTimeout, "health-timeout", 0, OptionValue::Duration},
    {RunOption::HealthStartPeriod, "health-start-period", 0, OptionValue::Duration},
    {RunOption::HealthStartInterval, "health-start-interval", 0, OptionValue::Duration},
    {RunOption::NoHealthcheck, "no-healthcheck", 0, OptionValue::Bool},
    {RunOption::ReadOnly, "read-only", 0, OptionValue::Bool},
    {RunOption::Uts, "uts", 0, OptionValue::Text},
    {RunOption::Pid, "pid", 0, OptionValue::Text},
    {RunOption::Ipc, "ipc", 0, OptionValue::Text},
    {RunOption::Cgroupns, "cgroupns", 0, OptionValue::Text},
    {RunOption::CgroupParent, "cgroup-parent", 0, OptionValue::Text},
    {RunOption::Runtime, "runtime", 0, OptionValue::Text},
    {RunOption::Isolation, "isolation", 0, OptionValue::Text},
    {RunOption::Sysctl, "sysctl", 0, OptionValue::List},
    {RunOption::StorageOpt, "storage-opt", 0, OptionValue::List},
    {RunOption::LogDriver, "log-driver", 0, OptionValue::Text},
    {RunOption::LogOpt, "log-opt", 0, OptionValue::List},
    {RunOption::UseApiSocket, "use-api-socket", 0, OptionValue::Bool},
    {RunOption::Pull, "pull", 0, OptionValue::Text},
    {RunOption::Quiet, "quiet", 'q', OptionValue::Bool},
    {RunOption::DisableContentTrust, "disable-content-trust", 0, OptionValue::Bool},
    {RunOption::Cidfile, "cidfile", 0, OptionValue::Text},
    {RunOption::Attach, "attach", 'a', OptionValue::List},
    {RunOption::DetachKeys, "detach-keys", 0, OptionValue::Text, true},
    {RunOption::SigProxy, "sig-proxy", 0, OptionValue::Bool, true},
    {RunOption::Help, "help", 0, OptionValue::Bool},
};

constexpr bool inOrder()
{
    for (size_t i = 0; i < std::size(rows); ++i) {
        if (size_t(rows[i].option) != i)
            return false;
    }
    return true;
}
static_assert(inOrder(), "rowOf() finds a row by its option");

QHash<QString, const OptionRow *> byName()
{
    QHash<QString, const OptionRow *> names;
    for (const OptionRow &row : rows)
        names.insert(QLatin1StringView(row.name), &row);
    names.insert(u"net"_s, &rowOf(RunOption::Network));
    names.insert(u"net-alias"_s, &rowOf(RunOption::NetworkAlias));
    names.insert(u"dns-opt"_s, &rowOf(RunOption::DnsOption));
    return names;
}

std::array<const OptionRow *, 128> byLetter()
{
    std::array<const OptionRow *, 128> letters{};
    for (const OptionRow &row : rows) {
        if (row.letter)
            letters[size_t(row.letter)] = &row;
    }
    return letters;
}

} // namespace

std::span<const OptionRow> optionTable()
{
    return rows;
}

const OptionRow &rowOf(RunOption option)
{
    return rows[size_t(option)];
}

const OptionRow *findOption(QStringView longName)
{
    static const QHash<QString, const OptionRow *> names = byName();
    return names.value(longName.toString());
}

const OptionRow *findOption(QChar letter)
{
    static const std::array<const OptionRow *, 128> letters = byLetter();
    return letter.unicode() < letters.size() ? letters[letter.unicode()] : nullptr;
}

QString longName(RunOption option)
{
    return u"--"_s + QLatin1StringView(rowOf(option).name);
}

} // namespace models::run
