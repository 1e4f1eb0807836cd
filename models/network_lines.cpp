// SPDX-License-Identifier: Apache-2.0
#include "models/network_lines.h"

#include "engine-client/negotiation.h"
#include "models/engine_session.h"
#include "models/recipe_command.h"
#include "models/run_command/run_print.h"
#include "models/run_command/run_values.h"
#include "models/shell_words.h"

using namespace Qt::StringLiterals;

namespace models {

using Network = engine::ContainerRecipe::Network;
using run::RunCommand;
using run::RunOption;

namespace {

/// All but the first, which are taken out of the command.
QList<Network> takeFurther(RunCommand &command)
{
    QList<Network> further;
    QList<run::RunSetting> kept;
    bool hasFirst = false;
    for (const run::RunSetting &setting : std::as_const(command.settings)) {
        const auto network = setting.option == RunOption::Network && hasFirst ? run::readNetwork(setting.value)
                                                                              : run::Checked<Network>();
        hasFirst = hasFirst || setting.option == RunOption::Network;
        if (network && !network->name.isEmpty())
            further += *network;
        else
            kept += setting;
    }
    command.settings = kept;
    return further;
}

/// An address of the hardware is all that it can't say.
QString connectLine(const Network &network, const QString &container)
{
    QStringList words{u"docker"_s, u"network"_s, u"connect"_s};
    const auto add = [&words](const QString &option, const QString &value) {
        if (!value.isEmpty())
            words += {option, value};
    };
    for (const QString &alias : network.aliases)
        add(u"--alias"_s, alias);
    add(u"--ip"_s, network.ip);
    add(u"--ip6"_s, network.ip6);
    for (const QString &link : network.links)
        add(u"--link"_s, link);
    for (const QString &address : network.linkLocalIps)
        add(u"--link-local-ip"_s, address);
    for (auto option = network.driverOptions.cbegin(); option != network.driverOptions.cend(); ++option)
        add(u"--driver-opt"_s, option.key() + u'=' + option.value());
    if (network.gatewayPriority != 0)
        add(u"--gw-priority"_s, QString::number(network.gatewayPriority));
    return joinShellWords(words << network.name << container);
}

} // namespace

QStringList NetworkLines::commands(RunCommand command, bool maskSecrets, const QString &container) const
{
    const QString name = command.has(RunOption::Name) ? command.value(RunOption::Name) : container;
    const QList<Network> later = (takesSeveral ? QList<Network>() : takeFurther(command)) + joins;
    QStringList lines{printRunCommand(command, maskSecrets)};
    for (const Network &network : later)
        lines += connectLine(network, name);
    return lines;
}

bool takesSeveralNetworks(const EngineSession &session)
{
    constexpr const char *first = "1.44";
    const QByteArray version = session.version().apiVersion.toLatin1();
    return !session.isPodman() && (version.isEmpty() || engine::Negotiation::older(first, version) == first);
}

QStringList commandLines(const engine::ContainerRecipe &recipe, bool takesSeveral, bool maskSecrets)
{
    return NetworkLines{recipe.joins, takesSeveral}.commands(toRunCommand(recipe), maskSecrets);
}

} // namespace models
