// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_option_table.h"
#include "models/run_command/run_ports.h"
#include "models/run_command/run_request_parts.h"
#include "models/run_command/run_values.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

qint64 number(const RunCommand &command, RunOption option)
{
    const QString text = command.value(option);
    switch (rowOf(option).value) {
    case OptionValue::Int:
        return goInt(text).value_or(0);
    case OptionValue::Uint16:
        return qint64(goUint(text, 16).value_or(0));
    case OptionValue::Cpus:
        return goCpus(text).value_or(0);
    case OptionValue::Duration:
        return goDuration(text).value_or(0);
    case OptionValue::SwapBytes:
        return text == u"-1" ? -1 : goBytes(text).value_or(0);
    default:
        return goBytes(text).value_or(0);
    }
}

void addRates(Json &host, const char *key, const RunCommand &command, RunOption option,
              Checked<DeviceRate> (*read)(const QString &))
{
    Json list = Json::array();
    for (const QString &text : command.values(option)) {
        if (const auto value = read(text)) {
            const char *amount = option == RunOption::BlkioWeightDevice ? "Weight" : "Rate";
            list.push_back({{"Path", utf8(value->path)}, {amount, value->rate}});
        }
    }
    putPart(host, key, list);
}

/// One a name, in the order of names, the last of each counts.
void addUlimits(Json &host, const RunCommand &command)
{
    QMap<QString, UlimitValue> limits;
    for (const QString &text : command.values(RunOption::Ulimit)) {
        if (const auto value = readUlimit(text))
            limits.insert(value->name, *value);
    }
    Json list = Json::array();
    for (const UlimitValue &limit : limits)
        list.push_back({{"Name", utf8(limit.name)}, {"Soft", limit.soft}, {"Hard", limit.hard}});
    putPart(host, "Ulimits", list);
}

Json gpuRequest(const GpuValue &gpu)
{
    Json request = Json::object();
    putText(request, "Driver", gpu.driver);
    putNumber(request, "Count", gpu.count);
    putTexts(request, "DeviceIDs", gpu.deviceIds);
    Json capabilities = Json::array();
    for (const QString &capability : gpu.capabilities)
        capabilities.push_back(utf8(capability));
    request["Capabilities"] = Json::array({capabilities});
    Json options = Json::object();
    for (auto option = gpu.options.cbegin(); option != gpu.options.cend(); ++option)
        options[utf8(option.key())] = utf8(option.value());
    putPart(request, "Options", options);
    return request;
}

} // namespace

void addResources(Json &host, const RunCommand &command)
{
    static constexpr std::pair<const char *, RunOption> numbers[] = {
        {"Memory", RunOption::Memory},
        {"MemoryReservation", RunOption::MemoryReservation},
        {"MemorySwap", RunOption::MemorySwap},
        {"NanoCpus", RunOption::Cpus},
        {"CpuShares", RunOption::CpuShares},
        {"CpuPeriod", RunOption::CpuPeriod},
        {"CpuQuota", RunOption::CpuQuota},
        {"CpuRealtimePeriod", RunOption::CpuRtPeriod},
        {"CpuRealtimeRuntime", RunOption::CpuRtRuntime},
        {"PidsLimit", RunOption::PidsLimit},
        {"OomScoreAdj", RunOption::OomScoreAdj},
        {"BlkioWeight", RunOption::BlkioWeight},
        {"ShmSize", RunOption::ShmSize},
    };
    for (const auto &[key, option] : numbers) {
        if (command.has(option))
            putNumber(host, key, number(command, option));
    }
    if (const auto swappiness = goInt(command.value(RunOption::MemorySwappiness)); swappiness && *swappiness >= 0)
        host["MemorySwappiness"] = *swappiness;
    putText(host, "CpusetCpus", command.value(RunOption::CpusetCpus));
    putText(host, "CpusetMems", command.value(RunOption::CpusetMems));
    putFlag(host, "OomKillDisable", command.flag(RunOption::OomKillDisable));
    addRates(host, "BlkioWeightDevice", command, RunOption::BlkioWeightDevice, readWeightDevice);
    addRates(host, "BlkioDeviceReadBps", command, RunOption::DeviceReadBps, readBpsDevice);
    addRates(host, "BlkioDeviceReadIOps", command, RunOption::DeviceReadIops, readIopsDevice);
    addRates(host, "BlkioDeviceWriteBps", command, RunOption::DeviceWriteBps, readBpsDevice);
    addRates(host, "BlkioDeviceWriteIOps", command, RunOption::DeviceWriteIops, readIopsDevice);
    addUlimits(host, command);
}

