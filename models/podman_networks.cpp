// SPDX-License-Identifier: Apache-2.0
#include "models/podman_networks.h"

#include "models/run_command/run_values.h"

using namespace Qt::StringLiterals;

namespace models {

using Network = engine::ContainerRecipe::Network;
using run::RunCommand;
using run::RunOption;

namespace {

QString podmanText(const Network &network)
{
    QStringList fields;
    const auto add = [&fields](const QString &key, const QString &value) {
        if (!value.isEmpty())
            fields += key + u'=' + value;
    };
    for (const QString &alias : network.aliases)
        add(u"alias"_s, alias);
    add(u"ip"_s, network.ip);
    add(u"ip6"_s, network.ip6);
    add(u"mac"_s, network.mac);
    return fields.isEmpty() ? network.name : network.name + u':' + fields.join(u',');
}

QStringList unsaid(const Network &network)
{
    QStringList words;
    if (!network.driverOptions.isEmpty())
        words += u"driver-opt"_s;
    if (network.gatewayPriority != 0)
        words += u"gw-priority"_s;
    if (!network.linkLocalIps.isEmpty())
        words += u"link-local-ip"_s;
    if (!network.links.isEmpty())
        words += u"--link"_s;
    return words;
}

/// The options that are about the first network only where there are several: podman wants them at its name.
bool isOfFirst(RunOption option)
{
    return option == RunOption::NetworkAlias || option == RunOption::Ip || option == RunOption::Ip6 ||
           option == RunOption::MacAddress;
}

void takeOptions(Network &first, const RunCommand &command)
{
    const auto take = [&command](QString &field, RunOption option) {
        if (command.has(option))
            field = command.value(option);
    };
    first.aliases += command.values(RunOption::NetworkAlias);
    take(first.ip, RunOption::Ip);
    take(first.ip6, RunOption::Ip6);
    take(first.mac, RunOption::MacAddress);
}

} // namespace

QStringList usePodmanNetworks(RunCommand &command, const QList<Network> &joins)
{
    QList<Network> networks;
    for (const QString &text : command.values(RunOption::Network))
        networks += run::readNetwork(text).value_or(Network());
    const bool isPlain = networks.isEmpty() || (networks.size() == 1 && networks.first() == Network{networks[0].name});
    if (isPlain && joins.isEmpty())
        return {};
    if (networks.isEmpty())
        networks += Network{.name = u"bridge"_s}; // the default one
    networks += joins;
    const bool areSeveral = networks.size() > 1;
    if (areSeveral)
        takeOptions(networks.first(), command);
    command.settings.removeIf([areSeveral](const run::RunSetting &setting) {
        return setting.option == RunOption::Network || (areSeveral && isOfFirst(setting.option));
    });
    QStringList leftOut;
    for (const Network &network : networks) {
        command.add(RunOption::Network, podmanText(network));
        leftOut += unsaid(network);
    }
    return leftOut;
}

} // namespace models
