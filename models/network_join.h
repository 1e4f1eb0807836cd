// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace models {

/// One network to join.
struct NetworkJoin
{
    QString name;
    QByteArray body; ///< of POST /networks/{name}/connect, without the container
};

[[nodiscard]] NetworkJoin joinOf(const std::string &name, const nlohmann::json &endpoint);
/// What a person told of a network that an inspected container is in, of its `NetworkSettings.Networks`; addresses, ids and the
/// alias that is the container's short id are the engine's.
[[nodiscard]] nlohmann::json askedEndpoint(const nlohmann::json &network, const std::string &shortId);
/// The first twelve digits of an inspected container's id: the engine's own alias and host name for it.
[[nodiscard]] std::string shortIdOf(const nlohmann::json &container);

} // namespace models
