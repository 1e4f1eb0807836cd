// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/image.h"
#include "engine-client/dto/system.h"
#include "engine-client/result.h"

#include <optional>

/// Single lines of the engine's JSON streams. Pure, any thread. An empty optional is a line that says nothing (logged when it is
/// none of ours); an error is a failure that the engine tells of inside a 200 answer and ends the stream.
namespace engine::json {

template<class T>
using Line = Result<std::optional<T>>;

/// `POST /images/create`. A line that is no JSON is a BadReply: Podman's success is nothing but the absence of an error.
[[nodiscard]] Line<PullMessage> decodePullLine(const char *data, std::size_t size, const QString &operation);
/// `GET /events`
[[nodiscard]] Line<Event> decodeEventLine(const char *data, std::size_t size, const QString &operation);
/// `GET /containers/{id}/stats`. A container that does not run gives a sample with an invalid `read`.
[[nodiscard]] Line<StatsSample> decodeStatsLine(const char *data, std::size_t size, const QString &operation);

/// What a registry's refusal is, by its words, since engines pass it on under several statuses (401, 403, 404, 500, or 200):
/// Unauthorized, NotFound, or `otherwise`.
[[nodiscard]] ErrorKind registryErrorKind(const QString &message, ErrorKind otherwise);

} // namespace engine::json
