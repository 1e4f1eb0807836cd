// SPDX-License-Identifier: Apache-2.0
#include "models/api_socket.h"

#include "models/run_form_convert.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using Json = nlohmann::json;

/// The command was read without an engine: its mount names the usual one's socket.
void mountSocket(Json &also, const std::string &path)
{
    Json &mounts = also["HostConfig"]["Mounts"];
    for (auto mount = mounts.rbegin(); mounts.is_array() && mount != mounts.rend(); ++mount) {
        if (mount->value("Target", std::string()) == "/var/run/docker.sock") {
            (*mount)["Source"] = path;
            (*mount)["BindOptions"] = Json::object(); // as the docker client says it: inspect tells the difference
            return;
        }
    }
}

} // namespace

bool wantsApiSocket(const RunForm &form)
{
    return toRunCommand(form).flag(run::RunOption::UseApiSocket);
}

bool wantsLogins(const RunForm &form)
{
    const run::RunCommand command = toRunCommand(form);
    const QStringList variables = command.values(run::RunOption::Env);
    return command.flag(run::RunOption::UseApiSocket) &&
           std::none_of(variables.cbegin(), variables.cend(),
                        [](const QString &variable) { return variable.startsWith(u"DOCKER_CONFIG="); });
}

void giveApiSocket(engine::ContainerSpec &spec, const QString &socketPath, bool withLogins)
{
    Json also = Json::parse(spec.also.cbegin(), spec.also.cend(), nullptr, false);
    if (also.is_object()) {
        mountSocket(also, socketPath.toStdString());
        spec.also = QByteArray::fromStdString(also.dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    if (withLogins)
        spec.environment += u"DOCKER_CONFIG="_s + QString::fromLatin1(LoginsFile).section(u'/', 0, -2);
}

} // namespace models
