// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_status.h"

#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;
using engine::json::member;
using Json = nlohmann::json;

namespace models {

namespace {

/// More than anybody looks at.
constexpr std::size_t mostEntries = 500;
/// Deeper than any of these answers: a parser that goes on would only use up memory.
constexpr int deepest = 16;

Json parsed(const QByteArray &body)
{
    const auto shallow = [](int depth, Json::parse_event_t, Json &) { return depth <= deepest; };
    return Json::parse(body.begin(), body.end(), shallow, false);
}

QString text(const Json &object, const char *key)
{
    constexpr qsizetype longest = 500;
    const Json &value = member(object, key);
    return value.is_string() ? QString::fromStdString(value.get_ref<const std::string &>()).left(longest) : QString();
}

int count(const Json &object, const char *key)
{
    constexpr double most = 1e6;
    const Json &value = member(object, key);
    return value.is_number() ? static_cast<int>(std::clamp<double>(value.get<double>(), 0, most)) : 0;
}

QDateTime time(const Json &object, const char *key)
{
    return QDateTime::fromString(text(object, key), Qt::ISODateWithMs).toUTC();
}

} // namespace

bool NotebookStatus::isBusy() const
{
    return std::any_of(kernels.cbegin(), kernels.cend(), [](const NotebookKernel &kernel) {
        return !kernel.isTerminal && kernel.state != "idle"_L1 && kernel.state != "dead"_L1;
    });
}

bool readServerStatus(const QByteArray &body, NotebookStatus &status)
{
    const Json json = parsed(body);
    if (!member(json, "started").is_string() || !member(json, "kernels").is_number())
        return false;
    status.started = time(json, "started");
    status.lastActivity = time(json, "last_activity");
    status.kernelCount = count(json, "kernels");
    status.connections = count(json, "connections");
    return true;
}

bool readKernels(const QByteArray &body, NotebookStatus &status)
{
    const Json json = parsed(body);
    if (!json.is_array())
        return false;
    status.kernels.clear();
    for (const Json &entry : json) {
        if (static_cast<std::size_t>(status.kernels.size()) >= mostEntries)
            break;
        status.kernels.append({.id = text(entry, "id"),
                               .name = text(entry, "name"),
                               .state = text(entry, "execution_state"),
                               .path = {},
                               .lastActivity = time(entry, "last_activity"),
                               .connections = count(entry, "connections")});
    }
    return true;
}

bool readSessions(const QByteArray &body, NotebookStatus &status)
{
    const Json json = parsed(body);
    if (!json.is_array())
        return false;
    std::size_t read = 0;
    for (const Json &entry : json) {
        if (++read > mostEntries)
            break;
        const QString id = text(member(entry, "kernel"), "id");
        const QString path = text(entry, "path");
        for (NotebookKernel &kernel : status.kernels) {
            if (kernel.id == id)
                kernel.path = path.isEmpty() ? text(member(entry, "notebook"), "path") : path;
        }
    }
    return true;
}

bool readTerminals(const QByteArray &body, NotebookStatus &status)
{
    const Json json = parsed(body);
    if (!json.is_array())
        return false;
    for (const Json &entry : json) {
        if (static_cast<std::size_t>(status.kernels.size()) >= 2 * mostEntries)
            break;
        NotebookKernel terminal{.name = text(entry, "name"), .lastActivity = time(entry, "last_activity")};
        terminal.isTerminal = true;
        status.kernels.append(terminal);
    }
    return true;
}

bool readHeartbeat(const QByteArray &body, NotebookStatus &status)
{
    constexpr double latestMs = 4e12; // in 2096: what is later is no time
    const Json json = parsed(body);
    const Json &beat = member(json, "lastHeartbeat");
    if (!member(json, "status").is_string() || !beat.is_number())
        return false;
    const double ms = beat.get<double>();
    status.lastActivity =
        ms >= 1 && ms <= latestMs ? QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(ms), Qt::UTC) : QDateTime();
    status.connections = -1;
    return true;
}

QString readServerVersion(const QByteArray &body)
{
    return text(parsed(body), "version");
}

bool hasJsonFields(const QByteArray &body, std::initializer_list<const char *> names)
{
    const Json json = parsed(body);
    return json.is_object() &&
           std::all_of(names.begin(), names.end(), [&json](const char *name) { return json.contains(name); });
}

} // namespace models
