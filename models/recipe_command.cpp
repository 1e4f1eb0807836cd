// SPDX-License-Identifier: Apache-2.0
#include "models/recipe_command.h"

#include "models/run_form.h"
#include "models/secret_text.h"
#include "models/shell_words.h"

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;
using engine::ContainerRecipe;

namespace {

constexpr qint64 kibi = 1024;

/// One field of --mount's comma-separated value.
QString csvField(const QString &key, const QString &value)
{
    const QString field = key + u'=' + value;
    return field.contains(u',') || field.contains(u'"') ? u'"' + QString(field).replace(u'"', u"\"\""_s) + u'"' : field;
}

QString typeWord(ContainerRecipe::Mount::Kind kind)
{
    using Kind = ContainerRecipe::Mount::Kind;
    return kind == Kind::Bind ? u"bind"_s : kind == Kind::Volume ? u"volume"_s : u"tmpfs"_s;
}

QString mountText(const ContainerRecipe::Mount &mount)
{
    QStringList fields{u"type="_s + typeWord(mount.kind)};
    if (!mount.source.isEmpty())
        fields += csvField(u"source"_s, mount.source);
    fields += csvField(u"target"_s, mount.target);
    if (mount.readOnly)
        fields += u"readonly"_s;
    return fields.join(u',');
}

/// Collects words; every add… leaves out what is empty.
class CommandWriter
{
public:
    CommandWriter(const ContainerRecipe &recipe, bool maskSecrets) : m_recipe(recipe), m_mask(maskSecrets) {}

    QString write()
    {
        m_words = {u"docker"_s, u"run"_s, start()};
        addFlag(u"--rm"_s, m_recipe.autoRemove);
        addRows();
        addPlace();
        addLimits();
        for (const ContainerRecipe::Option &option : m_recipe.options) {
            m_words += option.name;
            if (!option.value.isEmpty())
                m_words += m_mask ? maskedWord(option.value) : option.value;
        }
        m_words += m_recipe.image;
        addCommand();
        return joinShellWords(m_words);
    }

private:
    [[nodiscard]] QString start() const
    {
        return u"-d"_s + (m_recipe.interactive ? u"i"_s : QString()) + (m_recipe.tty ? u"t"_s : QString());
    }

    void add(const QString &option, const QString &value)
    {
        if (!value.isEmpty())
            m_words += {option, value};
    }

    void addFlag(const QString &option, bool set)
    {
        if (set)
            m_words += option;
    }

    void addRows()
    {
        for (const auto &port : m_recipe.ports)
            m_words += {u"-p"_s, publishText(port)};
        for (const QString &port : m_recipe.exposed)
            m_words += {u"--expose"_s, port};
        add(u"--name"_s, m_recipe.name);
        for (const ContainerRecipe::Mount &mount : m_recipe.mounts)
            m_words += canBeShort(mount) ? QStringList{u"-v"_s, volumeText(mount)}
                                         : QStringList{u"--mount"_s, mountText(mount)};
        for (const QString &variable : m_recipe.environment)
            m_words += {u"-e"_s, m_mask ? maskedWord(variable) : variable};
    }

    void addPlace()
    {
        add(u"-w"_s, m_recipe.workingDir);
        add(u"-u"_s, m_recipe.user);
        add(u"--network"_s, m_recipe.network);
        add(u"-h"_s, m_recipe.hostname);
        add(u"--restart"_s, m_recipe.restartPolicy);
        addFlag(u"--init"_s, m_recipe.init);
        if (m_recipe.entrypoint)
            m_words += {u"--entrypoint"_s, m_recipe.entrypoint->value(0)};
    }

    void addLimits()
    {
        add(u"-m"_s, m_recipe.memoryBytes > 0 ? bytesText(m_recipe.memoryBytes) : QString());
        add(u"--cpus"_s, m_recipe.nanoCpus > 0 ? cpusText(m_recipe.nanoCpus) : QString());
        add(u"--shm-size"_s, m_recipe.shmBytes > 0 ? bytesText(m_recipe.shmBytes) : QString());
        // The value is read as CSV: several devices hold together only inside quotes of its own.
        add(u"--gpus"_s, m_recipe.gpus.contains(u',') ? u'"' + m_recipe.gpus + u'"' : m_recipe.gpus);
        addFlag(u"--privileged"_s, m_recipe.privileged);
        for (const QString &capability : m_recipe.capAdd)
            add(u"--cap-add"_s, capability);
        for (const QString &capability : m_recipe.capDrop)
            add(u"--cap-drop"_s, capability);
        for (const QString &device : m_recipe.devices)
            add(u"--device"_s, device);
        for (const QString &label : m_recipe.labels)
            m_words += {u"-l"_s, m_mask ? maskedWord(label) : label};
    }

    /// The client's --entrypoint takes one word; the others lead the command, which means the same.
    void addCommand()
    {
        QStringList words = m_recipe.entrypoint.value_or(QStringList()).mid(1) + m_recipe.command;
        if (m_mask)
            std::ranges::transform(words, words.begin(), maskedWord);
        m_words += words;
    }

    const ContainerRecipe &m_recipe;
    const bool m_mask;
    QStringList m_words;
};

} // namespace

QString toDockerCommand(const ContainerRecipe &recipe, bool maskSecrets)
{
    return CommandWriter(recipe, maskSecrets).write();
}

QStringList secretsOf(const ContainerRecipe &recipe)
{
    QStringList names;
    for (const QString &variable : recipe.environment) {
        if (maskedWord(variable) != variable)
            names += variable.section(u'=', 0, 0);
    }
    for (const QString &word : recipe.command + recipe.entrypoint.value_or(QStringList()) + recipe.labels) {
        if (maskedWord(word) != word)
            names += word.section(u'=', 0, 0);
    }
    names.removeDuplicates();
    return names;
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
