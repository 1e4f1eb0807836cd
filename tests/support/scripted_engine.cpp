// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_engine.h"

#include "tests/support/scripted_connection.h"

#include <QTemporaryDir>

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace test {

namespace {
struct Route
{
    QByteArray method, path;
    ScriptedEngine::Handler handler;
};

int listenOn(int socket, const sockaddr *address, socklen_t size)
{
    if (bind(socket, address, size) != 0 || listen(socket, 1024) != 0)
        qFatal("scripted engine: %s", std::strerror(errno));
    return socket;
}

QByteArray message(const QByteArray &text)
{
    QByteArray escaped = text;
    return R"({"message":")" + escaped.replace('\\', "\\\\").replace('"', "\\\"") + "\"}";
}

/// "1.41" as a number that compares.
int versionNumber(const QByteArray &version)
{
    return version.mid(version.indexOf('.') + 1).toInt();
}
} // namespace

struct ScriptedEngine::Private
{
    QTemporaryDir directory;
    std::string path;
    int wakeFd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    std::thread thread;
    std::atomic<bool> stopping = false;
    std::atomic<int> open = 0, accepted = 0;

    mutable std::mutex mutex; ///< guards the rest
    std::vector<Route> routes;
    QList<ScriptedRequest> requests;
    QByteArray version = "1.41", minimum = "1.12", server = "Docker/20.10.24 (linux)";
    ScriptedStreamPtr events = std::make_shared<ScriptedStream>();
    int tcpSocket = -1;

    void wake() const { eventfd_write(wakeFd, 1); }
    void run(int listener);
    void accept(int listener, std::vector<std::unique_ptr<ScriptedConnection>> &connections);
    [[nodiscard]] int timeout(const std::vector<std::unique_ptr<ScriptedConnection>> &connections) const;
    [[nodiscard]] ScriptedAnswer answer(const ScriptedRequest &request);
    [[nodiscard]] ScriptedAnswer defaultAnswer(const ScriptedRequest &request) const;
    [[nodiscard]] QByteArray refusedVersion(const QByteArray &asked) const;
};

ScriptedEngine::ScriptedEngine() : d(std::make_unique<Private>())
{
    d->path = d->directory.filePath(QStringLiteral("engine.sock")).toStdString();
    start();
}

ScriptedEngine::~ScriptedEngine()
{
    stop();
    if (d->tcpSocket >= 0)
        close(d->tcpSocket);
    close(d->wakeFd);
}

QString ScriptedEngine::socketPath() const
{
    return QString::fromStdString(d->path);
}

engine::Endpoint ScriptedEngine::endpoint() const
{
    engine::Endpoint endpoint;
    endpoint.path = socketPath();
    endpoint.source = QStringLiteral("test");
    endpoint.isExplicit = true;
    return endpoint;
}

engine::Endpoint ScriptedEngine::tcpEndpoint()
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    listenOn(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address);
    socklen_t size = sizeof address;
    getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size);
    {
        const std::lock_guard lock(d->mutex);
        d->tcpSocket = socket;
    }
    d->wake();
    engine::Endpoint endpoint = this->endpoint();
    endpoint.kind = engine::Endpoint::Kind::Tcp;
    endpoint.path.clear();
    endpoint.host = QStringLiteral("127.0.0.1");
    endpoint.port = ntohs(address.sin_port);
    return endpoint;
}

void ScriptedEngine::start()
{
    if (d->thread.joinable())
        return;
    unlink(d->path.c_str());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, d->path.c_str(), sizeof address.sun_path - 1);
    const int listener = listenOn(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0),
                                  reinterpret_cast<const sockaddr *>(&address), sizeof address);
    d->stopping = false;
    d->thread = std::thread([this, listener] { d->run(listener); });
}

void ScriptedEngine::stop()
{
    if (!d->thread.joinable())
        return;
    d->stopping = true;
    d->wake();
    d->thread.join();
}

void ScriptedEngine::Private::run(int listener)
{
    pthread_setname_np(pthread_self(), "scripted"); // so that a benchmark can leave it out
    std::vector<std::unique_ptr<ScriptedConnection>> connections;
    while (!stopping) {
        int tcp = -1;
        {
            const std::lock_guard lock(mutex);
            tcp = tcpSocket;
        }
        std::vector<pollfd> polled = {{wakeFd, POLLIN, 0}, {listener, POLLIN, 0}, {tcp, POLLIN, 0}};
        for (const auto &connection : connections) {
            const short wanted = connection->wantsToWrite() ? POLLIN | POLLOUT : POLLIN;
            polled.push_back({connection->socket(), wanted, 0});
        }
        poll(polled.data(), polled.size(), timeout(connections));
        eventfd_t ignored = 0;
        eventfd_read(wakeFd, &ignored);
        for (std::size_t i = 0; i < connections.size(); ++i) {
            if (!connections[i]->serve((polled[i + 3].revents & (POLLIN | POLLHUP | POLLERR)) != 0))
                connections[i].reset();
        }
        std::erase(connections, nullptr);
        accept(listener, connections);
        accept(tcp, connections);
        open = static_cast<int>(connections.size());
    }
    connections.clear();
    open = 0;
    close(listener);
}

void ScriptedEngine::Private::accept(int listener, std::vector<std::unique_ptr<ScriptedConnection>> &connections)
{
    while (listener >= 0) {
        const int socket = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0)
            return;
        ++accepted;
        connections.push_back(std::make_unique<ScriptedConnection>(
            socket, [this](const ScriptedRequest &request) { return answer(request); }, [this] { wake(); }));
    }
}

