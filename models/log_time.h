// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace models {

class LogDocument;

/// How the time of each line is shown.
enum class LogTimes { None, Local, Utc, Age };

/// Brief: without the date when it is that of today, and else without year and milliseconds.
enum class LogTimeForm { Whole, Brief };

/// The time of a line: "2026-11-22 18:00:00.123" (with "Z" in UTC), or its age, "12 s", "5 min", "2 h", "3 d", in whole units
/// of whole seconds, so that all ages change at the same moment. Empty when the time is not known (0). Any thread.
[[nodiscard]] QString logTimeText(LogTimes times, qint64 timeNs, qint64 nowMs, LogTimeForm form = LogTimeForm::Whole);
/// Characters of the longest such text; 0: none.
[[nodiscard]] int logTimeLength(LogTimes times, LogTimeForm form = LogTimeForm::Whole);
/// Milliseconds until the day ends by which the brief form leaves dates out.
[[nodiscard]] qint64 logDayEndsIn(LogTimes times, qint64 nowMs);
/// Milliseconds until the age of a line reads otherwise.
[[nodiscard]] qint64 logAgeChangesIn(qint64 timeNs, qint64 nowMs);

/// What a person typed for a time.
struct LogMoment
{
    qint64 timeNs = 0; ///< since 1970; at least 1 when it could be read
    QString error;     ///< else what is wrong, as a sentence
};

/// Reads how long ago ("10 min", "1 h 30 min", "90s", "2 d") or a date, a time of today, or both ("2026-11-22", "18:00",
/// "2026-11-22 18:00:05.5", with "T", "Z" or "+02:00" too); without a zone that of `now` is meant.
[[nodiscard]] LogMoment readLogMoment(const QString &text, const QDateTime &now);

/// The first shown line at or after a time. Finds it by halving, though lines of the two streams may be crossed by up to
/// a second and some have no time. None: all are before, or `isAwaited`: lines that it takes are being read from the file, ask
/// again. Never waits for the disk.
[[nodiscard]] std::optional<qint64> firstLogLineAt(const LogDocument &document, qint64 timeNs, bool *isAwaited);

} // namespace models
