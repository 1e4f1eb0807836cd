// SPDX-License-Identifier: Apache-2.0
// The half of notebook_hints.h that reads what a server wrote down, and puts everything together.
#include "engine-client/json/fields.h"
#include "models/notebook_hints.h"

#include <QRegularExpression>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using engine::json::boolean;
using engine::json::text;
using Json = nlohmann::json;

namespace models {

namespace {

using Kind = Notebook::Kind;
using Login = Notebook::Login;

/// Clocks of container and engine are one, but file systems round.
constexpr qint64 roundingSeconds = 2;

std::optional<NotebookBanner> readRuntimeFile(const QByteArray &content)
{
    const Json json = Json::parse(content.begin(), content.end(), nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    const auto port = json.find("port");
    constexpr double lastPort = 65535;
    if (port == json.end() || !port->is_number() || port->get<double>() < 1 || port->get<double>() > lastPort)
        return std::nullopt; // it listens on a socket file
    NotebookBanner banner;
    banner.port = static_cast<quint16>(port->get<double>());
    banner.basePath = text(json, "base_url");
    banner.token = text(json, "token");
    banner.version = text(json, "version");
    banner.isHttps = boolean(json, "secure") || text(json, "url").startsWith("https:"_L1);
    banner.login = !banner.token.isEmpty() ? Login::Token : boolean(json, "password") ? Login::Password : Login::Open;
    return banner;
}

/// Only the few plain lines that code-server itself writes.
NotebookBanner readCodeServerSettings(const QByteArray &content)
{
    static const QRegularExpression line(
        uR"line(^(bind-addr|auth|password|cert)\s*:\s*(?:"([^"]*)"|'([^']*)'|(\S*))\s*$)line"_s,
        QRegularExpression::MultilineOption);
    NotebookBanner banner{.kind = Kind::CodeServer};
    auto matches = line.globalMatch(QString::fromUtf8(content));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const QString key = match.captured(1);
        const QString value = match.captured(2) + match.captured(3) + match.captured(4);
        if (key == "bind-addr"_L1)
            banner.port = value.section(u':', -1).toUShort();
        else if (key == "auth"_L1)
            banner.login = value == "none"_L1 ? Login::Open : Login::Password;
        else if (key == "password"_L1)
            banner.password = value;
        else
            banner.isHttps = value != "false"_L1;
    }
    return banner;
}

bool isRuntimeFile(const QString &name)
{
    static const QRegularExpression pattern(uR"(^(?:jpserver|nbserver)-\d+\.json$)"_s);
    return pattern.match(name).hasMatch();
}

} // namespace

std::optional<NotebookBanner> bannerOfFiles(const QList<engine::ArchivedFile> &files, const QDateTime &startedAt,
                                            quint16 port)
{
    std::optional<NotebookBanner> best;
    QDateTime newest;
    for (const engine::ArchivedFile &file : files) {
        if (file.name == "config.yaml"_L1)
            return readCodeServerSettings(file.content);
        // A server that was killed leaves its file behind.
        if (!isRuntimeFile(file.name) || (startedAt.isValid() && file.modified.secsTo(startedAt) > roundingSeconds))
            continue;
        const std::optional<NotebookBanner> banner = readRuntimeFile(file.content);
        if (!banner)
            continue;
        const bool fits = port != 0 && banner->port == port;
        const bool bestFits = best && port != 0 && best->port == port;
        if (!best || (fits && !bestFits) || (fits == bestFits && file.modified > newest)) {
            best = banner;
            newest = file.modified;
        }
    }
    return best;
}

std::optional<NotebookBanner> combined(const std::optional<NotebookBanner> &logged,
                                       const std::optional<NotebookBanner> &written, const NotebookHints &hints)
{
    const bool isSettled = hints.kind == Kind::RStudio; // says nothing more when its password was given
    if (!logged && !isSettled && (!written || written->port == 0))
        return std::nullopt;
    NotebookBanner banner = logged ? *logged : written && written->port != 0 ? *written : NotebookBanner();
    if (!logged && isSettled)
        banner.kind = hints.kind;
    if (written && written->kind == banner.kind &&
        (written->port == banner.port || written->kind == Kind::CodeServer)) {
        banner.isHttps = banner.kind == Kind::CodeServer ? banner.isHttps : written->isHttps;
        banner.basePath = written->basePath;
        banner.version = written->version;
        banner.token = banner.token.isEmpty() ? written->token : banner.token;
        banner.password = banner.password.isEmpty() ? written->password : banner.password;
        if (banner.login == Login::Unknown || !banner.token.isEmpty())
            banner.login = written->login;
    }
    if (hints.kind != banner.kind)
        return banner;
    banner.port = banner.port == 0 ? hints.port : banner.port;
    banner.isHttps = banner.isHttps || (!logged && hints.isHttps);
    banner.isLoopback = banner.isLoopback || (banner.kind == Kind::Jupyter && hints.isLoopback);
    banner.basePath = banner.basePath.isEmpty() ? hints.basePath : banner.basePath;
    banner.token = banner.token.isEmpty() && banner.login != Login::Open ? hints.token : banner.token;
    banner.user = banner.user.isEmpty() || !hints.user.isEmpty() ? hints.user : banner.user;
    // The environment's word is the last one: code-server takes it before its settings.
    banner.password = hints.password.isEmpty() ? banner.password : hints.password;
    if (banner.login == Login::Unknown)
        banner.login = hints.login;
    return banner;
}

} // namespace models
