// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/image_json.h"

#include "engine-client/json/fields.h"
#include "engine-client/logging.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

/// Without the place-holders of images that have no name ("<none>:<none>").
QStringList namesOf(const Json &image, const char *key)
{
    QStringList result = texts(image, key);
    result.removeIf([](const QString &name) { return name.startsWith("<none>"_L1); });
    return result;
}

/// Reads each object of a list by `read`; other elements are logged and passed over.
template<class Row, class Read>
Result<QList<Row>> decodeList(const QByteArray &body, const QString &operation, Read read)
{
    const Result<Json> answer = parse(body, Shape::Array, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    QList<Row> rows;
    rows.reserve(qsizetype(answer->size()));
    for (const Json &element : *answer) {
        if (element.is_object())
            rows.append(read(element));
        else
            qCWarning(lcEngine, "%ls: passed over an element that is no object", qUtf16Printable(operation));
    }
    return rows;
}

} // namespace

Result<ImageDetails> decodeImageDetails(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    const Json &config = member(*answer, "Config");
    ImageDetails details;
    details.id = text(*answer, "Id");
    details.tags = namesOf(*answer, "RepoTags");
    details.digests = namesOf(*answer, "RepoDigests");
    details.exposedPorts = names(config, "ExposedPorts");
    details.volumes = names(config, "Volumes");
    details.environment = texts(config, "Env");
    details.command = texts(config, "Cmd");
    details.entrypoint = texts(config, "Entrypoint");
    details.workingDir = text(config, "WorkingDir");
    details.user = text(config, "User");
    details.os = text(*answer, "Os");
    details.architecture = text(*answer, "Architecture");
    details.size = integer(*answer, "Size");
    details.json = body;
    return details;
}

Result<QList<HistoryEntry>> decodeImageHistory(const QByteArray &body, const QString &operation)
{
    return decodeList<HistoryEntry>(body, operation, [](const Json &entry) {
        return HistoryEntry{.id = text(entry, "Id"),
                            .created = integer(entry, "Created"),
                            .createdBy = text(entry, "CreatedBy"),
                            .size = integer(entry, "Size"),
                            .tags = texts(entry, "Tags"),
                            .comment = text(entry, "Comment")};
    });
}

Result<QList<ImageRemoval>> decodeImageRemovals(const QByteArray &body, const QString &operation)
{
    return decodeList<ImageRemoval>(body, operation, [](const Json &entry) {
        return ImageRemoval{.untagged = text(entry, "Untagged"), .deleted = text(entry, "Deleted")};
    });
}

} // namespace engine::json
