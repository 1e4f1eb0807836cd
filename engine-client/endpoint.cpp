// SPDX-License-Identifier: Apache-2.0
#include "engine-client/endpoint.h"

#include "engine-client/docker_context.h"

#include <QDir>
#include <QFile>
#include <QUrl>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace engine {

namespace {
constexpr quint16 defaultPort = 2375;

tl::unexpected<EngineError> broken(const QString &source, const QString &problem)
{
    EngineError error;
    error.kind = ErrorKind::InvalidArgument;
    error.message = source + u": "_s + problem;
    error.operation = u"find the engine"_s;
    return tl::make_unexpected(error);
}

Result<Endpoint> unixEndpoint(const QString &path, const QString &source)
{
    if (!path.startsWith(u'/'))
        return broken(source, u"the path of the socket must begin with /: “%1”"_s.arg(path));
    if (static_cast<std::size_t>(QFile::encodeName(path).size()) >= sizeof(sockaddr_un::sun_path))
        return broken(source, u"the path of the socket is too long: “%1”"_s.arg(path));
    Endpoint endpoint;
    endpoint.path = path;
    endpoint.source = source;
    return endpoint;
}

Result<Endpoint> tcpEndpoint(const QString &text, const QString &source)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return broken(source, u"“%1” is not an address; it has the form tcp://host:port"_s.arg(text));
    if (url.port() == 0)
        return broken(source, u"“%1” has no valid port"_s.arg(text));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment() ||
        !(url.path().isEmpty() || url.path() == u"/"))
        return broken(source, u"“%1” has more than a host and a port"_s.arg(text));
    Endpoint endpoint;
    endpoint.kind = Endpoint::Kind::Tcp;
    endpoint.host = url.host();
    endpoint.port = static_cast<quint16>(url.port(defaultPort));
    endpoint.source = source;
    return endpoint;
}

/// Whether something listens there: told at once for a unix socket, since connecting does not wait for accept.
bool accepts(const Endpoint &endpoint)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray path = QFile::encodeName(endpoint.path);
    if (static_cast<std::size_t>(path.size()) >= sizeof address.sun_path)
        return false;
    std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const bool connected = connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    const bool busy = !connected && errno == EAGAIN; // a full backlog: an engine that is slow to accept
    close(socket);
    return connected || busy;
}

/// Gathers candidates, the same place only once.
class Candidates
{
public:
    void add(const Endpoint &endpoint)
    {
        const bool known = std::any_of(m_list.cbegin(), m_list.cend(),
                                       [&endpoint](const Endpoint &other) { return other.url() == endpoint.url(); });
        if (!known)
            m_list.append(endpoint);
    }
    void addSocket(const QString &directory, const QString &name, const QString &source)
    {
        if (directory.isEmpty())
            return;
        if (const Result<Endpoint> endpoint = unixEndpoint(directory + name, source))
            add(*endpoint);
    }
    [[nodiscard]] const QList<Endpoint> &list() const { return m_list; }

private:
    QList<Endpoint> m_list;
};

QString configDirectory(const QProcessEnvironment &environment, const QString &home)
{
    const QString configured = environment.value(u"DOCKER_CONFIG"_s);
    return configured.isEmpty() ? home + u"/.docker"_s : configured;
}

bool isSet(const QProcessEnvironment &environment, const QString &name)
{
    return !environment.value(name).isEmpty();
}

/// What a person chose by environment or docker context, in the docker client's order; no path and no host when nothing.
Result<Endpoint> environmentChoice(const QProcessEnvironment &environment, const QString &configuration)
{
    if (isSet(environment, u"DOCKER_HOST"_s)) {
        const QString source = u"DOCKER_HOST"_s;
        Result<Endpoint> endpoint = parseEndpoint(environment.value(source), source);
        const bool wantsTls = isSet(environment, u"DOCKER_TLS_VERIFY"_s) || isSet(environment, u"DOCKER_TLS"_s);
        if (endpoint && endpoint->kind == Endpoint::Kind::Tcp && wantsTls)
            return broken(source, u"TLS connections are not supported yet"_s);
        return endpoint;
    }
    QString name = environment.value(u"DOCKER_CONTEXT"_s);
    if (name.isEmpty())
        name = currentDockerContext(configuration);
    if (name.isEmpty() || name == u"default")
        return Endpoint{};
    const QString source = u"docker context %1"_s.arg(name);
    const Result<QString> host = dockerContextHost(configuration, name);
    if (!host)
        return broken(source, host.error().message);
    return parseEndpoint(*host, source);
}
} // namespace

QString Endpoint::url() const
{
    return kind == Kind::Unix ? u"unix://"_s + path : u"tcp://"_s + displayHost();
}

QString Endpoint::displayHost() const
{
    if (kind == Kind::Unix)
        return u"local"_s;
    return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(port);
}

Result<Endpoint> parseEndpoint(const QString &text, const QString &source)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(u'/'))
        return unixEndpoint(trimmed, source);
    const QString scheme = trimmed.section(u"://"_s, 0, 0).toLower();
    if (!trimmed.contains(u"://"_s))
        return broken(source, u"“%1” is not an address; it has the form unix:///path or tcp://host:port"_s.arg(text));
    if (scheme == u"unix")
        return unixEndpoint(trimmed.mid(7), source);
    if (scheme == u"tcp" || scheme == u"http")
        return tcpEndpoint(trimmed, source);
    if (scheme == u"ssh")
        return broken(source, u"connections over ssh are not supported yet"_s);
    if (scheme == u"https")
        return broken(source, u"TLS connections are not supported yet"_s);
    return broken(source, u"“%1” is no known kind of address; known are unix:// and tcp://"_s.arg(scheme));
}

Result<QList<Endpoint>> discoverEndpoints(const QString &option, const QProcessEnvironment &environment)
{
    if (!option.isEmpty()) {
        Result<Endpoint> chosen = parseEndpoint(option, u"--engine"_s);
        if (!chosen)
            return tl::make_unexpected(chosen.error());
        chosen->isExplicit = true;
        return QList<Endpoint>{*chosen};
    }
    const QString home = environment.value(u"HOME"_s, QDir::homePath());
    Result<Endpoint> chosen = environmentChoice(environment, configDirectory(environment, home));
    if (!chosen)
        return tl::make_unexpected(chosen.error());
    Candidates candidates;
    if (!chosen->source.isEmpty()) {
        chosen->isExplicit = true;
        candidates.add(*chosen);
    }
    const QString runtime = environment.value(u"XDG_RUNTIME_DIR"_s, u"/run/user/%1"_s.arg(getuid()));
    candidates.addSocket(u"/var/run"_s, u"/docker.sock"_s, u"default socket"_s);
    candidates.addSocket(runtime, u"/docker.sock"_s, u"rootless socket"_s);
    candidates.addSocket(home, u"/.docker/run/docker.sock"_s, u"Docker Desktop socket"_s);
    candidates.addSocket(u"/run/podman"_s, u"/podman.sock"_s, u"Podman socket"_s);
    candidates.addSocket(runtime, u"/podman/podman.sock"_s, u"rootless Podman socket"_s);
    return candidates.list();
}

Endpoint chooseEndpoint(const QList<Endpoint> &candidates)
{
    const auto chosen = std::find_if(candidates.cbegin(), candidates.cend(), [](const Endpoint &candidate) {
        return candidate.isExplicit || (candidate.kind == Endpoint::Kind::Unix && accepts(candidate));
    });
    return chosen == candidates.cend() ? candidates.first() : *chosen;
}

} // namespace engine
