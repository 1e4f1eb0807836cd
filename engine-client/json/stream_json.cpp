// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/stream_json.h"

#include "engine-client/json/fields.h"
#include "engine-client/logging.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

/// The failure a line tells of: Docker's `errorDetail` and `error` (either may be missing), Podman's `cause`, `message`, `response`.
std::optional<EngineError> failureIn(const Json &line, const QString &operation)
{
    const Json &detail = member(line, "errorDetail");
    QString message = text(detail, "message");
    if (message.isEmpty())
        message = text(line, "error");
    if (message.isEmpty())
        message = text(member(line, "error"), "message");
    int status = smallInteger(detail, "code");
    if (message.isEmpty() && line.contains("response")) {
        message = text(line, "message");
        status = smallInteger(line, "response");
    }
    if (message.isEmpty())
        return std::nullopt;
    return EngineError{
        .kind = ErrorKind::EngineFailure, .httpStatus = status, .message = message.trimmed(), .operation = operation};
}

ErrorKind kindOfStatus(int status)
{
    switch (status) {
    case 400:
        return ErrorKind::InvalidArgument;
    case 401:
    case 403:
        return ErrorKind::Unauthorized;
    case 404:
        return ErrorKind::NotFound;
    case 409:
        return ErrorKind::Conflict;
    default:
        return ErrorKind::EngineFailure;
    }
}

void warnOfLine(const QString &operation)
{
    qCWarning(lcEngine, "%ls: passed over a line that is no JSON object", qUtf16Printable(operation));
}

/// Podman's words for what Docker calls otherwise, so that receivers know one of them.
QString dockerAction(const QString &type, const QString &action)
{
    if (action.startsWith("exec_"_L1))
        return action == "exec_died"_L1 ? u"exec_die"_s : action.section(u':', 0, 0).trimmed();
    if (action == "exec"_L1)
        return u"exec_start"_s;
    if (action == "remove"_L1)
        return type == "image"_L1 ? u"delete"_s : u"destroy"_s;
    return action;
}

/// Before API 1.22 a line had no Type: it was about a container unless the action is one that only images know.
QString typeOfAction(const QString &action)
{
    static const QStringList imageActions{u"delete"_s, u"import"_s, u"load"_s, u"pull"_s,
                                          u"push"_s,   u"save"_s,   u"tag"_s,  u"untag"_s};
    return imageActions.contains(action) ? u"image"_s : u"container"_s;
}

/// As the docker client shows it: without the page cache that the kernel would give back first (cgroup v1, then v2).
quint64 memoryInUse(const Json &memory)
{
    const quint64 usage = counter(memory, "usage");
    const Json &details = member(memory, "stats");
    for (const char *const key : {"total_inactive_file", "inactive_file"}) {
        const quint64 cache = counter(details, key);
        if (member(details, key).is_number() && cache < usage)
            return usage - cache;
    }
    return usage;
}

void addNetworks(const Json &networks, StatsSample &sample)
{
    if (!networks.is_object())
        return;
    for (const Json &network : networks) {
        sample.networkRxBytes += counter(network, "rx_bytes");
        sample.networkTxBytes += counter(network, "tx_bytes");
    }
}

void addBlocks(const Json &entries, StatsSample &sample)
{
    if (!entries.is_array())
        return;
    for (const Json &entry : entries) {
        const QString operation = text(entry, "op").toLower(); // "Read" on cgroup v1, "read" on v2
        if (operation == "read"_L1)
            sample.blockReadBytes += counter(entry, "value");
        else if (operation == "write"_L1)
            sample.blockWriteBytes += counter(entry, "value");
    }
}

int onlineCpus(const Json &cpu)
{
    const int told = smallInteger(cpu, "online_cpus");
    if (told > 0)
        return told;
    const Json &each = member(member(cpu, "cpu_usage"), "percpu_usage");
    return each.is_array() ? int(each.size()) : 0;
}

StatsSample readSample(const Json &line)
{
    const Json &cpu = member(line, "cpu_stats");
    const Json &before = member(line, "precpu_stats");
    const Json &memory = member(line, "memory_stats");
    StatsSample sample;
    sample.read = time(line, "read");
    sample.cpuTotalNs = counter(member(cpu, "cpu_usage"), "total_usage");
    sample.preCpuTotalNs = counter(member(before, "cpu_usage"), "total_usage");
    // Podman (which alone sends cpu_stats.cpu) counts only busy time here, so that no share of the machine can be made of it.
    if (!cpu.contains("cpu")) {
        sample.systemCpuNs = counter(cpu, "system_cpu_usage");
        sample.preSystemCpuNs = counter(before, "system_cpu_usage");
    }
    sample.onlineCpus = onlineCpus(cpu);
    sample.memoryBytes = memoryInUse(memory);
    sample.memoryLimitBytes = counter(memory, "limit");
    addNetworks(member(line, "networks"), sample);
    addBlocks(member(member(line, "blkio_stats"), "io_service_bytes_recursive"), sample);
    sample.pids = smallInteger(member(line, "pids_stats"), "current");
    return sample;
}

} // namespace

