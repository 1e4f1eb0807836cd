// SPDX-License-Identifier: Apache-2.0
#include "models/log_level.h"

#include "models/log_level_places.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <optional>
#include <string_view>

namespace models {
namespace {

constexpr qsizetype HeadBytes = 192; ///< of a line of text; the level stands before the message
constexpr qsizetype JsonBytes = 4096;
constexpr qsizetype LongestWord = 12;

/// Where a word has to stand to mean a level.
enum class Needs : quint8 {
    Nothing,    ///< in capitals it means nothing else
    Punctuation ///< a colon behind it or brackets around it
};

/// Five bits a letter, small or capital; another one for each word of up to twelve letters.
template<class Text>
constexpr quint64 keyOf(const Text &letters)
{
    quint64 key = 0;
    for (const char letter : letters)
        key = key << 5 | quint64(letter & 0x1f);
    return key;
}

struct Word
{
    constexpr Word(std::string_view text, LogLevel its, Needs what) : key(keyOf(text)), level(its), needs(what) {}

    quint64 key;
    LogLevel level;
    Needs needs;
};

constexpr std::array words{
    Word{"error", LogLevel::Error, Needs::Nothing},      Word{"err", LogLevel::Error, Needs::Punctuation},
    Word{"fatal", LogLevel::Error, Needs::Nothing},      Word{"critical", LogLevel::Error, Needs::Nothing},
    Word{"crit", LogLevel::Error, Needs::Nothing},       Word{"emerg", LogLevel::Error, Needs::Nothing},
    Word{"emergency", LogLevel::Error, Needs::Nothing},  Word{"alert", LogLevel::Error, Needs::Punctuation},
    Word{"panic", LogLevel::Error, Needs::Nothing},      Word{"severe", LogLevel::Error, Needs::Nothing},
    Word{"fail", LogLevel::Error, Needs::Punctuation},   Word{"ftl", LogLevel::Error, Needs::Nothing},
    Word{"dpanic", LogLevel::Error, Needs::Nothing},     Word{"warning", LogLevel::Warning, Needs::Nothing},
    Word{"warn", LogLevel::Warning, Needs::Nothing},     Word{"wrn", LogLevel::Warning, Needs::Nothing},
    Word{"info", LogLevel::Info, Needs::Nothing},        Word{"inf", LogLevel::Info, Needs::Nothing},
    Word{"information", LogLevel::Info, Needs::Nothing}, Word{"notice", LogLevel::Info, Needs::Nothing},
    Word{"note", LogLevel::Info, Needs::Punctuation},    Word{"log", LogLevel::Info, Needs::Punctuation},
    Word{"system", LogLevel::Info, Needs::Punctuation},  Word{"debug", LogLevel::Debug, Needs::Nothing},
    Word{"dbg", LogLevel::Debug, Needs::Nothing},        Word{"dbug", LogLevel::Debug, Needs::Punctuation},
    Word{"config", LogLevel::Debug, Needs::Punctuation}, Word{"fine", LogLevel::Debug, Needs::Punctuation},
    Word{"trace", LogLevel::Trace, Needs::Nothing},      Word{"trc", LogLevel::Trace, Needs::Nothing},
    Word{"trce", LogLevel::Trace, Needs::Punctuation},   Word{"verbose", LogLevel::Debug, Needs::Nothing},
    Word{"finer", LogLevel::Trace, Needs::Punctuation},  Word{"finest", LogLevel::Trace, Needs::Punctuation},
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLetter(char c)
{
    return isUpper(c) || (c >= 'a' && c <= 'z');
}

template<char... All>
bool isOneOf(char c)
{
    return ((c == All) || ...);
}

char at(QByteArrayView text, qsizetype place)
{
    return place >= 0 && place < text.size() ? text[place] : '\0';
}

/// Which of the words end with each letter, a bit for each.
constexpr std::array<quint64, 32> wordsByLetter = [] {
    static_assert(words.size() <= 64);
    std::array<quint64, 32> all{};
    for (std::size_t i = 0; i < words.size(); ++i)
        all[words[i].key & 0x1f] |= quint64(1) << i;
    return all;
}();

/// `text` is of letters.
const Word *wordOf(QByteArrayView text)
{
    if (text.size() > LongestWord)
        return nullptr;
    const quint64 key = keyOf(text);
    for (quint64 left = wordsByLetter[key & 0x1f]; left != 0; left &= left - 1) {
        const Word &word = words[std::size_t(std::countr_zero(left))];
        if (word.key == key)
            return &word;
    }
    return nullptr;
}

LogLevel levelOfWord(QByteArrayView text)
{
    const Word *const word = std::all_of(text.begin(), text.end(), isLetter) ? wordOf(text) : nullptr;
    return word ? word->level : LogLevel::None;
}

/// MongoDB: D1 to D5, I, W, E, F.
LogLevel levelOfLetter(char letter)
{
    switch (letter) {
    case 'D':
        return LogLevel::Debug;
    case 'I':
        return LogLevel::Info;
    case 'W':
        return LogLevel::Warning;
    case 'E':
    case 'F':
    case 'C':
        return LogLevel::Error;
    default:
        return LogLevel::None;
    }
}

/// 0 (emergency) to 7 (debug).
LogLevel levelOfSyslog(int severity)
{
    if (severity <= 3)
        return LogLevel::Error;
    return severity == 4 ? LogLevel::Warning : severity <= 6 ? LogLevel::Info : LogLevel::Debug;
}

/// Of bunyan and pino from 10 (trace) to 60 (fatal); smaller ones are syslog's.
LogLevel levelOfNumber(int number)
{
    if (number < 8)
        return levelOfSyslog(number);
    constexpr std::array levels{LogLevel::Trace, LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error};
    return levels[std::size_t(std::clamp(number / 10 - 1, 0, 4))];
}

/// Up to four digits; -1: none.
int leadingNumber(QByteArrayView text)
{
    int number = -1;
    for (qsizetype i = 0; i < 4 && isDigit(at(text, i)); ++i)
        number = std::max(number, 0) * 10 + (text[i] - '0');
    return number;
}

bool isLevelKey(QByteArrayView key)
{
    constexpr std::array<std::string_view, 8> keys{"level",     "lvl",       "severity", "loglevel",
                                                   "log.level", "levelname", "@l",       "log_level"};
    return std::any_of(keys.begin(), keys.end(), [key](std::string_view name) {
        return name.size() == std::size_t(key.size()) &&
               key.compare(QByteArrayView(name.data(), key.size()), Qt::CaseInsensitive) == 0;
    });
}

/// One past the closing quote of the string that begins at `from`, or the size.
qsizetype stringEnd(QByteArrayView json, qsizetype from)
{
    for (qsizetype i = from + 1; i < json.size(); ++i) {
        if (json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            return i + 1;
    }
    return json.size();
}

LogLevel levelOfJsonValue(QByteArrayView key, QByteArrayView value)
{
    const bool isWord = value.startsWith('"');
    if (key == "s") // MongoDB
        return isWord && isOneOf<'"', '1', '2', '3', '4', '5'>(at(value, 2)) ? levelOfLetter(at(value, 1))
                                                                             : LogLevel::None;
    if (!isLevelKey(key))
        return LogLevel::None;
    if (isWord)
        return levelOfWord(value.sliced(1, std::max<qsizetype>(0, stringEnd(value, 0) - 2)));
    const int number = leadingNumber(value);
    return number < 0 ? LogLevel::None : levelOfNumber(number);
}

LogLevel levelOfJson(QByteArrayView json)
{
    json = json.first(std::min(json.size(), JsonBytes));
    int depth = 0;
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (json[i] == '{' || json[i] == '[')
            ++depth;
        else if (json[i] == '}' || json[i] == ']')
            --depth;
        if (json[i] != '"')
            continue;
        const qsizetype end = stringEnd(json, i);
        qsizetype value = end;
        while (isOneOf<' ', '\t'>(at(json, value)))
            ++value;
        if (depth == 1 && at(json, value) == ':') {
            do {
                ++value;
            } while (isOneOf<' ', '\t'>(at(json, value)));
            const LogLevel level =
                levelOfJsonValue(json.sliced(i + 1, end - i - 2), json.sliced(std::min(value, json.size())));
            if (level != LogLevel::None)
                return level;
        }
        i = end - 1;
    }
    return LogLevel::None;
}

/// "<4>" of syslog, "E0102 15:04" of klog, "[E 12:03" of Jupyter.
LogLevel levelOfPrefix(QByteArrayView head)
{
    if (at(head, 0) == '<') {
        const int priority = leadingNumber(head.sliced(1));
        const qsizetype digits = priority < 10 ? 1 : priority < 100 ? 2 : 3;
        return priority >= 0 && priority < 192 && at(head, 1 + digits) == '>' ? levelOfSyslog(priority % 8)
                                                                              : LogLevel::None;
    }
    if (at(head, 0) == '[' && at(head, 2) == ' ' && isDigit(at(head, 3)))
        return levelOfLetter(at(head, 1));
    const bool isKlog = head.size() > 8 && std::all_of(head.begin() + 1, head.begin() + 5, isDigit) && head[5] == ' ' &&
                        isDigit(head[6]);
    return isKlog ? levelOfLetter(head[0]) : LogLevel::None;
}

/// `text` has a word of letters from `begin` to `end`: whether it stands there as a level does.
bool standsAsLevel(QByteArrayView text, qsizetype begin, qsizetype end, Needs needs)
{
    const char before = at(text, begin - 1);
    const char next = at(text, end);
    const bool isFree = (before == 0 || isOneOf<' ', '\t', '[', '|', ':', '<', '('>(before)) &&
                        (next == 0 || isOneOf<' ', '\t', ']', '|', ':', '>', ')', ',', '!', '/'>(next));
    if (isFree && needs == Needs::Nothing && std::all_of(text.begin() + begin, text.begin() + end, isUpper))
        return true;
    if (next == ':' && (before == 0 || isOneOf<' ', '\t', '[', '.', ']', '|'>(before)))
        return true;
    if (isOneOf<'[', '(', '|', '<', ':'>(before)) {
        while (at(text, end) == ' ')
            ++end;
        return isOneOf<']', ')', '|', '>'>(at(text, end));
    }
    return (before == '\t' && next == '\t') || (begin == 4 && text.startsWith("npm "));
}

/// "level=warn" of logfmt, whatever stands before; `end` is at the '='.
LogLevel levelOfPair(QByteArrayView head, qsizetype begin, qsizetype end)
{
    if (!isLevelKey(head.sliced(begin, end - begin)))
        return LogLevel::None;
    const qsizetype value = end + (at(head, end + 1) == '"' ? 2 : 1);
    qsizetype stop = value;
    while (isLetter(at(head, stop)))
        ++stop;
    if (stop > value)
        return levelOfWord(head.sliced(value, stop - value));
    const int number = value < head.size() ? leadingNumber(head.sliced(value)) : -1;
    return number < 0 ? LogLevel::None : levelOfNumber(number);
}

/// "ValueError: …", "java.io.IOException: …" at the beginning of a line.
bool isThrown(QByteArrayView head, qsizetype begin, qsizetype end)
{
    const QByteArrayView word = head.sliced(begin, end - begin);
    const bool isName = word.size() > 6 && isUpper(word[0]) && (word.endsWith("Error") || word.endsWith("Exception"));
    return isName && at(head, end) == ':' && head.first(begin).indexOf(' ') < 0;
}

/// What PostgreSQL says more of the line before.
bool isPostgresDetail(QByteArrayView line)
{
    constexpr std::array<const char *, 5> details{"DETAIL:", "HINT:", "STATEMENT:", "CONTEXT:", "LOCATION:"};
    const QByteArrayView head = line.first(std::min<qsizetype>(line.size(), 96));
    for (qsizetype colon = head.indexOf(':'); colon >= 0; colon = head.indexOf(':', colon + 1)) {
        const QByteArrayView before = head.first(colon + 1);
        if (at(head, colon + 1) == ' ' && at(head, colon + 2) == ' ' &&
            std::any_of(details.begin(), details.end(), [before](const char *word) { return before.endsWith(word); }))
            return true;
    }
    return false;
}

/// What the word from `begin` to `end` says. None: that the line has no level; nothing: the word says nothing.
std::optional<LogLevel> levelOfWordAt(QByteArrayView head, qsizetype begin, qsizetype end)
{
    const char before = at(head, begin - 1);
    const char next = at(head, end);
    if (next == '=') {
        if (const LogLevel level = levelOfPair(head, begin, end); level != LogLevel::None)
            return level;
    }
    if (next == ':' && at(head, end + 2) == ' ' && isPostgresDetail(head.sliced(begin, end + 3 - begin)))
        return LogLevel::None;
    const bool isPart = before == '_' || next == '_' || isDigit(before) || isDigit(next);
    const Word *const word = isPart ? nullptr : wordOf(head.sliced(begin, end - begin));
    if (word && standsAsLevel(head, begin, end, word->needs))
        return word->level;
    if (isThrown(head, begin, end))
        return LogLevel::Error;
    return {};
}

/// Nothing: there is an escape sequence in the way.
std::optional<LogLevel> levelOfText(QByteArrayView head)
{
    LogLevelPlaces places(head);
    qsizetype from = 0;
    for (qsizetype end = places.next(from); end >= 0; end = places.next(from)) {
        qsizetype begin = end;
        while (begin > from && isLetter(head[begin - 1]))
            --begin;
        if (begin < end) {
            if (const std::optional<LogLevel> level = levelOfWordAt(head, begin, end))
                return *level;
        }
        if (at(head, end) == '\x1b')
            return {};
        if (at(head, end) != '"')
            continue;
        if (at(head, end - 1) != '=') // what is quoted is said by somebody else
            return LogLevel::None;
        from = stringEnd(head, end);
    }
    return LogLevel::None;
}

/// The same: `line` begins with `head`.
std::optional<LogLevel> levelOfHead(QByteArrayView head, QByteArrayView line)
{
    if (head.isEmpty() || isOneOf<' ', '\t'>(head[0])) {
        const auto text = std::find_if_not(head.begin(), head.end(), [](char c) { return isOneOf<' ', '\t'>(c); });
        const auto indent = text - head.begin();
        if (indent > 2 || text == head.end()) // a line of its own is not indented by more
            return LogLevel::None;
        head = head.sliced(indent);
    }
    if (head[0] == '{') {
        if (head.contains('\x1b'))
            return {};
        return levelOfJson(head.size() < HeadBytes && line.size() < HeadBytes ? head : line);
    }
    const LogLevel level = levelOfPrefix(head);
    return level != LogLevel::None ? level : levelOfText(head);
}

QByteArrayView withoutEscapes(QByteArrayView head, std::array<char, HeadBytes> &buffer)
{
    qsizetype size = 0;
    for (qsizetype i = 0; i < head.size(); ++i) {
        if (head[i] != '\x1b') {
            buffer[std::size_t(size++)] = head[i];
        } else if (at(head, i + 1) == '[') {
            for (i += 2; i < head.size() && (head[i] < 0x40 || head[i] > 0x7e);)
                ++i;
        }
    }
    return {buffer.data(), size};
}

bool startsWithOneOf(QByteArrayView line, std::initializer_list<const char *> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [line](const char *text) {
        return at(line, 0) == *text && line.startsWith(QByteArrayView(text));
    });
}

} // namespace

LogLevel logLevelOf(QByteArrayView line)
{
    const QByteArrayView head = line.first(std::min(line.size(), HeadBytes));
    if (const std::optional<LogLevel> level = levelOfHead(head, line))
        return *level;
    std::array<char, HeadBytes> buffer;
    return levelOfHead(withoutEscapes(head, buffer), line).value_or(LogLevel::None);
}

LogLevel LogLevelTrail::next(QByteArrayView line)
{
    const LogLevel own = m_habits.levelOf(line);
    if (own != LogLevel::None) {
        m_level = own;
        m_trace = own == LogLevel::Error && line.startsWith("panic: ") ? Trace::Go : Trace::None;
        return m_level;
    }
    const bool isPython = line.startsWith("Traceback (most recent call last)");
    if (isPython || startsWithOneOf(line, {"Exception in thread", "goroutine "})) {
        m_level = std::max(m_level, LogLevel::Error);
        m_trace = isPython ? Trace::Python : line.startsWith('g') ? Trace::Go : Trace::None;
    } else if (!goesOn(line)) {
        m_level = LogLevel::None;
        m_trace = Trace::None;
    }
    return m_level;
}

bool LogLevelTrail::goesOn(QByteArrayView line)
{
    if (line.isEmpty() || isOneOf<' ', '\t'>(line[0]) || isPostgresDetail(line))
        return true;
    if (startsWithOneOf(line, {"at ", "... ", "Caused by:", "Suppressed:", "}", "]", ")",
                               "During handling of the above exception", "The above exception was"}))
        return true;
    const Trace trace = m_trace;
    if (trace == Trace::Python) // the line that names the exception is the last one
        m_trace = Trace::None;
    return trace != Trace::None;
}

} // namespace models
