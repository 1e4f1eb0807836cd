// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/exec_json.h"

#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

namespace engine::json {

QByteArray encodeExec(const QStringList &command)
{
    Json words = Json::array();
    for (const QString &word : command)
        words.push_back(word.toStdString());
    const Json body{{"AttachStdout", true}, {"AttachStderr", true}, {"Cmd", words}};
    return QByteArray::fromStdString(body.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Result<QString> decodeExecId(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    const QString id = text(*answer, "Id");
    if (id.isEmpty())
        return tl::unexpected(wrongShape(Shape::Object, operation));
    return id;
}

Result<int> decodeExecEnd(const QByteArray &body, const QString &operation)
{
    const Result<Json> answer = parse(body, Shape::Object, operation);
    if (!answer)
        return tl::unexpected(answer.error());
    if (boolean(*answer, "Running") || !member(*answer, "ExitCode").is_number_integer())
        return tl::unexpected(wrongShape(Shape::Object, operation));
    return smallInteger(*answer, "ExitCode");
}

} // namespace engine::json
