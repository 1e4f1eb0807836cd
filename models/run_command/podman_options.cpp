// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/podman_options.h"

#include <QMap>
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

QString dockerNetwork(const QString &podmanValue)
{
    static const QMap<QString, QString> keys{
        {u"alias"_s, u"alias"_s}, {u"ip"_s, u"ip"_s}, {u"ip6"_s, u"ip6"_s}, {u"mac"_s, u"mac-address"_s}};
    static const QStringList modes{u"container"_s, u"ns"_s, u"slirp4netns"_s, u"pasta"_s};
    const qsizetype colon = podmanValue.indexOf(u':');
    const QString name = podmanValue.left(colon);
    if (colon <= 0 || name.contains(u'=') || modes.contains(name))
        return podmanValue;
    QStringList fields{u"name="_s + name};
    for (const QString &field : podmanValue.mid(colon + 1).split(u',')) {
        const QString key = keys.value(field.section(u'=', 0, 0));
        if (key.isEmpty())
            return podmanValue;
        fields += key + u'=' + field.section(u'=', 1);
    }
    return fields.join(u',');
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
