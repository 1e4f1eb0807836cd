// SPDX-License-Identifier: Apache-2.0
#include "engine-client/image_reference.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace engine {
namespace {

constexpr qsizetype maxNameLength = 255;
constexpr qsizetype maxTagLength = 128;
constexpr qsizetype idLength = 64;

const auto hubRegistry = "docker.io"_L1;
const auto officialPrefix = "library/"_L1;

using Problem = std::optional<ReferenceProblem>;

bool isLower(QChar c)
{
    return c >= u'a' && c <= u'z';
}

bool isUpper(QChar c)
{
    return c >= u'A' && c <= u'Z';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isHex(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

bool isAlphanumeric(QChar c)
{
    return isLower(c) || isUpper(c) || isDigit(c);
}

/// The character at `position` as it may be shown: quoted, control characters by number.
QString shown(QStringView text, qsizetype position)
{
    const QChar c = text.at(position);
    if (c == u' ')
        return u"a blank"_s;
    if (!c.isPrint() && !c.isSurrogate())
        return u"U+%1"_s.arg(ushort(c.unicode()), 4, 16, QLatin1Char('0')).toUpper();
    const qsizetype length = c.isHighSurrogate() && position + 1 < text.size() ? 2 : 1;
    return u"“%1”"_s.arg(text.sliced(position, length));
}

ReferenceProblem problem(const QString &text, qsizetype position)
{
    return {text, position};
}

/// Whether the part before the first slash names a registry: Docker takes it as one when it has a dot or a port, or is "localhost".
bool looksLikeRegistry(QStringView part)
{
    return part.contains(u'.') || part.contains(u':') || part == u"localhost";
}

/// Where the registry ends: index of its slash, or -1 when the name has no registry.
qsizetype registryEnd(QStringView name)
{
    const qsizetype slash = name.indexOf(u'/');
    return slash >= 0 && looksLikeRegistry(name.first(slash)) ? slash : -1;
}

Problem checkRegistry(QStringView registry)
{
    const bool isIpv6 = registry.startsWith(u'[');
    const qsizetype hostEnd = isIpv6 ? registry.indexOf(u']') + 1 : registry.indexOf(u':');
    const QStringView host = hostEnd > 0 || (hostEnd == 0 && !isIpv6) ? registry.first(hostEnd) : registry;
    if (host.isEmpty())
        return problem(u"The registry before “:” is empty."_s, 0);
    for (qsizetype i = 0; i < host.size(); ++i) {
        const QChar c = host.at(i);
        const bool good = isIpv6 ? isHex(c) || c == u':' || c == u'.' || c == u'[' || c == u']'
                                 : isAlphanumeric(c) || c == u'.' || c == u'-';
        if (!good)
            return problem(u"A registry's name can't hold %1 (character %2)."_s.arg(shown(registry, i)).arg(i + 1), i);
    }
    const QStringView port = registry.sliced(host.size());
    if (port.isEmpty())
        return {};
    const bool isNumber = port.size() > 1 && port.first(1) == u":" && std::ranges::all_of(port.sliced(1), isDigit);
    if (!isNumber)
        return problem(u"The registry's port “%1” is no number."_s.arg(port.sliced(1)), host.size());
    return {};
}

/// A path is components between slashes: lower-case letters and digits with `.`, `_`, `__` or dashes between them.
Problem checkPathCharacter(QStringView text, qsizetype at)
{
    const QChar c = text.at(at);
    if (isUpper(c))
        return problem(u"Image names are lower case: %1 at character %2."_s.arg(shown(text, at)).arg(at + 1), at);
    if (isLower(c) || isDigit(c) || c == u'/' || c == u'.' || c == u'_' || c == u'-')
        return {};
    if (c == u':')
        return problem(u"The “:” at character %1 is one too many."_s.arg(at + 1), at);
    return problem(u"An image's name can't hold %1 (character %2)."_s.arg(shown(text, at)).arg(at + 1), at);
}

Problem checkSeparators(QStringView text, qsizetype start, qsizetype end)
{
    const auto isWordAt = [&](qsizetype i) {
        return i >= start && i < end && (isLower(text.at(i)) || isDigit(text.at(i)));
    };
    for (qsizetype i = start; i < end;) {
        if (isWordAt(i)) {
            ++i;
            continue;
        }
        qsizetype last = i;
        while (last + 1 < end && !isWordAt(last + 1))
            ++last;
        const QStringView run = text.sliced(i, last - i + 1);
        const bool isDashes = std::ranges::all_of(run, [](QChar c) { return c == u'-'; });
        const bool isSeparator = run == u"." || run == u"_" || run == u"__" || run == u"/" || isDashes;
        if (!isSeparator || !isWordAt(i - 1) || !isWordAt(last + 1)) {
            return problem(u"“%1” at character %2 must stand between letters or digits."_s.arg(run).arg(i + 1), i);
        }
        i = last + 1;
    }
    return {};
}

Problem checkName(QStringView name)
{
    const qsizetype slash = registryEnd(name);
    if (slash >= 0) {
        if (Problem found = checkRegistry(name.first(slash)))
            return found;
    }
    const qsizetype start = slash + 1;
    if (start == name.size())
        return problem(start == 0 ? u"There is no image name."_s : u"There is no image name after the registry."_s,
                       start);
    for (qsizetype i = start; i < name.size(); ++i) {
        if (Problem found = checkPathCharacter(name, i))
            return found;
    }
    if (Problem found = checkSeparators(name, start, name.size()))
        return found;
    if (name.size() > maxNameLength)
        return problem(
            u"An image's name has at most %1 characters; this one has %2."_s.arg(maxNameLength).arg(name.size()),
            maxNameLength);
    if (name.size() == idLength && std::ranges::all_of(name, isHex))
        return problem(u"This is the ID of an image, not a name."_s, 0);
    return {};
}

Problem checkTag(QStringView tag, qsizetype offset)
{
    if (tag.isEmpty())
        return problem(u"There is no tag after “:”."_s, offset);
    for (qsizetype i = 0; i < tag.size(); ++i) {
        const QChar c = tag.at(i);
        if (i == 0 && (c == u'.' || c == u'-'))
            return problem(u"A tag can't begin with %1."_s.arg(shown(tag, 0)), offset);
        if (!isAlphanumeric(c) && c != u'_' && c != u'.' && c != u'-')
            return problem(u"A tag can't hold %1 (character %2)."_s.arg(shown(tag, i)).arg(offset + i + 1), offset + i);
    }
    if (tag.size() > maxTagLength)
        return problem(u"A tag has at most %1 characters; this one has %2."_s.arg(maxTagLength).arg(tag.size()),
                       offset + maxTagLength);
    return {};
}

Problem checkDigest(QStringView digest, qsizetype offset)
{
    constexpr qsizetype minHexLength = 32;
    const qsizetype colon = digest.indexOf(u':');
    if (colon <= 0)
        return problem(u"After “@” comes a digest such as sha256:0123…"_s, offset);
    const QStringView algorithm = digest.first(colon);
    const QStringView hex = digest.sliced(colon + 1);
    const auto bad =
        std::ranges::find_if_not(algorithm, [](QChar c) { return isAlphanumeric(c) || u"+._-"_s.contains(c); });
    if (bad != algorithm.end() || !(isLower(algorithm.front()) || isUpper(algorithm.front())))
        return problem(u"“%1” is no kind of digest."_s.arg(algorithm), offset);
    const auto notHex = std::ranges::find_if_not(hex, isHex);
    if (notHex != hex.end()) {
        const qsizetype at = colon + 1 + (notHex - hex.begin());
        return problem(u"A digest has hexadecimal digits only, not %1 (character %2)."_s.arg(shown(digest, at))
                           .arg(offset + at + 1),
                       offset + at);
    }
    if (algorithm == u"sha256" ? hex.size() != idLength : hex.size() < minHexLength) {
        const qsizetype wanted = algorithm == u"sha256" ? idLength : minHexLength;
        return problem(u"The digest has %1 digits; a %2 has %3."_s.arg(hex.size()).arg(algorithm).arg(wanted),
                       offset + colon + 1);
    }
    return {};
}

} // namespace

QString ImageReference::text() const
{
    QString result = name;
    if (!tag.isEmpty())
        result += u':' + tag;
    if (!digest.isEmpty())
        result += u'@' + digest;
    return result;
}

QString ImageReference::registry() const
{
    const qsizetype slash = registryEnd(name);
    if (slash < 0)
        return hubRegistry;
    const QString written = name.first(slash);
    return written == "index.docker.io"_L1 ? QString(hubRegistry) : written;
}

QString ImageReference::path() const
{
    const QString written = name.sliced(registryEnd(name) + 1);
    return registry() == hubRegistry && !written.contains(u'/') ? officialPrefix + written : written;
}

QString ImageReference::fullName() const
{
    return registry() + u'/' + path();
}

QString ImageReference::familiarName() const
{
    if (registry() != hubRegistry)
        return name;
    const QString repository = path();
    const bool isOfficial = repository.startsWith(officialPrefix) && repository.count(u'/') == 1;
    if (isOfficial)
        return repository.sliced(officialPrefix.size());
    return registryEnd(repository) < 0
               ? repository
               : fullName(); // "docker.io/a.b/c": without the first part, a.b would be a registry
}

bool ImageReference::isSameAs(const ImageReference &other) const
{
    return fullName() == other.fullName() && tag == other.tag && digest == other.digest;
}

ImageReference splitReference(const QString &text)
{
    ImageReference result;
    const qsizetype at = text.indexOf(u'@');
    QString rest = at < 0 ? text : text.first(at);
    if (at >= 0)
        result.digest = text.sliced(at + 1);
    const qsizetype colon = rest.lastIndexOf(u':');
    if (colon > rest.lastIndexOf(u'/')) {
        result.tag = rest.sliced(colon + 1);
        rest.truncate(colon);
    }
    result.name = rest;
    if (result.tag.isEmpty() && result.digest.isEmpty())
        result.tag = u"latest"_s;
    return result;
}

tl::expected<ImageReference, ReferenceProblem> parseReference(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return tl::unexpected(problem(u"There is no image name."_s, 0));
    if (const qsizetype scheme = trimmed.indexOf("://"_L1); scheme >= 0)
        return tl::unexpected(problem(
            u"Leave out “%1”: a reference begins with the registry or the name."_s.arg(trimmed.first(scheme + 3)), 0));
    const qsizetype indent = text.indexOf(trimmed);
    const auto failed = [indent](ReferenceProblem found) {
        found.position += indent;
        return tl::unexpected(std::move(found));
    };
    const ImageReference parts = splitReference(trimmed);
    if (const Problem found = checkName(parts.name))
        return failed(*found);
    const qsizetype at = trimmed.indexOf(u'@');
    const qsizetype tagEnd = at < 0 ? trimmed.size() : at;
    if (tagEnd > parts.name.size()) {
        const qsizetype tagStart = parts.name.size() + 1;
        if (const Problem found = checkTag(QStringView(trimmed).sliced(tagStart, tagEnd - tagStart), tagStart))
            return failed(*found);
    }
    if (at >= 0) {
        if (const Problem found = checkDigest(parts.digest, at + 1))
            return failed(*found);
    }
    return parts;
}

} // namespace engine
