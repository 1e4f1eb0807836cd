// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_paste.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// Reads the words before the options of docker run: sudo, env, the client, its own options, the command.
class Head
{
public:
    explicit Head(const QList<ShellWord> &words) : m_words(words) {}

    bool read()
    {
        static const QStringList wrappers{u"sudo"_s,    u"doas"_s,  u"env"_s, u"exec"_s,
                                          u"command"_s, u"nohup"_s, u"time"_s};
        static const QStringList clients{u"docker"_s, u"podman"_s, u"docker.exe"_s, u"nerdctl"_s};
        while (isOneOf(wrappers))
            takeWrapper();
        return isOneOf(clients) && takeClient();
    }
    [[nodiscard]] QList<ShellWord> rest() const { return m_words.mid(m_at); }
    RunCommand::Verb verb = RunCommand::Verb::Run;
    RunCommand::Client client = RunCommand::Client::Docker;
    QMap<QString, QString> variables;
    QList<ShellNote> notes;

private:
    [[nodiscard]] QString word() const { return m_at < m_words.size() ? m_words.at(m_at).text : QString(); }
    /// Programs may be named with their folders.
    [[nodiscard]] bool isOneOf(const QStringList &names) const
    {
        const QString path = word();
        return names.contains(QStringView(path).mid(path.lastIndexOf(u'/') + 1));
    }

    /// sudo and its like, with their options and variables.
    void takeWrapper()
    {
        static const QStringList valued{u"-u"_s,     u"-g"_s,      u"-h"_s,     u"-p"_s,       u"-C"_s,
                                        u"-r"_s,     u"-t"_s,      u"-T"_s,     u"-D"_s,       u"-R"_s,
                                        u"--user"_s, u"--group"_s, u"--host"_s, u"--prompt"_s, u"--chdir"_s};
        for (++m_at; m_at < m_words.size(); ++m_at) {
            const qsizetype equals = word().indexOf(u'=');
            if (word() == u"--")
                continue;
            if (word().startsWith(u'-'))
                m_at += valued.contains(word()) ? 1 : 0;
            else if (equals > 0)
                variables.insert(word().left(equals), word().mid(equals + 1));
            else
                break;
        }
    }

    bool takeClient()
    {
        static const QStringList valued{u"-c"_s,
                                        u"--context"_s,
                                        u"-H"_s,
                                        u"--host"_s,
                                        u"-l"_s,
                                        u"--log-level"_s,
                                        u"--config"_s,
                                        u"--tlscacert"_s,
                                        u"--tlscert"_s,
                                        u"--tlskey"_s,
                                        u"--connection"_s,
                                        u"--url"_s,
                                        u"--identity"_s,
                                        u"--root"_s,
                                        u"--runroot"_s,
                                        u"--cgroup-manager"_s,
                                        u"--storage-driver"_s,
                                        u"--storage-opt"_s,
                                        u"--events-backend"_s,
                                        u"--hooks-dir"_s,
                                        u"--namespace"_s,
                                        u"--network-cmd-path"_s,
                                        u"--runtime"_s,
                                        u"--runtime-flag"_s,
                                        u"--tmpdir"_s,
                                        u"--volumepath"_s,
                                        u"--conmon"_s,
                                        u"--out"_s,
                                        u"--ssh"_s,
                                        u"--module"_s,
                                        u"--imagestore"_s,
                                        u"--network-config-dir"_s};
        client = word().contains(u"podman") ? RunCommand::Client::Podman : RunCommand::Client::Docker;
        for (++m_at; word().startsWith(u'-'); ++m_at) {
            const qsizetype first = m_at;
            m_at += valued.contains(word()) ? 1 : 0;
            noteEngine(first);
        }
        if (word() == u"container")
            ++m_at;
        const bool create = word() == u"create";
        if (!create && word() != u"run")
            return false;
        verb = create ? RunCommand::Verb::Create : RunCommand::Verb::Run;
        ++m_at;
        return true;
    }

    /// An option of the client that names another engine, from word `first` to the present one.
    void noteEngine(qsizetype first)
    {
        static const QStringList names{u"-c"_s,    u"--context"_s,    u"-H"_s,        u"--host"_s,
                                       u"--url"_s, u"--connection"_s, u"--identity"_s};
        const ShellWord &option = m_words.at(first);
        if (!names.contains(option.text.section(u'=', 0, 0)) || notes.size() >= mostNotes)
            return;
        const ShellWord &last = m_words.at(std::min(m_at, m_words.size() - 1));
        notes += ShellNote{QCoreApplication::translate("ShellReader", "“%1” is left out: it runs on the engine that is "
                                                                      "shown here.")
                               .arg(option.text.section(u'=', 0, 0)),
                           {option.place.offset, last.place.offset + last.place.length - option.place.offset},
                           false};
    }

    const QList<ShellWord> &m_words;
    qsizetype m_at = 0;
};

} // namespace

bool PastedCommand::isComplete() const
{
    return isRun && !error &&
           std::none_of(notes.cbegin(), notes.cend(), [](const ShellNote &note) { return note.blocks; });
}

QList<PastedCommand> readPaste(const QString &text, const ShellEnvironment &environment)
{
    return readPaste(text, environment, guessDialect(text));
}

QList<PastedCommand> readPaste(const QString &text, const ShellEnvironment &environment, ShellDialect dialect)
{
    QList<PastedCommand> commands;
    for (const ShellCommand &typed : readShell(text, environment, dialect)) {
        PastedCommand pasted;
        pasted.place = typed.place;
        pasted.text = text.mid(typed.place.offset, typed.place.length);
        pasted.notes = typed.notes;
        pasted.variables = typed.variables;
        Head head(typed.words);
        if (head.read()) {
            pasted.isRun = true;
            pasted.notes += head.notes;
            pasted.variables.set(head.variables);
            if (auto command = parseRunCommand(head.rest(), head.verb, head.client))
                pasted.command = std::move(*command);
            else
                pasted.error = command.error();
        }
        commands += std::move(pasted);
    }
    return commands;
}

ShellEnvironment withVariables(ShellEnvironment environment, const ShellVariables &variables)
{
    if (variables.isEmpty())
        return environment;
    environment.variable = [inner = environment.variable, variables](const QString &name) -> std::optional<QString> {
        auto own = variables.value(name);
        return own || !inner ? own : inner(name);
    };
    return environment;
}

} // namespace models::run
