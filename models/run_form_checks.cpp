// SPDX-License-Identifier: Apache-2.0
#include "models/run_form_checks.h"

#include "engine-client/image_reference.h"
#include "models/quantities.h"
#include "models/run_form_parts.h"
#include "models/shell_words.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace models {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LeastMemory = 6LL * 1024 * 1024;
constexpr qint64 LeastNanoCpus = 10'000'000;      // 0.01, the engine's own limit
constexpr qint64 LeastHealthInterval = 1'000'000; // 1 ms, likewise

/// Without the CAP_ that may lead each (Linux 5.9 and later).
constexpr std::array Capabilities{u"ALL",
                                  u"AUDIT_CONTROL",
                                  u"AUDIT_READ",
                                  u"AUDIT_WRITE",
                                  u"BLOCK_SUSPEND",
                                  u"BPF",
                                  u"CHECKPOINT_RESTORE",
                                  u"CHOWN",
                                  u"DAC_OVERRIDE",
                                  u"DAC_READ_SEARCH",
                                  u"FOWNER",
                                  u"FSETID",
                                  u"IPC_LOCK",
                                  u"IPC_OWNER",
                                  u"KILL",
                                  u"LEASE",
                                  u"LINUX_IMMUTABLE",
                                  u"MAC_ADMIN",
                                  u"MAC_OVERRIDE",
                                  u"MKNOD",
                                  u"NET_ADMIN",
                                  u"NET_BIND_SERVICE",
                                  u"NET_BROADCAST",
                                  u"NET_RAW",
                                  u"PERFMON",
                                  u"SETFCAP",
                                  u"SETGID",
                                  u"SETPCAP",
                                  u"SETUID",
                                  u"SYSLOG",
                                  u"SYS_ADMIN",
                                  u"SYS_BOOT",
                                  u"SYS_CHROOT",
                                  u"SYS_MODULE",
                                  u"SYS_NICE",
                                  u"SYS_PACCT",
                                  u"SYS_PTRACE",
                                  u"SYS_RAWIO",
                                  u"SYS_RESOURCE",
                                  u"SYS_TIME",
                                  u"SYS_TTY_CONFIG",
                                  u"WAKE_ALARM"};

bool matches(const QString &text, const QRegularExpression &form)
{
    return form.match(text).hasMatch();
}

bool isKnownCapability(const QString &name)
{
    QString bare = name.toUpper();
    if (bare.startsWith(u"CAP_"))
        bare = bare.mid(4);
    return std::any_of(Capabilities.cbegin(), Capabilities.cend(),
                       [&](const char16_t *known) { return bare == QStringView(known); });
}

} // namespace

void RunFormChecks::error(const QString &field, const QString &message)
{
    m_problems += {field, message, FormProblem::Severity::Error};
}

void RunFormChecks::warning(const QString &field, const QString &message)
{
    m_problems += {field, message, FormProblem::Severity::Warning};
}

QList<FormProblem> RunFormChecks::run()
{
    checkImage();
    checkName();
    checkPorts();
    checkMounts();
    checkEnvironment();
    checkWords(u"command"_s, tr("Command"), m_form.command);
    checkWords(u"entrypoint"_s, tr("Entrypoint"), m_form.entrypoint);
    checkPlace();
    checkNetwork();
    checkRestart();
    checkLimits();
    checkGpus();
    checkPlatform();
    checkCapabilities(u"capAdd"_s, m_form.capAdd);
    checkCapabilities(u"capDrop"_s, m_form.capDrop);
    checkDevices();
    checkLabels();
    checkHealth();
    checkAlsoSet();
    return m_problems;
}

void RunFormChecks::checkImage()
{
    if (m_form.image.trimmed().isEmpty())
        return error(u"image"_s, tr("Image is empty: type a name such as dwhitena/minimal-jupyter."));
    const auto reference = engine::parseReference(m_form.image);
    if (!reference)
        error(u"image"_s, tr("Image: %1").arg(reference.error().text));
}

void RunFormChecks::checkName()
{
    const QString name = m_form.name.trimmed();
    static const QRegularExpression form(u"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$"_s);
    if (name.isEmpty())
        return;
    if (!matches(name, form))
        error(u"name"_s, tr("Name may hold letters, digits, _ . and - only, and begins with a letter or digit."));
    else if (name.size() < 2)
        error(u"name"_s, tr("Name is too short: use at least two characters."));
}

