// SPDX-License-Identifier: Apache-2.0
#include "models/recreate_plan.h"

#include "models/format.h"
#include "models/run_command/run_print.h"
#include "models/shell_words.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace models {

namespace {

const Json &member(const Json &object, const char *key)
{
    static const Json nothing;
    if (!object.is_object())
        return nothing;
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

std::string textIn(const Json &object, const char *key)
{
    const Json &value = member(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

Json parsed(const QByteArray &bytes)
{
    return Json::parse(bytes.cbegin(), bytes.cend(), nullptr, false);
}

QByteArray bytesOf(const Json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

NetworkJoin joinOf(const std::string &name, const Json &endpoint)
{
    return {QString::fromStdString(name), bytesOf({{"EndpointConfig", endpoint}})};
}

/// What a person told of the network; addresses and ids are the engine's.
Json askedOf(const Json &network, const std::string &shortId)
{
    Json endpoint = Json::object();
    for (const char *key : {"IPAMConfig", "Links", "DriverOpts"}) {
        if (!member(network, key).is_null())
            endpoint[key] = network[key];
    }
    Json aliases = Json::array();
    const Json &known = member(network, "Aliases");
    for (const Json &alias : known.is_array() ? known : Json::array()) {
        if (alias.is_string() && alias.get<std::string>() != shortId)
            aliases.push_back(alias);
    }
    if (!aliases.empty())
        endpoint["Aliases"] = aliases;
    return endpoint;
}

struct Line
{
    int place; ///< of the option
    QString text, shown;
};

constexpr int imagePlace = std::numeric_limits<int>::max() - 1;
constexpr int commandPlace = std::numeric_limits<int>::max();

QString lineOf(const run::RunSetting &setting, bool maskSecrets)
{
    run::RunCommand alone;
    alone.verb = run::RunCommand::Verb::Create; // which says nothing of -d
    alone.settings = {setting};
    alone.image = u"image"_s;
    const QStringList words = runCommandWords(alone, maskSecrets);
    return joinShellWords(words.mid(2, words.size() - 3)); // without "docker create" and the image
}

QString argumentsLine(const run::RunCommand &command, bool maskSecrets)
{
    run::RunCommand alone;
    alone.verb = run::RunCommand::Verb::Create;
    alone.image = u"image"_s;
    alone.arguments = command.arguments;
    return joinShellWords(runCommandWords(alone, maskSecrets).mid(3));
}

QList<Line> linesOf(const run::RunCommand &command)
{
    QList<Line> lines;
    for (const run::RunSetting &setting : shortestSettings(command))
        lines.append({int(setting.option), lineOf(setting, false), lineOf(setting, true)});
    const QString image = QCoreApplication::translate("Recreate", "image %1").arg(command.image);
    lines.append({imagePlace, image, image});
    if (!command.arguments.isEmpty()) {
        const QString words = QCoreApplication::translate("Recreate", "command %1");
        lines.append({commandPlace, words.arg(argumentsLine(command, false)), words.arg(argumentsLine(command, true))});
    }
    return lines;
}

QList<Line> onlyIn(const QList<Line> &lines, QList<Line> others)
{
    QList<Line> rest;
    for (const Line &line : lines) {
        const auto same = std::find_if(others.begin(), others.end(), [&line](const Line &other) {
            return other.place == line.place && other.text == line.text;
        });
        if (same == others.end())
            rest.append(line);
        else
            others.erase(same);
    }
    return rest;
}

} // namespace

QList<NetworkJoin> takeFurtherNetworks(engine::ContainerSpec &spec)
{
    Json also = parsed(spec.also);
    const Json &endpoints = member(member(also, "NetworkingConfig"), "EndpointsConfig");
    if (!endpoints.is_object() || endpoints.size() < 2)
        return {};
    const std::string said = textIn(member(also, "HostConfig"), "NetworkMode");
    const std::string first = said.empty() ? spec.network.toStdString() : said;
    QList<NetworkJoin> joins;
    Json kept = Json::object();
    for (const auto &[name, endpoint] : endpoints.items()) {
        if (name == first)
            kept[name] = endpoint;
        else
            joins.append(joinOf(name, endpoint));
    }
    also["NetworkingConfig"]["EndpointsConfig"] = kept;
    spec.also = bytesOf(also);
    return joins;
}

QList<NetworkJoin> unsaidNetworks(const QByteArray &inspection)
{
    const Json container = parsed(inspection);
    const std::string mode = textIn(member(container, "HostConfig"), "NetworkMode");
    const Json &networks = member(member(container, "NetworkSettings"), "Networks");
    if ((mode != "default" && mode != "bridge") || !networks.is_object())
        return {};
    constexpr std::size_t shortLength = 12;
    const std::string shortId = textIn(container, "Id").substr(0, shortLength);
    QList<NetworkJoin> joins;
    for (const auto &[name, network] : networks.items()) {
        if (name != "bridge" && name != "podman")
            joins.append(joinOf(name, askedOf(network, shortId)));
    }
    return joins;
}

bool removesItself(const QByteArray &inspection)
{
    const Json container = parsed(inspection);
    const Json &flag = member(member(container, "HostConfig"), "AutoRemove");
    return flag.is_boolean() && flag.get<bool>();
}

QList<CommandChange> commandChanges(const run::RunCommand &before, const run::RunCommand &after)
{
    const QList<Line> oldLines = linesOf(before), newLines = linesOf(after);
    const QList<Line> gone = onlyIn(oldLines, newLines);
    QList<Line> come = onlyIn(newLines, oldLines);
    QList<std::pair<int, CommandChange>> changes;
    for (const Line &line : gone) {
        const auto same =
            std::find_if(come.begin(), come.end(), [&line](const Line &other) { return other.place == line.place; });
        changes.append({line.place, {line.shown, same == come.end() ? QString() : same->shown}});
        if (same != come.end())
            come.erase(same);
    }
    for (const Line &line : std::as_const(come))
        changes.append({line.place, {QString(), line.shown}});
    std::stable_sort(changes.begin(), changes.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QList<CommandChange> sorted;
    for (const auto &change : std::as_const(changes))
        sorted.append(change.second);
    return sorted;
}

QString changesText(const QList<CommandChange> &changes)
{
    QStringList lines;
    for (const CommandChange &change : changes) {
        if (!change.before.isEmpty())
            lines += u"− "_s + visibleText(change.before);
        if (!change.after.isEmpty())
            lines += u"+ "_s + visibleText(change.after);
    }
    return lines.join(u'\n');
}

} // namespace models
