// SPDX-License-Identifier: Apache-2.0
#include "models/explain_error.h"
#include "models/socket_group.h"

#include <QCoreApplication>
#include <QDir>

#include <cerrno>

namespace models {

using namespace Qt::StringLiterals;
using engine::Endpoint;
using engine::EngineError;
using engine::ErrorKind;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Explain", text);
}

bool isPodmanSocket(const QString &path)
{
    return path.contains(u"podman");
}

/// The socket of a user's own engine, not of the machine's.
bool isUserSocket(const QString &path)
{
    return path.startsWith(u"/run/user/") || path.startsWith(QDir::homePath() + u'/');
}

QString engineName(const Endpoint &endpoint)
{
    return endpoint.kind == Endpoint::Kind::Unix && isPodmanSocket(endpoint.path) ? u"Podman"_s : u"Docker"_s;
}

QString placeOf(const Endpoint &endpoint)
{
    return endpoint.kind == Endpoint::Kind::Unix ? endpoint.path : endpoint.displayHost();
}

QString startCommand(const Endpoint &endpoint)
{
    const QString unit = isPodmanSocket(endpoint.path) ? u"podman.socket"_s : u"docker"_s;
    return (isUserSocket(endpoint.path) ? u"systemctl --user start "_s : u"sudo systemctl start "_s) + unit;
}

void adviseStart(Explanation &result, const Endpoint &endpoint)
{
    result.command = startCommand(endpoint);
    result.advice = tr("Start it with: %1").arg(result.command);
}

void explainPermission(Explanation &result, const Endpoint &endpoint)
{
    const SocketGroup group = socketGroup(endpoint.path);
    if (group.name.isEmpty()) {
        result.reason = tr("This user may not open the socket.");
        result.advice = tr("Ask the owner of the engine for access.");
    } else if (group.userIsListed) {
        result.reason =
            tr("The socket belongs to the group “%1”. You are in it, but not since this login.").arg(group.name);
        result.advice = tr("Log out and in again.");
    } else {
        result.reason = tr("The socket belongs to the group “%1”, and you are not in it.").arg(group.name);
        result.command = u"sudo usermod -aG %1 $USER"_s.arg(group.name);
        result.advice = tr("Join the group with: %1 – then log out and in again.").arg(result.command);
    }
}

void explainUnreachable(Explanation &result, const EngineError &error, const Endpoint &endpoint)
{
    if (endpoint.kind == Endpoint::Kind::Tcp) {
        result.reason = error.osError == ECONNREFUSED ? tr("Nothing listens at that address.")
                                                      : tr("That address can't be reached.");
        result.advice = tr("Check the address and the network, and whether the engine listens on TCP there.");
        return;
    }
    switch (error.osError) {
    case ENOENT:
        result.reason = tr("There is no socket: the engine is not installed or not running.");
        return adviseStart(result, endpoint);
    case ECONNREFUSED:
        result.reason = tr("Nothing listens on the socket: the engine is not running.");
        return adviseStart(result, endpoint);
    case ENOTSOCK:
        result.reason = tr("That path is not a socket.");
        result.advice = tr("Choose the socket of an engine.");
        return;
    default:
        result.reason = tr("The connection broke off: the engine has stopped or is restarting.");
        return adviseStart(result, endpoint);
    }
}

} // namespace

Explanation explainConnection(const EngineError &error, const Endpoint &endpoint)
{
    Explanation result;
    result.title = tr("Can't reach %1 at %2").arg(engineName(endpoint), placeOf(endpoint));
    switch (error.kind) {
    case ErrorKind::PermissionDenied:
        explainPermission(result, endpoint);
        break;
    case ErrorKind::NotConnected:
        explainUnreachable(result, error, endpoint);
        break;
    case ErrorKind::Timeout:
        result.title = tr("%1 at %2 does not answer").arg(engineName(endpoint), placeOf(endpoint));
        result.reason = tr("It took the connection and then said nothing.");
        result.advice = tr("It may be busy: wait, or restart the engine.");
        if (endpoint.kind == Endpoint::Kind::Unix)
            result.command = startCommand(endpoint).replace(u" start "_s, u" restart "_s);
        break;
    default: {
        const Explanation inner = explainError(error);
        result.reason = inner.reason;
        result.advice = inner.advice;
        result.command = inner.command;
        break;
    }
    }
    if (!endpoint.source.isEmpty() && endpoint.isExplicit)
        result.reason += u' ' + tr("(The address comes from %1.)").arg(endpoint.source);
    return result;
}

} // namespace models
