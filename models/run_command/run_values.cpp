// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_values.h"

#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

Checked<qint64> gpuCount(const QString &text)
{
    if (text == u"all")
        return -1;
    const auto count = goDecimal(text, true);
    if (!count)
        return tl::unexpected(
            u"invalid count (%1): value must be either \"all\" or an integer: %2"_s.arg(text, count.error()));
    return *count;
}

/// What is wrong with the field, or nothing.
QString setGpu(GpuValue &value, const QString &field, const QString &key, const QString &text)
{
    if (key == u"driver") {
        value.driver = text;
    } else if (key == u"count") {
        const auto count = gpuCount(text);
        if (!count)
            return count.error();
        value.count = *count;
    } else if (key == u"device") {
        value.deviceIds = text.split(u',');
    } else if (key == u"capabilities") {
        value.capabilities = text.split(u',') + QStringList{u"gpu"_s};
    } else if (key == u"options") {
        const auto fields = goCsv(text);
        if (!fields)
            return u"failed to read gpu options: "_s + fields.error();
        value.options = keyValues(*fields);
    } else {
        return u"unexpected key '%1' in '%2'"_s.arg(key, field);
    }
    return {};
}

QString setNetwork(NetworkValue &network, const QString &key, const QString &value)
{
    if (key == u"name") {
        network.name = value;
    } else if (key == u"alias") {
        network.aliases += value;
    } else if (key == u"ip") {
        network.ip = value;
    } else if (key == u"ip6") {
        network.ip6 = value;
    } else if (key == u"mac-address") {
        network.mac = value;
    } else if (key == u"link-local-ip") {
        network.linkLocalIps += value;
    } else if (key == u"driver-opt") {
        const auto parts = cut(value, u'=');
        const QString name = parts ? parts->first.trimmed() : QString();
        if (name.isEmpty())
            return u"invalid key value pair format in driver options"_s;
        network.driverOptions.insert(name, parts->second.trimmed());
    } else if (key == u"gw-priority") {
        const auto priority = goDecimal(value, true);
        if (!priority)
            return u"invalid gw-priority (%1): %2"_s.arg(value, priority.error());
        network.gatewayPriority = *priority;
    } else {
        return u"invalid field key %1"_s.arg(key);
    }
    return {};
}

/// \w of Go's regular expressions on both sides of a =.
bool isLongNetwork(const QString &text)
{
    const auto isWord = [](QChar c) { return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber()); };
    for (qsizetype i = 1; i + 1 < text.size(); ++i) {
        if (text.at(i) == u'=' && isWord(text.at(i - 1)) && isWord(text.at(i + 1)))
            return true;
    }
    return false;
}

} // namespace

Checked<GpuValue> readGpus(const QString &text)
{
    const auto fields = goCsv(text);
    if (!fields)
        return tl::unexpected(fields.error());
    GpuValue value;
    QSet<QString> seen;
    for (const QString &field : *fields) {
        const auto parts = cut(field, u'=');
        const QString key = parts ? parts->first : field;
        if (seen.contains(key))
            return tl::unexpected(u"gpu request key '%1' can be specified only once"_s.arg(key));
        seen.insert(key);
        if (!parts)
            seen.insert(u"count"_s);
        const QString problem =
            parts ? setGpu(value, field, key, parts->second) : setGpu(value, field, u"count"_s, key);
        if (!problem.isEmpty())
            return tl::unexpected(problem);
    }
    if (!seen.contains(u"count"_s) && !seen.contains(u"device"_s))
        value.count = 1;
    if (value.capabilities.isEmpty())
        value.capabilities = QStringList{u"gpu"_s};
    return value;
}

Checked<NetworkValue> readNetwork(const QString &text)
{
    NetworkValue network;
    if (!isLongNetwork(text)) {
        network.name = text;
        return network;
    }
    const auto fields = goCsv(text);
    if (!fields)
        return tl::unexpected(fields.error());
    for (const QString &field : *fields) {
        const auto parts = cut(field, u'=');
        if (!parts)
            return tl::unexpected(u"invalid field %1"_s.arg(field));
        const QString problem =
            setNetwork(network, parts->first.toLower().trimmed(), parts->second.toLower().trimmed());
        if (!problem.isEmpty())
            return tl::unexpected(problem);
    }
    if (network.name.isEmpty())
        return tl::unexpected(u"network name/id is not specified"_s);
    return network;
}

bool isUserDefinedNetwork(const QString &name)
{
    return name != u"default" && name != u"bridge" && name != u"host" && name != u"none" &&
           !name.startsWith(u"container:");
}

Checked<QString> readExtraHost(const QString &text)
{
    const auto parts = text.contains(u'=') ? cut(text, u'=') : cut(text, u':');
    const QString host = parts ? parts->first : QString();
    if (host.isEmpty() || host.contains(u':'))
        return tl::unexpected(u"bad format for add-host: "_s + goQuoted(text));
    QString address = parts->second;
    if (address.size() > 2 && address.startsWith(u'[') && address.endsWith(u']'))
        address = address.mid(1, address.size() - 2);
    if (address != u"host-gateway" && !goIp(address.trimmed()))
        return tl::unexpected(u"invalid IP address in add-host: "_s + goQuoted(address));
    return host + u':' + address;
}

Checked<QString> readDnsSearch(const QString &text)
{
    qsizetype first = 0, last = text.size();
    while (first < last && text.at(first) == u' ')
        ++first;
    while (last > first && text.at(last - 1) == u' ')
        --last;
    const QString domain = text.mid(first, last - first);
    if (domain == u".")
        return domain;
    static const QRegularExpression letter(u"[a-zA-Z]"_s);
    // The stray colons are the client's own.
    static const QRegularExpression form(
        uR"(^(:?(:?[a-zA-Z0-9]|(:?[a-zA-Z0-9][a-zA-Z0-9\-]*+(?<!-)))(:?\.(:?[a-zA-Z0-9]|(:?[a-zA-Z0-9][a-zA-Z0-9\-]*+(?<!-))))*)\.?\s*$)"_s);
    const auto match = form.match(domain);
    if (domain.size() > 300 || !domain.contains(letter) || !match.hasMatch() || match.capturedLength(1) >= 255)
        return tl::unexpected(domain + u" is not a valid domain"_s);
    return match.captured(1);
}

QMap<QString, QString> keyValues(const QStringList &texts)
{
    QMap<QString, QString> map;
    for (const QString &text : texts) {
        const auto parts = cut(text, u'=').value_or(std::pair(text, QString()));
        map.insert(parts.first, parts.second);
    }
    return map;
}

} // namespace models::run
