// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <array>
#include <memory>
#include <vector>

namespace engine {

enum class LogStream : quint8 { Stdin = 0, Stdout = 1, Stderr = 2 };

/// One line in LogBatch::bytes, without its line end.
struct LogLine
{
    quint32 offset = 0;
    quint32 length = 0;
    qint64 timeNs = 0; ///< engine timestamp, ns since 1970; 0 when not asked for or unreadable
    LogStream stream = LogStream::Stdout;
    bool partial = false; ///< continues in the next line of this stream (a line longer than the bound was cut here)
};

/// The times of one stream's lines in a batch.
struct LogTimes
{
    qint64 firstNs = 0, lastNs = 0;
    qsizetype count = 0; ///< of lines
};

/// What is true of all lines of a batch, so that its receiver need not look at each.
struct LogFacts
{
    std::array<LogTimes, 3> times; ///< by stream
    quint32 longest = 0;           ///< bytes of a line
    bool isRising = true;          ///< in each stream every time is later than the one before
    bool isSorted = true;          ///< or the same
    bool hasPartial = false;
    bool hasEscape = false; ///< a byte 0x1b
    bool isAscii = false;
};

/// Decoded lines of one turn of the engine thread.
struct LogBatch
{
    QByteArray bytes; ///< with a line feed behind each line; of `block` when there is one, and valid as long as that
    std::vector<LogLine> lines;
    std::shared_ptr<const char[]>
        block;      ///< of a large batch: whoever wants to keep the bytes may keep this. Never changes
    LogFacts facts; ///< with a block only
};

/// Query of `GET /containers/{id}/logs`.
struct LogOptions
{
    bool follow = true;
    bool standardOutput = true, standardError = true;
    bool timestamps = true; ///< asked of the engine and taken off each line into LogLine::timeNs
    qint64 tail = -1;       ///< last N lines; -1: all
    qint64 sinceNs = 0;     ///< only lines at or after this time (ns since 1970); 0: from the start
    qint64 untilNs = 0;
    bool tty = false; ///< the container has a terminal: the stream is raw, not multiplexed
};

} // namespace engine
