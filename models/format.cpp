// SPDX-License-Identifier: Apache-2.0
#include "models/format.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 week = 7 * day;
constexpr qint64 month = 30 * day;
constexpr qint64 year = 365 * day;

constexpr std::array<const char16_t *, 7> sizeUnits = {u"B", u"kB", u"MB", u"GB", u"TB", u"PB", u"EB"};
constexpr std::size_t gigabytes = 3;

/// Shortest text with three figures: 65.5, 204, 1.02; never 1e+03.
QString threeFigures(double value)
{
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    QString text = QString::number(value, 'f', decimals);
    if (decimals > 0) {
        while (text.endsWith(u'0'))
            text.chop(1);
        if (text.endsWith(u'.'))
            text.chop(1);
    }
    return text;
}

QString withUnit(double bytes, bool wholeNumbers)
{
    std::size_t unit = 0;
    // 999.5 would be written as 1000 of its unit.
    while (bytes >= 999.5 && unit + 1 < sizeUnits.size()) {
        bytes /= 1000;
        ++unit;
    }
    const QString number =
        unit == 0 || (wholeNumbers && unit < gigabytes) ? QString::number(std::llround(bytes)) : threeFigures(bytes);
    return number + u' ' + QString::fromUtf16(sizeUnits[unit]);
}

QString counted(qint64 count, const QString &one, const QString &many)
{
    return QString::number(count) + u' ' + (count == 1 ? one : many);
}

bool isAnyOrLoopback(const QString &address)
{
    return address.isEmpty() || address == "0.0.0.0"_L1 || address == "::"_L1 || address == "127.0.0.1"_L1 ||
           address == "::1"_L1;
}

QString addressPrefix(const QString &address)
{
    if (address.isEmpty())
        return {};
    return address.contains(u':') ? u'[' + address + u"]:"_s : address + u':';
}

QString protocolSuffix(const QString &protocol)
{
    return protocol.isEmpty() || protocol == "tcp"_L1 ? QString() : u'/' + protocol;
}

/// A run of ports that count up together on both sides.
struct PortRange
{
    QString address; ///< empty when it goes without saying
    QString protocol;
    int host = 0;
    int container = 0;
    int length = 1;
    bool operator==(const PortRange &) const = default;
};

QList<PortRange> portRanges(const QList<engine::Port> &ports)
{
    QList<PortRange> single;
    for (const engine::Port &port : ports) {
        if (port.hostPort != 0)
            single.append({isAnyOrLoopback(port.hostIp) ? QString() : port.hostIp, port.protocol, port.hostPort,
                           port.containerPort, 1});
    }
    std::sort(single.begin(), single.end(), [](const PortRange &a, const PortRange &b) {
        return std::tie(a.protocol, a.address, a.host, a.container) <
               std::tie(b.protocol, b.address, b.host, b.container);
    });
    single.erase(std::unique(single.begin(), single.end()), single.end());

    QList<PortRange> ranges;
    for (const PortRange &next : std::as_const(single)) {
        const bool continues = !ranges.isEmpty() && ranges.last().address == next.address &&
                               ranges.last().protocol == next.protocol &&
                               ranges.last().host + ranges.last().length == next.host &&
                               ranges.last().container + ranges.last().length == next.container;
        if (continues)
            ++ranges.last().length;
        else
            ranges.append(next);
    }
    return ranges;
}

QString rangeText(int first, int length)
{
    const QString text = QString::number(first);
    return length == 1 ? text : text + u'-' + QString::number(first + length - 1);
}

QString healthSuffix(const QString &health)
{
    return health.isEmpty() ? QString() : u" ("_s + visibleText(health) + u')';
}

bool isUnwanted(QChar c)
{
    const char16_t u = c.unicode();
    const bool turnsDirection =
        (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069) || u == 0x200e || u == 0x200f || u == 0x061c;
    return turnsDirection || u < 0x20 || (u >= 0x7f && u < 0xa0) || u == 0x2028 || u == 0x2029 || u == 0xfeff;
}

} // namespace

QString formatSize(qint64 bytes)
{
    return bytes < 0 ? QString() : withUnit(static_cast<double>(bytes), false);
}

QString formatMemory(qint64 bytes)
{
    return bytes < 0 ? QString() : withUnit(static_cast<double>(bytes), true);
}

QString formatRate(double bytesPerSecond)
{
    if (std::isnan(bytesPerSecond) || bytesPerSecond < 0)
        return {};
    return withUnit(bytesPerSecond, false) + u"/s"_s;
}

QString formatPercent(double percent)
{
    if (std::isnan(percent) || percent < 0)
        return {};
    return QString::number(percent, 'f', 0) + u" %"_s;
}