void RunFormChecks::checkMounts()
{
    QSet<QString> targets;
    for (qsizetype i = 0; i < m_form.mounts.size(); ++i) {
        const auto &row = m_form.mounts.at(i);
        if (form::isEmpty(row))
            continue;
        const QString field = u"mounts[%1]."_s.arg(i);
        checkMountSource(field + u"source"_s, row.source.trimmed());
        const QString target = row.target.trimmed();
        if (target.isEmpty())
            error(field + u"target"_s,
                  tr("Container path is empty: type where the folder appears inside, such as /work."));
        else if (!target.startsWith(u'/'))
            error(field + u"target"_s, tr("Container path %1 must be absolute: begin it with /.").arg(target));
        else if (form::containerPath(target) == u"/")
            error(field + u"target"_s, tr("Container path can't be / itself: choose a folder inside."));
        else if (targets.contains(form::containerPath(target)))
            error(field + u"target"_s, tr("Container path %1 is used by another row: give each its own.").arg(target));
        targets += form::containerPath(target);
    }
}

void RunFormChecks::checkMountSource(const QString &field, const QString &source)
{
    static const QRegularExpression volume(u"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$"_s);
    if (source.isEmpty())
        return; // an anonymous volume
    if (form::isFolder(source))
        return; // FolderWatch looks for it
    if (source.contains(u'/') || source.startsWith(u'.')) {
        error(field, tr("Folder %1 must be an absolute path: begin it with / or ~/.").arg(source));
    } else if (!matches(source, volume)) {
        error(field, tr("Volume name %1 may hold letters, digits, _ . and - only, and begins with a letter or digit.")
                         .arg(source));
    } else if (source.size() < 2) {
        error(field, tr("Volume name %1 is too short: use at least two characters.").arg(source));
    }
}

void RunFormChecks::checkEnvironment()
{
    QSet<QString> names;
    for (qsizetype i = 0; i < m_form.environment.size(); ++i) {
        const auto &pair = m_form.environment.at(i);
        if (!form::isEmpty(pair))
            checkPair(u"environment[%1]."_s.arg(i), tr("Environment name"), pair, names);
    }
}

void RunFormChecks::checkLabels()
{
    QSet<QString> names;
    for (qsizetype i = 0; i < m_form.labels.size(); ++i) {
        const auto &pair = m_form.labels.at(i);
        if (!form::isEmpty(pair))
            checkPair(u"labels[%1]."_s.arg(i), tr("Label name"), pair, names);
    }
}

void RunFormChecks::checkPair(const QString &field, const QString &what, const RunForm::Pair &pair,
                              QSet<QString> &names)
{
    static const QRegularExpression unfit(uR"([\s=\x00-\x1f\x7f])"_s);
    const QString name = pair.name.trimmed();
    if (name.isEmpty())
        error(field + u"name"_s, tr("%1 is empty: type a name or clear the value.").arg(what));
    else if (matches(name, unfit))
        error(field + u"name"_s, tr("%1 may hold neither blanks nor =.").arg(what));
    else if (names.contains(name))
        warning(field + u"name"_s, tr("%1 %2 is set twice: the last one counts.").arg(what, name));
    if (pair.value.contains(QChar(u'\0')))
        error(field + u"value"_s, tr("The value of %1 holds a NUL character: take it out.").arg(name));
    names += name;
}

void RunFormChecks::checkWords(const QString &field, const QString &what, const QString &text)
{
    const auto words = splitShellWords(text);
    if (!words)
        error(field, tr("%1: %2 Close it or put a \\ before it.").arg(what, words.error().message));
}

void RunFormChecks::checkPlace()
{
    static const QRegularExpression user(u"^[^\\s:]+(:[^\\s:]+)?$"_s);
    static const QRegularExpression host(u"^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9])?$"_s);
    const QString folder = m_form.workingDir.trimmed();
    if (!folder.isEmpty() && !folder.startsWith(u'/'))
        error(u"workingDir"_s, tr("Working folder %1 must be absolute: begin it with /.").arg(folder));
    const QString name = m_form.user.trimmed();
    if (!name.isEmpty() && !matches(name, user))
        error(u"user"_s, tr("User must be a name or number, with a group after : if you like: jovyan, 1000:100."));
    const QString hostname = m_form.hostname.trimmed();
    if (!hostname.isEmpty() && !matches(hostname, host))
        error(u"hostname"_s, tr("Hostname may hold letters, digits, - and . only, at most 64 of them."));
}

void RunFormChecks::checkNetwork()
{
    static const QRegularExpression blank(u"\\s"_s);
    const QString network = m_form.network.trimmed();
    const bool ports =
        std::any_of(m_form.ports.cbegin(), m_form.ports.cend(), [](const auto &row) { return !form::isEmpty(row); });
    if (matches(network, blank))
        error(u"network"_s, tr("Network %1 may hold no blanks: choose one of the engine's networks.").arg(network));
    else if (network.startsWith(u"container:") && ports)
        error(u"network"_s,
              tr("A container that shares another one's network can't publish ports: publish them there."));
    else if (network.startsWith(u"container:") && !m_form.hostname.trimmed().isEmpty())
        error(u"hostname"_s, tr("A container that shares another one's network has its hostname too: clear Hostname."));
    else if ((network == u"host" || network == u"none") && ports)
        warning(u"network"_s, tr("Ports are not published on the network “%1”.").arg(network));
}

