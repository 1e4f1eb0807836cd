// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/log_timestamp.h"

#include <QtEndian>

#include <algorithm>
#include <cstring>

namespace engine {

namespace {
/// Reads numbers of a fixed width off a text; remembers whether anything did not fit.
class Reader
{
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    int number(int digits)
    {
        int value = 0;
        for (int i = 0; i < digits; ++i)
            value = value * 10 + digit();
        return value;
    }
    int digit()
    {
        const char c = take();
        m_ok = m_ok && c >= '0' && c <= '9';
        return c - '0';
    }
    bool isDigit() const { return !m_text.empty() && m_text.front() >= '0' && m_text.front() <= '9'; }
    void expect(char wanted) { m_ok = take() == wanted && m_ok; }
    bool skip(char wanted)
    {
        const bool found = !m_text.empty() && m_text.front() == wanted;
        if (found)
            m_text.remove_prefix(1);
        return found;
    }
    bool isAtEnd() const { return m_ok && m_text.empty(); }

private:
    char take()
    {
        if (m_text.empty())
            return '\0';
        const char c = m_text.front();
        m_text.remove_prefix(1);
        return c;
    }

    std::string_view m_text;
    bool m_ok = true;
};

/// Days since 1970 of a date of the Gregorian calendar, counted in years that begin in March.
qint64 daysSinceEpoch(int year, int month, int day)
{
    const qint64 marchYear = month > 2 ? year : year - 1;
    const qint64 era = marchYear / 400;
    const qint64 yearOfEra = marchYear - era * 400;
    const qint64 dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

qint64 fraction(Reader &reader)
{
    qint64 nanoseconds = 0;
    qint64 unit = 100'000'000;
    if (reader.skip('.')) {
        do {
            nanoseconds += reader.digit() * unit;
            unit /= 10;
        } while (reader.isDigit() && unit > 0);
    }
    return nanoseconds;
}

/// Seconds east of Greenwich.
int offset(Reader &reader)
{
    if (reader.skip('Z'))
        return 0;
    const int sign = reader.skip('-') ? -1 : 1;
    if (sign > 0)
        reader.expect('+');
    const int hours = reader.number(2);
    reader.expect(':');
    return sign * (hours * 3600 + reader.number(2) * 60);
}

/// Nine digits at once; -1 when some are none.
qint64 nineDigits(const char *text)
{
    constexpr quint64 zeros = 0x3030303030303030;
    constexpr quint64 pairs = 0x000000ff000000ff;
    const auto eight = qFromLittleEndian<quint64>(text);
    const unsigned last = static_cast<unsigned char>(text[8]) - unsigned{'0'};
    if ((((eight + 0x4646464646464646) | (eight - zeros)) & 0x8080808080808080) != 0 || last > 9)
        return -1;
    quint64 sum = eight - zeros; // digits, then twos, fours and all eight of them added up
    sum = sum * 10 + (sum >> 8U);
    sum = ((sum & pairs) * (100 + (1'000'000ULL << 32U)) + ((sum >> 16U) & pairs) * (1 + (10'000ULL << 32U))) >> 32U;
    return static_cast<qint64>(sum * 10 + last);
}

/// "2026-11-22T15:00:52" twice; a call of memcmp would take longer than all else here.
bool isEqual(const char *left, const char *right)
{
    constexpr std::size_t overlapping = 19 - sizeof(quint64);
    const auto differs = [&](std::size_t at) {
        return qFromUnaligned<quint64>(left + at) ^ qFromUnaligned<quint64>(right + at);
    };
    return (differs(0) | differs(sizeof(quint64)) | differs(overlapping)) == 0;
}
} // namespace

std::optional<qint64> parseLogTimestamp(std::string_view text)
{
    Reader reader(text);
    const int year = reader.number(4);
    reader.expect('-');
    const int month = reader.number(2);
    reader.expect('-');
    const int day = reader.number(2);
    reader.expect('T');
    const int hour = reader.number(2);
    reader.expect(':');
    const int minute = reader.number(2);
    reader.expect(':');
    const int second = reader.number(2);
    const qint64 nanoseconds = fraction(reader);
    const int east = offset(reader);
    // Nanoseconds in 64 bits reach from 1677 to 2262.
    if (!reader.isAtEnd() || year < 1678 || year > 2261 || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    const qint64 seconds = daysSinceEpoch(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - east;
    return seconds * 1'000'000'000 + nanoseconds;
}

std::optional<qint64> takeLogTimestamp(std::string_view &line)
{
    const std::size_t end = std::min(line.substr(0, maxLogTimestamp + 1).find(' '), line.size());
    const std::optional<qint64> time = parseLogTimestamp(line.substr(0, end));
    if (time)
        line.remove_prefix(std::min(end + 1, line.size()));
    return time;
}

std::optional<qint64> LogClock::take(std::string_view &line)
{
    constexpr std::size_t size = secondSize + 12; // ".725116077Z "
    const bool isUsual =
        line.size() >= size && line[secondSize] == '.' && line[size - 2] == 'Z' && line[size - 1] == ' ';
    const qint64 nanoseconds = isUsual ? nineDigits(line.data() + secondSize + 1) : -1;
    if (nanoseconds >= 0 && isEqual(line.data(), m_second.data())) {
        line.remove_prefix(size);
        return m_secondNs + nanoseconds;
    }
    const std::string_view whole = line;
    const std::optional<qint64> time = takeLogTimestamp(line);
    if (time && nanoseconds >= 0) {
        std::copy_n(whole.data(), secondSize, m_second.data());
        m_secondNs = *time - nanoseconds;
    }
    return time;
}

} // namespace engine
