// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/file_json.h"

#include "engine-client/json/fields.h"
#include "engine-client/logging.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

/// Go's os.FileMode: what is set in any but a regular file.
constexpr qint64 goFolder = qint64{1} << 31;
constexpr qint64 goSpecial = goFolder | (qint64{1} << 27) // link
                             | (qint64{1} << 26)          // device
                             | (qint64{1} << 25)          // pipe
                             | (qint64{1} << 24)          // socket
                             | (qint64{1} << 19);         // irregular

EngineError badReply(const QString &message, const QString &operation)
{
    return {.kind = ErrorKind::BadReply, .message = message, .operation = operation};
}

} // namespace

Result<QList<FileChange>> decodeFileChanges(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Array, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    QList<FileChange> changes;
    changes.reserve(qsizetype(answer->size()));
    int passedOver = 0;
    for (const Json &element : *answer) {
        FileChange change{.path = text(element, "Path")};
        const qint64 kind = integer(element, "Kind", -1);
        if (!change.path.startsWith(u'/') || kind < 0 || kind > 2) {
            ++passedOver;
            continue;
        }
        change.kind = static_cast<FileChange::Kind>(kind);
        changes.append(std::move(change));
    }
    if (passedOver > 0)
        qCWarning(lcEngine, "%ls: passed over %d elements", qUtf16Printable(operation), passedOver);
    return changes;
}

Result<FileStat> decodeFileStat(const QByteArray &header, const QString &operation)
{
    const auto bytes = QByteArray::fromBase64Encoding(header, QByteArray::AbortOnBase64DecodingErrors);
    const Json object = bytes ? parseLine(bytes.decoded.constData(), std::size_t(bytes.decoded.size())) : Json();
    if (!object.is_object())
        return tl::unexpected(
            badReply(u"The engine's answer to “%1” does not tell of the file."_s.arg(operation), operation));
    const qint64 mode = integer(object, "mode");
    FileStat stat;
    stat.name = text(object, "name");
    stat.size = std::max<qint64>(0, integer(object, "size"));
    stat.isFolder = (mode & goFolder) != 0;
    stat.isRegular = (mode & goSpecial) == 0;
    stat.modified = time(object, "mtime");
    return stat;
}

Result<QString> decodeCommit(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    QString id = text(*answer, "Id");
    if (id.isEmpty())
        return tl::unexpected(badReply(u"The engine's answer to “%1” names no image."_s.arg(operation), operation));
    return id;
}

} // namespace engine::json