Refusal addDevices(Json &host, const RunCommand &command)
{
    Json devices = Json::array(), requests = Json::array(), named = Json::array();
    for (const QString &text : command.values(RunOption::Gpus)) {
        if (const auto gpu = readGpus(text))
            requests.push_back(gpuRequest(*gpu));
    }
    for (const RunSetting &setting : command.settings) {
        if (setting.option != RunOption::Device)
            continue;
        if (isCdiDevice(setting.value)) {
            named.push_back(utf8(setting.value));
            continue;
        }
        const auto device = readDevice(setting.value);
        if (!device)
            return refusalAt(setting, device.error());
        devices.push_back({{"PathOnHost", utf8(device->onHost)},
                           {"PathInContainer", utf8(device->inContainer)},
                           {"CgroupPermissions", utf8(device->permissions)}});
    }
    if (!named.empty())
        requests.push_back({{"Driver", "cdi"}, {"DeviceIDs", named}});
    putPart(host, "Devices", devices);
    putPart(host, "DeviceRequests", requests);
    putTexts(host, "DeviceCgroupRules", command.values(RunOption::DeviceCgroupRule));
    return {};
}

/// Of a range that is only checked its first port does.
Refusal addPorts(Json &config, Json &host, const RunCommand &command, bool onlyCheck)
{
    constexpr int mostPorts = 4 * 65536; // together: all, of each protocol
    int room = mostPorts;
    const auto tooMany = [](const RunSetting &setting) {
        return refusalAt(setting, u"more ports than a computer has: "_s + setting.value);
    };
    Json exposed = Json::object(), bindings = Json::object();
    for (const RunSetting &setting : command.settings) {
        if (setting.option != RunOption::Publish)
            continue;
        const auto ports = readPublish(setting.value, onlyCheck ? 1 : room + 1);
        if (!ports)
            return refusalAt(setting, ports.error());
        room -= int(ports->size());
        if (room < 0)
            return tooMany(setting);
        for (const PortValue &port : *ports) {
            exposed[utf8(port.inside)] = Json::object();
            bindings[utf8(port.inside)].push_back(
                {{"HostIp", utf8(port.hostAddress)}, {"HostPort", utf8(port.hostPort)}});
        }
    }
    for (const RunSetting &setting : command.settings) {
        if (setting.option != RunOption::Expose)
            continue;
        const auto ports = readExpose(setting.value, onlyCheck ? 1 : room + 1);
        if (!ports)
            return refusalAt(setting, ports.error());
        room -= int(ports->size());
        if (room < 0)
            return tooMany(setting);
        for (const QString &port : *ports)
            exposed[utf8(port)] = Json::object();
    }
    putPart(config, "ExposedPorts", exposed);
    putPart(host, "PortBindings", bindings);
    return {};
}

Refusal addHealth(Json &config, const RunCommand &command)
{
    static constexpr std::pair<const char *, RunOption> numbers[] = {
        {"Interval", RunOption::HealthInterval},
        {"Timeout", RunOption::HealthTimeout},
        {"Retries", RunOption::HealthRetries},
        {"StartPeriod", RunOption::HealthStartPeriod},
        {"StartInterval", RunOption::HealthStartInterval},
    };
    Json health = Json::object();
    const QString test = command.value(RunOption::HealthCmd);
    if (!test.isEmpty())
        health["Test"] = {"CMD-SHELL", utf8(test)};
    for (const auto &[key, option] : numbers) {
        if (command.has(option))
            putNumber(health, key, number(command, option));
    }
    if (command.flag(RunOption::NoHealthcheck)) {
        if (!health.empty())
            return refusal(command, RunOption::NoHealthcheck, u"--no-healthcheck conflicts with --health-* options"_s);
        health["Test"] = {"NONE"};
    }
    for (const auto &[key, option] : numbers) {
        if (health.contains(key) && health[key].get<qint64>() < 0)
            return refusal(command, option, longName(option) + u" cannot be negative"_s);
    }
    putPart(config, "Healthcheck", health);
    return {};
}

} // namespace models::run