void RunFormChecks::checkRestart()
{
    static const QRegularExpression form(u"^(no|always|unless-stopped|on-failure(:[0-9]{1,9})?)$"_s);
    const QString policy = m_form.restartPolicy.trimmed();
    if (policy.isEmpty())
        return;
    if (!matches(policy, form))
        error(u"restartPolicy"_s,
              tr("Restart policy %1 is unknown: use no, always, unless-stopped, on-failure or on-failure:3.")
                  .arg(policy));
    else if (policy != u"no" && m_form.autoRemove)
        error(u"restartPolicy"_s, tr("Restart policy and “Remove when it exits” exclude each other: choose one."));
}

void RunFormChecks::checkLimits()
{
    const QString memory = m_form.memory.trimmed();
    const auto bytes = parseBytes(memory);
    if (!memory.isEmpty() && !bytes)
        error(u"memory"_s, tr("Memory %1 is no size: write a number with b, k, m or g, such as 512m.").arg(memory));
    else if (!memory.isEmpty() && *bytes < LeastMemory)
        error(u"memory"_s, tr("Memory must be at least 6m."));
    const QString shared = m_form.sharedMemory.trimmed();
    const auto sharedBytes = parseBytes(shared);
    if (!shared.isEmpty() && (!sharedBytes || *sharedBytes == 0))
        error(u"sharedMemory"_s,
              tr("Shared memory %1 is no size: write a number with b, k, m or g, such as 1g.").arg(shared));
    const QString cpus = m_form.cpus.trimmed();
    const auto nano = parseNanoCpus(cpus);
    if (!cpus.isEmpty() && !nano)
        error(u"cpus"_s, tr("CPUs %1 is no number: write one such as 1.5.").arg(cpus));
    else if (!cpus.isEmpty() && *nano < LeastNanoCpus)
        error(u"cpus"_s, tr("CPUs must be at least 0.01."));
}

void RunFormChecks::checkGpus()
{
    static const QRegularExpression form(u"^(all|[1-9][0-9]{0,3}|device=[^\\s,]+(,[^\\s,]+)*)$"_s);
    const QString gpus = m_form.gpus.trimmed();
    if (!gpus.isEmpty() && !matches(gpus, form))
        error(u"gpus"_s, tr("GPUs must be all, a number, or device=0,1."));
}

void RunFormChecks::checkPlatform()
{
    static const QRegularExpression form(u"^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+){0,2}$"_s);
    const QString platform = m_form.platform.trimmed();
    if (!platform.isEmpty() && !matches(platform, form))
        error(u"platform"_s, tr("Platform %1 must be written as linux/arm64.").arg(platform));
}

void RunFormChecks::checkCapabilities(const QString &field, const QString &text)
{
    static const QRegularExpression form(u"^[A-Za-z_]+$"_s);
    for (const auto &name : form::listItems(text)) {
        if (!matches(name, form))
            error(field, tr("Capability %1 may hold letters and _ only, such as NET_ADMIN.").arg(name));
        else if (!isKnownCapability(name))
            warning(field, tr("Capability %1 is not a known one: check its spelling.").arg(name));
    }
}

void RunFormChecks::checkDevices()
{
    // A path, a path and where it appears, rights; or a name of the Container Device Interface.
    static const QRegularExpression path(u"^/[^:]+(:/[^:]+)?(:[rwm]{1,3})?$"_s);
    static const QRegularExpression cdi(
        u"^[a-zA-Z][a-zA-Z0-9.-]*/[a-zA-Z][a-zA-Z0-9_-]*=[a-zA-Z0-9][a-zA-Z0-9_.:-]*$"_s);
    for (qsizetype i = 0; i < m_form.devices.size(); ++i) {
        const QString device = m_form.devices.at(i).trimmed();
        if (!device.isEmpty() && !matches(device, path) && !matches(device, cdi))
            error(
                u"devices[%1]"_s.arg(i),
                tr("Device %1 must be written as /dev/host:/dev/inside:rwm; the parts after the first may be left out.")
                    .arg(device));
    }
}

void RunFormChecks::checkHealth()
{
    const QString interval = m_form.healthInterval.trimmed();
    if (interval.isEmpty())
        return;
    const auto nanoseconds = parseDuration(interval);
    if (!nanoseconds || (*nanoseconds != 0 && *nanoseconds < LeastHealthInterval))
        error(u"healthInterval"_s,
              tr("Health check interval %1 is no time: write one such as 30s or 1m30s.").arg(interval));
}

QList<FormProblem> checkRunForm(const RunForm &form)
{
    return RunFormChecks(form).run();
}

} // namespace models
