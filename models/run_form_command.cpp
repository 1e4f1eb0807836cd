// SPDX-License-Identifier: Apache-2.0
#include "models/port_range.h"
#include "models/run_form_parts.h"
#include "models/secret_text.h"
#include "models/shell_words.h"

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

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

QStringList mountOption(const RunForm::MountRow &row)
{
    const auto mounts = toContainerSpec({.mounts = {row}}).mounts;
    const auto &mount = mounts.first();
    const bool short_ =
        !mount.source.contains(u':') && !mount.target.contains(u':') && !(mount.source.isEmpty() && mount.readOnly);
    if (short_) {
        const QString volume = mount.source.isEmpty() ? mount.target : mount.source + u':' + mount.target;
        return {u"-v"_s, mount.readOnly ? volume + u":ro"_s : volume};
    }
    QStringList fields{u"type="_s + mount.type};
    if (!mount.source.isEmpty())
        fields += csvField(u"source"_s, mount.source);
    fields += csvField(u"target"_s, mount.target);
    if (mount.readOnly)
        fields += u"readonly"_s;
    return {u"--mount"_s, fields.join(u',')};
}

/// Collects words; every add… leaves out what is empty.
class CommandWriter
{
public:
    CommandWriter(const RunForm &form, bool maskSecrets) : m_form(form), m_mask(maskSecrets) {}

    QString write()
    {
        m_words = {u"docker"_s, u"run"_s, m_form.tty ? u"-dit"_s : u"-d"_s};
        addFlag(u"--rm"_s, m_form.autoRemove);
        addRows();
        addPlace();
        addLimits();
        m_words += m_form.image.trimmed();
        addCommand();
        return joinShellWords(m_words);
    }

private:
    void add(const QString &option, const QString &value)
    {
        if (!value.trimmed().isEmpty())
            m_words += {option, value.trimmed()};
    }

    void addFlag(const QString &option, bool set)
    {
        if (set)
            m_words += option;
    }

    QString shown(const QString &name, const QString &value) const { return m_mask ? maskedValue(name, value) : value; }

    void addRows()
    {
        for (const auto &row : m_form.ports) {
            if (!form::isEmpty(row))
                m_words += {u"-p"_s, portValue(row)};
        }
        add(u"--name"_s, m_form.name);
        for (const auto &row : m_form.mounts) {
            if (!form::isEmpty(row))
                m_words += mountOption(row);
        }
        for (const auto &pair : m_form.environment) {
            const QString name = pair.name.trimmed();
            if (!form::isEmpty(pair))
                m_words += {u"-e"_s, name + u'=' + shown(name, pair.value)};
        }
    }

    void addPlace()
    {
        add(u"-w"_s, m_form.workingDir);
        add(u"-u"_s, m_form.user);
        for (const auto &group : form::listItems(m_form.groupAdd))
            add(u"--group-add"_s, group);
        add(u"--userns"_s, m_form.userns);
        add(u"--network"_s, m_form.network);
        add(u"-h"_s, m_form.hostname);
        add(u"--restart"_s, m_form.restartPolicy.trimmed() == u"no" ? QString() : m_form.restartPolicy);
        const QStringList entrypoint = splitShellWords(m_form.entrypoint).value_or(QStringList());
        if (!entrypoint.isEmpty())
            m_words += {u"--entrypoint"_s, entrypoint.first()};
    }

    void addLimits()
    {
        add(u"-m"_s, QString(m_form.memory).remove(u' '));
        add(u"--cpus"_s, m_form.cpus);
        add(u"--shm-size"_s, QString(m_form.sharedMemory).remove(u' '));
        const QString gpus = m_form.gpus.trimmed();
        // The value is read as CSV: several devices hold together only inside quotes of its own.
        add(u"--gpus"_s, gpus.contains(u',') ? u'"' + gpus + u'"' : gpus);
        add(u"--platform"_s, m_form.platform);
        addFlag(u"--privileged"_s, m_form.privileged);
        for (const auto &capability : form::listItems(m_form.capAdd))
            add(u"--cap-add"_s, capability);
        for (const auto &capability : form::listItems(m_form.capDrop))
            add(u"--cap-drop"_s, capability);
        for (const auto &device : m_form.devices)
            add(u"--device"_s, device);
        for (const auto &label : m_form.labels) {
            const QString name = label.name.trimmed();
            add(u"-l"_s, label.value.isEmpty() ? name : name + u'=' + shown(name, label.value));
        }
        add(u"--health-cmd"_s, m_mask ? maskedValue({}, m_form.healthCommand) : m_form.healthCommand);
        add(u"--health-interval"_s, m_form.healthInterval);
    }

    /// The client's --entrypoint takes one word; the others lead the command, which means the same.
    void addCommand()
    {
        QStringList words = splitShellWords(m_form.entrypoint).value_or(QStringList()).mid(1);
        words += splitShellWords(m_form.command).value_or(QStringList());
        if (m_mask)
            std::transform(words.cbegin(), words.cend(), words.begin(), maskedWord);
        m_words += words;
    }

    const RunForm &m_form;
    const bool m_mask;
    QStringList m_words;
};

} // namespace

QString toDockerCommand(const RunForm &form, bool maskSecrets)
{
    return CommandWriter(form, maskSecrets).write();
}

} // namespace models
