// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_banner.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// No banner is nearly as long; a longer line is somebody's data.
constexpr qsizetype longestLine = 2048;
/// Lines that may follow a banner's phrase before its last address: blank ones, the file's path, two or three addresses.
constexpr int blockLines = 8;

/// What stands on or above the line with the address.
bool hasPhrase(const QString &line)
{
    static constexpr std::array phrases = {
        "is running at:"_L1,       "To access the notebook"_L1,
        "To access the server"_L1, "copy and paste one of these URLs"_L1,
        "Copy/paste this URL"_L1,
    };
    return std::any_of(phrases.begin(), phrases.end(),
                       [&line](QLatin1StringView phrase) { return line.contains(phrase, Qt::CaseInsensitive); });
}

bool hasAppPrefix(const QString &line)
{
    return line.contains("App]"_L1);
}

QString plainLine(const QByteArray &bytes)
{
    static const QRegularExpression escapes(
        u"\\x1b(?:\\[[0-9;:?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|[()*+ #%].|.)"_s);
    QString line = QString::fromUtf8(bytes);
    return line.contains(u'\x1b') ? line.remove(escapes) : line;
}

std::optional<NotebookBanner> addressIn(const QString &line)
{
    static const QRegularExpression address(
        uR"((https?)://(?:\([^)]*\)|\[[^\]]*\]|[^\s/:?#]+)(?::(\d{1,5}))?(/[^\s?#]*)?(?:\?token=([^\s&]+))?)"_s);
    const QRegularExpressionMatch match = address.match(line);
    if (!match.hasMatch())
        return std::nullopt;
    NotebookBanner banner;
    banner.isHttps = match.capturedView(1) == u"https";
    banner.port = match.capturedView(2).toUShort();
    banner.path = match.captured(3);
    banner.token = match.captured(4);
    if (!banner.token.isEmpty())
        banner.login = Notebook::Login::Token;
    if (banner.token.startsWith("..."_L1)) // set from outside, not told in the log
        banner.token.clear();
    return banner;
}

bool isAny(const QString &address)
{
    return address.isEmpty() || address == "0.0.0.0"_L1 || address == "::"_L1;
}

/// The published port behind `containerPort`, or the only one when that is 0; null when there is none.
const engine::Port *published(const QList<engine::Port> &ports, quint16 containerPort)
{
    const engine::Port *found = nullptr;
    for (const engine::Port &port : ports) {
        if (port.hostPort == 0 || port.protocol != "tcp"_L1 ||
            (containerPort != 0 && port.containerPort != containerPort))
            continue;
        if (found && found->containerPort != port.containerPort)
            return nullptr;
        // Of the two address families the old one: it is what 127.0.0.1 reaches.
        if (!found || (found->hostIp.contains(u':') && !port.hostIp.contains(u':')))
            found = &port;
    }
    return found;
}

void takeService(const ServiceLine &line, std::optional<NotebookBanner> &banner)
{
    if (line.port != 0) {
        banner = NotebookBanner{.isHttps = line.isHttps,
                                .port = line.port,
                                .path = line.path,
                                .kind = line.kind,
                                .login = line.login,
                                .isLoopback = line.isLoopback,
                                .user = line.user,
                                .password = line.password};
    } else if (banner && banner->kind == line.kind) {
        banner->login = line.login;
    }
}

bool isInHostsNetwork(const QStringList &networks)
{
    return networks.contains("host"_L1);
}

/// What the server's API is under: the part of the path before the page that the address leads to.
QString basePathOf(const NotebookBanner &banner)
{
    if (!banner.basePath.isEmpty()) {
        const QString base = banner.basePath.startsWith(u'/') ? banner.basePath : u'/' + banner.basePath;
        return base.endsWith(u'/') ? base : base + u'/';
    }
    QString path = banner.path.isEmpty() ? u"/"_s : banner.path;
    for (const QLatin1StringView page : {"/lab"_L1, "/tree"_L1, "/login"_L1}) {
        const qsizetype at = path.endsWith(page) ? path.size() - page.size() : path.lastIndexOf(page + "/"_L1);
        if (at >= 0)
            return path.left(at + 1);
    }
    return path.endsWith(u'/') ? path : path.left(path.lastIndexOf(u'/') + 1);
}

} // namespace

