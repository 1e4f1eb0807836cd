// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_files.h"

#include <QStringDecoder>

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// The client's reader takes no longer line.
constexpr qsizetype longestLine = 64 * 1024;

tl::expected<QByteArray, QString> bytesOf(const QString &path, const ShellEnvironment &environment)
{
    return environment.readFile ? environment.readFile(path)
                                : tl::expected<QByteArray, QString>(tl::unexpected(u"no such file or directory"_s));
}

QString fileProblem(const QString &path, const QString &what)
{
    return u"invalid env file (%1): %2"_s.arg(path, what);
}

/// What one line gives: nothing, NAME=value, or a problem.
Checked<QString> readLine(const QString &typed, const ShellEnvironment &environment, bool inherit)
{
    const auto first = std::find_if_not(typed.cbegin(), typed.cend(), [](QChar c) { return c.isSpace(); });
    const QString line = typed.mid(first - typed.cbegin());
    if (line.isEmpty() || line.startsWith(u'#'))
        return QString();
    const auto parts = cut(line, u'=');
    const QString name = parts ? parts->first : line;
    if (name.contains(u' ') || name.contains(u'\t'))
        return tl::unexpected(u"variable '%1' contains whitespaces"_s.arg(name));
    if (name.isEmpty())
        return tl::unexpected(u"no variable name on line '%1'"_s.arg(line));
    if (parts)
        return line;
    const auto value = inherit ? environment.lookUp(name) : std::nullopt;
    return value ? name + u'=' + *value : QString();
}

Checked<QStringList> readFile(const QString &path, const ShellEnvironment &environment, bool inherit)
{
    const auto bytes = bytesOf(path, environment);
    if (!bytes && bytes.error() == u"is a directory")
        return tl::unexpected(fileProblem(path, u"read %1: is a directory"_s.arg(path)));
    if (!bytes)
        return tl::unexpected(u"open %1: %2"_s.arg(path, bytes.error()));
    QStringList lines;
    int number = 0;
    for (QByteArray line : bytes->split('\n')) {
        ++number;
        if (line.endsWith('\r'))
            line.chop(1);
        if (number == 1 && line.startsWith("\xef\xbb\xbf"))
            line.remove(0, 3);
        if (line.size() >= longestLine)
            return tl::unexpected(fileProblem(path, u"bufio.Scanner: token too long"_s));
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString text = decoder(line);
        if (decoder.hasError())
            return tl::unexpected(fileProblem(path, u"invalid utf8 bytes at line %1"_s.arg(number)));
        const auto read = readLine(text, environment, inherit);
        if (!read)
            return tl::unexpected(fileProblem(path, read.error()));
        if (!read->isEmpty())
            lines += *read;
    }
    return lines;
}

/// JSON with the blanks between its parts left out, everything else as it stands.
QByteArray compacted(const QByteArray &json)
{
    QByteArray kept;
    bool quoted = false, escaped = false;
    for (const char c : json) {
        if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r'))
            continue;
        kept += c;
        if (c == '"' && !escaped)
            quoted = !quoted;
        escaped = quoted && c == '\\' && !escaped;
    }
    return kept;
}

} // namespace

Checked<QStringList> readKeyValueFiles(const QStringList &paths, const ShellEnvironment &environment, bool inherit)
{
    QStringList lines;
    for (const QString &path : paths) {
        const auto read = readFile(path, environment, inherit);
        if (!read)
            return tl::unexpected(read.error());
        lines += *read;
    }
    return lines;
}

Checked<QString> readEnv(const QString &text, const ShellEnvironment &environment)
{
    const auto parts = cut(text, u'=');
    if (text.isEmpty() || (parts && parts->first.isEmpty()))
        return tl::unexpected(u"invalid environment variable: "_s + text);
    const auto value = parts ? std::nullopt : environment.lookUp(text);
    return value ? text + u'=' + *value : text;
}

bool isProfileText(const QString &value)
{
    return value.startsWith(u'{') && nlohmann::json::accept(value.toStdString());
}

Checked<QString> readSecurityOption(const QString &text, const ShellEnvironment &environment)
{
    const bool alone = text == u"no-new-privileges";
    auto parts = cut(text, u'=');
    if (!parts && !alone)
        parts = cut(text, u':');
    const QString name = parts ? parts->first : text;
    if (name != u"no-new-privileges" && (!parts || parts->second.isEmpty()))
        return tl::unexpected(u"Invalid --security-opt: "_s + goQuoted(text));
    if (name != u"seccomp" || parts->second == u"unconfined" || parts->second == u"builtin")
        return text;
    const QString path = parts->second;
    if (environment.inlineProfiles && isProfileText(path))
        return text;
    const auto bytes = bytesOf(path, environment);
    if (!bytes) {
        const QString doing = bytes.error() == u"is a directory" ? u"read"_s : u"open"_s;
        return tl::unexpected(u"opening seccomp profile (%1) failed: %2 %1: %3"_s.arg(path, doing, bytes.error()));
    }
    if (!nlohmann::json::accept(bytes->cbegin(), bytes->cend()))
        return tl::unexpected(u"compacting json for seccomp profile (%1) failed: the file is not JSON"_s.arg(path));
    return u"seccomp="_s + QString::fromUtf8(compacted(*bytes));
}

QString checkCidFile(const QString &path, const ShellEnvironment &environment)
{
    if (path.isEmpty())
        return {};
    const auto there = bytesOf(path, environment);
    if (there || there.error() != u"no such file or directory")
        return u"container ID file found, make sure the other container isn't running or delete "_s + path;
    const qsizetype slash = path.lastIndexOf(u'/');
    const auto folder = slash > 0 ? bytesOf(path.left(slash), environment) : tl::unexpected(u"is a directory"_s);
    if (!folder && folder.error() != u"is a directory")
        return u"failed to create the container ID file: open %1: %2"_s.arg(path, folder.error());
    return {};
}

} // namespace models::run
