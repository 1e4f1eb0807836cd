// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_level_habits.h"

#include <QByteArrayView>

namespace models {

/// How serious a line of a log is, in rising order. None: it does not say.
enum class LogLevel : quint8 { None, Trace, Debug, Info, Warning, Error };

/// What a line says of its own level, in the formats that programs in containers use: klog, Jupyter, log4j and logback, Spring,
/// Python, nginx, Apache, PostgreSQL, MySQL, MongoDB, Elasticsearch, syslog, logfmt, JSON with a word or a number, Go, Rust, .NET.
/// Looks at the beginning of the line only, so that the word "error" in a message does not make one. Pure; any thread.
[[nodiscard]] LogLevel logLevelOf(QByteArrayView line);

/// Follows the lines of one stream: those that go on with the line before (indented text, stack traces) are of its level.
/// A value; any thread.
class LogLevelTrail
{
public:
    /// The level of the next line.
    LogLevel next(QByteArrayView line);
    /// What the last line was.
    [[nodiscard]] LogLevel level() const { return m_level; }

private:
    enum class Trace : quint8 { None, Python, Go };

    [[nodiscard]] bool goesOn(QByteArrayView line);

    LogLevelHabits m_habits;
    LogLevel m_level = LogLevel::None;
    Trace m_trace = Trace::None;
};

} // namespace models
