// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/container_json.h"

#include "engine-client/json/fields.h"
#include "engine-client/logging.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

QString withoutSlash(const QString &name)
{
    return name.startsWith(u'/') ? name.sliced(1) : name;
}

/// `NetworkSettings.Ports`: "80/tcp" to a list of bindings, or to null when it is only exposed.
QList<Port> readPorts(const Json &object)
{
    QList<Port> result;
    if (!object.is_object())
        return result;
    for (const auto &item : object.items()) {
        const QString key = QString::fromStdString(item.key());
        const Port exposed{.containerPort = port(key.section(u'/', 0, 0).toLongLong()),
                           .protocol = key.section(u'/', 1)};
        if (exposed.containerPort == 0)
            continue;
        const Json &bindings = item.value();
        if (!bindings.is_array() || bindings.empty()) {
            result.append(exposed);
            continue;
        }
        for (const Json &binding : bindings) {
            Port published = exposed;
            published.hostIp = text(binding, "HostIp");
            published.hostPort = port(text(binding, "HostPort").toLongLong());
            result.append(published);
        }
    }
    std::ranges::sort(result, {},
                      [](const Port &p) { return std::tie(p.containerPort, p.protocol, p.hostPort, p.hostIp); });
    return result;
}

/// Entrypoint and Cmd. Path and Args say the same, but wrongly on Podman before the first start.
QStringList commandOf(const Json &container)
{
    const Json &config = member(container, "Config");
    QStringList command = texts(config, "Entrypoint");
    if (const QString single = text(config, "Entrypoint"); !single.isEmpty())
        command.append(single);
    command += texts(config, "Cmd");
    return command.isEmpty() ? QStringList(text(container, "Path")) + texts(container, "Args") : command;
}

/// One process as `width` cells: a single text is split at blanks, and what is too much belongs to the last cell (the command).
QStringList processCells(const Json &process, qsizetype width, bool isUnsplit)
{
    QStringList cells;
    for (const Json &cell : process)
        cells.append(text(cell));
    if (isUnsplit && cells.size() == 1) {
        static const QRegularExpression blanks(u"\\s+"_s);
        QString rest = cells.takeFirst().trimmed();
        while (cells.size() < width - 1 && !rest.isEmpty()) {
            const QRegularExpressionMatch gap = blanks.match(rest);
            cells.append(gap.hasMatch() ? rest.first(gap.capturedStart()) : rest);
            rest = gap.hasMatch() ? rest.sliced(gap.capturedEnd()) : QString();
        }
        cells.append(rest);
    }
    while (cells.size() > width && width > 0) {
        const QString last = cells.takeLast();
        cells.last() += u' ' + last;
    }
    cells.resize(width);
    return cells;
}

} // namespace

ContainerState containerState(QStringView word)
{
    static const std::array<std::pair<QLatin1String, ContainerState>, 11> states{{
        {"running"_L1, ContainerState::Running},
        {"exited"_L1, ContainerState::Exited},
        {"created"_L1, ContainerState::Created},
        {"paused"_L1, ContainerState::Paused},
        {"restarting"_L1, ContainerState::Restarting},
        {"removing"_L1, ContainerState::Removing},
        {"dead"_L1, ContainerState::Dead},
        {"stopped"_L1, ContainerState::Exited},
        {"configured"_L1, ContainerState::Created},
        {"initialized"_L1, ContainerState::Created},
        {"stopping"_L1, ContainerState::Running},
    }};
    for (const auto &[name, state] : states) {
        if (word == name)
            return state;
    }
    return ContainerState::Unknown;
}

Result<ContainerDetails> decodeContainerDetails(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    const Json &config = member(*answer, "Config");
    const Json &state = member(*answer, "State");
    ContainerDetails details;
    details.id = text(*answer, "Id");
    details.name = withoutSlash(text(*answer, "Name"));
    details.image = text(config, "Image");
    details.state = containerState(text(state, "Status"));
    details.startedAt = time(state, "StartedAt");
    details.finishedAt = time(state, "FinishedAt");
    details.exitCode = smallInteger(state, "ExitCode");
    const bool isRunning = details.state == ContainerState::Running || details.state == ContainerState::Paused;
    details.stateError = isRunning ? QString() : text(state, "Error"); // Podman has words here while it runs, too
    details.oomKilled = boolean(state, "OOMKilled");
    details.tty = boolean(config, "Tty");
    details.logDriver = text(member(member(*answer, "HostConfig"), "LogConfig"), "Type");
    details.restartPolicy = text(member(member(*answer, "HostConfig"), "RestartPolicy"), "Name");
    details.restartCount = smallInteger(*answer, "RestartCount");
    details.environment = texts(config, "Env");
    details.command = commandOf(*answer);
    details.user = text(config, "User");
    details.networks = names(member(*answer, "NetworkSettings"), "Networks");
    details.ports = readPorts(member(member(*answer, "NetworkSettings"), "Ports"));
    details.json = body;
    return details;
}

Result<CreatedContainer> decodeCreatedContainer(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    CreatedContainer created{.id = text(*answer, "Id"), .warnings = texts(*answer, "Warnings")};
    if (created.id.isEmpty()) {
        return tl::unexpected(
            EngineError{.kind = ErrorKind::BadReply,
                        .message = u"The engine's answer to “%1” names no container."_s.arg(operation),
                        .operation = operation});
    }
    return created;
}

Result<ProcessList> decodeProcessList(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    ProcessList list{.titles = texts(*answer, "Titles")};
    const QStringList words = list.titles.value(0).simplified().split(u' ', Qt::SkipEmptyParts);
    const bool isUnsplit = list.titles.size() == 1 && words.size() > 1;
    if (isUnsplit)
        list.titles = words;
    const Json &processes = member(*answer, "Processes");
    if (!processes.is_array())
        return list;
    for (const Json &process : processes) {
        if (process.is_array())
            list.rows.append(processCells(process, list.titles.size(), isUnsplit));
        else
            qCWarning(lcEngine, "%ls: passed over a process that is no list", qUtf16Printable(operation));
    }
    return list;
}

Result<int> decodeExitCode(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    if (const QString failure = text(member(*answer, "Error"), "Message"); !failure.isEmpty())
        return tl::unexpected(
            EngineError{.kind = ErrorKind::EngineFailure, .message = failure, .operation = operation});
    return smallInteger(*answer, "StatusCode");
}

Result<PruneReport> decodePruneReport(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    PruneReport report{.removed = texts(*answer, "ContainersDeleted")};
    if (const Json &images = member(*answer, "ImagesDeleted"); images.is_array()) {
        for (const Json &image : images) {
            const QString deleted = text(image, "Deleted");
            const QString name = deleted.isEmpty() ? text(image, "Untagged") : deleted;
            if (!name.isEmpty())
                report.removed.append(name);
        }
    }
    report.bytesReclaimed = integer(*answer, "SpaceReclaimed");
    return report;
}

} // namespace engine::json
