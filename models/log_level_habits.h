// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <array>

namespace models {

enum class LogLevel : quint8;

/// What a program has written behind a time to say a level: it writes the same again and again, and what is known need not be found
/// out, which is most of what a filter by level does. Learns from the lines that it is asked about and says of each what
/// logLevelOf() says. A value that a LogLevelTrail owns; any thread.
class LogLevelHabits
{
public:
    [[nodiscard]] LogLevel levelOf(QByteArrayView line);

private:
    static constexpr qsizetype MostBytes = 16;

    /// From the byte in front of the word to the one behind it.
    struct Habit
    {
        std::array<char, MostBytes> bytes{};
        qsizetype size = 0; ///< 0: nothing is known
        LogLevel level{};   ///< None: it takes more than these bytes
    };

    [[nodiscard]] static Habit habitOf(QByteArrayView line, qsizetype begin, LogLevel level);

    std::array<Habit, 8> m_habits; ///< by what the word begins with
};

} // namespace models
