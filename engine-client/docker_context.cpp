// SPDX-License-Identifier: Apache-2.0
#include "engine-client/docker_context.h"

#include "engine-client/logging.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace engine {

namespace {
using Json = nlohmann::json;

constexpr qint64 maxFile = qint64{1024} * 1024;

/// A discarded value when the file is not there or no JSON.
Json readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Json(Json::value_t::discarded);
    const QByteArray text = file.read(maxFile);
    return Json::parse(text.begin(), text.end(), nullptr, false);
}

/// A null value when there is no such member.
Json member(const Json &object, const char *name)
{
    if (!object.is_object())
        return {};
    const auto found = object.find(name);
    return found == object.end() ? Json() : *found;
}

QString text(const Json &value)
{
    return value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
}

tl::unexpected<EngineError> broken(const QString &message)
{
    EngineError error;
    error.kind = ErrorKind::InvalidArgument;
    error.message = message;
    return tl::make_unexpected(error);
}
} // namespace

QString currentDockerContext(const QString &configDirectory)
{
    const QString path = configDirectory + u"/config.json"_s;
    if (!QFileInfo::exists(path))
        return {};
    const Json config = readJson(path);
    if (!config.is_object())
        qCWarning(lcEngine) << "The docker configuration can't be read:" << path;
    const QString name = text(member(config, "currentContext"));
    return name == u"default" ? QString() : name;
}

Result<QString> dockerContextHost(const QString &configDirectory, const QString &name)
{
    const QString id = QString::fromLatin1(QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256).toHex());
    const QString path = configDirectory + u"/contexts/meta/"_s + id + u"/meta.json"_s;
    if (!QFileInfo::exists(path))
        return broken(u"there is no such context"_s);
    const Json endpoint = member(member(readJson(path), "Endpoints"), "docker");
    const QString host = text(member(endpoint, "Host"));
    if (host.isEmpty())
        return broken(u"%1 names no docker host"_s.arg(path));
    const bool hasCertificates = QFileInfo::exists(configDirectory + u"/contexts/tls/"_s + id + u"/docker"_s);
    if (hasCertificates || member(endpoint, "SkipTLSVerify") == Json(true))
        return broken(u"TLS connections are not supported yet"_s);
    return host;
}

} // namespace engine
