// SPDX-License-Identifier: Apache-2.0
#include "engine-client/images_api.h"

#include "engine-client/api_request.h"
#include "engine-client/image_reference.h"
#include "engine-client/json/container_json.h"
#include "engine-client/json/container_spec_json.h"
#include "engine-client/json/image_json.h"
#include "engine-client/json/line_stream.h"
#include "engine-client/transport.h"

using namespace Qt::StringLiterals;

namespace engine {
namespace {

/// Podman stops the containers of a forced image first, each with its own grace period.
constexpr int removeTimeoutMs = 180'000;

/// Registries refuse under many statuses (Docker passes a missing login on as 500): here the words count.
StreamSink<QList<PullMessage>> withRegistryErrors(StreamSink<QList<PullMessage>> sink)
{
    const auto onEnd = std::move(sink.onEnd);
    sink.onEnd = [onEnd](Result<void> end) {
        if (!end && end.error().httpStatus != 0)
            end.error().kind = json::registryErrorKind(end.error().message, end.error().kind);
        if (onEnd)
            onEnd(std::move(end));
    };
    return sink;
}

} // namespace

RequestHandle ImagesApi::list(QObject *context, Reply<QList<Image>> reply)
{
    HttpRequest request = apiRequest("GET", "/images/json", u"list images"_s);
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeImageList(answer.body, operation);
    };
    return m_transport.call<QList<Image>>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ImagesApi::inspect(const QString &name, QObject *context, Reply<ImageDetails> reply)
{
    HttpRequest request =
        apiRequest("GET", objectPath("/images/", name, "/json"), u"inspect image "_s + shownName(name));
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeImageDetails(answer.body, operation);
    };
    return m_transport.call<ImageDetails>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ImagesApi::history(const QString &name, QObject *context, Reply<QList<HistoryEntry>> reply)
{
    HttpRequest request =
        apiRequest("GET", objectPath("/images/", name, "/history"), u"read the history of image "_s + shownName(name));
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeImageHistory(answer.body, operation);
    };
    return m_transport.call<QList<HistoryEntry>>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ImagesApi::pull(const QString &reference, const QString &platform, QObject *context,
                              StreamSink<QList<PullMessage>> sink)
{
    const ImageReference parts = splitReference(reference.trimmed());
    HttpRequest request = apiRequest("POST", "/images/create", u"pull image "_s + parts.text());
    request.timeoutMs = 0;
    request.query = {{"fromImage", parts.name}, {"tag", parts.digest.isEmpty() ? parts.tag : parts.digest}};
    if (!platform.isEmpty())
        request.query.append({"platform", platform});
    auto decoder = std::make_unique<json::LineStream<PullMessage>>(request.operation, &json::decodePullLine);
    return m_transport.stream<QList<PullMessage>>(std::move(request), std::move(decoder), context,
                                                  withRegistryErrors(std::move(sink)));
}

RequestHandle ImagesApi::tag(const QString &name, const QString &repository, const QString &tag, QObject *context,
                             Reply<void> reply)
{
    const QString target = tag.isEmpty() ? repository : repository + u':' + tag;
    HttpRequest request =
        apiRequest("POST", objectPath("/images/", name, "/tag"), u"tag image %1 as %2"_s.arg(shownName(name), target));
    request.query = {{"repo", repository}, {"tag", tag}};
    const auto decode = [](const HttpAnswer &) -> Result<void> { return {}; };
    return m_transport.call<void>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ImagesApi::remove(const QString &name, bool force, QObject *context, Reply<QList<ImageRemoval>> reply)
{
    HttpRequest request = apiRequest("DELETE", objectPath("/images/", name), u"remove image "_s + shownName(name));
    request.timeoutMs = removeTimeoutMs;
    if (force)
        request.query.append({"force", u"1"_s});
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeImageRemovals(answer.body, operation);
    };
    return m_transport.call<QList<ImageRemoval>>(std::move(request), decode, context, std::move(reply));
}

RequestHandle ImagesApi::prune(bool all, QObject *context, Reply<PruneReport> reply)
{
    HttpRequest request = apiRequest("POST", "/images/prune", u"prune images"_s);
    request.timeoutMs = 0;
    request.query = {{"filters", json::encodeFilters({{u"dangling"_s, {all ? u"false"_s : u"true"_s}}})}};
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodePruneReport(answer.body, operation);
    };
    return m_transport.call<PruneReport>(std::move(request), decode, context, std::move(reply));
}

} // namespace engine
