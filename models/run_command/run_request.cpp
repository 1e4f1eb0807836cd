// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_request.h"

#include "models/run_command/client_settings.h"
#include "models/run_command/image_name.h"
#include "models/run_command/platform_name.h"
#include "models/run_command/run_files.h"
#include "models/run_command/run_option_table.h"
#include "models/run_command/run_request_parts.h"
#include "models/run_command/run_values.h"

#include <nlohmann/json.hpp>

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

std::string dumped(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// "host", or a container's where it may be shared.
bool isMode(const QString &mode, const QString &other = {})
{
    return mode.isEmpty() || mode == u"host" || (!other.isEmpty() && mode == other);
}

/// Makes the request step by step, in the order in which the client checks.
class Builder
{
public:
    Builder(const RunCommand &command, const ShellEnvironment &environment, bool onlyCheck = false)
        : m_command(command), m_environment(environment), m_onlyCheck(onlyCheck)
    {}

    tl::expected<RunRequest, RunCommandError> run()
    {
        using Step = Refusal (Builder::*)();
        static constexpr Step steps[] = {&Builder::checkEarly, &Builder::addStorage, &Builder::addConfig,
                                         &Builder::addModes,   &Builder::addRestart, &Builder::addOptions,
                                         &Builder::addRest,    &Builder::checkLate};
        for (const Step step : steps) {
            if (const auto refusal = (this->*step)())
                return tl::unexpected(*refusal);
        }
        putPart(m_body, "HostConfig", m_host);
        m_request.name = m_command.value(RunOption::Name);
        m_request.quietPull = m_command.flag(RunOption::Quiet);
        m_request.body = QByteArray::fromStdString(dumped(m_body));
        return m_request;
    }

private:
    Refusal checkEarly()
    {
        for (const RunOption option :
             {RunOption::CpuCount, RunOption::CpuPercent, RunOption::IoMaxBandwidth, RunOption::IoMaxIops}) {
            if (m_command.has(option))
                return RunCommandError{
                    u"\"%1\" is only supported on a Docker daemon running on windows, but the Docker "
                    "daemon is running on linux"_s.arg(longName(option)),
                    refusal(m_command, option, {}).place, longName(option), 1};
        }
        m_request.pull = m_command.value(RunOption::Pull);
        if (m_request.pull.isEmpty())
            m_request.pull = u"missing"_s;
        if (!QStringList{u"missing"_s, u"always"_s, u"never"_s}.contains(m_request.pull))
            return refusal(m_command, RunOption::Pull,
                           u"invalid pull option: '%1': must be one of \"always\", \"missing\" or \"never\""_s.arg(
                               m_request.pull));
        const QString mac = m_command.value(RunOption::MacAddress);
        if (!mac.isEmpty() && !isMac(mac.trimmed()))
            return refusal(m_command, RunOption::MacAddress, mac + u" is not a valid mac address"_s);
        const qint64 swappiness = goInt(m_command.value(RunOption::MemorySwappiness)).value_or(-1);
        if (swappiness < -1 || swappiness > 100)
            return refusal(m_command, RunOption::MemorySwappiness,
                           u"invalid value: %1. Valid memory swappiness range is 0-100"_s.arg(swappiness));
        return {};
    }

    Refusal addStorage()
    {
        if (auto refusal = addVolumes(m_body, m_host, m_command, m_environment))
            return refusal;
        addMounts(m_host, m_command, m_environment);
        if (auto refusal = addPorts(m_body, m_host, m_command, m_onlyCheck))
            return refusal;
        return addDevices(m_host, m_command);
    }

    Refusal addConfig()
    {
        m_body["Image"] = utf8(m_command.image);
        putTexts(m_body, "Cmd", m_command.arguments);
        if (m_command.has(RunOption::Entrypoint))
            m_body["Entrypoint"] = Json::array({utf8(m_command.value(RunOption::Entrypoint))});
        putText(m_body, "Hostname", m_command.value(RunOption::Hostname));
        putText(m_body, "Domainname", m_command.value(RunOption::Domainname));
        putText(m_body, "User", m_command.value(RunOption::User));
        putText(m_body, "WorkingDir", m_command.value(RunOption::Workdir));
        putText(m_body, "StopSignal", m_command.value(RunOption::StopSignal));
        if (m_command.has(RunOption::StopTimeout))
            m_body["StopTimeout"] = goInt(m_command.value(RunOption::StopTimeout)).value_or(0);
        putFlag(m_body, "Tty", m_command.flag(RunOption::Tty));
        addStreams();
        return addEnvAndLabels();
    }

    void addStreams()
    {
        const bool stdIn = m_command.flag(RunOption::Interactive);
        putFlag(m_body, "OpenStdin", stdIn);
        if (m_command.isDetached())
            return;
        const QStringList streams = m_command.values(RunOption::Attach);
        const auto attached = [&streams](const QString &name) { return streams.contains(name, Qt::CaseInsensitive); };
        putFlag(m_body, "AttachStdin", stdIn || attached(u"stdin"_s));
        putFlag(m_body, "AttachStdout", streams.isEmpty() || attached(u"stdout"_s));
        putFlag(m_body, "AttachStderr", streams.isEmpty() || attached(u"stderr"_s));
        putFlag(m_body, "StdinOnce", stdIn);
    }

    Refusal addEnvAndLabels()
    {
        const auto file = readKeyValueFiles(m_command.values(RunOption::EnvFile), m_environment, true);
        if (!file)
            return refusal(m_command, RunOption::EnvFile, file.error());
        const QStringList variables = *file + ownEnv() + proxyVariables(m_command, m_environment);
        putTexts(m_body, "Env", variables + loginVariables(m_command, variables, m_environment));
        const auto labels = readKeyValueFiles(m_command.values(RunOption::LabelFile), m_environment, false);
        if (!labels)
            return refusal(m_command, RunOption::LabelFile, labels.error());
        putMap(m_body, "Labels", *labels + m_command.values(RunOption::Label));
        return {};
    }

    /// A name twice keeps its first place and its last value.
    QStringList ownEnv() const
    {
        QStringList names;
        QHash<QString, QString> texts;
        for (const QString &text : m_command.values(RunOption::Env)) {
            const QString name = text.section(u'=', 0, 0);
            if (!texts.contains(name))
                names += name;
            texts.insert(name, readEnv(text, m_environment).value_or(text));
        }
        std::transform(names.cbegin(), names.cend(), names.begin(),
                       [&texts](const QString &name) { return texts.value(name); });
        return names;
    }

    Refusal addModes()
    {
        const QString pid = m_command.value(RunOption::Pid);
        if (!isMode(pid) && !(pid.startsWith(u"container:") && pid.size() > 10))
            return refusal(m_command, RunOption::Pid, u"--pid: invalid PID mode"_s);
        if (!isMode(m_command.value(RunOption::Uts)))
            return refusal(m_command, RunOption::Uts, u"--uts: invalid UTS mode"_s);
        // Podman knows further modes, which its engine checks.
        if (m_command.client == RunCommand::Client::Docker && !isMode(m_command.value(RunOption::Userns)))
            return refusal(m_command, RunOption::Userns, u"--userns: invalid USER mode"_s);
        if (!isMode(m_command.value(RunOption::Cgroupns), u"private"_s))
            return refusal(m_command, RunOption::Cgroupns, u"--cgroupns: invalid CGROUP mode"_s);
        static constexpr std::pair<const char *, RunOption> texts[] = {
            {"PidMode", RunOption::Pid},       {"UTSMode", RunOption::Uts},
            {"UsernsMode", RunOption::Userns}, {"CgroupnsMode", RunOption::Cgroupns},
            {"IpcMode", RunOption::Ipc},       {"CgroupParent", RunOption::CgroupParent},
            {"Runtime", RunOption::Runtime},   {"Isolation", RunOption::Isolation}};
        for (const auto &[key, option] : texts)
            putText(m_host, key, m_command.value(option));
        return {};
    }

    Refusal addRestart()
    {
        const QString text = m_command.value(RunOption::Restart);
        const auto parts = cut(text, u':').value_or(std::pair(text, QString()));
        const QString bad = u"invalid restart policy format: "_s;
        if (parts.first.isEmpty() && !text.isEmpty())
            return refusal(m_command, RunOption::Restart, bad + u"no policy provided before colon"_s);
        const auto count = parts.second.isEmpty() ? Checked<qint64>(0) : goDecimal(parts.second, true);
        if (!count)
            return refusal(m_command, RunOption::Restart, bad + u"maximum retry count must be an integer"_s);
        Json policy = Json::object();
        putText(policy, "Name", parts.first == u"no" && *count == 0 ? QString() : parts.first);
        putNumber(policy, "MaximumRetryCount", *count);
        putPart(m_host, "RestartPolicy", policy);
        m_restarts = !parts.first.isEmpty() && parts.first != u"no";
        return {};
    }

    Refusal addOptions()
    {
        const QStringList logging = m_command.values(RunOption::LogOpt);
        const QString driver = m_command.value(RunOption::LogDriver);
        if (driver == u"none" && !logging.isEmpty())
            return refusal(m_command, RunOption::LogOpt, u"invalid logging opts for driver none"_s);
        Json log = Json::object();
        putText(log, "Type", driver);
        putMap(log, "Config", logging);
        putPart(m_host, "LogConfig", log);
        if (auto refusal = addSecurity())
            return refusal;
        for (const RunSetting &setting : m_command.settings) {
            if (setting.option == RunOption::StorageOpt && !setting.value.contains(u'='))
                return refusalAt(setting, u"invalid storage option"_s);
        }
        putMap(m_host, "StorageOpt", m_command.values(RunOption::StorageOpt));
        putMap(m_host, "Sysctls", m_command.values(RunOption::Sysctl));
        putMap(m_host, "Annotations", m_command.values(RunOption::Annotation));
        return addHealth(m_body, m_command);
    }

    Refusal addSecurity()
    {
        QStringList options;
        bool bare = false;
        for (const RunSetting &setting : m_command.settings) {
            if (setting.option != RunOption::SecurityOpt)
                continue;
            const auto option = readSecurityOption(setting.value, m_environment);
            if (!option)
                return refusalAt(setting, option.error());
            if (*option == u"systempaths=unconfined")
                bare = true;
            else
                options += *option;
        }
        putTexts(m_host, "SecurityOpt", options);
        if (bare) // an empty list is not the same as none here
            m_host["MaskedPaths"] = m_host["ReadonlyPaths"] = Json::array();
        return {};
    }

    /// As the client writes them: upper case with CAP_, each once, in order.
    static QStringList capabilities(const QStringList &names)
    {
        QSet<QString> known;
        for (const QString &name : names) {
            const QString upper = name.toUpper();
            known.insert(upper == u"ALL" || upper.startsWith(u"CAP_") ? upper : u"CAP_"_s + upper);
        }
        QStringList sorted(known.cbegin(), known.cend());
        sorted.sort();
        return sorted;
    }

    Refusal addRest()
    {
        if (m_command.flag(RunOption::Rm) && m_restarts)
            return refusal(m_command, RunOption::Restart,
                           u"conflicting options: cannot specify both --restart and --rm"_s);
        addResources(m_host, m_command);
        putFlag(m_host, "AutoRemove", m_command.flag(RunOption::Rm));
        putFlag(m_host, "Privileged", m_command.flag(RunOption::Privileged));
        putFlag(m_host, "PublishAllPorts", m_command.flag(RunOption::PublishAll));
        putFlag(m_host, "ReadonlyRootfs", m_command.flag(RunOption::ReadOnly));
        if (m_command.has(RunOption::Init))
            m_host["Init"] = m_command.flag(RunOption::Init);
        putTexts(m_host, "CapAdd", capabilities(m_command.values(RunOption::CapAdd)));
        putTexts(m_host, "CapDrop", capabilities(m_command.values(RunOption::CapDrop)));
        putTexts(m_host, "GroupAdd", m_command.values(RunOption::GroupAdd));
        putTexts(m_host, "Links", m_command.values(RunOption::Link));
        putTexts(m_host, "DnsOptions", m_command.values(RunOption::DnsOption));
        putTexts(m_host, "Dns",
                 mapped(RunOption::Dns, [](const QString &text) { return goIp(text.trimmed()).value_or(text); }));
        putTexts(m_host, "DnsSearch",
                 mapped(RunOption::DnsSearch, [](const QString &text) { return readDnsSearch(text).value_or(text); }));
        putTexts(m_host, "ExtraHosts",
                 mapped(RunOption::AddHost, [](const QString &text) { return readExtraHost(text).value_or(text); }));
        putText(m_host, "ContainerIDFile", m_command.value(RunOption::Cidfile));
        return addNetworks(m_body, m_host, m_command);
    }

    template<typename Map>
    QStringList mapped(RunOption option, Map map) const
    {
        QStringList texts = m_command.values(option);
        std::transform(texts.cbegin(), texts.cend(), texts.begin(), map);
        return texts;
    }

    QString latePrefix() const { return m_command.verb == RunCommand::Verb::Run ? u"docker: "_s : QString(); }

    Refusal checkLate()
    {
        if (m_command.isDetached() && m_command.has(RunOption::Attach))
            return RunCommandError{u"conflicting options: cannot specify both --attach and --detach"_s,
                                   refusal(m_command, RunOption::Attach, {}).place, u"--attach"_s, 1};
        // What docker create finds wrong from here on, it says without its own name.
        const QString cid = checkCidFile(m_command.value(RunOption::Cidfile), m_environment);
        if (!cid.isEmpty())
            return refusal(m_command, RunOption::Cidfile, cid);
        const QString image = checkImageName(m_command.image);
        if (!image.isEmpty())
            return RunCommandError{latePrefix() + image, m_command.imagePlace, {}, 125};
        const QString platform = platformOf(m_command, m_environment);
        if (platform.isEmpty())
            return {};
        const auto read = readPlatform(platform, m_environment.architecture);
        if (!read)
            return refusal(m_command, RunOption::Platform, read.error());
        m_request.platform = *read;
        return {};
    }

    const RunCommand &m_command;
    const ShellEnvironment &m_environment;
    const bool m_onlyCheck;
    Json m_body = Json::object(), m_host = Json::object();
    RunRequest m_request;
    bool m_restarts = false;
};

} // namespace

tl::expected<RunRequest, RunCommandError> createRequest(const RunCommand &command, const ShellEnvironment &environment)
{
    return Builder(command, environment).run();
}

std::optional<RunCommandError> checkRequest(const RunCommand &command, const ShellEnvironment &environment)
{
    const auto request = Builder(command, environment, true).run();
    return request ? std::nullopt : std::optional(request.error());
}

QByteArray requestAsJson(const RunRequest &request)
{
    Json query = Json::object();
    putText(query, "name", request.name);
    putText(query, "platform", request.platform);
    const auto body = Json::parse(request.body.cbegin(), request.body.cend(), nullptr, false);
    return QByteArray::fromStdString(dumped({{"query", query}, {"body", body}}));
}

} // namespace models::run
