// SPDX-License-Identifier: Apache-2.0
#include "models/run_form_convert.h"

#include "models/quantities.h"
#include "models/run_command/client_settings.h"
#include "models/run_command/run_files.h"
#include "models/run_command/run_option_table.h"
#include "models/run_command/run_print.h"
#include "models/run_command/run_request.h"
#include "models/run_command/run_values.h"
#include "models/run_form_parts.h"
#include "models/shell_words.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

using run::RunCommand;
using run::RunOption;
using run::RunSetting;

namespace {

/// Takes the settings of a command one by one: a field where one holds the value exactly, else alsoSet.
class FormFiller
{
public:
    FormFiller(const RunCommand &command, const run::ShellEnvironment &environment)
        : m_command(command), m_environment(environment)
    {}

    RunForm fill()
    {
        m_form.image = m_command.image;
        m_form.command = joinShellWords(m_command.arguments);
        m_form.podmanOnly = m_command.podmanOnly;
        m_form.tty = m_command.flag(RunOption::Tty) && m_command.flag(RunOption::Interactive);
        addFiles();
        for (const RunSetting &setting : shortestSettings(m_command)) {
            if (!take(setting) && !takeRow(setting) && !takeLimit(setting))
                m_form.alsoSet += alsoSetText(setting);
        }
        for (const QString &variable : run::proxyVariables(m_command, m_environment))
            setPair(m_form.environment, variable);
        m_form.platform = run::platformOf(m_command, m_environment).trimmed();
        return m_form;
    }

private:
    void addFiles()
    {
        const auto env = run::readKeyValueFiles(m_command.values(RunOption::EnvFile), m_environment, true);
        const auto labels = run::readKeyValueFiles(m_command.values(RunOption::LabelFile), m_environment, false);
        m_form.environment = pairsOf(env.value_or(QStringList()));
        m_form.labels = pairsOf(labels.value_or(QStringList()));
    }

    /// The last of a name counts, in the place of the first. Files may have many.
    static QList<RunForm::Pair> pairsOf(const QStringList &lines)
    {
        QList<RunForm::Pair> pairs;
        QHash<QString, qsizetype> places;
        for (const QString &line : lines) {
            const auto parts = run::cut(line, u'=').value_or(std::pair(line, QString()));
            const auto place = places.constFind(parts.first);
            if (place != places.cend()) {
                pairs[*place].value = parts.second;
                continue;
            }
            places.insert(parts.first, pairs.size());
            pairs += {parts.first, parts.second};
        }
        return pairs;
    }

    static void setPair(QList<RunForm::Pair> &pairs, const QString &text)
    {
        const auto parts = run::cut(text, u'=').value_or(std::pair(text, QString()));
        const auto same = std::find_if(pairs.begin(), pairs.end(),
                                       [&parts](const RunForm::Pair &pair) { return pair.name == parts.first; });
        if (same != pairs.end())
            same->value = parts.second;
        else
            pairs += {parts.first, parts.second};
    }

    /// Options with a field of their own. Text goes in when the field would give it back.
    bool take(const RunSetting &setting)
    {
        const QString &value = setting.value;
        switch (setting.option) {
        case RunOption::Detach:
        case RunOption::Attach:
        case RunOption::EnvFile:
        case RunOption::LabelFile:
            return true;
        case RunOption::Interactive:
        case RunOption::Tty:
            return m_form.tty;
        case RunOption::Rm:
            return m_form.autoRemove = true;
        case RunOption::Privileged:
            return m_form.privileged = true;
        case RunOption::Name:
            return text(m_form.name, value);
        case RunOption::Workdir:
            return text(m_form.workingDir, value);
        case RunOption::User:
            return text(m_form.user, value);
        case RunOption::Userns:
            return text(m_form.userns, value);
        case RunOption::Hostname:
            return text(m_form.hostname, value);
        case RunOption::Platform:
            return value.isEmpty() || text(m_form.platform, value);
        case RunOption::HealthCmd:
            return text(m_form.healthCommand, value);
        case RunOption::HealthInterval:
            return parseDuration(value) && text(m_form.healthInterval, value);
        case RunOption::Entrypoint:
            m_form.entrypoint = quoteShellWord(value);
            return true;
        case RunOption::Network:
            return takeNetwork(value);
        case RunOption::Restart:
            return takeRestart(value);
        default:
            return false;
        }
    }

