// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace engine {

/// What kind of failure a call had; decides wording, retry and the mending button.
enum class ErrorKind {
    NotConnected,     ///< no socket, nobody listens, or the connection broke
    PermissionDenied, ///< EACCES on the socket
    Timeout,          ///< the engine did not answer in time
    NotFound,         ///< 404
    Conflict,         ///< 409
    Unauthorized,     ///< 401, 403, or a registry that wants a login
    InvalidArgument,  ///< 400
    EngineFailure,    ///< 5xx, or an error inside a 200 stream
    BadReply,         ///< not JSON, cut short, or of the wrong type
    ShuttingDown,     ///< the client is being destroyed or moved to another engine
};

/// A failed call: what was tried (`operation`, in words: "stop container web"), and the engine's own message.
struct EngineError
{
    ErrorKind kind = ErrorKind::EngineFailure;
    int httpStatus = 0; ///< 0 when no HTTP answer came
    QString message;    ///< the engine's words, or the system's when there was no answer; plain untrusted text
    QString operation;
    int osError = 0; ///< errno of the connect, 0 when unknown
    bool operator==(const EngineError &) const = default;
};

template<class T>
using Result = tl::expected<T, EngineError>;

} // namespace engine
