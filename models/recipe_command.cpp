// SPDX-License-Identifier: Apache-2.0
#include "models/recipe_command.h"

#include "engine-client/image_reference.h"
#include "models/podman_networks.h"
#include "models/run_command/podman_options.h"
#include "models/run_command/run_option_table.h"
#include "models/run_command/run_print.h"
#include "models/secret_text.h"

#include <utility>

namespace models {

using namespace Qt::StringLiterals;
using engine::ContainerRecipe;
using run::RunCommand;
using run::RunOption;

namespace {

constexpr qint64 kibi = 1024;

QString wholeName(const QString &image)
{
    engine::ImageReference reference = engine::splitReference(image);
    reference.name = reference.fullName();
    return reference.text();
}

/// One field of --mount's comma-separated value.
QString csvField(const QString &key, const QString &value)
{
    const QString field = key + u'=' + value;
    return field.contains(u',') || field.contains(u'"') ? u'"' + QString(field).replace(u'"', u"\"\""_s) + u'"' : field;
}

QString mountText(const ContainerRecipe::Mount &mount)
{
    QStringList fields{u"type="_s + mountType(mount)};
    if (!mount.source.isEmpty())
        fields += csvField(u"source"_s, mount.source);
    fields += csvField(u"target"_s, mount.target);
    if (mount.readOnly)
        fields += u"readonly"_s;
    return (fields + mount.fields).join(u',');
}

/// Collects settings; every add… leaves out what is empty.
class CommandMaker
{
public:
    explicit CommandMaker(const ContainerRecipe &recipe) : m_recipe(recipe) {}

    RunCommand make()
    {
        m_command.image = m_recipe.image;
        addFlag(RunOption::Detach, true);
        addFlag(RunOption::Interactive, m_recipe.interactive);
        addFlag(RunOption::Tty, m_recipe.tty);
        addFlag(RunOption::Rm, m_recipe.autoRemove);
        addFlag(RunOption::Init, m_recipe.init);
        addFlag(RunOption::Privileged, m_recipe.privileged);
        addRows();
        addPlace();
        addLimits();
        addOptions();
        addCommand();
        return m_command;
    }

private:
    void add(RunOption option, const QString &value)
    {
        if (!value.isEmpty())
            m_command.add(option, value);
    }

    void addAll(RunOption option, const QStringList &values)
    {
        for (const QString &value : values)
            m_command.add(option, value);
    }

    void addFlag(RunOption option, bool set)
    {
        if (set)
            m_command.add(option, u"true"_s);
    }

    void addRows()
    {
        for (const auto &port : m_recipe.ports)
            m_command.add(RunOption::Publish, publishText(port));
        for (const QString &port : m_recipe.exposed)
            m_command.add(RunOption::Expose, port.endsWith(u"/tcp") ? port.chopped(4) : port);
        for (const ContainerRecipe::Mount &mount : m_recipe.mounts) {
            if (canBeShort(mount))
                m_command.add(RunOption::Volume, volumeText(mount));
            else
                m_command.add(RunOption::Mount, mountText(mount));
        }
        addAll(RunOption::Env, m_recipe.environment);
        addAll(RunOption::Label, m_recipe.labels);
        addAll(RunOption::Device, m_recipe.devices);
        addAll(RunOption::CapAdd, m_recipe.capAdd);
        addAll(RunOption::CapDrop, m_recipe.capDrop);
    }

    void addPlace()
    {
        add(RunOption::Name, m_recipe.name);
        add(RunOption::Workdir, m_recipe.workingDir);
        add(RunOption::User, m_recipe.user);
        const QString name = m_recipe.network;
        const bool isLong = !m_recipe.networkFields.isEmpty() || name.contains(u'=');
        add(RunOption::Network,
            isLong ? (QStringList{csvField(u"name"_s, name)} + m_recipe.networkFields).join(u',') : name);
        addAll(RunOption::Network, m_recipe.furtherNetworks);
        add(RunOption::Hostname, m_recipe.hostname);
        add(RunOption::Restart, m_recipe.restartPolicy);
    }

    void addLimits()
    {
        add(RunOption::Memory, m_recipe.memoryBytes > 0 ? bytesText(m_recipe.memoryBytes) : QString());
        add(RunOption::Cpus, m_recipe.nanoCpus > 0 ? cpusText(m_recipe.nanoCpus) : QString());
        add(RunOption::ShmSize, m_recipe.shmBytes > 0 ? bytesText(m_recipe.shmBytes) : QString());
        // The value is read as CSV: several devices hold together only inside quotes of its own.
        add(RunOption::Gpus, m_recipe.gpus.contains(u',') ? u'"' + m_recipe.gpus + u'"' : m_recipe.gpus);
    }

