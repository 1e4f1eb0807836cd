// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_print.h"
#include "models/run_form_convert.h"
#include "models/run_form_parts.h"
#include "models/shell_words.h"

namespace models {

using namespace Qt::StringLiterals;
using run::RunCommand;
using run::RunOption;
using run::RunSetting;

namespace {

QString portValue(const RunForm::PortRow &row)
{
    const QString address = form::hostAddress(row);
    const QString port = form::isAnyPort(row) ? QString() : row.hostPort.trimmed();
    QString value = row.containerPort.trimmed();
    if (!address.isEmpty())
        value = (address.contains(u':') ? u"[%1]"_s.arg(address) : address) + u':' + port + u':' + value;
    else if (!port.isEmpty())
        value = port + u':' + value;
    const QString protocol = form::protocol(row);
    return protocol == u"tcp" ? value : value + u'/' + protocol;
}

/// One field of --mount's comma-separated value.
QString csvField(const QString &key, const QString &value)
{
    const QString field = key + u'=' + value;
    return field.contains(u',') || field.contains(u'"') ? u'"' + QString(field).replace(u'"', u"\"\""_s) + u'"' : field;
}

RunSetting mountSetting(const RunForm::MountRow &row)
{
    const auto mounts = toContainerSpec({.mounts = {row}}).mounts;
    const auto &mount = mounts.first();
    const bool short_ =
        !mount.source.contains(u':') && !mount.target.contains(u':') && !(mount.source.isEmpty() && mount.readOnly);
    if (short_) {
        const QString volume = mount.source.isEmpty() ? mount.target : mount.source + u':' + mount.target;
        return {RunOption::Volume, mount.readOnly ? volume + u":ro"_s : volume, {}};
    }
    QStringList fields{u"type="_s + mount.type};
    if (!mount.source.isEmpty())
        fields += csvField(u"source"_s, mount.source);
    fields += csvField(u"target"_s, mount.target);
    if (mount.readOnly)
        fields += u"readonly"_s;
    return {RunOption::Mount, fields.join(u','), {}};
}

/// Collects settings; every add… leaves out what is empty.
class CommandMaker
{
public:
    explicit CommandMaker(const RunForm &form) : m_form(form) {}

    RunCommand make()
    {
        m_command.image = m_form.image.trimmed();
        m_command.podmanOnly = m_form.podmanOnly;
        if (!m_form.podmanOnly.isEmpty())
            m_command.client = RunCommand::Client::Podman;
        addFlag(RunOption::Detach, true);
        addFlag(RunOption::Interactive, m_form.tty);
        addFlag(RunOption::Tty, m_form.tty);
        addFlag(RunOption::Rm, m_form.autoRemove);
        addFlag(RunOption::Privileged, m_form.privileged);
        addRows();
        addPlace();
        addLimits();
        addCommand();
        m_command.settings += alsoSetSettings(m_form);
        return m_command;
    }

private:
    void add(RunOption option, const QString &value)
    {
        if (!value.trimmed().isEmpty())
            m_command.add(option, value.trimmed());
    }

    void addFlag(RunOption option, bool set)
    {
        if (set)
            m_command.add(option, u"true"_s);
    }

    void addRows()
    {
        for (const auto &row : m_form.ports) {
            if (!form::isEmpty(row))
                m_command.add(RunOption::Publish, portValue(row));
        }
        for (const auto &row : m_form.mounts) {
            if (!form::isEmpty(row))
                m_command.settings += mountSetting(row);
        }
        for (const auto &pair : m_form.environment) {
            if (!form::isEmpty(pair))
                m_command.add(RunOption::Env, pair.name.trimmed() + u'=' + pair.value);
        }
        for (const auto &label : m_form.labels) {
            const QString name = label.name.trimmed();
            add(RunOption::Label, label.value.isEmpty() ? name : name + u'=' + label.value);
        }
        for (const auto &device : m_form.devices)
            add(RunOption::Device, device);
        for (const auto &capability : form::listItems(m_form.capAdd))
            add(RunOption::CapAdd, capability);
        for (const auto &capability : form::listItems(m_form.capDrop))
            add(RunOption::CapDrop, capability);
    }

    void addPlace()
    {
        add(RunOption::Name, m_form.name);
        add(RunOption::Workdir, m_form.workingDir);
        add(RunOption::User, m_form.user);
        for (const auto &group : form::listItems(m_form.groupAdd))
            add(RunOption::GroupAdd, group);
        add(RunOption::Userns, m_form.userns);
        add(RunOption::Network, m_form.network);
        add(RunOption::Hostname, m_form.hostname);
        add(RunOption::Restart, m_form.restartPolicy.trimmed() == u"no" ? QString() : m_form.restartPolicy);
    }

    void addLimits()
    {
        add(RunOption::Memory, QString(m_form.memory).remove(u' '));
        add(RunOption::Cpus, m_form.cpus);
        add(RunOption::ShmSize, QString(m_form.sharedMemory).remove(u' '));
        const QString gpus = m_form.gpus.trimmed();
        // The value is read as CSV: several devices hold together only inside quotes of its own.
        add(RunOption::Gpus, gpus.contains(u',') ? u'"' + gpus + u'"' : gpus);
        add(RunOption::Platform, m_form.platform);
        add(RunOption::HealthCmd, m_form.healthCommand);
        add(RunOption::HealthInterval, m_form.healthInterval);
    }

    /// The client's --entrypoint takes one word; the others lead the command, which means the same.
    void addCommand()
    {
        const QStringList entrypoint = splitShellWords(m_form.entrypoint).value_or(QStringList());
        if (!entrypoint.isEmpty())
            m_command.add(RunOption::Entrypoint, entrypoint.first());
        m_command.arguments = entrypoint.mid(1) + splitShellWords(m_form.command).value_or(QStringList());
    }

    const RunForm &m_form;
    RunCommand m_command;
};

} // namespace

RunCommand toRunCommand(const RunForm &form)
{
    return CommandMaker(form).make();
}

QString toDockerCommand(const RunForm &form, bool maskSecrets)
{
    return printRunCommand(toRunCommand(form), maskSecrets);
}

} // namespace models
