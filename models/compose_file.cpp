// SPDX-License-Identifier: Apache-2.0
#include "models/compose_file.h"

#include "models/compose_networks.h"
#include "models/compose_secrets.h"
#include "models/format.h"
#include "models/recipe_command.h"
#include "models/run_form.h"

#include <QCoreApplication>

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <utility>

namespace models {

using namespace Qt::StringLiterals;
using engine::ContainerRecipe;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ComposeFile", text);
}

struct Row
{
    const char16_t *option;
    const char *key;
    bool isList;
};

/// What compose calls the options of docker run. The others are health checks, limits and logs, or unknown to it.
constexpr std::array rows{
    Row{u"--annotation", "annotations", true},
    Row{u"--device-cgroup-rule", "device_cgroup_rules", true},
    Row{u"--dns", "dns", true},
    Row{u"--dns-option", "dns_opt", true},
    Row{u"--dns-search", "dns_search", true},
    Row{u"--add-host", "extra_hosts", true},
    Row{u"--group-add", "group_add", true},
    Row{u"--security-opt", "security_opt", true},
    Row{u"--tmpfs", "tmpfs", true},
    Row{u"--sysctl", "sysctls", true},
    Row{u"--cgroupns", "cgroup", false},
    Row{u"--ipc", "ipc", false},
    Row{u"--isolation", "isolation", false},
    Row{u"--mac-address", "mac_address", false},
    Row{u"--memory-reservation", "mem_reservation", false},
    Row{u"--cpu-rt-period", "cpu_rt_period", false},
    Row{u"--cpu-rt-runtime", "cpu_rt_runtime", false},
    Row{u"--pid", "pid", false},
    Row{u"--uts", "uts", false},
    Row{u"--userns", "userns_mode", false},
    Row{u"--runtime", "runtime", false},
    Row{u"--domainname", "domainname", false},
    Row{u"--stop-signal", "stop_signal", false},
    Row{u"--cpuset-cpus", "cpuset", false},
    Row{u"--cgroup-parent", "cgroup_parent", false},
    Row{u"--memory-swap", "memswap_limit", false},
};

constexpr std::array numbers{
    Row{u"--pids-limit", "pids_limit", false},
    Row{u"--cpu-shares", "cpu_shares", false},
    Row{u"--cpu-period", "cpu_period", false},
    Row{u"--cpu-quota", "cpu_quota", false},
    Row{u"--memory-swappiness", "mem_swappiness", false},
    Row{u"--oom-score-adj", "oom_score_adj", false},
};

/// Writes one service. Texts are quoted, so that none is taken for a number or a truth value, and `$` stands for itself.
class ComposeWriter
{
public:
    explicit ComposeWriter(const ContainerRecipe &recipe) : m_recipe(recipe), m_networks(composeNetworks(recipe))
    {
        m_out.SetIndent(2);
    }

    QByteArray write()
    {
        m_service = serviceName();
        m_out << YAML::BeginMap << YAML::Key << "services" << YAML::Value << YAML::BeginMap;
        key(m_service) << YAML::BeginMap;
        writeImage();
        writeList("ports", published());
        writeList("expose", m_recipe.exposed);
        writeMounts();
        writeEnvironment();
        writeLabels();
        writePlace();
        writeRights();
        writeOptions();
        writeHealth();
        writeLimits();
        m_out << YAML::EndMap << YAML::EndMap;
        writeOthers();
        m_out << YAML::EndMap;
        return head() + QByteArray(m_out.c_str()) + '\n';
    }

private:
    /// A compose project's services have narrower names than containers.
    [[nodiscard]] QString serviceName() const
    {
        QString name;
        for (const QChar c : m_recipe.name)
            name += (c.isLetterOrNumber() && c.unicode() < 128) || u"._-"_s.contains(c) ? c : QChar(u'-');
        return name.isEmpty() ? u"service"_s : name;
    }

    /// Of a person's choice: "123" or "on" must stay a text.
    YAML::Emitter &key(const QString &text)
    {
        return m_out << YAML::Key << YAML::DoubleQuoted << text.toStdString() << YAML::Value;
    }