    static bool text(QString &field, const QString &value)
    {
        if (value.trimmed() != value || value.isEmpty())
            return false;
        field = value;
        return true;
    }

    bool takeNetwork(const QString &value)
    {
        return m_command.values(RunOption::Network).size() == 1 && !value.contains(u'=') && text(m_form.network, value);
    }

    bool takeRestart(const QString &value)
    {
        const QString count = value.section(u':', 1);
        const bool plain = value == u"always" || value == u"unless-stopped" || value == u"on-failure";
        if (!plain && !(value.startsWith(u"on-failure:") && count.toInt() > 0))
            return false;
        return text(m_form.restartPolicy, value);
    }

    bool takeRow(const RunSetting &setting)
    {
        switch (setting.option) {
        case RunOption::Publish:
            return takePort(setting.value);
        case RunOption::Volume:
            return takeVolume(setting.value);
        case RunOption::Mount:
            return takeMount(setting.value);
        case RunOption::Env: {
            const QString text = run::readEnv(setting.value, m_environment).value_or(setting.value);
            if (!text.contains(u'=') || text.section(u'=', 0, 0).contains(u' '))
                return false;
            setPair(m_form.environment, text);
            return true;
        }
        case RunOption::Label:
            if (const QString name = setting.value.section(u'=', 0, 0); name != name.trimmed())
                return false;
            setPair(m_form.labels, setting.value);
            return true;
        case RunOption::Device:
            if (run::isCdiDevice(setting.value) || setting.value.contains(u"/.") || setting.value.contains(u"//") ||
                form::listItems(setting.value) != QStringList{setting.value})
                return false; // the field separates devices by blanks and commas, and takes paths as they are
            m_form.devices += setting.value;
            return true;
        case RunOption::GroupAdd:
            return listItem(m_form.groupAdd, setting.value);
        case RunOption::CapAdd:
            return listItem(m_form.capAdd, setting.value);
        case RunOption::CapDrop:
            return listItem(m_form.capDrop, setting.value);
        default:
            return false;
        }
    }

    static bool listItem(QString &field, const QString &value)
    {
        if (form::listItems(value) != QStringList{value})
            return false;
        field += (field.isEmpty() ? QString() : u" "_s) + value;
        return true;
    }

    /// A number, or two that differ.
    static bool isPlainPort(const QString &port)
    {
        static const QRegularExpression plain(u"^(?:0|[1-9]\\d*|([1-9]\\d*)-(?!\\1$)[1-9]\\d*)?$"_s);
        return plain.match(port).hasMatch();
    }

    bool takePort(const QString &value)
    {
        RunForm::PortRow row;
        row.protocol = value.contains(u'/') ? value.section(u'/', 1, 1).toLower() : u"tcp"_s;
        const QStringList parts = value.section(u'/', 0, 0).split(u':');
        row.containerPort = parts.last();
        row.hostPort = parts.size() > 1 ? parts.at(parts.size() - 2) : QString();
        row.hostAddress = parts.size() > 2 ? parts.mid(0, parts.size() - 2).join(u':') : QString();
        if (row.hostAddress.startsWith(u'['))
            row.hostAddress = row.hostAddress.mid(1, row.hostAddress.size() - 2);
        if (!isPlainPort(row.containerPort) || !isPlainPort(row.hostPort))
            return false;
        m_form.ports += row;
        return true;
    }

    QString whole(const QString &folder) const
    {
        return folder.startsWith(u'.') ? run::goCleanPath(m_environment.workingDir + u'/' + folder) : folder;
    }

