// SPDX-License-Identifier: Apache-2.0
#include "engine-client/negotiation.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace engine {

namespace {
/// {-1, -1} when it is no version.
std::pair<int, int> parsed(const QByteArray &version)
{
    const qsizetype dot = version.indexOf('.');
    bool majorOk = false;
    bool minorOk = false;
    const int major = version.left(std::max<qsizetype>(dot, 0)).toInt(&majorOk);
    const int minor = version.mid(dot + 1).toInt(&minorOk);
    return majorOk && minorOk ? std::pair(major, minor) : std::pair(-1, -1);
}
} // namespace

HttpRequest Negotiation::ping()
{
    HttpRequest request;
    request.path = "/_ping";
    request.versioned = false;
    request.operation = u"connect to the engine"_s;
    return request;
}

bool Negotiation::isVersionRefusal(const EngineError &error)
{
    return error.httpStatus == 400 && error.message.contains(u"client version"_s) &&
           (error.message.contains(u"too old"_s) || error.message.contains(u"too new"_s));
}

QByteArray Negotiation::older(const QByteArray &ours, const QByteArray &theirs)
{
    const auto version = parsed(theirs);
    return version.first < 0 || version < parsed(ours) ? theirs : ours;
}

bool Negotiation::isKnown() const
{
    const std::lock_guard lock(m_mutex);
    return m_known;
}

QByteArray Negotiation::version() const
{
    const std::lock_guard lock(m_mutex);
    return m_version;
}

PingInfo Negotiation::pingInfo() const
{
    const std::lock_guard lock(m_mutex);
    return m_ping;
}

void Negotiation::learn(const HttpAnswer &ping)
{
    PingInfo info;
    for (const auto &[name, value] : ping.headers) {
        if (name == "api-version")
            info.apiVersion = QString::fromUtf8(value);
        else if (name == "ostype")
            info.osType = QString::fromUtf8(value);
        else if (name == "server")
            info.server = QString::fromUtf8(value);
    }
    const QByteArray version = older(newestVersion, info.apiVersion.toUtf8());
    const std::lock_guard lock(m_mutex);
    m_known = true;
    m_version = parsed(version).first < 0 ? QByteArray() : version;
    m_ping = info;
}

void Negotiation::forget()
{
    const std::lock_guard lock(m_mutex);
    m_known = false;
    m_version.clear();
    m_ping = {};
}

} // namespace engine