    void value(const QString &text)
    {
        m_out << YAML::DoubleQuoted << QString(text).replace(u'$', u"$$"_s).toStdString();
    }

    /// With the secrets in it replaced.
    void guardedValue(const QString &text) { m_out << YAML::DoubleQuoted << text.toStdString(); }

    void write(const char *key, const QString &text)
    {
        if (text.isEmpty())
            return;
        m_out << YAML::Key << key << YAML::Value;
        value(text);
    }

    void writeFlag(const char *key, bool set)
    {
        if (set)
            m_out << YAML::Key << key << YAML::Value << true;
    }

    /// Compose refuses a list that says something twice.
    void writeList(const char *key, QStringList texts)
    {
        if (texts.isEmpty())
            return;
        texts.removeDuplicates();
        m_out << YAML::Key << key << YAML::Value << YAML::BeginSeq;
        for (const QString &text : std::as_const(texts))
            value(text);
        m_out << YAML::EndSeq;
    }

    void writeWords(const char *key, const QStringList &words)
    {
        m_out << YAML::Key << key << YAML::Value << YAML::BeginSeq;
        for (const QString &word : m_secrets.words(words))
            guardedValue(word);
        m_out << YAML::EndSeq;
    }

    void writeImage()
    {
        write("image", m_recipe.imageDigest.isEmpty() ? m_recipe.image : m_recipe.imageDigest);
        write("container_name", m_recipe.name);
        if (m_recipe.entrypoint)
            writeWords("entrypoint", *m_recipe.entrypoint);
        if (!m_recipe.command.isEmpty())
            writeWords("command", m_recipe.command);
    }

    [[nodiscard]] QStringList published() const
    {
        QStringList texts;
        for (const auto &port : m_recipe.ports)
            texts += publishText(port);
        return texts;
    }

    void writeMounts()
    {
        if (m_recipe.mounts.isEmpty())
            return;
        m_out << YAML::Key << "volumes" << YAML::Value << YAML::BeginSeq;
        for (const ContainerRecipe::Mount &mount : m_recipe.mounts) {
            if (canBeShort(mount)) {
                value(volumeText(mount));
                continue;
            }
            m_out << YAML::BeginMap;
            write("type", mountType(mount));
            write("source", mount.source);
            write("target", mount.target);
            writeFlag("read_only", mount.readOnly);
            m_out << YAML::EndMap;
        }
        m_out << YAML::EndSeq;
    }

    void writeEnvironment()
    {
        if (m_recipe.environment.isEmpty())
            return;
        m_out << YAML::Key << "environment" << YAML::Value << YAML::BeginMap;
        for (const QString &variable : m_recipe.environment) {
            const QString name = variable.section(u'=', 0, 0);
            key(name);
            if (variable.contains(u'='))
                guardedValue(m_secrets.value(name, variable.section(u'=', 1)));
            else
                m_out << YAML::Null;
        }
        m_out << YAML::EndMap;
    }

    void writeLabels()
    {
        if (m_recipe.labels.isEmpty())
            return;
        m_out << YAML::Key << "labels" << YAML::Value << YAML::BeginMap;
        for (const QString &label : m_recipe.labels) {
            const QString name = label.section(u'=', 0, 0);
            key(name);
            guardedValue(m_secrets.value(name, label.section(u'=', 1)));
        }
        m_out << YAML::EndMap;
    }

    [[nodiscard]] bool isNetworkMode() const
    {
        return m_recipe.network == u"host" || m_recipe.network == u"none" || m_recipe.network.contains(u':');
    }

    void writePlace()
    {
        write("working_dir", m_recipe.workingDir);
        write("user", m_recipe.user);
        write("hostname", m_recipe.hostname);
        write("restart", m_recipe.restartPolicy);
        if (isNetworkMode())
            write("network_mode", m_recipe.network);
        writeServiceNetworks(m_out, m_networks);
        if (!m_networks.isEmpty())
            m_written += composeNetworkOptions();
    }

    void writeRights()
    {
        writeFlag("tty", m_recipe.tty);
        writeFlag("stdin_open", m_recipe.interactive);
        writeFlag("init", m_recipe.init);
        writeFlag("privileged", m_recipe.privileged);
        writeList("cap_add", m_recipe.capAdd);
        writeList("cap_drop", m_recipe.capDrop);
        writeList("devices", m_recipe.devices);
    }

