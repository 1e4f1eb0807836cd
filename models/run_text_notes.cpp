// SPDX-License-Identifier: Apache-2.0
#include "models/run_text_notes.h"

#include "models/run_command/client_settings.h"
#include "models/run_command/run_files.h"
#include "models/run_command/run_masks.h"
#include "models/run_command/run_option_table.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

using run::RunCommand;
using run::RunOption;
using run::RunSetting;

namespace {

constexpr qsizetype LongestQuote = 60;

bool holdsProfile(const RunSetting &setting)
{
    return setting.option == RunOption::SecurityOpt && setting.value.startsWith(u"seccomp=") &&
           run::isProfileText(setting.value.mid(8));
}

QString profileNote()
{
    return QCoreApplication::translate(
        "RunText",
        "The seccomp profile is kept and sent as it is; the docker client itself takes it from a file only.");
}

/// Collects the sentences; every add… appends those of one kind.
class NoteMaker
{
    Q_DECLARE_TR_FUNCTIONS(RunText)
public:
    NoteMaker(const run::PastedCommand &pasted, const run::ShellEnvironment &environment)
        : m_pasted(pasted), m_command(pasted.command), m_environment(environment)
    {}

    QStringList make()
    {
        addStart();
        for (const RunSetting &setting : m_command.settings)
            addSetting(setting);
        addFolder();
        addClientSettings();
        for (const QString &option : m_command.podmanOnly)
            add(tr("“%1” is not sent: only podman itself understands it.").arg(shortened(option)));
        if (run::findMask(m_command))
            add(tr("**** is taken as it stands: type the value that it hides."));
        return m_notes;
    }

private:
    void add(const QString &note)
    {
        if (!m_notes.contains(note))
            m_notes += note;
    }

    void addStart()
    {
        if (m_command.verb == RunCommand::Verb::Create)
            add(tr("The container is started as well: docker create would only make it."));
        else if (!m_command.flag(RunOption::Detach))
            add(tr("The container runs in the background: its output is under Logs."));
    }

    void addSetting(const RunSetting &setting)
    {
        const QString name = run::longName(setting.option);
        switch (setting.option) {
        case RunOption::Attach:
        case RunOption::Quiet:
        case RunOption::DisableContentTrust:
        case RunOption::DetachKeys:
        case RunOption::SigProxy:
        case RunOption::KernelMemory:
            add(tr("“%1” is left out: it makes no difference to the container.").arg(name));
            break;
        case RunOption::EnvFile:
        case RunOption::LabelFile:
            add(tr("“%1” was read now: what it says is in the form.").arg(shortened(setting.value)));
            break;
        case RunOption::Cidfile:
            add(tr("“%1”: no file is written.").arg(name));
            break;
        case RunOption::UseApiSocket:
            if (m_command.flag(RunOption::UseApiSocket))
                add(tr("“%1”: the container gets the engine’s socket, which may do everything here, and your logins to "
                       "registries.")
                        .arg(name));
            if (m_pasted.variables.value(u"DOCKER_CONFIG"_s))
                add(tr("The logins are those of the docker client here: DOCKER_CONFIG is left out."));
            break;
        case RunOption::SecurityOpt:
            if (holdsProfile(setting))
                add(profileNote());
            break;
        case RunOption::Env:
            addInherited(setting.value);
            break;
        default:
            break;
        }
    }

    void addInherited(const QString &name)
    {
        if (name.contains(u'='))
            return;
        const bool set = run::withVariables(m_environment, m_pasted.variables).lookUp(name).has_value();
        add(set ? tr("%1 has the value that it has here.").arg(shortened(name))
                : tr("%1 isn't set here: the container doesn't get it.").arg(shortened(name)));
    }

    /// Where the command counts on the folder that it is typed in.
    void addFolder()
    {
        static const QRegularExpression current(uR"(\bpwd\b|%cd%)"_s, QRegularExpression::CaseInsensitiveOption);
        const bool named = std::any_of(m_command.settings.cbegin(), m_command.settings.cend(), isRelative);
        if (named || current.match(m_pasted.text).hasMatch())
            add(tr("The current folder is %1 here.").arg(m_environment.workingDir));
    }

    void addClientSettings()
    {
        const auto environment = run::withVariables(m_environment, m_pasted.variables);
        const QString platform = run::platformOf(m_command, environment);
        if (!platform.isEmpty() && !m_command.has(RunOption::Platform))
            add(tr("The platform %1 comes from DOCKER_DEFAULT_PLATFORM.").arg(shortened(platform)));
        if (!run::proxyVariables(m_command, environment).isEmpty())
            add(tr("The proxies are those of the docker client's config.json."));
    }

    static bool isRelative(const RunSetting &setting)
    {
        static const QRegularExpression source(u"(?:^|,)(?:src|source)=\\.{1,2}(?:[/,]|$)"_s);
        return (setting.option == RunOption::Volume && setting.value.startsWith(u'.')) ||
               (setting.option == RunOption::Mount && source.match(setting.value).hasMatch());
    }

    const run::PastedCommand &m_pasted;
    const RunCommand &m_command;
    const run::ShellEnvironment &m_environment;
    QStringList m_notes;
};

} // namespace

QStringList runTextNotes(const run::PastedCommand &pasted, const run::ShellEnvironment &environment)
{
    return NoteMaker(pasted, environment).make();
}

QStringList printedNotes(const RunCommand &command)
{
    return std::any_of(command.settings.cbegin(), command.settings.cend(), holdsProfile) ? QStringList{profileNote()}
                                                                                         : QStringList();
}

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > LongestQuote ? line.left(LongestQuote - 3) + u'…' : line;
}

} // namespace models
