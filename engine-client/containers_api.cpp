// SPDX-License-Identifier: Apache-2.0
#include "engine-client/containers_api.h"

#include "engine-client/api_request.h"
#include "engine-client/decode/log_decoder.h"
#include "engine-client/decode/tar_files.h"
#include "engine-client/json/container_json.h"
#include "engine-client/json/container_spec_json.h"
#include "engine-client/json/stats_stream.h"
#include "engine-client/transport.h"

using namespace Qt::StringLiterals;

namespace engine {
namespace {

/// What an engine may take beyond the grace period that it was given, to kill and to clean up.
constexpr int stopMarginMs = 60'000;
/// Mounting volumes of a slow driver, or deleting a large writable layer.
constexpr int slowTimeoutMs = 180'000;

/// A call on one container, in words "VERB container NAME".
HttpRequest onContainer(const QByteArray &method, const QString &id, const QByteArray &suffix, const QString &verb)
{
    return apiRequest(method, objectPath("/containers/", id, suffix), verb + u" container "_s + shownName(id));
}

Result<void> nothing(const HttpAnswer &)
{
    return {};
}

/// Seconds and nanoseconds, as the engine reads them.
QString timeStamp(qint64 ns)
{
    constexpr qint64 nsPerSecond = 1'000'000'000;
    return u"%1.%2"_s.arg(ns / nsPerSecond).arg(ns % nsPerSecond, 9, 10, QLatin1Char('0'));
}

/// `t` and a time-out that fits: the container's own grace period is not known, so then there is none.
void setGracePeriod(HttpRequest &request, int seconds)
{
    constexpr int longest = 24 * 60 * 60;
    request.timeoutMs = 0;
    if (seconds < 0)
        return;
    request.query.append({"t", QString::number(seconds)});
    if (seconds <= longest)
        request.timeoutMs = seconds * 1000 + stopMarginMs;
}

} // namespace

RequestHandle ContainersApi::list(const ListOptions &options, QObject *context, Reply<QList<Container>> reply)
{
    HttpRequest request = apiRequest("GET", "/containers/json", u"list containers"_s);
    if (options.all)
        request.query.append({"all", u"1"_s});
    const QString filters = json::encodeFilters({{u"id"_s, options.ids}, {u"status"_s, options.statuses}});
    if (!filters.isEmpty())
        request.query.append({"filters", filters});
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeContainerList(answer.body, operation, QDateTime::currentSecsSinceEpoch());
    };
    return m_transport.call<QList<Container>>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ContainersApi::inspect(const QString &id, QObject *context, Reply<ContainerDetails> reply)
{
    HttpRequest request = onContainer("GET", id, "/json", u"inspect"_s);
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeContainerDetails(answer.body, operation);
    };
    return m_transport.call<ContainerDetails>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ContainersApi::create(const ContainerSpec &spec, QObject *context, Reply<CreatedContainer> reply)
{
    const QString what = spec.name.isEmpty() ? u"create a container of image "_s + shownName(spec.image)
                                             : u"create container "_s + spec.name;
    HttpRequest request = apiRequest("POST", "/containers/create", what);
    request.timeoutMs = slowTimeoutMs;
    if (!spec.name.isEmpty())
        request.query.append({"name", spec.name});
    if (!spec.platform.isEmpty())
        request.query.append({"platform", spec.platform});
    request.body = json::encodeContainerSpec(spec);
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeCreatedContainer(answer.body, operation);
    };
    return m_transport.call<CreatedContainer>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ContainersApi::createFrom(const QString &name, const QByteArray &body, QObject *context,
                                        Reply<CreatedContainer> reply)
{
    HttpRequest request = apiRequest("POST", "/containers/create", u"create container "_s + name);
    request.timeoutMs = slowTimeoutMs;
    request.query = {{"name", name}};
    request.body = body;
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeCreatedContainer(answer.body, operation);
    };
    return m_transport.call<CreatedContainer>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ContainersApi::connectNetwork(const QString &id, const QString &network, const QByteArray &body,
                                            QObject *context, Reply<void> reply)
{
    HttpRequest request = apiRequest("POST", objectPath("/networks/", network, "/connect"),
                                     u"connect container %1 to network %2"_s.arg(shownName(id), network));
    request.body = json::withContainer(body, id);
    return m_transport.call<void>(std::move(request), &nothing, context, std::move(reply));
}

RequestHandle ContainersApi::start(const QString &id, QObject *context, Reply<void> reply)
{
    HttpRequest request = onContainer("POST", id, "/start", u"start"_s);
    request.timeoutMs = slowTimeoutMs;
    return m_transport.call<void>(std::move(request), &nothing, context, std::move(reply));
}

RequestHandle ContainersApi::stop(const QString &id, int timeoutSeconds, QObject *context, Reply<void> reply)
{
    HttpRequest request = onContainer("POST", id, "/stop", u"stop"_s);
    setGracePeriod(request, timeoutSeconds);
    return m_transport.call<void>(std::move(request), &nothing, context, std::move(reply));
}

RequestHandle ContainersApi::restart(const QString &id, int timeoutSeconds, QObject *context, Reply<void> reply)
{
    HttpRequest request = onContainer("POST", id, "/restart", u"restart"_s);
    setGracePeriod(request, timeoutSeconds);
    return m_transport.call<void>(std::move(request), &nothing, context, std::move(reply));
}

RequestHandle ContainersApi::kill(const QString &id, const QString &signal, QObject *context, Reply<void> reply)
{
    HttpRequest request = apiRequest("POST", objectPath("/containers/", id, "/kill"),
                                     u"send %1 to container %2"_s.arg(signal, shownName(id)));
    request.query = {{"signal", signal}};
    return m_transport.call<void>(std::move(request), &nothing, context, std::move(reply));
}

RequestHandle ContainersApi::pause(const QString &id, QObject *context, Reply<void> reply)
{
    return m_transport.call<void>(onContainer("POST", id, "/pause", u"pause"_s), &nothing, context, std::move(reply));
}

RequestHandle ContainersApi::unpause(const QString &id, QObject *context, Reply<void> reply)
{
    return m_transport.call<void>(onContainer("POST", id, "/unpause", u"resume"_s), &nothing, context,
                                  std::move(reply));
}

RequestHandle ContainersApi::rename(const QString &id, const QString &newName, QObject *context, Reply<void> reply)
{
    HttpRequest request = onContainer("POST", id, "/rename", u"rename"_s);
    request.operation += u" to "_s + newName;
    request.query = {{"name", newName}};
    return m_transport.call<void>(std::move(request), &nothing, context, std::move(reply));
}

RequestHandle ContainersApi::remove(const QString &id, const RemoveOptions &options, QObject *context,
                                    Reply<void> reply)
{
    HttpRequest request = onContainer("DELETE", id, {}, u"remove"_s);
    request.timeoutMs = slowTimeoutMs;
    if (options.force)
        request.query.append({"force", u"1"_s});
    if (options.volumes)
        request.query.append({"v", u"1"_s});
    return m_transport.call<void>(std::move(request), &nothing, context, std::move(reply));
}

RequestHandle ContainersApi::top(const QString &id, const QString &psArguments, QObject *context,
                                 Reply<ProcessList> reply)
{
    HttpRequest request = onContainer("GET", id, "/top", u"list the processes of"_s);
    if (!psArguments.isEmpty())
        request.query.append({"ps_args", psArguments});
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeProcessList(answer.body, operation);
    };
    return m_transport.call<ProcessList>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ContainersApi::wait(const QString &id, QObject *context, Reply<int> reply)
{
    HttpRequest request = onContainer("POST", id, "/wait", u"wait for"_s);
    request.timeoutMs = 0;
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeExitCode(answer.body, operation);
    };
    return m_transport.call<int>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ContainersApi::prune(QObject *context, Reply<PruneReport> reply)
{
    HttpRequest request = apiRequest("POST", "/containers/prune", u"prune containers"_s);
    request.timeoutMs = 0;
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodePruneReport(answer.body, operation);
    };
    return m_transport.call<PruneReport>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ContainersApi::update(const QString &id, qint64 memoryBytes, qint64 nanoCpus,
                                    const QString &restartPolicy, QObject *context, Reply<void> reply)
{
    HttpRequest request = onContainer("POST", id, "/update", u"update"_s);
    request.body = json::encodeUpdate(memoryBytes, nanoCpus, restartPolicy);
    return m_transport.call<void>(std::move(request), &nothing, context, std::move(reply));
}

RequestHandle ContainersApi::logs(const QString &id, const LogOptions &options, QObject *context,
                                  StreamSink<LogBatch> sink)
{
    HttpRequest request = onContainer("GET", id, "/logs", u"read the log of"_s);
    request.timeoutMs = 0;
    request.http10 = true;
    const auto flag = [&request](const QByteArray &name, bool set) {
        if (set)
            request.query.append({name, u"1"_s});
    };
    flag("follow", options.follow);
    flag("stdout", options.standardOutput);
    flag("stderr", options.standardError);
    flag("timestamps", options.timestamps);
    request.query.append({"tail", options.tail < 0 ? u"all"_s : QString::number(options.tail)});
    if (options.sinceNs > 0)
        request.query.append({"since", timeStamp(options.sinceNs)});
    if (options.untilNs > 0)
        request.query.append({"until", timeStamp(options.untilNs)});
    auto decoder = std::make_unique<LogDecoder>(options.tty, options.timestamps);
    return m_transport.stream<LogBatch>(std::move(request), std::move(decoder), context, std::move(sink));
}

RequestHandle ContainersApi::smallFiles(const QString &id, const QString &path, QObject *context,
                                        Reply<QList<ArchivedFile>> reply)
{
    constexpr int patienceMs = 10'000;
    HttpRequest request = onContainer("GET", id, "/archive", u"read files of"_s);
    request.timeoutMs = patienceMs;
    request.query = {{"path", path}};
    auto decoder = std::make_unique<TarFilesDecoder>();
    const auto files = std::make_shared<QList<ArchivedFile>>();
    StreamSink<QList<ArchivedFile>> sink;
    sink.onBatch = [files](const QList<ArchivedFile> &batch) { *files += batch; };
    sink.onEnd = [files, reply = std::move(reply)](const Result<void> &end) {
        if (end)
            reply(std::move(*files));
        else
            reply(tl::unexpected(end.error()));
    };
    return m_transport.stream<QList<ArchivedFile>>(std::move(request), std::move(decoder), context, std::move(sink));
}

RequestHandle ContainersApi::stats(const QString &id, QObject *context, StreamSink<StatsSample> sink)
{
    HttpRequest request = onContainer("GET", id, "/stats", u"watch the statistics of"_s);
    request.timeoutMs = 0;
    request.query = {{"stream", u"1"_s}};
    auto decoder = std::make_unique<json::StatsStream>(request.operation);
    return m_transport.stream<StatsSample>(std::move(request), std::move(decoder), context, std::move(sink));
}

} // namespace engine
