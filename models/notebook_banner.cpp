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
        u"\\x1b(?:\\[[0-9;:?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)?|.)"_s);
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

} // namespace

void NotebookBannerReader::addLine(const QByteArray &line)
{
    if (line.size() > longestLine) {
        m_linesLeft = 0;
        return;
    }
    const QString text = plainLine(line);
    if (hasPhrase(text))
        m_linesLeft = blockLines;
    else if (m_linesLeft > 0)
        --m_linesLeft;
    const bool isApp = hasAppPrefix(text);
    if (m_linesLeft == 0 && !isApp)
        return;
    const std::optional<NotebookBanner> found = addressIn(text);
    // Away from a banner the server's own lines also name pages to read.
    if (found && (m_linesLeft > 0 || !found->token.isEmpty()))
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
    url.setPath(banner.path.isEmpty() ? u"/"_s : banner.path, QUrl::TolerantMode);
    if (!banner.token.isEmpty())
        url.setQuery(u"token="_s + QString::fromLatin1(QUrl::toPercentEncoding(banner.token, "%")), QUrl::TolerantMode);
    return url.isValid() ? url : QUrl();
}

} // namespace models
