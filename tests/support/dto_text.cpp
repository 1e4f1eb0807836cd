// SPDX-License-Identifier: Apache-2.0
#include "tests/support/dto_text.h"

#include <QMetaEnum>

using namespace Qt::StringLiterals;
using namespace engine;

namespace test {
namespace {

const QString separator = u" | "_s;

QString shortId(const QString &id)
{
    return id.left(19);
}

QString word(ContainerState state)
{
    static const QStringList words{u"unknown"_s,    u"created"_s,  u"running"_s, u"paused"_s,
                                   u"restarting"_s, u"removing"_s, u"exited"_s,  u"dead"_s};
    return words.value(int(state));
}

QString textOf(const Port &port)
{
    const QString inside = u"%1/%2"_s.arg(port.containerPort).arg(port.protocol);
    return port.hostPort == 0 ? inside : u"%1:%2->%3"_s.arg(port.hostIp).arg(port.hostPort).arg(inside);
}

QString textOf(const Mount &mount)
{
    return mount.type + u' ' + mount.name + u' ' + mount.source + u"->"_s + mount.destination +
           (mount.readOnly ? u" ro"_s : QString());
}

template<class T>
QString list(const QList<T> &items)
{
    QStringList texts;
    for (const T &item : items)
        texts.append(textOf(item));
    return texts.join(u", "_s);
}

QString list(const QMap<QString, QString> &map)
{
    QStringList texts;
    for (auto entry = map.cbegin(); entry != map.cend(); ++entry)
        texts.append(entry.key() + u'=' + entry.value());
    return texts.join(u", "_s);
}

QString time(const QDateTime &moment)
{
    return moment.isNull() ? u"-"_s : moment.toString(Qt::ISODateWithMs);
}

QString yes(bool flag)
{
    return flag ? u"yes"_s : u"no"_s;
}

} // namespace

QString textOf(const Container &c, qint64 now)
{
    const QString age = c.stateSince == 0 ? u"-"_s : QString::number(now - c.stateSince);
    const QStringList fields{shortId(c.id),
                             c.name,
                             c.image,
                             shortId(c.imageId),
                             c.command,
                             QString::number(c.created),
                             word(c.state),
                             c.status,
                             u"exit "_s + QString::number(c.exitCode),
                             u"health "_s + c.health,
                             u"age "_s + age,
                             list(c.ports),
                             list(c.labels),
                             c.networks.join(u", "_s),
                             list(c.mounts)};
    return fields.join(separator);
}

QString textOf(const Image &image)
{
    return QStringList{shortId(image.id),           image.tags.join(u", "_s),
                       image.digests.join(u", "_s), QString::number(image.created),
                       QString::number(image.size), list(image.labels)}
        .join(separator);
}

QString textOf(const ContainerDetails &d)
{
    return QStringList{u"id "_s + shortId(d.id),
                       u"name "_s + d.name,
                       u"image "_s + d.image,
                       u"state "_s + word(d.state),
                       u"started "_s + time(d.startedAt),
                       u"finished "_s + time(d.finishedAt),
                       u"exit "_s + QString::number(d.exitCode),
                       u"error "_s + d.stateError,
                       u"oom "_s + yes(d.oomKilled) + u", tty "_s + yes(d.tty) + u", restarts "_s +
                           QString::number(d.restartCount),
                       u"environment "_s + d.environment.join(u", "_s),
                       u"command "_s + d.command.join(separator),
                       u"ports "_s + list(d.ports)}
        .join(u'\n');
}

QString textOf(const ImageDetails &d)
{
    return QStringList{u"id "_s + shortId(d.id),
                       u"tags "_s + d.tags.join(u", "_s),
                       u"digests "_s + d.digests.join(u", "_s),
                       u"ports "_s + d.exposedPorts.join(u", "_s),
                       u"volumes "_s + d.volumes.join(u", "_s),
                       u"environment "_s + d.environment.join(u", "_s),
                       u"command "_s + d.command.join(separator),
                       u"entrypoint "_s + d.entrypoint.join(separator),
                       u"folder "_s + d.workingDir + u", user "_s + d.user,
                       u"platform "_s + d.os + u'/' + d.architecture,
                       u"size "_s + QString::number(d.size)}
        .join(u'\n');
}

QString textOf(const HistoryEntry &entry)
{
    return QStringList{shortId(entry.id),           QString::number(entry.created), entry.createdBy,
                       QString::number(entry.size), entry.tags.join(u", "_s),       entry.comment}
        .join(separator);
}

QString textOf(const PullMessage &message)
{
    return QStringList{message.id, message.status, QString::number(message.current), QString::number(message.total),
                       message.seconds ? u"s"_s : u"B"_s}
        .join(separator);
}

QString textOf(const Event &event)
{
    return QStringList{event.type, event.action, shortId(event.id), list(event.attributes),
                       QString::number(event.timeNano)}
        .join(separator);
}

QString textOf(const StatsSample &s)
{
    return QStringList{time(s.read),
                       u"cpu %1 of %2, before %3 of %4, %5 CPUs"_s.arg(s.cpuTotalNs)
                           .arg(s.systemCpuNs)
                           .arg(s.preCpuTotalNs)
                           .arg(s.preSystemCpuNs)
                           .arg(s.onlineCpus),
                       u"memory %1 of %2"_s.arg(s.memoryBytes).arg(s.memoryLimitBytes),
                       u"network %1 %2"_s.arg(s.networkRxBytes).arg(s.networkTxBytes),
                       u"blocks %1 %2"_s.arg(s.blockReadBytes).arg(s.blockWriteBytes),
                       u"pids %1"_s.arg(s.pids)}
        .join(separator);
}

QString textOf(const VersionInfo &info)
{
    QStringList lines{info.name,         info.version, info.apiVersion, info.minApiVersion, info.os,
                      info.architecture, info.kernel,  info.goVersion,  info.gitCommit,     info.buildTime};
    for (const auto &[name, version] : info.components)
        lines.append(name + u' ' + version);
    return lines.join(u'\n');
}

QString textOf(const SystemInfo &i)
{
    return QStringList{i.hostName,
                       i.operatingSystem,
                       i.storageDriver,
                       i.cgroupDriver + u" v"_s + i.cgroupVersion,
                       i.dockerRootDir,
                       u"%1 CPUs, %2 bytes"_s.arg(i.cpus).arg(i.memoryBytes),
                       u"%1 containers: %2 running, %3 paused, %4 stopped; %5 images"_s.arg(i.containers)
                           .arg(i.running)
                           .arg(i.paused)
                           .arg(i.stopped)
                           .arg(i.images),
                       i.runtimes.join(u", "_s),
                       i.warnings.join(separator)}
        .join(u'\n');
}

QString textOf(const ProcessList &processes)
{
    QStringList lines{processes.titles.join(separator)};
    for (const QStringList &row : processes.rows)
        lines.append(row.join(separator));
    return lines.join(u'\n');
}

} // namespace test
