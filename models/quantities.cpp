// SPDX-License-Identifier: Apache-2.0
#include "models/quantities.h"

#include "models/format.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace models {

using namespace Qt::StringLiterals;

namespace {

std::optional<qint64> toWhole(double value)
{
    // Exactly representable bound: the largest double below 2^63.
    if (!(value >= 0) || value >= 9223372036854774784.0)
        return std::nullopt;
    return qint64(std::llround(value));
}

qint64 nanosecondsOf(QStringView unit)
{
    if (unit == u"h")
        return 3'600'000'000'000;
    if (unit == u"m")
        return 60'000'000'000;
    if (unit == u"s")
        return 1'000'000'000;
    if (unit == u"ms")
        return 1'000'000;
    return unit == u"ns" ? 1 : 1'000; // us, µs
}

} // namespace

std::optional<qint64> parseBytes(const QString &text)
{
    static const QRegularExpression form(uR"(^([0-9]+(?:\.[0-9]+)?) ?([kmgtp]?)(?:i?b)?$)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    const QString unit = match.captured(2).toLower();
    const qsizetype power = unit.isEmpty() ? 0 : 1 + QStringView(u"kmgtp").indexOf(unit.front());
    return toWhole(match.capturedView(1).toDouble() * std::pow(1024.0, double(power)));
}

std::optional<qint64> parseNanoCpus(const QString &text)
{
    static const QRegularExpression form(uR"(^(?:[0-9]+(?:\.[0-9]{0,9})?|\.[0-9]{1,9})$)"_s);
    const QString trimmed = text.trimmed();
    return form.match(trimmed).hasMatch() ? toWhole(trimmed.toDouble() * 1e9) : std::nullopt;
}

std::optional<qint64> parseDuration(const QString &text)
{
    static const QRegularExpression whole(uR"(^(?:[0-9]+(?:\.[0-9]+)?(?:h|ms|m|s|us|µs|ns))+$)"_s);
    static const QRegularExpression part(uR"(([0-9]+(?:\.[0-9]+)?)(h|ms|m|s|us|µs|ns))"_s);
    const QString trimmed = text.trimmed();
    if (!whole.match(trimmed).hasMatch())
        return std::nullopt;
    double nanoseconds = 0;
    for (auto it = part.globalMatch(trimmed); it.hasNext();) {
        const auto match = it.next();
        nanoseconds += match.capturedView(1).toDouble() * double(nanosecondsOf(match.capturedView(2)));
    }
    return toWhole(nanoseconds);
}

QString formatSeconds(qint64 seconds)
{
    return seconds < 60 ? u"%1 s"_s.arg(std::max<qint64>(seconds, 0)) : formatDuration(seconds * 1000);
}

} // namespace models
