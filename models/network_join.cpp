// SPDX-License-Identifier: Apache-2.0
#include "models/network_join.h"

#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

using engine::json::member;
using Json = nlohmann::json;

namespace models {

NetworkJoin joinOf(const std::string &name, const Json &endpoint)
{
    const Json body = {{"EndpointConfig", endpoint}};
    return {QString::fromStdString(name),
            QByteArray::fromStdString(body.dump(-1, ' ', false, Json::error_handler_t::replace))};
}

Json askedEndpoint(const Json &network, const std::string &shortId)
{
    Json endpoint = Json::object();
    if (member(network, "IPAMConfig").is_object())
        endpoint["IPAMConfig"] = network["IPAMConfig"];
    for (const char *key : {"Links", "DriverOpts"}) {
        if (!member(network, key).is_null())
            endpoint[key] = network[key];
    }
    Json aliases = Json::array();
    const Json &known = member(network, "Aliases");
    for (const Json &alias : known.is_array() ? known : Json::array()) {
        if (alias.is_string() && alias.get<std::string>() != shortId)
            aliases.push_back(alias);
    }
    if (!aliases.empty())
        endpoint["Aliases"] = aliases;
    return endpoint;
}

std::string shortIdOf(const Json &container)
{
    constexpr std::size_t shortLength = 12;
    return engine::json::bytes(container, "Id").substr(0, shortLength);
}

} // namespace models
