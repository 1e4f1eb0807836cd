// SPDX-License-Identifier: Apache-2.0
#include "models/log_time.h"

#include "models/log_document.h"
#include "models/log_overlap.h"

#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace models {
namespace {

constexpr qint64 MsToNs = 1'000'000;
constexpr qint64 MostCrossed = 4096; ///< lines
constexpr int MostRuns = LogSpill::KeptBlocks / 4;
constexpr qint64 LongestAgoS = 100LL * 366 * 24 * 3600;

struct AgeUnit
{
    qint64 seconds;
    const char16_t *name;
};
constexpr std::array AgeUnits{AgeUnit{86'400, u"d"}, AgeUnit{3600, u"h"}, AgeUnit{60, u"min"}, AgeUnit{1, u"s"}};

/// Both ends are cut to whole seconds first.
qint64 ageSeconds(qint64 timeNs, qint64 nowMs)
{
    return std::max<qint64>(0, nowMs / 1000 - timeNs / (1000 * MsToNs));
}

const AgeUnit &unitOf(qint64 age)
{
    return *std::find_if(AgeUnits.begin(), AgeUnits.end() - 1,
                         [age](const AgeUnit &unit) { return age >= unit.seconds; });
}

/// Seconds of "min", "h"…; 0 when there is no such unit.
qint64 secondsOf(const QString &unit)
{
    static const QHash<QString, qint64> units = [] {
        QHash<QString, qint64> all;
        const auto add = [&all](qint64 seconds, const QStringList &names) {
            for (const QString &name : names)
                all.insert(name, seconds);
        };
        add(1, {u"s"_s, u"sec"_s, u"secs"_s, u"second"_s, u"seconds"_s});
        add(60, {u"m"_s, u"min"_s, u"mins"_s, u"minute"_s, u"minutes"_s});
        add(3600, {u"h"_s, u"hr"_s, u"hrs"_s, u"hour"_s, u"hours"_s});
        add(86'400, {u"d"_s, u"day"_s, u"days"_s});
        add(7 * 86'400, {u"w"_s, u"week"_s, u"weeks"_s});
        return all;
    }();
    return units.value(unit, 0);
}

/// Nanoseconds of "1 h 30 min", with or without "ago". None: it is no duration.
std::optional<qint64> readDuration(QString text)
{
    static const QRegularExpression part(uR"(\G(\d{1,9}(?:\.\d{1,3})?)\s*([a-z]+)\s*)"_s);
    text = text.toLower();
    if (text.endsWith(u" ago"))
        text = text.chopped(4).trimmed();
    double seconds = 0;
    qsizetype read = 0;
    while (read < text.size()) {
        const QRegularExpressionMatch match = part.match(text, read);
        const qint64 unit = match.hasMatch() ? secondsOf(match.captured(2)) : 0;
        if (unit == 0)
            return {};
        seconds += match.captured(1).toDouble() * double(unit);
        read = match.capturedEnd();
    }
    if (read == 0 || seconds > double(LongestAgoS))
        return {};
    return qint64(seconds * 1e3) * MsToNs;
}

/// A date, a time, or both. Invalid: it is neither.
QDateTime readDateTime(const QString &text, const QDateTime &now)
{
    static const QRegularExpression form(
        uR"(^(?:(\d{4}-\d{1,2}-\d{1,2})(?:[T\s]+|$))?(?:(\d{1,2}:\d{2})(?::(\d{2})([.,]\d{1,9})?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch() || (match.captured(1).isEmpty() && match.captured(2).isEmpty()))
        return {};
    const QDate date = match.captured(1).isEmpty() ? now.date() : QDate::fromString(match.captured(1), u"yyyy-M-d"_s);
    QTime time(0, 0);
    if (!match.captured(2).isEmpty())
        time = QTime::fromString(match.captured(2), u"H:mm"_s);
    const int second = match.captured(3).toInt();
    if (!date.isValid() || !time.isValid() || second > 59)
        return {};
    const QString fraction = match.captured(4).mid(1).leftJustified(3, u'0').left(3);
    time = time.addMSecs(second * 1000 + fraction.toInt());
    const QString zone = match.captured(5).toUpper().remove(u':');
    QDateTime moment(date, time, now.timeZone());
    if (zone == u"Z" || zone == u"UTC")
        moment = QDateTime(date, time, Qt::UTC);
    else if (!zone.isEmpty())
        moment = QDateTime(date, time, Qt::OffsetFromUTC,
                           (zone.mid(1, 2).toInt() * 3600 + zone.mid(3, 2).toInt() * 60) * (zone[0] == u'-' ? -1 : 1));
    return moment;
}

/// Where to halve the lines `low` to `high` - 1: at a line whose time is known, while there is one.
qint64 pivotBetween(const LineStore &store, qint64 low, qint64 high)
{
    const qint64 middle = low + (high - low) / 2;
    const LogRun run = store.runAt(middle);
    if (!run.isInFile)
        return middle;
    return run.first > low ? run.first : run.end < high ? run.end : middle;
}

/// The time of the first line from `line` on that has one, and before `end`. None: there is no such line, or `isAwaited`.
std::optional<qint64> timeFrom(const LineStore &store, qint64 line, qint64 end, bool *isAwaited)
{
    std::optional<qint64> time;
    while (line < end && !time && !*isAwaited) {
        const LogRun run = store.runAt(line);
        if (line == run.first && run.firstNs != 0)
            return run.firstNs;
        *isAwaited = !store.isAtHand(line, line + 1);
        if (*isAwaited)
            break;
        store.visit(line, std::min(run.end, end), [&](qint64, const StoredLine &stored) {
            if (stored.timeNs != 0)
                time = stored.timeNs;
            return !time.has_value();
        });
        line = run.end;
    }
    return time;
}

/// The lines around `line` among which crossed ones are looked for: no more of the file than stays at hand at once.
std::pair<qint64, qint64> around(const LogDocument &document, qint64 line)
{
    const LineStore &store = document.store();
    const qint64 lowest = std::max(document.firstLine(), line - MostCrossed);
    const qint64 highest = std::min(document.endLine(), line + MostCrossed);
    qint64 from = line;
    for (int runs = 0; from > lowest && runs < MostRuns;) {
        const LogRun run = store.runAt(from - 1);
        from = run.first;
        runs += run.isInFile ? 1 : 0;
    }
    qint64 to = line;
    for (int runs = 0; to < highest && runs < MostRuns;) {
        const LogRun run = store.runAt(to);
        to = run.end;
        runs += run.isInFile ? 1 : 0;
    }
    return {std::max(from, lowest), std::min(to, highest)};
}

} // namespace

QString logTimeText(LogTimes times, qint64 timeNs, qint64 nowMs, LogTimeForm form)
{
    if (timeNs == 0 || times == LogTimes::None)
        return {};
    if (times == LogTimes::Age) {
        const qint64 age = ageSeconds(timeNs, nowMs);
        const AgeUnit &unit = unitOf(age);
        return u"%1 %2"_s.arg(age / unit.seconds).arg(QStringView(unit.name)).rightJustified(logTimeLength(times));
    }
    const bool isUtc = times == LogTimes::Utc;
    const Qt::TimeSpec spec = isUtc ? Qt::UTC : Qt::LocalTime;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(timeNs / MsToNs, spec);
    if (form == LogTimeForm::Brief) {
        const bool isToday = time.date() == QDateTime::fromMSecsSinceEpoch(nowMs, spec).date();
        const QString text = time.toString(isToday ? u"HH:mm:ss.zzz"_s : u"MM-dd HH:mm:ss"_s);
        return (isUtc ? text + u'Z' : text).leftJustified(logTimeLength(times, form));
    }
    return time.toString(isUtc ? u"yyyy-MM-dd HH:mm:ss.zzz'Z'"_s : u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

int logTimeLength(LogTimes times, LogTimeForm form)
{
    const bool isBrief = form == LogTimeForm::Brief;
    switch (times) {
    case LogTimes::None:
        return 0;
    case LogTimes::Local:
        return isBrief ? 14 : 23;
    case LogTimes::Utc:
        return isBrief ? 15 : 24;
    case LogTimes::Age:
        return 6;
    }
    return 0;
}

qint64 logDayEndsIn(LogTimes times, qint64 nowMs)
{
    const Qt::TimeSpec spec = times == LogTimes::Utc ? Qt::UTC : Qt::LocalTime;
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs, spec).date();
    return today.addDays(1).startOfDay(spec).toMSecsSinceEpoch() - nowMs;
}

qint64 logAgeChangesIn(qint64 timeNs, qint64 nowMs)
{
    const qint64 age = ageSeconds(timeNs, nowMs);
    const qint64 unit = unitOf(age).seconds;
    // A time that is still to come reads "0 s" until it is over.
    const qint64 ahead = std::max<qint64>(0, timeNs / (1000 * MsToNs) - nowMs / 1000);
    return (ahead + unit - age % unit) * 1000 - nowMs % 1000;
}

LogMoment readLogMoment(const QString &typed, const QDateTime &now)
{
    const QString text = typed.simplified();
    const QString examples = u"Type 10 min, 18:00 or 2026-11-22 18:00."_s;
    if (text.isEmpty())
        return {0, examples};
    qint64 timeNs = 0;
    if (const std::optional<qint64> ago = readDuration(text)) {
        timeNs = now.toMSecsSinceEpoch() * MsToNs - *ago;
    } else {
        const QDateTime moment = readDateTime(text, now);
        if (!moment.isValid())
            return {0, u"“%1” is not a time. %2"_s.arg(text, examples)};
        const qint64 ms = moment.toMSecsSinceEpoch();
        if (ms > now.addYears(100).toMSecsSinceEpoch())
            return {0, u"“%1” is too far ahead."_s.arg(text)};
        timeNs = ms * MsToNs;
    }
    return {std::max<qint64>(1, timeNs), {}};
}

std::optional<qint64> firstLogLineAt(const LogDocument &document, qint64 timeNs, bool *isAwaited)
{
    const LineStore &store = document.store();
    qint64 low = document.firstLine();
    const qint64 end = document.endLine();
    qint64 high = end;
    *isAwaited = false;
    while (low < high && !*isAwaited) {
        const qint64 pivot = pivotBetween(store, low, high);
        const std::optional<qint64> time = timeFrom(store, pivot, std::min(high, pivot + MostCrossed), isAwaited);
        if (!time || *time >= timeNs)
            high = pivot;
        else
            low = pivot + 1;
    }
    // Before this place and within a second of it there may be lines that were crossed, or that had no time to go by.
    const auto [from, to] = around(document, low);
    *isAwaited = *isAwaited || (from < to && !store.isAtHand(from, to));
    if (*isAwaited)
        return std::nullopt;
    std::optional<qint64> first;
    store.visit(from, to, [&](qint64 index, const StoredLine &line) {
        if (line.timeNs >= timeNs && (index >= low || line.timeNs < timeNs + LogOverlap::SpanNs))
            first = index;
        return !first.has_value();
    });
    return first;
}

} // namespace models
