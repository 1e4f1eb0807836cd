// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_ports.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

struct Range
{
    int first = 0, last = 0;
};

Checked<int> readPort(const QString &text)
{
    const auto port = goDecimal(text, false);
    const QString problem = !port ? port.error() : *port > 65535 ? u"value out of range"_s : QString();
    if (!problem.isEmpty())
        return tl::unexpected(u"strconv.ParseUint: parsing %1: %2"_s.arg(goQuoted(text), problem));
    return int(*port);
}

/// What stands behind a second - is not read, as in the client.
Checked<Range> readRange(const QString &text)
{
    if (text.isEmpty())
        return tl::unexpected(u"empty string specified for ports"_s);
    const QStringList parts = text.split(u'-');
    const auto first = readPort(parts.first());
    if (!first)
        return tl::unexpected(first.error());
    const auto last = parts.size() > 1 ? readPort(parts.at(1)) : first;
    if (!last)
        return tl::unexpected(last.error());
    if (*last < *first)
        return tl::unexpected(u"invalid range specified for port: "_s + text);
    return Range{*first, *last};
}

/// Port and protocol; both empty without a port.
std::pair<QString, QString> splitProtocol(const QString &text)
{
    const QStringList parts = text.split(u'/');
    if (parts.first().isEmpty())
        return {};
    if (parts.size() == 1 || parts.at(1).isEmpty())
        return {parts.first(), u"tcp"_s};
    return {parts.first(), parts.at(1)};
}

/// published=…,target=…,protocol=… in the short form.
Checked<QString> shortForm(const QString &text)
{
    if (!text.contains(u'='))
        return text;
    QMap<QString, QString> fields{{u"protocol"_s, u"tcp"_s}};
    for (const QString &field : text.split(u',')) {
        const auto parts = cut(field, u'=');
        if (!parts || parts->first.isEmpty())
            return tl::unexpected(u"invalid publish opts format (should be name=value but got '%1')"_s.arg(field));
        fields.insert(parts->first, parts->second);
    }
    return fields.value(u"published"_s) + u':' + fields.value(u"target"_s) + u'/' + fields.value(u"protocol"_s);
}

/// The address without its brackets; the error is the whole message.
Checked<QString> readAddress(const QString &text)
{
    QString address = text;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        const QString what = end < 0                  ? u"missing ']' in address"_s
                             : end + 1 != text.size() ? u"missing port in address"_s
                                                      : QString();
        if (!what.isEmpty())
            return tl::unexpected(u"invalid IP address %1: address %1:: %2"_s.arg(text, what));
        address = text.mid(1, end - 1);
    }
    if (!address.isEmpty() && !goIp(address))
        return tl::unexpected(u"invalid IP address: "_s + address);
    return address;
}

QList<PortValue> pair(const QString &address, const Range &inside, const std::optional<Range> &outside,
                      const QString &protocol, int most)
{
    QList<PortValue> values;
    for (int port = inside.first; port <= inside.last && values.size() < most; ++port) {
        QString hostPort;
        if (outside)
            hostPort = QString::number(outside->first + port - inside.first);
        if (outside && inside.first == inside.last && outside->first != outside->last)
            hostPort += u'-' + QString::number(outside->last);
        values += {QString::number(port) + u'/' + protocol, address, hostPort};
    }
    return values;
}

} // namespace

Checked<QList<PortValue>> readPublish(const QString &text, int most)
{
    const auto spec = shortForm(text);
    if (!spec)
        return tl::unexpected(spec.error());
    const QStringList parts = spec->split(u':');
    const auto [port, typed] = splitProtocol(parts.last());
    if (port.isEmpty())
        return tl::unexpected(u"no port specified: %1<empty>"_s.arg(*spec));
    const QString protocol = typed.toLower();
    if (protocol != u"tcp" && protocol != u"udp" && protocol != u"sctp")
        return tl::unexpected(u"invalid proto: "_s + typed);
    const auto address = readAddress(parts.size() > 2 ? parts.mid(0, parts.size() - 2).join(u':') : QString());
    if (!address)
        return tl::unexpected(address.error());
    const auto inside = readRange(port);
    if (!inside)
        return tl::unexpected(u"invalid containerPort: "_s + port);
    const QString host = parts.size() > 1 ? parts.at(parts.size() - 2) : QString();
    std::optional<Range> outside;
    if (!host.isEmpty()) {
        const auto range = readRange(host);
        if (!range)
            return tl::unexpected(u"invalid hostPort: "_s + host);
        outside = *range;
    }
    const bool several = inside->first != inside->last;
    if (outside && several && inside->last - inside->first != outside->last - outside->first)
        return tl::unexpected(u"invalid ranges specified for container and host Ports: %1 and %2"_s.arg(port, host));
    return pair(*address, *inside, outside, protocol, most);
}

Checked<QStringList> readExpose(const QString &text, int most)
{
    if (text.contains(u':'))
        return tl::unexpected(u"invalid port format for --expose: "_s + text);
    const auto [port, protocol] = splitProtocol(text);
    const auto range = readRange(port);
    if (!range)
        return tl::unexpected(u"invalid range format for --expose: %1, error: %2"_s.arg(text, range.error()));
    QStringList ports;
    for (int number = range->first; number <= range->last && ports.size() < most; ++number)
        ports += QString::number(number) + u'/' + protocol;
    return ports;
}

} // namespace models::run