/// Servers warn of it before they tell their address, some after.
bool NotebookBannerReader::takeLogin(const QString &line)
{
    const bool isWarning =
        line.contains("not using authentication"_L1) || line.contains("All authentication is disabled"_L1);
    if (isWarning && m_linesLeft > 0 && m_banner && m_banner->login == Notebook::Login::Unknown)
        m_banner->login = Notebook::Login::Open;
    m_willBeOpen = m_willBeOpen || isWarning;
    return isWarning;
}

void NotebookBannerReader::addLine(const QByteArray &line)
{
    if (line.size() > longestLine) {
        m_linesLeft = 0;
        return;
    }
    const QString text = plainLine(line);
    if (const std::optional<ServiceLine> service = m_services.read(text)) {
        takeService(*service, m_banner);
        return;
    }
    if (takeLogin(text))
        return;
    if (hasPhrase(text))
        m_linesLeft = blockLines;
    else if (m_linesLeft > 0)
        --m_linesLeft;
    const bool isApp = hasAppPrefix(text);
    if (m_linesLeft == 0 && !isApp)
        return;
    std::optional<NotebookBanner> found = addressIn(text);
    // Away from a banner the server's own lines also name pages to read.
    if (!found || (m_linesLeft == 0 && found->token.isEmpty()))
        return;
    if (found->login == Notebook::Login::Unknown && m_willBeOpen)
        found->login = Notebook::Login::Open;
    m_willBeOpen = m_willBeOpen && found->login == Notebook::Login::Open;
    m_banner = found;
}

QUrl notebookUrl(const NotebookBanner &banner, const QList<engine::Port> &ports, const QString &host)
{
    const engine::Port *port = published(ports, banner.port);
    if (!port)
        return {};
    QUrl url;
    url.setScheme(banner.isHttps ? u"https"_s : u"http"_s);
    url.setHost(isAny(port->hostIp) ? host : port->hostIp);
    url.setPort(port->hostPort);
    url.setPath(banner.path.isEmpty() ? basePathOf(banner) : banner.path, QUrl::TolerantMode);
    if (!banner.token.isEmpty())
        url.setQuery(u"token="_s + QString::fromLatin1(QUrl::toPercentEncoding(banner.token, "%")), QUrl::TolerantMode);
    return url.isValid() ? url : QUrl();
}

Notebook notebookOf(const NotebookBanner &banner, const QList<engine::Port> &ports, const QStringList &networks,
                    const QString &host)
{
    Notebook notebook;
    notebook.kind = banner.kind;
    notebook.containerPort = banner.port;
    notebook.basePath = basePathOf(banner);
    notebook.user = banner.user;
    notebook.secret = banner.token.isEmpty() ? banner.password : banner.token;
    notebook.login = banner.login;
    notebook.version = banner.version;
    QList<engine::Port> reachable = ports;
    if (isInHostsNetwork(networks) && banner.port != 0) {
        // There loopback is the host's own.
        const QString address = banner.isLoopback ? u"127.0.0.1"_s : QString();
        reachable = {{address, banner.port, banner.port, u"tcp"_s}};
    } else if (banner.isLoopback) {
        notebook.reach = Notebook::Reach::LoopbackOnly;
    }
    const engine::Port *port = published(reachable, banner.port);
    if (!port) {
        notebook.reach = Notebook::Reach::NotPublished;
        return notebook;
    }
    notebook.containerPort = port->containerPort;
    notebook.isForEveryone = std::any_of(reachable.cbegin(), reachable.cend(), [port](const engine::Port &other) {
        return other.hostPort != 0 && other.containerPort == port->containerPort && !isLoopbackName(other.hostIp);
    });
    if (notebook.reach == Notebook::Reach::Reachable)
        notebook.url = notebookUrl(banner, reachable, host);
    return notebook;
}

} // namespace models
