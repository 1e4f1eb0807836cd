// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_command.h"

#include "models/run_command/go_text.h"
#include "models/run_command/podman_options.h"
#include "models/run_command/run_option_table.h"

#include <QAnyStringView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// Reads options word by word as the docker client does (Go's pflag): options end at the first word that is none.
class Scanner
{
public:
    Scanner(const QList<ShellWord> &words, RunCommand::Verb verb, RunCommand::Client client) : m_words(words)
    {
        m_command.verb = verb;
        m_command.client = client;
    }

    tl::expected<RunCommand, RunCommandError> run()
    {
        while (m_at < m_words.size()) {
            const QString &word = m_words.at(m_at).text;
            if (word.size() < 2 || word.front() != u'-')
                break;
            ++m_at;
            if (word == u"--")
                break;
            if (!(word.at(1) == u'-' ? takeLong(word.mid(2)) : takeShort(word.mid(1))))
                return tl::unexpected(m_error);
        }
        if (m_command.has(RunOption::Help))
            return tl::unexpected(RunCommandError{u"--help asks for the list of options"_s, {}, u"--help"_s, 0});
        if (m_at == m_words.size())
            return tl::unexpected(
                RunCommandError{u"docker: 'docker %1' requires at least 1 argument"_s.arg(verbName()), {}, {}, 1});
        m_command.image = m_words.at(m_at).text;
        m_command.imagePlace = m_words.at(m_at).place;
        for (++m_at; m_at < m_words.size(); ++m_at)
            m_command.arguments += m_words.at(m_at).text;
        return std::move(m_command);
    }

private:
    QString verbName() const { return m_command.verb == RunCommand::Verb::Run ? u"run"_s : u"create"_s; }
    bool knows(const OptionRow *row) const { return row && (!row->runOnly || m_command.verb == RunCommand::Verb::Run); }
    /// The word that was taken last.
    TextPlace lastPlace() const { return m_words.at(m_at - 1).place; }

    bool fail(const QString &message, const QString &option = {})
    {
        m_error = {message, lastPlace(), option, 125};
        return false;
    }

    bool takeLong(const QString &text)
    {
        if (text.startsWith(u'-') || text.startsWith(u'='))
            return fail(u"bad flag syntax: --"_s + text);
        const auto parts = cut(text, u'=');
        const QString name = parts ? parts->first : text;
        const OptionRow *row = findOption(name);
        if (!knows(row))
            return takePodman(name, parts ? std::optional(parts->second) : std::nullopt);
        if (parts)
            return set(*row, name, parts->second);
        if (row->value == OptionValue::Bool)
            return set(*row, name, u"true"_s);
        if (m_at == m_words.size())
            return fail(u"flag needs an argument: --"_s + name, longName(row->option));
        ++m_at;
        return set(*row, name, m_words.at(m_at - 1).text);
    }

    bool takeShort(QString letters)
    {
        for (; !letters.isEmpty(); letters.remove(0, 1)) {
            const OptionRow *row = findOption(letters.front());
            if (!knows(row))
                return fail(u"unknown shorthand flag: '%1' in -%2"_s.arg(letters.front()).arg(letters),
                            u'-' + letters.left(1));
            const QLatin1StringView name(row->name);
            if (letters.size() > 2 && letters.at(1) == u'=')
                return set(*row, name, letters.mid(2));
            if (row->value == OptionValue::Bool) {
                if (!set(*row, name, u"true"_s))
                    return false;
                continue;
            }
            if (letters.size() > 1)
                return set(*row, name, letters.mid(1));
            if (m_at == m_words.size())
                return fail(u"flag needs an argument: '%1' in -%1"_s.arg(letters.front()), longName(row->option));
            ++m_at;
            return set(*row, name, m_words.at(m_at - 1).text);
        }
        return true;
    }

    /// An option that the docker client does not know; Podman's own are kept as text.
    bool takePodman(const QString &name, const std::optional<QString> &value)
    {
        const auto taken = m_command.client == RunCommand::Client::Podman ? podmanOption(name) : PodmanOption::Unknown;
        if (taken == PodmanOption::Unknown)
            return fail(u"unknown flag: --"_s + name, u"--"_s + name);
        QString text = u"--"_s + name;
        if (value)
            text += u'=' + *value;
        if (!value && taken == PodmanOption::WithValue) {
            if (m_at == m_words.size())
                return fail(u"flag needs an argument: --"_s + name, text);
            text += u'=' + m_words.at(m_at++).text;
        }
        m_command.podmanOnly += text;
        return true;
    }

    bool set(const OptionRow &row, QAnyStringView name, const QString &given)
    {
        const bool isPodmans = row.option == RunOption::Network && m_command.client == RunCommand::Client::Podman;
        const QString value = isPodmans ? dockerNetwork(given) : given;
        const QString problem = checkSetting(row.option, value);
        if (!problem.isEmpty()) {
            const QString letter = row.letter ? u"-%1, "_s.arg(QLatin1Char(row.letter)) : QString();
            const QString text = u"invalid argument %1 for \"%2--%3\" flag: %4"_s;
            return fail(text.arg(goQuoted(value), letter, name.toString(), problem), longName(row.option));
        }
        const bool isBool = row.value == OptionValue::Bool;
        m_command.settings += RunSetting{row.option,
                                         !isBool          ? value
                                         : *goBool(value) ? u"true"_s
                                                          : u"false"_s,
                                         lastPlace()};
        return true;
    }

    const QList<ShellWord> &m_words;
    qsizetype m_at = 0;
    RunCommand m_command;
    RunCommandError m_error;
};

} // namespace

bool RunCommand::operator==(const RunCommand &other) const
{
    return verb == other.verb && client == other.client && settings == other.settings && image == other.image &&
           arguments == other.arguments && podmanOnly == other.podmanOnly;
}

bool RunCommand::has(RunOption option) const
{
    return std::any_of(settings.cbegin(), settings.cend(),
                       [option](const auto &setting) { return setting.option == option; });
}

QString RunCommand::value(RunOption option) const
{
    const auto last = std::find_if(settings.crbegin(), settings.crend(),
                                   [option](const auto &setting) { return setting.option == option; });
    return last == settings.crend() ? QString() : last->value;
}

QStringList RunCommand::values(RunOption option) const
{
    QStringList texts;
    for (const RunSetting &setting : settings) {
        if (setting.option == option)
            texts += setting.value;
    }
    return texts;
}

bool RunCommand::flag(RunOption option, bool otherwise) const
{
    return has(option) ? value(option) == u"true" : otherwise;
}

tl::expected<RunCommand, RunCommandError> parseRunCommand(const QList<ShellWord> &words, RunCommand::Verb verb,
                                                          RunCommand::Client client)
{
    return Scanner(words, verb, client).run();
}

tl::expected<RunCommand, RunCommandError> parseRunCommand(const QStringList &words, RunCommand::Verb verb)
{
    QList<ShellWord> placed;
    qsizetype at = 0;
    for (const QString &word : words) {
        placed += ShellWord{word, {at, word.size()}};
        at += word.size() + 1;
    }
    return parseRunCommand(placed, verb);
}

} // namespace models::run
