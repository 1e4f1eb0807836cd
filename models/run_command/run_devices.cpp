// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_values.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// r, w and m, each once at most.
bool isDeviceMode(const QString &mode)
{
    return !mode.isEmpty() && mode.size() <= 3 && std::all_of(mode.cbegin(), mode.cend(), [&mode](QChar c) {
        return u"rwm"_s.contains(c) && mode.count(c) == 1;
    });
}

/// Path and the rest behind the first colon.
Checked<std::pair<QString, QString>> devicePath(const QString &text)
{
    const auto parts = cut(text, u':');
    if (!parts || parts->first.isEmpty())
        return tl::unexpected(u"bad format: "_s + text);
    if (!parts->first.startsWith(u"/dev/"))
        return tl::unexpected(u"bad format for device path: "_s + text);
    return *parts;
}

bool isNamePart(const QString &part, bool letterFirst, const QString &inside)
{
    const auto isAlnum = [](QChar c) { return c.unicode() < 128 && c.isLetterOrNumber(); };
    if (part.isEmpty() || !isAlnum(part.front()) || !isAlnum(part.back()) || (letterFirst && part.front().isDigit()))
        return false;
    return std::all_of(part.cbegin(), part.cend(), [&](QChar c) { return isAlnum(c) || inside.contains(c); });
}

} // namespace

Checked<DeviceRate> readWeightDevice(const QString &text)
{
    const auto parts = devicePath(text);
    if (!parts)
        return tl::unexpected(parts.error());
    const auto weight = goDecimal(parts->second, false);
    if (!weight || (*weight > 0 && *weight < 10) || *weight > 1000)
        return tl::unexpected(u"invalid weight for device: "_s + text);
    return DeviceRate{parts->first, quint64(*weight)};
}

Checked<DeviceRate> readBpsDevice(const QString &text)
{
    const auto parts = devicePath(text);
    if (!parts)
        return tl::unexpected(parts.error());
    const auto rate = goBytes(parts->second);
    if (!rate || *rate < 0)
        return tl::unexpected(
            u"invalid rate for device: %1. The correct format is <device-path>:<number>[<unit>]. Number must "
            "be a positive integer. Unit is optional and can be kb, mb, or gb"_s.arg(text));
    return DeviceRate{parts->first, quint64(*rate)};
}

Checked<DeviceRate> readIopsDevice(const QString &text)
{
    const auto parts = devicePath(text);
    if (!parts)
        return tl::unexpected(parts.error());
    const auto rate = goDecimal(parts->second, false);
    if (!rate)
        return tl::unexpected(
            u"invalid rate for device: %1. The correct format is <device-path>:<number>. Number must be a "
            "positive integer"_s.arg(text));
    return DeviceRate{parts->first, quint64(*rate)};
}

Checked<DeviceValue> readDevice(const QString &text)
{
    const QStringList parts = text.split(u':');
    if (parts.size() > 3 || parts.first().isEmpty())
        return tl::unexpected(u"bad format for path: "_s + text);
    const bool onlyMode = parts.size() == 2 && isDeviceMode(parts.at(1));
    const QString path = parts.size() > 1 && !onlyMode ? parts.at(1) : parts.first();
    if (parts.size() == 3 && !isDeviceMode(parts.at(2)))
        return tl::unexpected(u"bad mode specified: "_s + parts.at(2));
    if (!path.startsWith(u'/'))
        return tl::unexpected(path + u" is not an absolute path"_s);
    if (parts.size() == 3)
        return DeviceValue{parts.first(), path, parts.at(2)};
    const QString tidy = goCleanPath(path);
    if (parts.size() == 2 && !onlyMode)
        return DeviceValue{parts.first(), tidy, u"rwm"_s};
    return DeviceValue{tidy, tidy, onlyMode ? parts.at(1) : u"rwm"_s};
}

bool isCdiDevice(const QString &text)
{
    const auto named = cut(text, u'=');
    const auto kind = named ? cut(named->first, u'/') : std::nullopt;
    return kind && isNamePart(kind->first, true, u"_-."_s) && isNamePart(kind->second, true, u"_-."_s) &&
           isNamePart(named->second, false, u"_-.:"_s);
}

Checked<UlimitValue> readUlimit(const QString &text)
{
    const auto parts = cut(text, u'=');
    if (!parts)
        return tl::unexpected(u"invalid ulimit argument: "_s + text);
    static const QStringList known{u"core"_s,    u"cpu"_s,      u"data"_s,   u"fsize"_s,      u"locks"_s,
                                   u"memlock"_s, u"msgqueue"_s, u"nice"_s,   u"nofile"_s,     u"nproc"_s,
                                   u"rss"_s,     u"rtprio"_s,   u"rttime"_s, u"sigpending"_s, u"stack"_s};
    if (!known.contains(parts->first))
        return tl::unexpected(u"invalid ulimit type: "_s + parts->first);
    const QStringList limits = parts->second.split(u':');
    if (limits.size() > 2)
        return tl::unexpected(
            u"too many limit value arguments - %1, can only have up to two, `soft[:hard]`"_s.arg(parts->second));
    UlimitValue value{parts->first, 0, 0};
    for (const QString &limit : limits) {
        const auto number = goDecimal(limit, true);
        if (!number)
            return tl::unexpected(u"strconv.ParseInt: parsing %1: %2"_s.arg(goQuoted(limit), number.error()));
        (&limit == &limits.first() ? value.soft : value.hard) = *number;
    }
    if (limits.size() == 1)
        value.hard = value.soft;
    const QString order = u"ulimit soft limit must be less than or equal to hard limit: "_s;
    if (value.hard != -1 && value.soft == -1)
        return tl::unexpected(order + u"soft: -1 (unlimited), hard: %1"_s.arg(value.hard));
    if (value.hard != -1 && value.soft > value.hard)
        return tl::unexpected(order + u"%1 > %2"_s.arg(value.soft).arg(value.hard));
    return value;
}

} // namespace models::run
