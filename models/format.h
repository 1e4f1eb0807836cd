// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace models {

/// How figures, times and ports are written everywhere in the app. Pure functions of any thread; English, no locale, and an
/// unknown value is an empty text, never a guess.

/// Three figures and a decimal unit, as the docker client: "204 MB", "65.5 MB", "1.02 GB"; empty when negative.
[[nodiscard]] QString formatSize(qint64 bytes);
/// As formatSize, but whole numbers below a gigabyte, for figures that change all the time: "61 MB", "1.2 GB".
[[nodiscard]] QString formatMemory(qint64 bytes);
/// Bytes a second: "1.2 MB/s"; empty when negative.
[[nodiscard]] QString formatRate(double bytesPerSecond);
/// 100 is one CPU: "0 %", "153 %"; empty for NaN and negative.
[[nodiscard]] QString formatPercent(double percent);
/// The largest unit only: "<1 min", "5 min", "2 h", "3 days", "5 weeks", "4 months", "2 years". Clocks differ: below 0 is 0.
[[nodiscard]] QString formatAge(qint64 seconds);
/// formatAge with "ago", for a time in seconds since 1970; empty when `since` is 0 (unknown).
[[nodiscard]] QString formatAgo(qint64 since, qint64 now);
/// How long something took or will take: "under 0.1 s", "0.4 s", "12 s", "2 min 5 s", "1 h 2 min"; empty when negative.
[[nodiscard]] QString formatDuration(qint64 milliseconds);
/// Local date and time, "2026-11-22 15:44:34"; empty when `secondsSince1970` is 0.
[[nodiscard]] QString formatTime(qint64 secondsSince1970);

/// Published ports, "8888→8888, 8000-8002→80-82, 53→53/udp"; the two address families of one port are told once, an
/// address only when it is neither loopback nor all.
[[nodiscard]] QString formatPorts(const QList<engine::Port> &ports);
/// Every port on a line of its own, with its address, and those that are only exposed.
[[nodiscard]] QString formatPortsInFull(const QList<engine::Port> &ports);

/// running, paused, restarting, created, exited, dead, removing, unknown.
[[nodiscard]] QString stateWord(engine::ContainerState state);
/// The state in short with its age: "Up 2 h", "Up 2 min (healthy)", "Exited (137) 5 min ago", "Created", "Paused".
[[nodiscard]] QString formatStatus(const engine::Container &container, qint64 now);

/// `text` from outside on one line: control characters and those that turn the writing direction are left out.
[[nodiscard]] QString visibleText(const QString &text);
/// `text` so that a tool tip shows it as it is, never as markup.
[[nodiscard]] QString toolTipText(const QString &text);
/// "web", "web and db", "web, db and cache", "web, db and 2 more": for titles.
[[nodiscard]] QString formatNames(const QStringList &names);
/// The first twelve digits of an id, without "sha256:".
[[nodiscard]] QString shortId(const QString &id);

} // namespace models
