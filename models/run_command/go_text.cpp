// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/go_text.h"

#include <QList>

#include <array>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

std::optional<QList<int>> fourBytes(QStringView text)
{
    QList<int> bytes;
    for (const QStringView part : text.split(u'.')) {
        const bool digits = std::all_of(part.cbegin(), part.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (part.isEmpty() || part.size() > 3 || !digits || (part.size() > 1 && part.front() == u'0') ||
            part.toInt() > 255)
            return {};
        bytes += part.toInt();
    }
    return bytes.size() == 4 ? std::optional(bytes) : std::nullopt;
}

/// The groups of one side of "::"; the last may be an IPv4 address.
std::optional<QList<int>> groups(QStringView text)
{
    QList<int> words;
    if (text.isEmpty())
        return words;
    const auto parts = text.split(u':');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QStringView part = parts.at(i);
        if (i + 1 == parts.size() && part.contains(u'.')) {
            const auto bytes = fourBytes(part);
            if (!bytes)
                return {};
            words += {bytes->at(0) * 256 + bytes->at(1), bytes->at(2) * 256 + bytes->at(3)};
            continue;
        }
        bool ok = false;
        const int word = part.toInt(&ok, 16);
        if (!ok || part.size() > 4 || part.startsWith(u'+') || part.startsWith(u'-'))
            return {};
        words += word;
    }
    return words;
}

std::optional<QList<int>> eightWords(QStringView text)
{
    const qsizetype gap = text.indexOf(u"::"_s);
    if (gap < 0) {
        const auto words = groups(text);
        return words && words->size() == 8 ? words : std::nullopt;
    }
    const auto before = groups(text.left(gap)), after = groups(text.mid(gap + 2));
    if (!before || !after || before->size() + after->size() > 7 || text.left(gap).contains(u'.'))
        return {};
    return *before + QList<int>(8 - before->size() - after->size(), 0) + *after;
}

/// The longest run of two zeros or more, the first of several: start and length.
std::pair<qsizetype, qsizetype> zeros(const QList<int> &words)
{
    std::pair<qsizetype, qsizetype> longest{-1, 1};
    for (qsizetype start = 0, i = 0; i <= words.size(); ++i) {
        if (i < words.size() && words.at(i) == 0)
            continue;
        if (i - start > longest.second)
            longest = {start, i - start};
        start = i + 1;
    }
    return longest;
}

QString spelled(const QList<int> &words)
{
    const auto gap = zeros(words);
    QString text;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (i == gap.first) {
            text += u"::"_s;
            i += gap.second - 1;
            continue;
        }
        if (!text.isEmpty() && !text.endsWith(u':'))
            text += u':';
        text += QString::number(words.at(i), 16);
    }
    return text;
}

QString escaped(QChar c)
{
    switch (c.unicode()) {
    case u'"':
        return u"\\\""_s;
    case u'\\':
        return u"\\\\"_s;
    case u'\n':
        return u"\\n"_s;
    case u'\t':
        return u"\\t"_s;
    case u'\r':
        return u"\\r"_s;
    default:
        break;
    }
    if (c.unicode() < 32 || c.unicode() == 127)
        return u"\\x%1"_s.arg(int(c.unicode()), 2, 16, QChar(u'0'));
    return c;
}

} // namespace

QString goQuoted(const QString &text)
{
    QString quoted(u'"');
    for (const QChar c : text)
        quoted += escaped(c);
    return quoted + u'"';
}

std::optional<QString> goIp(const QString &text)
{
    if (!text.contains(u':'))
        return fourBytes(text) ? std::optional(text) : std::nullopt;
    const auto words = eightWords(text);
    if (!words)
        return {};
    const bool mapped = words->at(5) == 0xffff && zeros(words->first(5)).second == 5;
    if (!mapped)
        return spelled(*words);
    const int high = words->at(6), low = words->at(7);
    return u"%1.%2.%3.%4"_s.arg(high / 256).arg(high % 256).arg(low / 256).arg(low % 256);
}

bool isMac(const QString &text)
{
    const bool dots = text.contains(u'.');
    const QChar separator = dots ? u'.' : text.contains(u'-') ? u'-' : u':';
    const auto parts = text.split(separator);
    const qsizetype bytes = dots ? parts.size() * 2 : parts.size();
    if (bytes != 6 && bytes != 8 && bytes != 20)
        return false;
    return std::all_of(parts.cbegin(), parts.cend(), [dots](const QString &part) {
        return part.size() == (dots ? 4 : 2) && std::all_of(part.cbegin(), part.cend(), [](QChar c) {
                   return c.unicode() < 128 && std::isxdigit(c.unicode());
               });
    });
}

std::optional<std::pair<QString, QString>> cut(const QString &text, QChar separator)
{
    const qsizetype at = text.indexOf(separator);
    if (at < 0)
        return {};
    return std::pair(text.left(at), text.mid(at + 1));
}

QString goCleanPath(const QString &path)
{
    const bool rooted = path.startsWith(u'/');
    QStringList kept;
    for (const QString &part : path.split(u'/', Qt::SkipEmptyParts)) {
        if (part == u".")
            continue;
        const bool up = part == u"..";
        if (up && !kept.isEmpty() && kept.last() != u"..")
            kept.removeLast();
        else if (!up || !rooted)
            kept += part;
    }
    const QString joined = kept.join(u'/');
    return rooted ? u'/' + joined : joined.isEmpty() ? u"."_s : joined;
}

} // namespace models::run