ErrorKind registryErrorKind(const QString &message, ErrorKind otherwise)
{
    static const std::array<std::pair<QLatin1String, ErrorKind>, 8> words{{
        {"access denied"_L1, ErrorKind::Unauthorized},
        {"unauthorized"_L1, ErrorKind::Unauthorized},
        {"denied:"_L1, ErrorKind::Unauthorized},
        {"no basic auth credentials"_L1, ErrorKind::Unauthorized},
        {"authentication required"_L1, ErrorKind::Unauthorized},
        {"manifest unknown"_L1, ErrorKind::NotFound},
        {"name unknown"_L1, ErrorKind::NotFound},
        {"not found"_L1, ErrorKind::NotFound},
    }};
    for (const auto &[word, kind] : words) {
        if (message.contains(word, Qt::CaseInsensitive))
            return kind;
    }
    return otherwise;
}

Line<PullMessage> decodePullLine(const char *data, std::size_t size, const QString &operation)
{
    const Json line = parseLine(data, size);
    if (line.is_discarded()) {
        return tl::unexpected(
            EngineError{.kind = ErrorKind::BadReply,
                        .message = u"The engine's answer to “%1” holds a line that is not JSON."_s.arg(operation),
                        .operation = operation});
    }
    if (!line.is_object()) {
        warnOfLine(operation);
        return std::nullopt;
    }
    if (std::optional<EngineError> failure = failureIn(line, operation)) {
        failure->kind = registryErrorKind(failure->message, kindOfStatus(failure->httpStatus));
        return tl::unexpected(std::move(*failure));
    }
    const Json &progress = member(line, "progressDetail");
    return PullMessage{.id = text(line, "id"),
                       .status = text(line, "status"),
                       .current = std::max<qint64>(-1, integer(progress, "current", -1)),
                       .total = std::max<qint64>(-1, integer(progress, "total", -1)),
                       .seconds = text(progress, "units") == "s"_L1};
}

Line<Event> decodeEventLine(const char *data, std::size_t size, const QString &operation)
{
    constexpr qint64 nsPerSecond = 1'000'000'000;
    const Json line = parseLine(data, size);
    if (!line.is_object()) {
        warnOfLine(operation);
        return std::nullopt;
    }
    if (std::optional<EngineError> failure = failureIn(line, operation))
        return tl::unexpected(std::move(*failure));
    const Json &actor = member(line, "Actor");
    Event event{.type = text(line, "Type"),
                .action = text(line, "Action"),
                .id = text(actor, "ID"),
                .attributes = textMap(actor, "Attributes"),
                .timeNano = integer(line, "timeNano")};
    if (event.action.isEmpty())
        event.action = text(line, "status");
    if (event.id.isEmpty())
        event.id = text(line, "id");
    if (event.id.isEmpty())
        event.id = event.attributes.value(u"name"_s); // Podman's volumes and pulls
    if (event.type.isEmpty())
        event.type = typeOfAction(event.action);
    event.action = dockerAction(event.type, event.action);
    const qint64 seconds = integer(line, "time");
    if (event.timeNano == 0 && seconds > 0 && seconds < std::numeric_limits<qint64>::max() / nsPerSecond)
        event.timeNano = seconds * nsPerSecond;
    if (event.action.isEmpty()) {
        qCWarning(lcEngine, "%ls: passed over a line that is no event", qUtf16Printable(operation));
        return std::nullopt;
    }
    return event;
}

Line<StatsSample> decodeStatsLine(const char *data, std::size_t size, const QString &operation)
{
    const Json line = parseLine(data, size);
    if (!line.is_object()) {
        warnOfLine(operation);
        return std::nullopt;
    }
    if (std::optional<EngineError> failure = failureIn(line, operation)) {
        if (failure->message.contains("container is stopped"_L1))
            return StatsSample();
        failure->kind = kindOfStatus(failure->httpStatus);
        return tl::unexpected(std::move(*failure));
    }
    return readSample(line);
}

} // namespace engine::json