int ScriptedEngine::Private::timeout(const std::vector<std::unique_ptr<ScriptedConnection>> &connections) const
{
    int result = -1;
    for (const auto &connection : connections) {
        if (const auto due = connection->due()) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - ScriptedConnection::Clock::now());
            const int wait = static_cast<int>(std::max<qint64>(0, left.count()));
            result = result < 0 ? wait : std::min(result, wait);
        }
    }
    return result;
}

ScriptedAnswer ScriptedEngine::Private::answer(const ScriptedRequest &request)
{
    Handler handler;
    {
        const std::lock_guard lock(mutex);
        requests.append(request);
        const QByteArray refusal = refusedVersion(request.version);
        if (!refusal.isEmpty())
            return {400, message(refusal)};
        qsizetype best = -1;
        for (const Route &route : routes) {
            if ((route.method.isEmpty() || route.method == request.method) && request.path.startsWith(route.path) &&
                route.path.size() >= best) {
                best = route.path.size();
                handler = route.handler;
            }
        }
        if (!handler)
            return defaultAnswer(request);
    }
    return handler(request);
}

QByteArray ScriptedEngine::Private::refusedVersion(const QByteArray &asked) const
{
    if (asked.isEmpty() || minimum.isEmpty())
        return {};
    if (versionNumber(asked) > versionNumber(version))
        return "client version " + asked + " is too new. Maximum supported API version is " + version;
    if (versionNumber(asked) < versionNumber(minimum))
        return "client version " + asked + " is too old. Minimum supported API version is " + minimum +
               ", please upgrade your client to a newer version";
    return {};
}

ScriptedAnswer ScriptedEngine::Private::defaultAnswer(const ScriptedRequest &request) const
{
    ScriptedAnswer answer;
    if (request.path == "/_ping") {
        answer.body = "OK";
        answer.contentType = "text/plain";
        answer.headers = "Api-Version: " + version + "\r\nOstype: linux\r\nServer: " + server + "\r\n";
    } else if (request.path == "/version") {
        answer.body =
            R"({"Platform":{"Name":""},"Components":[{"Name":"Engine","Version":"20.10.24"}],"Version":"20.10.24","ApiVersion":")" +
            version +
            R"(","MinAPIVersion":"1.12","GitCommit":"5d6db84","GoVersion":"go1.19.8","Os":"linux","Arch":"amd64",)" +
            R"("KernelVersion":"6.1.0","BuildTime":"2023-05-18T18:38:05.000000000+00:00"})";
    } else if (request.path == "/info") {
        answer.body =
            R"({"Name":"scripted","NCPU":4,"MemTotal":8589934592,"OperatingSystem":"Debian","Driver":"overlay2"})";
    } else if (request.path == "/containers/json" || request.path == "/images/json") {
        answer.body = "[]";
    } else if (request.path == "/events") {
        answer.stream = events;
    } else {
        answer.status = 404;
        answer.body = message("page not found");
    }
    return answer;
}

void ScriptedEngine::setApiVersion(const QByteArray &version, const QByteArray &minimum)
{
    const std::lock_guard lock(d->mutex);
    d->version = version;
    d->minimum = minimum;
}

void ScriptedEngine::setServer(const QByteArray &server)
{
    const std::lock_guard lock(d->mutex);
    d->server = server;
}

void ScriptedEngine::handle(const QByteArray &method, const QByteArray &path, Handler handler)
{
    const std::lock_guard lock(d->mutex);
    std::erase_if(d->routes, [&](const Route &route) { return route.method == method && route.path == path; });
    d->routes.push_back({method, path, std::move(handler)});
}

void ScriptedEngine::answer(const QByteArray &method, const QByteArray &path, const ScriptedAnswer &answer)
{
    handle(method, path, [answer](const ScriptedRequest &) { return answer; });
}

void ScriptedEngine::answer(const QByteArray &method, const QByteArray &path, int status, const QByteArray &body)
{
    answer(method, path, ScriptedAnswer{status, body});
}

void ScriptedEngine::refuse(const QByteArray &method, const QByteArray &path, int status, const QByteArray &text)
{
    answer(method, path, status, message(text));
}

void ScriptedEngine::hang(const QByteArray &method, const QByteArray &path)
{
    ScriptedAnswer silence;
    silence.hang = true;
    answer(method, path, silence);
}

void ScriptedEngine::closeAtOnce(const QByteArray &method, const QByteArray &path)
{
    ScriptedAnswer close;
    close.closeAtOnce = true;
    answer(method, path, close);
}

ScriptedStreamPtr ScriptedEngine::stream(const QByteArray &method, const QByteArray &path)
{
    ScriptedAnswer streaming;
    streaming.stream = std::make_shared<ScriptedStream>();
    answer(method, path, streaming);
    return streaming.stream;
}

ScriptedStreamPtr ScriptedEngine::events() const
{
    return d->events;
}

QList<ScriptedRequest> ScriptedEngine::requests() const
{
    const std::lock_guard lock(d->mutex);
    return d->requests;
}

int ScriptedEngine::count(const QByteArray &path, const QByteArray &method) const
{
    const std::lock_guard lock(d->mutex);
    return static_cast<int>(std::count_if(d->requests.begin(), d->requests.end(), [&](const ScriptedRequest &request) {
        return request.path == path && (method.isEmpty() || request.method == method);
    }));
}

void ScriptedEngine::forgetRequests()
{
    const std::lock_guard lock(d->mutex);
    d->requests.clear();
}

int ScriptedEngine::openConnections() const
{
    return d->open;
}

int ScriptedEngine::acceptedConnections() const
{
    return d->accepted;
}

} // namespace test
