// SPDX-License-Identifier: Apache-2.0
#include "models/log_level_habits.h"

#include "models/log_level.h"

#include <algorithm>
#include <cstring>

namespace models {
namespace {

constexpr qsizetype TimeBytes = 48;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// All eight are digits, blanks or punctuation from '!' to '?' other than a quotation mark.
bool isOfDigits(quint64 bytes)
{
    constexpr quint64 Each = 0x0101010101010101;
    const quint64 differing = bytes ^ ('"' * Each);
    const quint64 hasQuote = (differing - Each) & ~differing & (0x80 * Each);
    return (bytes & (0xe0 * Each)) == ' ' * Each && hasQuote == 0;
}

/// Where the first word stands in a line that begins with a time of digits. 0: nowhere, or not in plain sight.
qsizetype wordBehindTime(QByteArrayView line)
{
    const qsizetype size = std::min(line.size(), TimeBytes);
    if (size == 0 || !isDigit(line[0]))
        return 0;
    qsizetype place = 0;
    for (quint64 bytes = 0; size - place >= qsizetype(sizeof bytes); place += sizeof bytes) {
        std::memcpy(&bytes, line.data() + place, sizeof bytes);
        if (!isOfDigits(bytes))
            break;
    }
    while (place < size && !isLetter(line[place]) && line[place] != '"' && line[place] != '\x1b')
        ++place;
    return place < size && isLetter(line[place]) ? place : 0;
}

} // namespace

LogLevel LogLevelHabits::levelOf(QByteArrayView line)
{
    const qsizetype begin = wordBehindTime(line);
    if (begin == 0)
        return logLevelOf(line);
    Habit &habit = m_habits[std::size_t(line[begin]) % m_habits.size()];
    const bool isKnown = habit.size > 0 && line.sliced(begin - 1).startsWith({habit.bytes.data(), habit.size});
    if (isKnown && habit.level != LogLevel::None)
        return habit.level;
    const LogLevel level = logLevelOf(line);
    if (!isKnown && level != LogLevel::None)
        habit = habitOf(line, begin, level);
    return level;
}

LogLevelHabits::Habit LogLevelHabits::habitOf(QByteArrayView line, qsizetype begin, LogLevel level)
{
    const auto end = std::find_if_not(line.begin() + begin, line.end(), isLetter);
    if (end == line.end() || *end == '\x1b' || end - line.begin() - begin > MostBytes - 2)
        return {};
    const QByteArrayView known(line.begin(), end + 1);
    const bool isByWord =
        known.first(begin).contains(' ') && logLevelOf(known) == level; // without a blank: it may be thrown
    Habit habit;
    habit.level = isByWord ? level : LogLevel::None;
    habit.size = known.size() - begin + 1;
    std::copy(known.begin() + begin - 1, known.end(), habit.bytes.begin());
    return habit;
}

} // namespace models
