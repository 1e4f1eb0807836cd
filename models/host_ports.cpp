// SPDX-License-Identifier: Apache-2.0
#include "models/host_ports.h"

#include <QDir>
#include <QFile>

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <climits>

namespace models {

using namespace Qt::StringLiterals;

namespace {

/// Binds and lets go at once. True only when somebody else has the port.
bool isBusy(int family, const sockaddr *address, socklen_t size, bool udp)
{
    const int fd = ::socket(family, (udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return false;
    const int on = 1;
    // A connection that lingers in TIME_WAIT is no holder. For UDP the option would share the port instead.
    if (!udp)
        ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (family == AF_INET6)
        ::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    const bool busy = ::bind(fd, address, size) != 0 && errno == EADDRINUSE;
    ::close(fd);
    return busy;
}

bool isBusyV4(const QByteArray &host, quint16 port, bool udp)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    if (::inet_pton(AF_INET, host.constData(), &address.sin_addr) != 1)
        return false;
    return isBusy(AF_INET, reinterpret_cast<const sockaddr *>(&address), sizeof address, udp);
}

bool isBusyV6(const QByteArray &host, quint16 port, bool udp)
{
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    if (::inet_pton(AF_INET6, host.constData(), &address.sin6_addr) != 1)
        return false;
    return isBusy(AF_INET6, reinterpret_cast<const sockaddr *>(&address), sizeof address, udp);
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool holdsAny(const QString &processFolder, const QSet<quint64> &sockets)
{
    const QDir descriptors(processFolder + u"/fd"_s);
    const QStringList names = descriptors.entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot, QDir::NoSort);
    std::array<char, PATH_MAX> target{};
    for (const QString &name : names) {
        const QByteArray path = QFile::encodeName(descriptors.filePath(name));
        const ssize_t size = ::readlink(path.constData(), target.data(), target.size());
        const QByteArray link(target.data(), std::max<ssize_t>(size, 0));
        if (link.startsWith("socket:[") && sockets.contains(link.mid(8).chopped(1).toULongLong()))
            return true;
    }
    return false;
}

} // namespace

bool isPortTaken(const QString &hostAddress, quint16 port, const QString &protocol)
{
    if (port == 0 || (protocol != u"tcp" && protocol != u"udp"))
        return false;
    const bool udp = protocol == u"udp";
    if (hostAddress.isEmpty())
        return isBusyV4("0.0.0.0", port, udp) || isBusyV6("::", port, udp);
    const QByteArray host = hostAddress.toLatin1();
    return host.contains(':') ? isBusyV6(host, port, udp) : isBusyV4(host, port, udp);
}

QSet<quint64> socketsOnPort(const QByteArray &procNet, quint16 port, bool listeningOnly)
{
    // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode …
    QSet<quint64> sockets;
    const QList<QByteArray> lines = procNet.split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 10 || !fields.at(0).endsWith(':'))
            continue;
        const QByteArray &local = fields.at(1);
        const bool samePort = local.mid(local.lastIndexOf(':') + 1).toUInt(nullptr, 16) == port;
        if (samePort && (!listeningOnly || fields.at(3) == "0A"))
            sockets += fields.at(9).toULongLong();
    }
    return sockets;
}

QString programOnPort(quint16 port, const QString &protocol)
{
    const bool tcp = protocol != u"udp";
    const QString name = tcp ? u"/proc/net/tcp"_s : u"/proc/net/udp"_s;
    const QSet<quint64> sockets =
        socketsOnPort(readAll(name), port, tcp) + socketsOnPort(readAll(name + u'6'), port, tcp);
    if (sockets.isEmpty())
        return {};
    const QStringList processes = QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::NoSort);
    for (const QString &process : processes) {
        const QString folder = u"/proc/"_s + process;
        if (process.front().isDigit() && holdsAny(folder, sockets))
            return u"%1 (process %2)"_s.arg(QString::fromUtf8(readAll(folder + u"/comm"_s)).trimmed(), process);
    }
    return {};
}

} // namespace models
