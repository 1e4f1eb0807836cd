// SPDX-License-Identifier: Apache-2.0
#include "models/loopback_copy.h"

#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <string_view>

using namespace Qt::StringLiterals;
using engine::json::bytes;
using engine::json::member;
using Json = nlohmann::json;

namespace models {

namespace {

/// Each published port once, on loopback, with the host port that it has now.
Json loopbackPorts(const Json &container)
{
    Json ports = Json::object();
    const Json &published = member(member(container, "NetworkSettings"), "Ports");
    const Json &asked = member(member(container, "HostConfig"), "PortBindings");
    for (const Json *source : {&published, &asked}) {
        if (!source->is_object())
            continue;
        for (const auto &[port, bindings] : source->items()) {
            if (ports.contains(port) || !bindings.is_array() || bindings.empty())
                continue;
            Json list = Json::array();
            for (const Json &binding : bindings) {
                Json local = {{"HostIp", "127.0.0.1"}, {"HostPort", bytes(binding, "HostPort")}};
                if (std::find(list.begin(), list.end(), local) == list.end())
                    list.push_back(std::move(local));
            }
            ports[port] = std::move(list);
        }
    }
    return ports;
}

/// Volumes that the image asked for have a name by now: by it they go on.
void keepVolumes(const Json &container, Json &hostConfig)
{
    Json binds = member(hostConfig, "Binds").is_array() ? hostConfig["Binds"] : Json::array();
    const auto isNamed = [&](const std::string &target) {
        for (const Json &bind : binds) {
            const std::string text = bind.is_string() ? bind.get<std::string>() : std::string();
            if (text.find(":" + target) != std::string::npos)
                return true;
        }
        const Json &mounts = member(hostConfig, "Mounts");
        for (const Json &mount : mounts.is_array() ? mounts : Json::array()) {
            if (bytes(mount, "Target") == target && !bytes(mount, "Source").empty())
                return true;
        }
        return false;
    };
    const Json &mounts = member(container, "Mounts");
    for (const Json &mount : mounts.is_array() ? mounts : Json::array()) {
        const std::string name = bytes(mount, "Name");
        const std::string target = bytes(mount, "Destination");
        if (bytes(mount, "Type") != "volume" || name.empty() || target.empty() || isNamed(target))
            continue;
        const bool isReadOnly = member(mount, "RW").is_boolean() && !member(mount, "RW").get<bool>();
        binds.push_back(name + ":" + target + (isReadOnly ? ":ro" : ""));
    }
    if (!binds.empty())
        hostConfig["Binds"] = binds;
    // A mount without a source would be a new volume on the same place.
    if (const Json mounted = member(hostConfig, "Mounts"); mounted.is_array()) {
        Json left = Json::array();
        for (const Json &mount : mounted) {
            if (bytes(mount, "Type") != "volume" || !bytes(mount, "Source").empty())
                left.push_back(mount);
        }
        hostConfig["Mounts"] = left;
    }
}

void keepNetworks(const Json &container, const std::string &shortId, Json &body, LoopbackCopy &copy)
{
    const Json &networks = member(member(container, "NetworkSettings"), "Networks");
    const std::string mode = bytes(member(container, "HostConfig"), "NetworkMode");
    if (!networks.is_object() || mode == "host" || mode == "none" || mode.starts_with("container:"))
        return;
    Json first = Json::object();
    for (const auto &[name, network] : networks.items()) {
        Json endpoint = askedEndpoint(network, shortId);
        const bool isFirst = name == mode || (mode == "default" && (name == "bridge" || name == "podman"));
        if (isFirst || networks.size() == 1)
            first[name] = std::move(endpoint);
        else
            copy.networks.append(joinOf(name, endpoint));
    }
    if (!first.empty())
        body["NetworkingConfig"] = {{"EndpointsConfig", first}};
}

/// Whether a word of the command says that no token is wanted: `--NotebookApp.token=`.
bool isEmptyToken(const std::string &word)
{
    const std::string_view text = word;
    return text.starts_with("--") && (text.ends_with(".token=") || text.ends_with(".token=''") || text == "--token=");
}

bool setToken(Json &body, const QString &token)
{
    if (token.isEmpty())
        return false;
    Json command = Json::array();
    const Json &known = member(body, "Cmd");
    for (const Json &word : known.is_array() ? known : Json::array()) {
        const std::string text = word.is_string() ? word.get<std::string>() : std::string();
        if (isEmptyToken(text))
            continue;
        if (text.find("token=") != std::string::npos)
            return false; // in a shell's words, or another one: not ours to write anew
        command.push_back(word);
    }
    Json environment = Json::array();
    const Json &variables = member(body, "Env");
    for (const Json &variable : variables.is_array() ? variables : Json::array()) {
        if (!variable.is_string() || !variable.get_ref<const std::string &>().starts_with("JUPYTER_TOKEN="))
            environment.push_back(variable);
    }
    environment.push_back("JUPYTER_TOKEN=" + token.toStdString());
    body["Env"] = environment;
    if (!command.empty())
        body["Cmd"] = command;
    return true;
}

} // namespace

LoopbackCopy loopbackCopy(const QByteArray &inspection, const QString &token)
{
    LoopbackCopy copy;
    const Json container = Json::parse(inspection.begin(), inspection.end(), nullptr, false);
    const Json &config = member(container, "Config");
    Json hostConfig = member(container, "HostConfig");
    if (!config.is_object() || !hostConfig.is_object()) {
        copy.refusal = u"The engine doesn't tell how it was made."_s;
        return copy;
    }
    if (engine::json::boolean(hostConfig, "AutoRemove")) {
        copy.refusal = u"It is removed when it stops (--rm), so it could not be put back."_s;
        return copy;
    }
    const Json ports = loopbackPorts(container);
    if (ports.empty()) {
        copy.refusal = u"It publishes no port."_s;
        return copy;
    }
    const std::string shortId = shortIdOf(container);
    Json body = config;
    if (bytes(body, "Hostname") == shortId)
        body.erase("Hostname"); // the engine's own choice
    copy.takesToken = setToken(body, token);
    hostConfig["PortBindings"] = ports;
    hostConfig["PublishAllPorts"] = false;
    keepVolumes(container, hostConfig);
    body["HostConfig"] = hostConfig;
    keepNetworks(container, shortId, body, copy);
    copy.body = QByteArray::fromStdString(body.dump(-1, ' ', false, Json::error_handler_t::replace));
    return copy;
}

QByteArray inspectionOf(const LoopbackCopy &copy, const QByteArray &inspection)
{
    Json container = Json::parse(inspection.begin(), inspection.end(), nullptr, false);
    Json body = Json::parse(copy.body.begin(), copy.body.end(), nullptr, false);
    if (!container.is_object() || !body.is_object())
        return inspection;
    container["HostConfig"] = body["HostConfig"];
    body.erase("HostConfig");
    body.erase("NetworkingConfig");
    container["Config"] = body;
    return QByteArray::fromStdString(container.dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace models
