// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/container_spec_json.h"

#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <optional>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

Json value(const QString &text)
{
    return text.toStdString();
}

Json value(const QStringList &texts)
{
    Json list = Json::array();
    for (const QString &text : texts)
        list.push_back(text.toStdString());
    return list;
}

void put(Json &object, const char *key, const QString &text)
{
    if (!text.isEmpty())
        object[key] = value(text);
}

void put(Json &object, const char *key, const QStringList &texts)
{
    if (!texts.isEmpty())
        object[key] = value(texts);
}

void put(Json &object, const char *key, qint64 number)
{
    if (number != 0)
        object[key] = number;
}

void putFlag(Json &object, const char *key, bool flag)
{
    if (flag)
        object[key] = true;
}

void put(Json &object, const char *key, const Json &part)
{
    if (!part.empty())
        object[key] = part;
}

/// Bytes of a document that holds nothing but what QString::toStdString made, which is always UTF-8.
QByteArray written(const Json &document)
{
    const std::string text = document.dump(-1, ' ', false, Json::error_handler_t::replace);
    return QByteArray(text.data(), qsizetype(text.size()));
}

struct PortRange
{
    int first = 0;
    int last = 0;
    [[nodiscard]] int size() const { return last - first + 1; }
};

/// "8080" or "8000-8010"; nothing when it is neither.
std::optional<PortRange> readRange(const QString &text)
{
    constexpr int highest = std::numeric_limits<quint16>::max();
    bool isFirst = false;
    bool isLast = false;
    const PortRange range{text.section(u'-', 0, 0).toInt(&isFirst),
                          text.section(u'-', text.contains(u'-') ? 1 : 0).toInt(&isLast)};
    const bool isRange = isFirst && isLast && range.first > 0 && range.first <= range.last && range.last <= highest;
    return isRange ? std::optional(range) : std::nullopt;
}

void addBinding(Json &config, Json &bindings, const QString &containerPort, const ContainerSpec::PortMapping &mapping,
                const QString &hostPort)
{
    const QString protocol = mapping.protocol.isEmpty() ? u"tcp"_s : mapping.protocol.toLower();
    const bool isBracketed = mapping.hostAddress.startsWith(u'[') && mapping.hostAddress.endsWith(u']');
    const QString address = isBracketed ? mapping.hostAddress.sliced(1).chopped(1) : mapping.hostAddress;
    const std::string key = QString(containerPort + u'/' + protocol).toStdString();
    config["ExposedPorts"][key] = Json::object();
    bindings[key].push_back({{"HostIp", value(address)}, {"HostPort", value(hostPort)}});
}

/// Docker's rule: two ranges of one length are paired port by port; a range for one container port means any free one of them.
void addPort(Json &config, Json &bindings, const ContainerSpec::PortMapping &mapping)
{
    const QString hostPort = mapping.hostPort == "0"_L1 ? QString() : mapping.hostPort;
    const std::optional<PortRange> inside = readRange(mapping.containerPort);
    const std::optional<PortRange> outside = readRange(hostPort);
    const bool isPaired =
        inside && inside->size() > 1 && (hostPort.isEmpty() || (outside && outside->size() == inside->size()));
    if (!isPaired) {
        addBinding(config, bindings, mapping.containerPort, mapping, hostPort);
        return;
    }
    for (int i = 0; i < inside->size(); ++i) {
        addBinding(config, bindings, QString::number(inside->first + i), mapping,
                   outside ? QString::number(outside->first + i) : QString());
    }
}

Json mounts(const QList<ContainerSpec::MountSpec> &specs)
{
    Json list = Json::array();
    for (const ContainerSpec::MountSpec &spec : specs) {
        Json mount{{"Type", value(spec.type)}, {"Target", value(spec.target)}};
        put(mount, "Source", spec.source);
        putFlag(mount, "ReadOnly", spec.readOnly);
        list.push_back(std::move(mount));
    }
    return list;
}

/// "on-failure:5"
Json restartPolicy(const QString &text)
{
    if (text.isEmpty())
        return {};
    Json policy{{"Name", value(text.section(u':', 0, 0))}};
    put(policy, "MaximumRetryCount", text.section(u':', 1).toLongLong());
    return policy;
}

/// "all", a count, or "device=ID,ID", as `docker run --gpus` sends it.
Json gpuRequest(const QString &gpus)
{
    Json request{{"Driver", ""}, {"Count", 0}, {"DeviceIDs", nullptr}, {"Options", Json::object()}};
    request["Capabilities"] = Json::array({Json::array({"gpu"})});
    const auto devicePrefix = "device="_L1;
    if (gpus.startsWith(devicePrefix))
        request["DeviceIDs"] = value(gpus.sliced(devicePrefix.size()).split(u',', Qt::SkipEmptyParts));
    else
        request["Count"] = gpus == "all"_L1 ? qint64(-1) : gpus.toLongLong();
    return request;
}

/// A device by its CDI name, "vendor.com/class=name".
bool isCdiDevice(const QString &device)
{
    const qsizetype slash = device.indexOf(u'/');
    return slash > 0 && device.indexOf(u'=') > slash;
}

