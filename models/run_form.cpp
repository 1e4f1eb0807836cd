// SPDX-License-Identifier: Apache-2.0
#include "models/run_form.h"

#include "models/port_range.h"
#include "models/quantities.h"
#include "models/run_command/platform_name.h"
#include "models/run_form_convert.h"
#include "models/run_form_parts.h"
#include "models/shell_words.h"

#include <QDir>
#include <QRegularExpression>

namespace models {

using namespace Qt::StringLiterals;
using engine::ContainerSpec;

namespace form {

bool isEmpty(const RunForm::PortRow &row)
{
    return row.hostPort.trimmed().isEmpty() && row.containerPort.trimmed().isEmpty();
}

bool isEmpty(const RunForm::MountRow &row)
{
    return row.source.trimmed().isEmpty() && row.target.trimmed().isEmpty();
}

bool isEmpty(const RunForm::Pair &pair)
{
    return pair.name.trimmed().isEmpty() && pair.value.isEmpty();
}

bool isFolder(const QString &source)
{
    return source.startsWith(u'/') || source == u"~" || source.startsWith(u"~/");
}

QString folderPath(const QString &source)
{
    const QString path = source.trimmed();
    const QString full = path.startsWith(u'~') ? QDir::homePath() + path.mid(1) : path;
    return QDir::cleanPath(full);
}

QString containerPath(const QString &target)
{
    QString path = QDir::cleanPath(target.trimmed());
    while (path == u"/.." || path.startsWith(u"/../"))
        path.remove(0, 3);
    return path.isEmpty() ? u"/"_s : path;
}

QString hostAddress(const RunForm::PortRow &row)
{
    QString address = row.hostAddress.trimmed();
    if (address.startsWith(u'[') && address.endsWith(u']'))
        address = address.mid(1, address.size() - 2);
    return address;
}

QString protocol(const RunForm::PortRow &row)
{
    const QString name = row.protocol.trimmed().toLower();
    return name.isEmpty() ? u"tcp"_s : name;
}

bool isAnyPort(const RunForm::PortRow &row)
{
    const QString port = row.hostPort.trimmed();
    return port.isEmpty() || port == u"0";
}

QStringList listItems(const QString &text)
{
    static const QRegularExpression separators(u"[\\s,]+"_s);
    return text.split(separators, Qt::SkipEmptyParts);
}

} // namespace form

namespace {

void addPorts(ContainerSpec &spec, const RunForm::PortRow &row)
{
    const auto inside = parsePortRange(row.containerPort);
    if (!inside)
        return;
    const auto outside = parsePortRange(row.hostPort);
    const bool pairwise = outside && !form::isAnyPort(row) && inside->count() > 1;
    for (int i = 0; i < inside->count(); ++i) {
        ContainerSpec::PortMapping mapping;
        mapping.hostAddress = form::hostAddress(row);
        mapping.protocol = form::protocol(row);
        mapping.containerPort = QString::number(inside->first + i);
        if (pairwise)
            mapping.hostPort = QString::number(outside->first + i);
        else if (!form::isAnyPort(row))
            mapping.hostPort = row.hostPort.trimmed();
        spec.ports += mapping;
    }
}

ContainerSpec::MountSpec toMount(const RunForm::MountRow &row)
{
    ContainerSpec::MountSpec mount;
    const QString source = row.source.trimmed();
    const bool folder = form::isFolder(source);
    mount.type = folder ? u"bind"_s : u"volume"_s;
    mount.source = folder ? form::folderPath(source) : source;
    mount.target = form::containerPath(row.target);
    mount.readOnly = row.readOnly;
    return mount;
}

void addRows(ContainerSpec &spec, const RunForm &form)
{
    for (const auto &row : form.ports) {
        if (!form::isEmpty(row))
            addPorts(spec, row);
    }
    for (const auto &row : form.mounts) {
        if (!form::isEmpty(row))
            spec.mounts += toMount(row);
    }
    for (const auto &pair : form.environment) {
        if (!form::isEmpty(pair))
            spec.environment += pair.name.trimmed() + u'=' + pair.value;
    }
    for (const auto &label : form.labels) {
        if (!form::isEmpty(label))
            spec.labels.insert(label.name.trimmed(), label.value);
    }
    for (const auto &device : form.devices) {
        if (!device.trimmed().isEmpty())
            spec.devices += device.trimmed();
    }
}

/// The words of a command field; none when it can't be split (checkRunForm tells).
QStringList wordsOf(const QString &text)
{
    return splitShellWords(text).value_or(QStringList());
}

} // namespace

ContainerSpec toContainerSpec(const RunForm &form)
{
    ContainerSpec spec;
    spec.name = form.name.trimmed();
    const QString platform = form.platform.trimmed();
    spec.platform = platform.isEmpty() ? platform : run::readPlatform(platform, u"amd64"_s).value_or(platform);
    spec.image = form.image.trimmed();
    spec.command = wordsOf(form.command);
    const QStringList entrypoint = wordsOf(form.entrypoint);
    if (!entrypoint.isEmpty()) // '' alone takes the image's entrypoint away
        spec.entrypoint = entrypoint == QStringList{QString()} ? QStringList() : entrypoint;
    spec.workingDir = form.workingDir.trimmed();
    spec.user = form.user.trimmed();
    spec.hostname = form.hostname.trimmed();
    spec.network = form.network.trimmed();
    const QString policy = form.restartPolicy.trimmed();
    spec.restartPolicy = policy == u"no" ? QString() : policy;
    spec.autoRemove = form.autoRemove;
    // A terminal that nobody can type into is of no use, so standard input stays open with it.
    spec.tty = spec.openStdin = form.tty;
    spec.privileged = form.privileged;
    spec.memoryBytes = parseBytes(form.memory).value_or(0);
    spec.shmBytes = parseBytes(form.sharedMemory).value_or(0);
    spec.nanoCpus = parseNanoCpus(form.cpus).value_or(0);
    spec.gpus = form.gpus.trimmed();
    spec.groupAdd = form::listItems(form.groupAdd);
    spec.userns = form.userns.trimmed();
    spec.capAdd = form::listItems(form.capAdd);
    spec.capDrop = form::listItems(form.capDrop);
    spec.health.command = form.healthCommand.trimmed();
    spec.health.intervalNs = parseDuration(form.healthInterval).value_or(0);
    spec.also = alsoSetRequest(form).value_or(QByteArray());
    addRows(spec, form);
    return spec;
}

QString suggestName(const QString &image, const QStringList &takenNames)
{
    QString base = image.trimmed();
    base.truncate(base.indexOf(u'@') < 0 ? base.size() : base.indexOf(u'@'));
    base = base.section(u'/', -1).section(u':', 0, 0);
    static const QRegularExpression unfit(u"[^a-zA-Z0-9_.-]+|^[^a-zA-Z0-9]+"_s);
    base.remove(unfit);
    if (base.isEmpty())
        return {};
    // Docker wants two characters or more.
    QString name = base.size() < 2 ? base + u"-1"_s : base;
    for (int number = 2; takenNames.contains(name); ++number)
        name = u"%1-%2"_s.arg(base).arg(number);
    return name;
}

} // namespace models
