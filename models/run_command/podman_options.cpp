// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/podman_options.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace models::run {

PodmanOption podmanOption(const QString &name)
{
    static const QStringList flags = u"env-host http-proxy no-hostname no-hosts passwd  read-only-tmpfs replace rmi "
                                     "rootfs tls-verify unsetenv-all"_s.split(u' ');
    static const QStringList valued =
        u"arch authfile cert-dir cgroup-conf cgroups chrootdirs conmon-pidfile creds decryption-key env-merge gidmap "
        "group-entry health-log-destination health-max-log-count health-max-log-size health-on-failure "
        "health-startup-cmd health-startup-interval health-startup-retries health-startup-success "
        "health-startup-timeout "
        "hostuser hosts-file image-volume init-ctr init-path intel-rdt-closid os passwd-entry "
        "personality pidfile pod pod-id-file preserve-fd preserve-fds rdt-class requires retry retry-delay sdnotify "
        "seccomp-policy secret shm-size-systemd subgidname subuidname systemd timeout tz uidmap umask unsetenv variant"_s
            .split(u' ');
    if (flags.contains(name))
        return PodmanOption::Flag;
    return valued.contains(name) ? PodmanOption::WithValue : PodmanOption::Unknown;
}

bool isDockerOnly(RunOption option)
{
    switch (option) {
    case RunOption::Link:
    case RunOption::LinkLocalIp:
    case RunOption::VolumeDriver:
    case RunOption::Domainname:
    case RunOption::KernelMemory:
    case RunOption::CpuCount:
    case RunOption::CpuPercent:
    case RunOption::IoMaxBandwidth:
    case RunOption::IoMaxIops:
    case RunOption::HealthStartInterval:
    case RunOption::Isolation:
    case RunOption::Runtime:
    case RunOption::UseApiSocket:
        return true;
    default:
        return false;
    }
}

} // namespace models::run
