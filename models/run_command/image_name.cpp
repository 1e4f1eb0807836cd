// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/image_name.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

const QString badFormat = u"invalid reference format"_s;
constexpr qsizetype longestName = 255;
/// Nothing longer can be a reference: 255 of a name, 128 of a tag, and a digest.
constexpr qsizetype longestImage = 1024;

/// Nothing, or what is wrong with algorithm:hex.
QString checkDigest(const QString &digest)
{
    const QString algorithm = digest.section(u':', 0, 0);
    const QString hex = digest.section(u':', 1);
    const qsizetype length = algorithm == u"sha256"   ? 64
                             : algorithm == u"sha384" ? 96
                             : algorithm == u"sha512" ? 128
                                                      : 0;
    if (!length)
        return u"unsupported digest algorithm"_s;
    if (hex.size() != length)
        return u"invalid checksum digest length"_s;
    return hex == hex.toLower() ? QString() : u"invalid checksum digest format"_s;
}

const QRegularExpression &referenceForm()
{
    static const QString label = u"(?:[a-zA-Z0-9][a-zA-Z0-9-]*+(?<!-))"_s;
    static const QString host = u"(?:"_s + label + u"(?:\\."_s + label + u")*+|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?"_s;
    static const QString part = u"[a-z0-9]++(?:(?:__|[._]|-++)[a-z0-9]++)*+"_s;
    static const QString tag = u"(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?"_s;
    static const QString digest = u"(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?"_s;
    static const QRegularExpression form(u"^("_s + host + u'/' + part + u"(?:/"_s + part + u")*+)"_s + tag + digest +
                                         u"\\z"_s);
    return form;
}

} // namespace

QString checkImageName(const QString &image)
{
    if (image.size() > longestImage)
        return badFormat;
    static const QRegularExpression id(u"^[a-f0-9]{64}\\z"_s);
    if (image.contains(id) || (image.count(u':') == 1 && checkDigest(image).isEmpty()))
        return {};
    const qsizetype slash = image.indexOf(u'/');
    const QString first = image.left(std::max(slash, qsizetype(0)));
    const bool registry = slash >= 0 && (first.contains(u'.') || first.contains(u':') || first == u"localhost" ||
                                         first != first.toLower());
    const QString host = registry ? first : u"docker.io"_s;
    QString rest = registry ? image.mid(slash + 1) : image;
    if (!registry && slash < 0)
        rest = u"library/"_s + rest;
    const QString repository = rest.section(u':', 0, 0);
    if (repository != repository.toLower())
        return badFormat + u": repository name (%1) must be lowercase"_s.arg(repository);
    const auto match = referenceForm().match(host + u'/' + rest);
    if (!match.hasMatch())
        return badFormat;
    if (match.capturedLength(1) > longestName)
        return u"repository name must not be more than %1 characters"_s.arg(longestName);
    return match.captured(3).isEmpty() ? QString() : checkDigest(match.captured(3));
}

} // namespace models::run
