// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

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

/// Decoded lines of one turn of the engine thread.
struct LogBatch
{
    QByteArray bytes;
    std::vector<LogLine> lines;
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