    [[nodiscard]] QStringList optionValues(const QString &name)
    {
        QStringList values;
        for (const ContainerRecipe::Option &option : m_recipe.options) {
            if (option.name == name) {
                values += option.value;
                m_written += name;
            }
        }
        return values;
    }

    void writeOptions()
    {
        for (const Row &row : rows) {
            const QStringList values = optionValues(QString::fromUtf16(row.option));
            if (row.isList)
                writeList(row.key, values);
            else
                write(row.key, values.value(0));
        }
        writeFlag("read_only", !optionValues(u"--read-only"_s).isEmpty());
        writeFlag("oom_kill_disable", !optionValues(u"--oom-kill-disable"_s).isEmpty());
        if (const QStringList timeout = optionValues(u"--stop-timeout"_s); !timeout.isEmpty())
            write("stop_grace_period", timeout.first() + u's');
        for (const Row &row : numbers) {
            const QStringList values = optionValues(QString::fromUtf16(row.option));
            if (!values.isEmpty())
                m_out << YAML::Key << row.key << YAML::Value << values.first().toLongLong();
        }
        writeUlimits(optionValues(u"--ulimit"_s));
        writeLog();
    }

    void writeUlimits(const QStringList &limits)
    {
        if (limits.isEmpty())
            return;
        m_out << YAML::Key << "ulimits" << YAML::Value << YAML::BeginMap;
        for (const QString &limit : limits) { // "nofile=1024:2048"
            key(limit.section(u'=', 0, 0)) << YAML::BeginMap;
            m_out << YAML::Key << "soft" << YAML::Value << limit.section(u'=', 1).section(u':', 0, 0).toLongLong();
            m_out << YAML::Key << "hard" << YAML::Value << limit.section(u':', 1).toLongLong() << YAML::EndMap;
        }
        m_out << YAML::EndMap;
    }

    void writeLog()
    {
        const QStringList driver = optionValues(u"--log-driver"_s);
        const QStringList settings = optionValues(u"--log-opt"_s);
        if (driver.isEmpty() && settings.isEmpty())
            return;
        m_out << YAML::Key << "logging" << YAML::Value << YAML::BeginMap;
        write("driver", driver.value(0));
        if (!settings.isEmpty()) {
            m_out << YAML::Key << "options" << YAML::Value << YAML::BeginMap;
            for (const QString &setting : settings) {
                key(setting.section(u'=', 0, 0));
                guardedValue(m_secrets.value(setting.section(u'=', 0, 0), setting.section(u'=', 1)));
            }
            m_out << YAML::EndMap;
        }
        m_out << YAML::EndMap;
    }

    void writeHealth()
    {
        const bool isOff = !optionValues(u"--no-healthcheck"_s).isEmpty();
        const QStringList test = optionValues(u"--health-cmd"_s);
        const QStringList interval = optionValues(u"--health-interval"_s);
        const QStringList timeout = optionValues(u"--health-timeout"_s);
        const QStringList start = optionValues(u"--health-start-period"_s);
        const QStringList retries = optionValues(u"--health-retries"_s);
        if (!isOff && (test + interval + timeout + start + retries).isEmpty())
            return;
        m_out << YAML::Key << "healthcheck" << YAML::Value << YAML::BeginMap;
        writeFlag("disable", isOff);
        if (!test.isEmpty()) {
            m_out << YAML::Key << "test" << YAML::Value;
            guardedValue(m_secrets.value({}, test.first()));
        }
        write("interval", interval.value(0));
        write("timeout", timeout.value(0));
        write("start_period", start.value(0));
        if (!retries.isEmpty())
            m_out << YAML::Key << "retries" << YAML::Value << retries.first().toLongLong();
        m_out << YAML::EndMap;
    }

