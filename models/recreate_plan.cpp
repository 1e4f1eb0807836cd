// SPDX-License-Identifier: Apache-2.0
#include "models/recreate_plan.h"

#include "engine-client/json/fields.h"
#include "models/format.h"
#include "models/run_command/run_print.h"
#include "models/shell_words.h"

#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using engine::json::bytes;
using engine::json::member;
using Json = nlohmann::json;

namespace models {

namespace {

Json parsed(const QByteArray &bytes)
{
    return Json::parse(bytes.cbegin(), bytes.cend(), nullptr, false);
}

QByteArray bytesOf(const Json &json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
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
    const std::string said = bytes(member(also, "HostConfig"), "NetworkMode");
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
    const std::string mode = bytes(member(container, "HostConfig"), "NetworkMode");
    const Json &networks = member(member(container, "NetworkSettings"), "Networks");
    if ((mode != "default" && mode != "bridge") || !networks.is_object())
        return {};
    const std::string shortId = shortIdOf(container);
    QList<NetworkJoin> joins;
    for (const auto &[name, network] : networks.items()) {
        if (name != "bridge" && name != "podman")
            joins.append(joinOf(name, askedEndpoint(network, shortId)));
    }
    return joins;
}

bool removesItself(const QByteArray &inspection)
{
    return engine::json::boolean(member(parsed(inspection), "HostConfig"), "AutoRemove");
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