QString formatAge(qint64 seconds)
{
    // The same steps as the docker client's, so that both tell the same.
    if (seconds < minute)
        return u"<1 min"_s;
    if (seconds < hour)
        return QString::number(seconds / minute) + u" min"_s;
    if (seconds < 2 * day)
        return QString::number(seconds / hour) + u" h"_s;
    if (seconds < 2 * week)
        return counted(seconds / day, u"day"_s, u"days"_s);
    if (seconds < 2 * month)
        return counted(seconds / week, u"week"_s, u"weeks"_s);
    if (seconds < 2 * year)
        return counted(seconds / month, u"month"_s, u"months"_s);
    return counted(seconds / year, u"year"_s, u"years"_s);
}

QString formatAgo(qint64 since, qint64 now)
{
    return since == 0 ? QString() : formatAge(now - since) + u" ago"_s;
}

QString formatDuration(qint64 milliseconds)
{
    if (milliseconds < 0)
        return {};
    const qint64 seconds = milliseconds / 1000;
    if (milliseconds < 50)
        return u"under 0.1 s"_s;
    if (milliseconds < 9950)
        return QString::number(static_cast<double>(milliseconds) / 1000, 'f', 1) + u" s"_s;
    if (seconds < minute)
        return QString::number(seconds) + u" s"_s;
    if (seconds < hour)
        return QString::number(seconds / minute) + u" min "_s + QString::number(seconds % minute) + u" s"_s;
    return QString::number(seconds / hour) + u" h "_s + QString::number(seconds % hour / minute) + u" min"_s;
}

QString formatTime(qint64 secondsSince1970)
{
    if (secondsSince1970 == 0)
        return {};
    return QDateTime::fromSecsSinceEpoch(secondsSince1970).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString formatPorts(const QList<engine::Port> &ports)
{
    QStringList parts;
    for (const PortRange &range : portRanges(ports))
        parts += addressPrefix(range.address) + rangeText(range.host, range.length) + u'→' +
                 rangeText(range.container, range.length) + protocolSuffix(range.protocol);
    return parts.join(u", "_s);
}

QString formatPortsInFull(const QList<engine::Port> &ports)
{
    QStringList lines;
    for (const engine::Port &port : ports) {
        const QString inside = QString::number(port.containerPort) + u'/' + port.protocol;
        lines += port.hostPort == 0 ? inside + u" (not published)"_s
                                    : addressPrefix(port.hostIp) + QString::number(port.hostPort) + u" → "_s + inside;
    }
    return lines.join(u'\n');
}

QString stateWord(engine::ContainerState state)
{
    switch (state) {
    case engine::ContainerState::Created:
        return u"created"_s;
    case engine::ContainerState::Running:
        return u"running"_s;
    case engine::ContainerState::Paused:
        return u"paused"_s;
    case engine::ContainerState::Restarting:
        return u"restarting"_s;
    case engine::ContainerState::Removing:
        return u"removing"_s;
    case engine::ContainerState::Exited:
        return u"exited"_s;
    case engine::ContainerState::Dead:
        return u"dead"_s;
    case engine::ContainerState::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString formatStatus(const engine::Container &container, qint64 now)
{
    const bool known = container.stateSince != 0;
    const QString code = container.exitCode < 0 ? QString() : u" ("_s + QString::number(container.exitCode) + u')';
    switch (container.state) {
    case engine::ContainerState::Running:
        return (known ? u"Up "_s + formatAge(now - container.stateSince) : u"Up"_s) + healthSuffix(container.health);
    case engine::ContainerState::Exited:
        return u"Exited"_s + code + (known ? u' ' + formatAgo(container.stateSince, now) : QString());
    case engine::ContainerState::Restarting:
        return u"Restarting"_s + code;
    case engine::ContainerState::Paused:
        return u"Paused"_s;
    case engine::ContainerState::Created:
        return u"Created"_s;
    case engine::ContainerState::Dead:
        return u"Dead"_s;
    case engine::ContainerState::Removing:
        return u"Removing"_s;
    case engine::ContainerState::Unknown:
        break;
    }
    const QString own = visibleText(container.status);
    return own.isEmpty() ? u"Unknown"_s : own;
}

QString visibleText(const QString &text)
{
    if (std::none_of(text.begin(), text.end(), isUnwanted))
        return text;
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n' || c == u'\t' || c == u'\r')
            clean += u' ';
        else if (!isUnwanted(c))
            clean += c;
    }
    return clean;
}

QString toolTipText(const QString &text)
{
    // Tool tips take any text with a tag in it for rich text.
    if (!text.contains(u'<') && !text.contains(u'&'))
        return text;
    return u"<p style='white-space:pre-wrap'>"_s + text.toHtmlEscaped() + u"</p>"_s;
}

QString formatNames(const QStringList &names)
{
    if (names.size() < 2)
        return names.value(0);
    if (names.size() < 4)
        return names.first(names.size() - 1).join(u", "_s) + u" and "_s + names.last();
    return u"%1, %2 and %3 more"_s.arg(names[0], names[1]).arg(names.size() - 2);
}

QString shortId(const QString &id)
{
    return (id.startsWith("sha256:"_L1) ? id.mid(7) : id).left(12);
}

} // namespace models
