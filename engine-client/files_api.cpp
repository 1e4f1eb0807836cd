// SPDX-License-Identifier: Apache-2.0
#include "engine-client/files_api.h"

#include "engine-client/api_request.h"
#include "engine-client/json/file_json.h"
#include "engine-client/transport.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace engine {
namespace {

/// Some storage drivers compare every file of the container with the image's.
constexpr int changesTimeoutMs = 180'000;

QByteArray header(const HttpAnswer &answer, const QByteArray &name)
{
    const auto found = std::find_if(answer.headers.cbegin(), answer.headers.cend(),
                                    [&](const auto &header) { return header.first == name; });
    return found == answer.headers.cend() ? QByteArray() : found->second;
}

} // namespace

RequestHandle FilesApi::changes(const QString &id, QObject *context, Reply<QList<FileChange>> reply)
{
    HttpRequest request = apiRequest("GET", objectPath("/containers/", id, "/changes"),
                                     u"list the changed files of container "_s + shownName(id));
    request.timeoutMs = changesTimeoutMs;
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeFileChanges(answer.body, operation);
    };
    return m_transport.call<QList<FileChange>>(std::move(request), decode, context, std::move(reply));
}

RequestHandle FilesApi::stat(const QString &id, const QString &path, QObject *context, Reply<FileStat> reply)
{
    HttpRequest request = apiRequest("HEAD", objectPath("/containers/", id, "/archive"),
                                     u"look at %1 in container %2"_s.arg(path, shownName(id)));
    request.query = {{"path", path}};
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeFileStat(header(answer, "x-docker-container-path-stat"), operation);
    };
    return m_transport.call<FileStat>(std::move(request), decode, context, std::move(reply));
}

RequestHandle FilesApi::archive(const QString &id, const QString &path, const std::shared_ptr<BytePipe> &pipe,
                                QObject *context, Reply<void> reply)
{
    HttpRequest request = apiRequest("GET", objectPath("/containers/", id, "/archive"),
                                     u"copy %1 from container %2"_s.arg(path, shownName(id)));
    request.timeoutMs = 0;
    request.query = {{"path", path}};
    return m_transport.download(std::move(request), pipe, context, std::move(reply));
}

RequestHandle FilesApi::put(const QString &id, const QString &folder, const QByteArray &tar, QObject *context,
                            Reply<void> reply)
{
    HttpRequest request =
        apiRequest("PUT", objectPath("/containers/", id, "/archive"), u"copy files into container "_s + shownName(id));
    request.query = {{"path", folder}, {"noOverwriteDirNonDir", u"true"_s}};
    request.body = tar;
    request.isTar = true;
    const auto nothing = [](const HttpAnswer &) { return Result<void>(); };
    return m_transport.call<void>(std::move(request), nothing, context, std::move(reply));
}

RequestHandle FilesApi::commit(const QString &id, const CommitOptions &options, QObject *context, Reply<QString> reply)
{
    HttpRequest request = apiRequest("POST", "/commit", u"commit container "_s + shownName(id));
    request.timeoutMs = 0; // copies every file that was written
    request.query = {{"container", id}};
    const auto add = [&request](const QByteArray &name, const QString &value) {
        if (!value.isEmpty())
            request.query.append({name, value});
    };
    add("repo", options.repository);
    add("tag", options.tag);
    add("author", options.author);
    add("comment", options.message);
    request.query.append({"pause", options.pause ? u"1"_s : u"0"_s});
    const auto decode = [operation = request.operation](const HttpAnswer &answer) {
        return json::decodeCommit(answer.body, operation);
    };
    return m_transport.call<QString>(std::move(request), decode, context, std::move(reply));
}

} // namespace engine
