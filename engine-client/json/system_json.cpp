// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/system_json.h"

#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace engine::json {

PingInfo decodePing(const HttpAnswer &answer)
{
    const auto header = [&answer](const char *name) {
        const auto found =
            std::ranges::find(answer.headers, QByteArray(name), &std::pair<QByteArray, QByteArray>::first);
        return found == answer.headers.end() ? QString() : QString::fromLatin1(found->second.trimmed());
    };
    return {.apiVersion = header("api-version"), .osType = header("ostype"), .server = header("server")};
}

Result<VersionInfo> decodeVersion(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    VersionInfo info;
    info.version = text(*answer, "Version");
    info.apiVersion = text(*answer, "ApiVersion");
    info.minApiVersion = text(*answer, "MinAPIVersion");
    info.os = text(*answer, "Os");
    info.architecture = text(*answer, "Arch");
    info.kernel = text(*answer, "KernelVersion");
    info.goVersion = text(*answer, "GoVersion");
    info.gitCommit = text(*answer, "GitCommit");
    info.buildTime = text(*answer, "BuildTime");
    if (const Json &components = member(*answer, "Components"); components.is_array()) {
        for (const Json &component : components) {
            const QString name = text(component, "Name");
            if (!name.isEmpty())
                info.components.append({name, text(component, "Version").section(u'\n', 0, 0)});
        }
    }
    const bool isPodman = std::ranges::any_of(info.components, [](const std::pair<QString, QString> &component) {
        return component.first.startsWith("Podman"_L1);
    });
    info.name = isPodman ? u"Podman"_s : u"Docker"_s;
    return info;
}

Result<SystemInfo> decodeSystemInfo(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    SystemInfo info;
    info.hostName = text(*answer, "Name");
    info.operatingSystem = text(*answer, "OperatingSystem");
    info.storageDriver = text(*answer, "Driver");
    info.cgroupDriver = text(*answer, "CgroupDriver");
    info.cgroupVersion = text(*answer, "CgroupVersion");
    info.dockerRootDir = text(*answer, "DockerRootDir");
    info.loggingDriver = text(*answer, "LoggingDriver");
    info.cpus = smallInteger(*answer, "NCPU");
    info.memoryBytes = integer(*answer, "MemTotal");
    info.containers = smallInteger(*answer, "Containers");
    info.running = smallInteger(*answer, "ContainersRunning");
    info.paused = smallInteger(*answer, "ContainersPaused");
    info.stopped = smallInteger(*answer, "ContainersStopped");
    info.images = smallInteger(*answer, "Images");
    info.runtimes = names(*answer, "Runtimes");
    info.warnings = texts(*answer, "Warnings");
    info.securityOptions = texts(*answer, "SecurityOptions");
    for (const Json &device : member(*answer, "DiscoveredDevices")) {
        if (text(device, "Source") == "cdi"_L1)
            info.cdiDevices += text(device, "ID");
    }
    info.json = body;
    return info;
}

} // namespace engine::json