    /// A folder or volume with no more to it than read-only.
    bool takeVolume(const QString &value)
    {
        const QStringList parts = value.split(u':');
        const QString mode = parts.value(2);
        const QString source = parts.size() > 1 ? whole(parts.first()) : QString();
        const QString target = parts.size() > 1 ? parts.at(1) : value;
        const bool plain =
            parts.size() <= 3 && target.startsWith(u'/') && (mode.isEmpty() || mode == u"ro" || mode == u"rw");
        // The client takes c:/data for a folder of Windows.
        const bool drive = parts.size() == 2 && source.size() == 1 && source.front().isLetter();
        if (!plain || drive || source.startsWith(u'~') || (source.contains(u'/') && !source.startsWith(u'/'))) {
            m_form.alsoSet += u"--volume="_s + (source.isEmpty() ? value : source + value.mid(parts.first().size()));
            return true;
        }
        m_form.mounts += RunForm::MountRow{source, target, mode == u"ro"};
        return true;
    }

    bool takeMount(const QString &value)
    {
        const auto mount = run::readMount(value, m_environment.workingDir);
        if (!mount)
            return false;
        const bool folder = mount->type == u"bind" && mount->source.startsWith(u'/');
        const bool volume =
            mount->type == u"volume" && !mount->source.contains(u'/') && !mount->source.startsWith(u'~');
        const bool extras =
            mount->volume || mount->bind || mount->tmpfs || mount->imageSubpath || !mount->consistency.isEmpty();
        if ((!folder && !volume) || extras || !mount->target.startsWith(u'/')) {
            m_form.alsoSet += u"--mount="_s + withWholeSource(value);
            return true;
        }
        m_form.mounts += RunForm::MountRow{mount->source, mount->target, mount->readOnly};
        return true;
    }

    /// The value of --mount with its relative source made whole.
    QString withWholeSource(const QString &value) const
    {
        QStringList fields = run::goCsv(value).value_or(QStringList());
        for (QString &field : fields) {
            const QString key = field.section(u'=', 0, 0).toLower();
            if (key == u"source" || key == u"src")
                field = key + u'=' + whole(field.section(u'=', 1));
            if (field.contains(u',') || field.contains(u'"'))
                field = u'"' + QString(field).replace(u'"', u"\"\""_s) + u'"';
        }
        return fields.join(u',');
    }

    bool takeLimit(const RunSetting &setting)
    {
        const QString &value = setting.value;
        switch (setting.option) {
        case RunOption::Memory:
            return bytes(m_form.memory, value);
        case RunOption::ShmSize:
            return bytes(m_form.sharedMemory, value);
        case RunOption::Cpus: {
            const auto cpus = run::goCpus(value);
            return parseNanoCpus(value) == cpus.value_or(-1) && text(m_form.cpus, value);
        }
        case RunOption::Gpus:
            return takeGpus(value);
        default:
            return false;
        }
    }

    static bool bytes(QString &field, const QString &value)
    {
        return parseBytes(value) == run::goBytes(value).value_or(-1) && text(field, value);
    }

    /// The field holds all, a number, or devices; everything else the client can say stays as it is.
    bool takeGpus(const QString &value)
    {
        const auto gpus = run::readGpus(value);
        if (!gpus || m_command.values(RunOption::Gpus).size() > 1 || !gpus->driver.isEmpty() ||
            !gpus->options.isEmpty() || gpus->capabilities != QStringList{u"gpu"_s})
            return false;
        if (gpus->deviceIds.isEmpty())
            return gpus->count != 0 && text(m_form.gpus, gpus->count < 0 ? u"all"_s : QString::number(gpus->count));
        return gpus->count == 0 && !gpus->deviceIds.contains(QString()) &&
               text(m_form.gpus, u"device="_s + gpus->deviceIds.join(u','));
    }

    const RunCommand &m_command;
    const run::ShellEnvironment &m_environment;
    RunForm m_form;
};

} // namespace

QString alsoSetText(const RunSetting &setting)
{
    if (run::rowOf(setting.option).value == run::OptionValue::Bool && setting.value == u"true")
        return run::longName(setting.option);
    return run::longName(setting.option) + u'=' + setting.value;
}

tl::expected<RunForm, run::RunCommandError> toRunForm(const RunCommand &command,
                                                      const run::ShellEnvironment &environment)
{
    if (const auto problem = checkRequest(command, environment))
        return tl::unexpected(*problem);
    return FormFiller(command, environment).fill();
}

} // namespace models