Json deviceRequests(const ContainerSpec &spec)
{
    Json list = Json::array();
    if (!spec.gpus.isEmpty())
        list.push_back(gpuRequest(spec.gpus));
    QStringList cdi = spec.devices;
    cdi.removeIf([](const QString &device) { return !isCdiDevice(device); });
    if (!cdi.isEmpty())
        list.push_back({{"Driver", "cdi"}, {"DeviceIDs", value(cdi)}});
    return list;
}

bool isDeviceMode(const QString &text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c == u'r' || c == u'w' || c == u'm'; });
}

/// HOST[:CONTAINER][:rwm]; as with docker, a second part that reads as a mode is one.
Json deviceMappings(const QStringList &devices)
{
    Json list = Json::array();
    for (const QString &device : devices) {
        if (isCdiDevice(device))
            continue;
        const QString host = device.section(u':', 0, 0);
        const QString second = device.section(u':', 1, 1);
        const QString third = device.section(u':', 2);
        const bool isSecondMode = third.isEmpty() && isDeviceMode(second);
        const QString mode = isSecondMode ? second : third;
        list.push_back({{"PathOnHost", value(host)},
                        {"PathInContainer", value(second.isEmpty() || isSecondMode ? host : second)},
                        {"CgroupPermissions", value(mode.isEmpty() ? u"rwm"_s : mode)}});
    }
    return list;
}

Json healthCheck(const ContainerSpec::HealthCheck &health)
{
    Json check;
    if (health.disabled)
        return {{"Test", value(QStringList{u"NONE"_s})}};
    if (!health.command.isEmpty())
        check["Test"] = value(QStringList{u"CMD-SHELL"_s, health.command});
    put(check, "Interval", health.intervalNs);
    put(check, "Timeout", health.timeoutNs);
    put(check, "StartPeriod", health.startPeriodNs);
    put(check, "Retries", qint64(health.retries));
    return check;
}

Json hostConfig(const ContainerSpec &spec, const Json &bindings)
{
    Json host = Json::object();
    put(host, "PortBindings", bindings);
    put(host, "Mounts", mounts(spec.mounts));
    put(host, "NetworkMode", spec.network);
    put(host, "RestartPolicy", restartPolicy(spec.restartPolicy));
    putFlag(host, "AutoRemove", spec.autoRemove);
    putFlag(host, "Privileged", spec.privileged);
    putFlag(host, "Init", spec.init);
    put(host, "Memory", spec.memoryBytes);
    put(host, "NanoCpus", spec.nanoCpus);
    put(host, "ShmSize", spec.shmBytes);
    put(host, "DeviceRequests", deviceRequests(spec));
    put(host, "Devices", deviceMappings(spec.devices));
    put(host, "GroupAdd", spec.groupAdd);
    put(host, "UsernsMode", spec.userns);
    put(host, "CapAdd", spec.capAdd);
    put(host, "CapDrop", spec.capDrop);
    return host;
}

void join(Json &object, const Json &also)
{
    for (const auto &[key, member] : also.items()) {
        Json &own = object[key];
        if (own.is_object() && member.is_object())
            join(own, member);
        else if (own.is_array() && member.is_array())
            own.insert(own.end(), member.begin(), member.end());
        else
            own = member;
    }
}

} // namespace

QByteArray encodeContainerSpec(const ContainerSpec &spec)
{
    Json config{{"Image", value(spec.image)}};
    put(config, "Cmd", spec.command);
    if (spec.entrypoint) // one empty text is how the docker client says "no entrypoint": an empty list would be the image's
        config["Entrypoint"] = spec.entrypoint->isEmpty() ? value(QStringList{QString()}) : value(*spec.entrypoint);
    put(config, "WorkingDir", spec.workingDir);
    put(config, "User", spec.user);
    put(config, "Hostname", spec.hostname);
    put(config, "Env", spec.environment);
    for (auto label = spec.labels.cbegin(); label != spec.labels.cend(); ++label)
        config["Labels"][label.key().toStdString()] = value(label.value());
    putFlag(config, "Tty", spec.tty);
    putFlag(config, "OpenStdin", spec.openStdin);
    put(config, "Healthcheck", healthCheck(spec.health));
    Json bindings = Json::object();
    for (const ContainerSpec::PortMapping &mapping : spec.ports)
        addPort(config, bindings, mapping);
    config["HostConfig"] = hostConfig(spec, bindings);
    if (const Json also = Json::parse(spec.also.cbegin(), spec.also.cend(), nullptr, false); also.is_object())
        join(config, also);
    return written(config);
}

QByteArray encodeUpdate(qint64 memoryBytes, qint64 nanoCpus, const QString &policy)
{
    Json update = Json::object();
    put(update, "Memory", memoryBytes);
    put(update, "NanoCpus", nanoCpus);
    put(update, "RestartPolicy", restartPolicy(policy));
    return written(update);
}

QByteArray withContainer(const QByteArray &object, const QString &id)
{
    Json body = Json::parse(object.begin(), object.end(), nullptr, false);
    if (!body.is_object())
        body = Json::object();
    body["Container"] = id.toStdString();
    return QByteArray::fromStdString(body.dump(-1, ' ', false, Json::error_handler_t::replace));
}

QString encodeFilters(const QList<std::pair<QString, QStringList>> &filters)
{
    Json object = Json::object();
    for (const auto &[name, values] : filters) {
        if (!values.isEmpty())
            object[name.toStdString()] = value(values);
    }
    return object.empty() ? QString() : QString::fromUtf8(written(object));
}

} // namespace engine::json