    void writeLimits()
    {
        if (m_recipe.shmBytes > 0)
            write("shm_size", bytesText(m_recipe.shmBytes));
        const bool hasLimits = m_recipe.memoryBytes > 0 || m_recipe.nanoCpus > 0;
        if (!hasLimits && m_recipe.gpus.isEmpty())
            return;
        m_out << YAML::Key << "deploy" << YAML::Value << YAML::BeginMap << YAML::Key << "resources" << YAML::Value
              << YAML::BeginMap;
        if (hasLimits) {
            m_out << YAML::Key << "limits" << YAML::Value << YAML::BeginMap;
            write("cpus", m_recipe.nanoCpus > 0 ? cpusText(m_recipe.nanoCpus) : QString());
            write("memory", m_recipe.memoryBytes > 0 ? bytesText(m_recipe.memoryBytes) : QString());
            m_out << YAML::EndMap;
        }
        if (!m_recipe.gpus.isEmpty())
            writeGpus();
        m_out << YAML::EndMap << YAML::EndMap;
    }

    void writeGpus()
    {
        m_out << YAML::Key << "reservations" << YAML::Value << YAML::BeginMap << YAML::Key << "devices" << YAML::Value
              << YAML::BeginSeq << YAML::BeginMap;
        write("driver", u"nvidia"_s);
        if (m_recipe.gpus.startsWith(u"device="_s))
            writeList("device_ids", m_recipe.gpus.section(u'=', 1).split(u','));
        else if (m_recipe.gpus == u"all")
            write("count", m_recipe.gpus);
        else
            m_out << YAML::Key << "count" << YAML::Value << m_recipe.gpus.toInt();
        writeList("capabilities", {u"gpu"_s});
        m_out << YAML::EndMap << YAML::EndSeq << YAML::EndMap;
    }

    /// Volumes and networks by their own names: compose would put the project's before them.
    void writeOthers()
    {
        QStringList volumes;
        for (const ContainerRecipe::Mount &mount : m_recipe.mounts) {
            if (mount.kind == ContainerRecipe::Mount::Kind::Volume && !mount.source.isEmpty())
                volumes += mount.source;
        }
        volumes.removeDuplicates();
        if (!volumes.isEmpty()) {
            m_out << YAML::Key << "volumes" << YAML::Value << YAML::BeginMap;
            for (const QString &volume : volumes) {
                key(volume) << YAML::BeginMap;
                write("name", volume);
                m_out << YAML::EndMap;
            }
            m_out << YAML::EndMap;
        }
        writeFileNetworks(m_out, m_networks);
    }

    /// What stands above it all, as comments.
    [[nodiscard]] QByteArray head() const
    {
        QStringList lines{tr("Container %1. Start it with: docker compose up -d").arg(m_recipe.name)};
        if (m_recipe.imageDigest.isEmpty())
            lines += tr("Its image is known on this machine only: push it to a registry first, to use this elsewhere.");
        for (const QString &name : m_secrets.names())
            lines +=
                tr("%1 is a secret and not written here: put %1=… into a file named .env beside this one.").arg(name);
        const bool hasFolders = std::ranges::any_of(m_recipe.mounts, [](const ContainerRecipe::Mount &mount) {
            return mount.kind == ContainerRecipe::Mount::Kind::Bind;
        });
        if (hasFolders)
            lines += tr("The host folders are those of this machine.");
        for (const QString &name : externalNetworks(m_networks))
            lines += tr("Its network has to be there: docker network create %1").arg(name);
        QStringList left(m_recipe.autoRemove ? 1 : 0, u"--rm"_s);
        for (const ContainerRecipe::Option &option : m_recipe.options)
            left += m_written.contains(option.name) ? QStringList() : QStringList(option.name);
        left.removeDuplicates();
        if (!left.isEmpty())
            lines += tr("Left out, since compose has no word for it: %1").arg(left.join(u' '));
        QByteArray comments;
        for (const QString &line : lines)
            comments += "# " + visibleText(line).toUtf8() + '\n';
        return comments;
    }

    const ContainerRecipe &m_recipe;
    const QList<run::NetworkValue> m_networks;
    ComposeSecrets m_secrets;
    QString m_service;
    QStringList m_written; ///< names of options
    YAML::Emitter m_out;
};

} // namespace

QByteArray composeFileOf(const ContainerRecipe &recipe)
{
    return ComposeWriter(recipe).write();
}

} // namespace models
