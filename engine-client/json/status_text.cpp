// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/status_text.h"

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

/// Seconds of a unit's name without its plural s; 0 when it is none.
qint64 unitSeconds(QStringView unit)
{
    static const std::array<std::pair<QLatin1String, qint64>, 7> units{{
        {"second"_L1, 1},
        {"minute"_L1, minute},
        {"hour"_L1, hour},
        {"day"_L1, day},
        {"week"_L1, 7 * day},
        {"month"_L1, 30 * day},
        {"year"_L1, 365 * day},
    }};
    const QStringView singular = unit.endsWith(u's') ? unit.chopped(1) : unit;
    for (const auto &[name, seconds] : units) {
        if (singular == name)
            return seconds;
    }
    return 0;
}

/// "2 hours", "About a minute", "Less than a second"; -1 for anything else.
qint64 readDuration(QStringView text)
{
    constexpr qint64 longest = 1'000'000;
    if (text == "Less than a second"_L1)
        return 0;
    if (text.startsWith("About a "_L1) || text.startsWith("About an "_L1)) {
        const qint64 seconds = unitSeconds(text.sliced(text.lastIndexOf(u' ') + 1));
        return seconds > 0 ? seconds : -1;
    }
    const qsizetype blank = text.indexOf(u' ');
    if (blank < 0)
        return -1;
    bool isNumber = false;
    const qint64 count = text.first(blank).toLongLong(&isNumber);
    const qint64 seconds = unitSeconds(text.sliced(blank + 1));
    return isNumber && count >= 0 && count < longest && seconds > 0 ? count * seconds : -1;
}

QString readHealth(QStringView inParentheses)
{
    const QStringView word = inParentheses.startsWith("health: "_L1) ? inParentheses.sliced(8) : inParentheses;
    const bool isHealth = word == "healthy"_L1 || word == "unhealthy"_L1 || word == "starting"_L1;
    return isHealth ? word.toString() : QString();
}

StatusText readUp(QStringView text)
{
    StatusText result;
    const qsizetype open = text.indexOf(" ("_L1);
    if (open >= 0 && text.endsWith(u')'))
        result.health = readHealth(text.sliced(open + 2).chopped(1));
    result.ageSeconds = readDuration(open >= 0 ? text.first(open) : text);
    return result;
}

/// "(137) 5 minutes ago"
StatusText readEnded(QStringView text)
{
    StatusText result;
    const qsizetype close = text.indexOf(u')');
    if (!text.startsWith(u'(') || close < 0)
        return result;
    bool isNumber = false;
    const int code = text.sliced(1, close - 1).toInt(&isNumber);
    if (isNumber)
        result.exitCode = code;
    const QStringView when = text.sliced(close + 1).trimmed();
    if (when.endsWith(" ago"_L1))
        result.ageSeconds = readDuration(when.chopped(4));
    return result;
}

} // namespace

StatusText readStatus(QStringView status)
{
    constexpr qsizetype upLength = 3;
    constexpr qsizetype exitedLength = 7;
    constexpr qsizetype restartingLength = 11;
    if (status.startsWith("Up "_L1))
        return readUp(status.sliced(upLength));
    if (status.startsWith("Exited "_L1))
        return readEnded(status.sliced(exitedLength));
    if (status.startsWith("Restarting "_L1)) {
        StatusText result = readEnded(status.sliced(restartingLength));
        result.exitCode = -1; // it is about to run again
        return result;
    }
    return {};
}

} // namespace engine::json
