// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/recipe_networks.h"

#include "engine-client/json/fields.h"
#include "engine-client/json/recipe_mounts.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

constexpr qsizetype shortIdLength = 12;

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

QStringList rareFields(const Json &network)
{
    QStringList fields;
    const QMap<QString, QString> options = textMap(network, "DriverOpts");
    for (auto option = options.cbegin(); option != options.cend(); ++option)
        fields += csvField(u"driver-opt"_s, option.key() + u'=' + option.value());
    if (const qint64 priority = integer(network, "GwPriority"); priority != 0)
        fields += u"gw-priority="_s + QString::number(priority);
    return fields;
}

/// "name=other,alias=db,ip=10.0.0.2"
QString networkText(const QString &name, const Json &network, const Json &container)
{
    const Json &addresses = member(network, "IPAMConfig");
    QStringList fields{csvField(u"name"_s, name)};
    for (const QString &alias : aliasesOf(network, container))
        fields += csvField(u"alias"_s, alias);
    const auto add = [&fields](const QString &key, const QString &value) {
        if (!value.isEmpty())
            fields += csvField(key, value);
    };
    add(u"ip"_s, text(addresses, "IPv4Address"));
    add(u"ip6"_s, text(addresses, "IPv6Address"));
    for (const QString &address : texts(addresses, "LinkLocalIPs"))
        add(u"link-local-ip"_s, address);
    add(u"mac-address"_s, macOf(network, container));
    fields += rareFields(network);
    return fields.size() == 1 && !name.contains(u'=') ? name : fields.join(u',');
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
    if (isDefault || mode == u"host" || mode == u"none" || mode.startsWith(u"container:"))
        return;
    addLinks(options, texts(own, "Links"));
    for (const QString &alias : aliasesOf(own, container))
        add(u"--network-alias"_s, alias);
    const Json &addresses = member(own, "IPAMConfig");
    add(u"--ip"_s, text(addresses, "IPv4Address"));
    add(u"--ip6"_s, text(addresses, "IPv6Address"));
    for (const QString &address : texts(addresses, "LinkLocalIPs"))
        add(u"--link-local-ip"_s, address);
    recipe.networkFields = rareFields(own);
    for (const QString &name : names(member(container, "NetworkSettings"), "Networks")) {
        if (name != mode)
            recipe.furtherNetworks += networkText(name, member(joined, name.toUtf8().constData()), container);
    }
}

} // namespace engine::json