    void addOptions()
    {
        for (const ContainerRecipe::Option &option : m_recipe.options) {
            const run::OptionRow *row = run::findOption(QStringView(option.name).sliced(2));
            if (row)
                m_command.add(row->option, option.value.isEmpty() ? u"true"_s : option.value);
        }
    }

    /// The client's --entrypoint takes one word; the others lead the command, which means the same.
    void addCommand()
    {
        if (m_recipe.entrypoint)
            m_command.add(RunOption::Entrypoint, m_recipe.entrypoint->value(0));
        m_command.arguments = m_recipe.entrypoint.value_or(QStringList()).mid(1) + m_recipe.command;
    }

    const ContainerRecipe &m_recipe;
    RunCommand m_command;
};

} // namespace

RunCommand toRunCommand(const ContainerRecipe &recipe)
{
    return CommandMaker(recipe).make();
}

QString toDockerCommand(const ContainerRecipe &recipe, bool maskSecrets)
{
    return printRunCommand(toRunCommand(recipe), maskSecrets);
}

PodmanCommand toPodmanCommand(const ContainerRecipe &recipe)
{
    PodmanCommand result;
    RunCommand command = toRunCommand(recipe);
    command.client = RunCommand::Client::Podman;
    // Podman asks which registry a bare name is of; an image without a name has only its id.
    if (!command.image.startsWith(u"sha256:"))
        command.image = wholeName(command.image);
    QList<run::RunSetting> kept;
    for (const run::RunSetting &setting : std::as_const(command.settings)) {
        if (run::isDockerOnly(setting.option))
            result.leftOut += run::longName(setting.option);
        else
            kept += setting;
    }
    command.settings = kept;
    result.leftOut += usePodmanNetworks(command, recipe.joins);
    result.leftOut.removeDuplicates();
    result.text = printRunCommand(command, false);
    return result;
}

QStringList secretsOf(const ContainerRecipe &recipe)
{
    const RunCommand command = toRunCommand(recipe);
    const QStringList plain = runCommandWords(command, false), masked = runCommandWords(command, true);
    QStringList names;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        if (plain.at(i) != masked.at(i)) // one that is a word of its own has its name before it
            names += plain.at(masked.at(i) == SecretMask ? i - 1 : i).section(u'=', 0, 0);
    }
    names.removeDuplicates();
    return names;
}

QString mountType(const ContainerRecipe::Mount &mount)
{
    using Kind = ContainerRecipe::Mount::Kind;
    switch (mount.kind) {
    case Kind::Bind:
        return u"bind"_s;
    case Kind::Volume:
        return u"volume"_s;
    case Kind::Tmpfs:
        return u"tmpfs"_s;
    case Kind::Image:
        break;
    }
    return u"image"_s;
}

QString publishText(const engine::ContainerSpec::PortMapping &port)
{
    const QString &address = port.hostAddress;
    const QString hostPort = port.hostPort == u"0" ? QString() : port.hostPort;
    QString value = port.containerPort;
    if (!address.isEmpty())
        value = (address.contains(u':') ? u"[%1]"_s.arg(address) : address) + u':' + hostPort + u':' + value;
    else if (!hostPort.isEmpty())
        value = hostPort + u':' + value;
    return port.protocol == u"tcp" || port.protocol.isEmpty() ? value : value + u'/' + port.protocol;
}

bool canBeShort(const ContainerRecipe::Mount &mount)
{
    return mount.isShort && !mount.source.contains(u':') && !mount.target.contains(u':') &&
           !(mount.source.isEmpty() && mount.readOnly);
}

QString volumeText(const ContainerRecipe::Mount &mount)
{
    QString text = mount.source.isEmpty() ? mount.target : mount.source + u':' + mount.target;
    return mount.mode.isEmpty() ? text : text + u':' + mount.mode;
}

QString bytesText(qint64 bytes)
{
    if (bytes % (kibi * kibi * kibi) == 0)
        return QString::number(bytes / (kibi * kibi * kibi)) + u'g';
    if (bytes % (kibi * kibi) == 0)
        return QString::number(bytes / (kibi * kibi)) + u'm';
    return QString::number(bytes) + u'b';
}

QString cpusText(qint64 nanoCpus)
{
    constexpr qint64 whole = 1'000'000'000;
    constexpr int digits = 9;
    QString text = QString::number(nanoCpus / whole);
    QString rest = u"%1"_s.arg(nanoCpus % whole, digits, 10, QLatin1Char('0'));
    while (rest.endsWith(u'0'))
        rest.chop(1);
    return rest.isEmpty() ? text : text + u'.' + rest;
}

} // namespace models
