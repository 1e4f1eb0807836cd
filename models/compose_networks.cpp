// SPDX-License-Identifier: Apache-2.0
#include "models/compose_networks.h"

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace models {

using engine::ContainerRecipe;
using run::NetworkValue;

namespace {

constexpr QStringView defaultName = u"default"; ///< what compose calls the network that it makes for a file

QStringList optionValues(const ContainerRecipe &recipe, const QString &name)
{
    QStringList values;
    for (const ContainerRecipe::Option &option : recipe.options) {
        if (option.name == name)
            values += option.value;
    }
    return values;
}

std::string escaped(const QString &text)
{
    return QString(text).replace(u'$', u"$$"_s).toStdString();
}

void write(YAML::Emitter &out, const char *key, const QString &text)
{
    if (!text.isEmpty())
        out << YAML::Key << key << YAML::Value << YAML::DoubleQuoted << escaped(text);
}

void write(YAML::Emitter &out, const char *key, const QStringList &texts)
{
    if (texts.isEmpty())
        return;
    out << YAML::Key << key << YAML::Value << YAML::BeginSeq;
    for (const QString &text : texts)
        out << YAML::DoubleQuoted << escaped(text);
    out << YAML::EndSeq;
}

void writeNetwork(YAML::Emitter &out, const NetworkValue &network)
{
    out << YAML::BeginMap;
    write(out, "aliases", network.aliases);
    write(out, "ipv4_address", network.ip);
    write(out, "ipv6_address", network.ip6);
    write(out, "link_local_ips", network.linkLocalIps);
    write(out, "mac_address", network.mac);
    if (network.gatewayPriority != 0)
        out << YAML::Key << "gw_priority" << YAML::Value << (long long)network.gatewayPriority;
    if (!network.driverOptions.isEmpty()) {
        out << YAML::Key << "driver_opts" << YAML::Value << YAML::BeginMap;
        for (auto option = network.driverOptions.cbegin(); option != network.driverOptions.cend(); ++option)
            out << YAML::Key << YAML::DoubleQuoted << escaped(option.key()) << YAML::Value << YAML::DoubleQuoted
                << escaped(option.value());
        out << YAML::EndMap;
    }
    out << YAML::EndMap;
}

/// A service joins compose's own default network, as a container does the engine's, only while it names no other.
QList<NetworkValue> besideDefault(const ContainerRecipe &recipe)
{
    QList<NetworkValue> networks = recipe.joins;
    if (!networks.isEmpty())
        networks.prepend({.name = defaultName.toString()});
    return networks;
}

} // namespace

QStringList externalNetworks(const QList<NetworkValue> &networks)
{
    QStringList names;
    for (const NetworkValue &network : networks) {
        if (network.name != defaultName)
            names += network.name;
    }
    return names;
}

QStringList composeNetworkOptions()
{
    return {u"--network-alias"_s, u"--ip"_s, u"--ip6"_s, u"--link-local-ip"_s};
}

QList<NetworkValue> composeNetworks(const ContainerRecipe &recipe)
{
    const QString &name = recipe.network;
    if (name.isEmpty())
        return besideDefault(recipe);
    if (name == u"host" || name == u"none" || name.contains(u':'))
        return {};
    const QString fields = (QStringList{u"name=x"_s} + recipe.networkFields).join(u',');
    NetworkValue first = run::readNetwork(fields).value_or(NetworkValue());
    first.name = name;
    first.aliases = optionValues(recipe, u"--network-alias"_s);
    first.ip = optionValues(recipe, u"--ip"_s).value(0);
    first.ip6 = optionValues(recipe, u"--ip6"_s).value(0);
    first.linkLocalIps = optionValues(recipe, u"--link-local-ip"_s);
    QList<NetworkValue> networks{first};
    for (const QString &text : recipe.furtherNetworks) {
        if (const auto network = run::readNetwork(text))
            networks.append(*network);
    }
    return networks;
}

void writeServiceNetworks(YAML::Emitter &out, const QList<NetworkValue> &networks)
{
    if (networks.isEmpty())
        return;
    out << YAML::Key << "networks" << YAML::Value << YAML::BeginMap;
    for (const NetworkValue &network : networks) {
        out << YAML::Key << YAML::DoubleQuoted << network.name.toStdString() << YAML::Value;
        writeNetwork(out, network);
    }
    out << YAML::EndMap;
}

void writeFileNetworks(YAML::Emitter &out, const QList<NetworkValue> &networks)
{
    if (networks.isEmpty())
        return;
    out << YAML::Key << "networks" << YAML::Value << YAML::BeginMap;
    for (const QString &name : externalNetworks(networks))
        out << YAML::Key << YAML::DoubleQuoted << name.toStdString() << YAML::Value << YAML::BeginMap << YAML::Key
            << "external" << YAML::Value << true << YAML::EndMap;
    out << YAML::EndMap;
}

} // namespace models
