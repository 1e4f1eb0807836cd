// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/recipe_networks.h"

#include "engine-client/json/fields.h"
#include "engine-client/json/recipe_mounts.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

constexpr qsizetype shortIdLength = 12;

/// What engines call the networks of containers for which none was named.
bool isDefaultNetwork(const QString &name)
{
    static const QStringList names{u"bridge"_s, u"default"_s, u"podman"_s, u"slirp4netns"_s, u"pasta"_s, u"nat"_s};
    return names.contains(name);
}

/// Engines put the container's short id and name among its aliases.
QStringList aliasesOf(const Json &network, const Json &container)
{
    return without(texts(network, "Aliases"),
                   {text(container, "Id").left(shortIdLength), text(container, "Name").remove(u'/')});
}

/// While a container runs engines tell the address that they made up as if it had been asked for.
QString macOf(const Json &network, const Json &container)
{
    const bool isRunning = boolean(member(container, "State"), "Running");
    return isRunning ? QString() : text(network, "MacAddress");
}

QStringList rareFields(const ContainerRecipe::Network &network)
{
    QStringList fields;
    for (auto option = network.driverOptions.cbegin(); option != network.driverOptions.cend(); ++option)
        fields += csvField(u"driver-opt"_s, option.key() + u'=' + option.value());
    if (network.gatewayPriority != 0)
        fields += u"gw-priority="_s + QString::number(network.gatewayPriority);
    return fields;
}

ContainerRecipe::Network networkOf(const QString &name, const Json &network, const Json &container)
{
    const Json &addresses = member(network, "IPAMConfig");
    return {.name = name,
            .aliases = aliasesOf(network, container),
            .links = texts(network, "Links"),
            .linkLocalIps = texts(addresses, "LinkLocalIPs"),
            .driverOptions = textMap(network, "DriverOpts"),
            .ip = text(addresses, "IPv4Address"),
            .ip6 = text(addresses, "IPv6Address"),
            .mac = macOf(network, container),
            .gatewayPriority = integer(network, "GwPriority")};
}

/// "name=other,alias=db,ip=10.0.0.2"
QString networkText(const ContainerRecipe::Network &network)
{
    QStringList fields{csvField(u"name"_s, network.name)};
    for (const QString &alias : network.aliases)
        fields += csvField(u"alias"_s, alias);
    const auto add = [&fields](const QString &key, const QString &value) {
        if (!value.isEmpty())
            fields += csvField(key, value);
    };
    add(u"ip"_s, network.ip);
    add(u"ip6"_s, network.ip6);
    for (const QString &address : network.linkLocalIps)
        add(u"link-local-ip"_s, address);
    add(u"mac-address"_s, network.mac);
    fields += rareFields(network);
    return fields.size() == 1 && !network.name.contains(u'=') ? network.name : fields.join(u',');
}

/// "/db:/web/alias", and "db:alias" of a network of one's own: the client sends both.
void addLinks(QList<ContainerRecipe::Option> &options, const QStringList &links)
{
    for (const QString &link : links) {
        const ContainerRecipe::Option option{u"--link"_s, link.section(u':', 0, 0).remove(u'/') + u':' +
                                                              link.section(u':', 1).section(u'/', -1)};
        if (!options.contains(option))
            options.append(option);
    }
}

/// By its name, or by its id, which may be cut short.
QString ownName(const Json &joined, const QString &mode)
{
    if (!joined.is_object() || joined.contains(mode.toStdString()))
        return mode;
    for (const auto &item : joined.items()) {
        if (!mode.isEmpty() && text(item.value(), "NetworkID").startsWith(mode))
            return QString::fromStdString(item.key());
    }
    return mode;
}

/// All but the one that it was run on, `mode`. docker run takes several only without the default one.
void readFurther(ContainerRecipe &recipe, const Json &container, const QString &mode)
{
    const Json &settings = member(container, "NetworkSettings");
    const Json &joined = member(settings, "Networks");
    const bool isDefault = recipe.network.isEmpty();
    for (const QString &name : names(settings, "Networks")) {
        if (name == mode || (isDefault && isDefaultNetwork(name)))
            continue;
        const ContainerRecipe::Network network = networkOf(name, member(joined, name.toUtf8().constData()), container);
        if (isDefault)
            recipe.joins += network;
        else
            recipe.furtherNetworks += networkText(network);
    }
}

} // namespace

void readNetworks(ContainerRecipe &recipe, const Json &container)
{
    auto &options = recipe.options;
    const auto add = [&options](const QString &name, const QString &value) {
        if (!value.isEmpty())
            options.append({name, value});
    };
    const Json &joined = member(member(container, "NetworkSettings"), "Networks");
    const bool isDefault = recipe.network.isEmpty();
    const QString mode = isDefault ? u"bridge"_s : ownName(joined, recipe.network);
    const Json &own = member(joined, mode.toUtf8().constData());
    addLinks(options, texts(member(container, "HostConfig"), "Links"));
    const QString mac = text(member(container, "Config"), "MacAddress");
    add(u"--mac-address"_s, mac.isEmpty() ? macOf(own, container) : mac);
    if (mode == u"host" || mode == u"none" || mode.startsWith(u"container:"))
        return;
    readFurther(recipe, container, mode);
    if (isDefault)
        return;
    addLinks(options, texts(own, "Links"));
    const ContainerRecipe::Network first = networkOf(mode, own, container);
    for (const QString &alias : first.aliases)
        add(u"--network-alias"_s, alias);
    add(u"--ip"_s, first.ip);
    add(u"--ip6"_s, first.ip6);
    for (const QString &address : first.linkLocalIps)
        add(u"--link-local-ip"_s, address);
    recipe.networkFields = rareFields(first);
}

} // namespace engine::json
