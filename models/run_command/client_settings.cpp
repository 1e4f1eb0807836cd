// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/client_settings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

using Json = nlohmann::json;

/// Those of the engine, or the default ones.
Json proxiesOf(const ShellEnvironment &environment)
{
    const QByteArray bytes = clientConfig(environment);
    const Json config = Json::parse(bytes.cbegin(), bytes.cend(), nullptr, false);
    if (!config.is_object() || !config.contains("proxies") || !config["proxies"].is_object())
        return {};
    const Json &all = config["proxies"];
    const std::string engine = "unix://" + environment.socket.toStdString();
    const auto own = all.find(all.contains(engine) ? engine : "default");
    return own != all.cend() && own->is_object() ? *own : Json();
}

} // namespace

QStringList proxyVariables(const RunCommand &command, const ShellEnvironment &environment)
{
    static constexpr std::pair<const char *, const char *> names[] = {{"HTTP_PROXY", "httpProxy"},
                                                                      {"HTTPS_PROXY", "httpsProxy"},
                                                                      {"NO_PROXY", "noProxy"},
                                                                      {"FTP_PROXY", "ftpProxy"},
                                                                      {"ALL_PROXY", "allProxy"}};
    if (!environment.clientSettings)
        return {};
    const Json proxies = proxiesOf(environment);
    if (!proxies.is_object())
        return {};
    QStringList own = command.values(RunOption::Env);
    std::transform(own.cbegin(), own.cend(), own.begin(), [](const QString &text) { return text.section(u'=', 0, 0); });
    QStringList variables;
    for (const auto &[name, key] : names) {
        const auto value = proxies.find(key);
        if (value == proxies.cend() || !value->is_string() || value->get_ref<const std::string &>().empty())
            continue;
        const QString upper = QLatin1StringView(name);
        for (const QString &spelled : {upper, upper.toLower()}) {
            if (!own.contains(spelled))
                variables += spelled + u'=' + QString::fromStdString(*value);
        }
    }
    return variables;
}

QStringList loginVariables(const RunCommand &command, const QStringList &variables, const ShellEnvironment &environment)
{
    const bool isSaid = std::any_of(variables.cbegin(), variables.cend(),
                                    [](const QString &variable) { return variable.startsWith(u"DOCKER_CONFIG="); });
    if (isSaid || !environment.clientSettings || !command.flag(RunOption::UseApiSocket))
        return {};
    const QByteArray bytes = clientConfig(environment);
    const Json config = Json::parse(bytes.cbegin(), bytes.cend(), nullptr, false);
    const auto has = [&config](const char *key) {
        const auto found = config.is_object() ? config.find(key) : config.end();
        return config.is_object() && found != config.end() && found->is_object() && !found->empty();
    };
    return has("auths") || has("credHelpers") ? QStringList{u"DOCKER_CONFIG=/run/secrets/docker"_s} : QStringList();
}

QByteArray clientConfig(const ShellEnvironment &environment)
{
    const QString folder = environment.lookUp(u"DOCKER_CONFIG"_s).value_or(QString());
    const QString path = (folder.isEmpty() ? environment.home + u"/.docker"_s : folder) + u"/config.json"_s;
    return environment.readFile ? environment.readFile(path).value_or(QByteArray()) : QByteArray();
}

QString platformOf(const RunCommand &command, const ShellEnvironment &environment)
{
    if (command.has(RunOption::Platform) || !environment.clientSettings)
        return command.value(RunOption::Platform);
    return environment.lookUp(u"DOCKER_DEFAULT_PLATFORM"_s).value_or(QString());
}

} // namespace models::run
