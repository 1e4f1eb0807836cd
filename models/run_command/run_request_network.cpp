// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_option_table.h"
#include "models/run_command/run_request_parts.h"
#include "models/run_command/run_values.h"

#include <nlohmann/json.hpp>

#include <array>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

struct Conflict
{
    RunOption option;
    bool both;
    const char *perNetwork;
};

/// The options that stood for the only network before there were several go to the first.
Refusal applyOptions(NetworkValue &network, const RunCommand &command)
{
    const QStringList aliases = command.values(RunOption::NetworkAlias), links = command.values(RunOption::Link);
    const QStringList local = command.values(RunOption::LinkLocalIp);
    const QString ip = command.value(RunOption::Ip), ip6 = command.value(RunOption::Ip6);
    const QString mac = command.value(RunOption::MacAddress);
    const std::array<Conflict, 5> conflicts{{
        {RunOption::NetworkAlias, !network.aliases.isEmpty() && !aliases.isEmpty(), "alias"},
        {RunOption::Ip, !network.ip.isEmpty() && !ip.isEmpty(), "IPv4 address"},
        {RunOption::Ip6, !network.ip6.isEmpty() && !ip6.isEmpty(), "IPv6 address"},
        {RunOption::MacAddress, !network.mac.isEmpty() && !mac.isEmpty(), "MAC address"},
        {RunOption::LinkLocalIp, !network.linkLocalIps.isEmpty() && !local.isEmpty(), "link-local IP addresses"},
    }};
    for (const Conflict &conflict : conflicts) {
        if (conflict.both)
            return refusal(command, conflict.option,
                           u"conflicting options: cannot specify both %1 and per-network %2"_s.arg(
                               longName(conflict.option), QLatin1StringView(conflict.perNetwork)));
    }
    network.aliases += aliases;
    if (isUserDefinedNetwork(network.name))
        network.links = links;
    if (!ip.isEmpty())
        network.ip = ip;
    if (!ip6.isEmpty())
        network.ip6 = ip6;
    if (!mac.isEmpty())
        network.mac = mac;
    network.linkLocalIps += local;
    return {};
}

/// Nothing, or why a container can't join so.
QString checkNetwork(const NetworkValue &network)
{
    if (network.name.trimmed().isEmpty())
        return u"no name set for network"_s;
    if (!isUserDefinedNetwork(network.name) && !network.aliases.isEmpty())
        return u"network-scoped aliases are only supported for user-defined networks"_s;
    if (!network.mac.isEmpty() && !isMac(network.mac.trimmed()))
        return network.mac + u" is not a valid mac address"_s;
    return {};
}

Json endpoint(const NetworkValue &network)
{
    Json object = Json::object(), addresses = Json::object(), options = Json::object();
    putText(addresses, "IPv4Address", network.ip);
    putText(addresses, "IPv6Address", network.ip6);
    putTexts(addresses, "LinkLocalIPs", network.linkLocalIps);
    for (auto option = network.driverOptions.cbegin(); option != network.driverOptions.cend(); ++option)
        options[utf8(option.key())] = utf8(option.value());
    putPart(object, "IPAMConfig", addresses);
    putPart(object, "DriverOpts", options);
    putTexts(object, "Aliases", network.aliases);
    putTexts(object, "Links", network.links);
    putText(object, "MacAddress", network.mac);
    putNumber(object, "GwPriority", network.gatewayPriority);
    return object;
}

} // namespace

Refusal addNetworks(Json &body, Json &host, const RunCommand &command)
{
    QStringList texts = command.values(RunOption::Network);
    if (texts.isEmpty())
        texts += u"default"_s;
    Json endpoints = Json::object();
    bool userDefined = false, other = false;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        NetworkValue network = readNetwork(texts.at(i)).value_or(NetworkValue());
        (isUserDefinedNetwork(network.name) ? userDefined : other) = true;
        if (i == 0) {
            if (auto conflict = applyOptions(network, command))
                return conflict;
            putText(host, "NetworkMode", network.name == u"default" ? QString() : network.name);
        }
        const QString problem = checkNetwork(network);
        if (!problem.isEmpty())
            return refusal(command, RunOption::Network, problem);
        const std::string name = utf8(network.name);
        if (endpoints.contains(name))
            return refusal(command, RunOption::Network,
                           u"network %1 is specified multiple times"_s.arg(u'"' + network.name + u'"'));
        Json object = endpoint(network);
        if (texts.size() > 1 || !object.empty())
            endpoints[name] = std::move(object);
    }
    if (userDefined && other)
        return refusal(command, RunOption::Network,
                       u"conflicting options: cannot attach both user-defined and non-user-defined network-modes"_s);
    if (!endpoints.empty())
        body["NetworkingConfig"] = {{"EndpointsConfig", endpoints}};
    return {};
}

} // namespace models::run
