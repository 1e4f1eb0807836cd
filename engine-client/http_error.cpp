// SPDX-License-Identifier: Apache-2.0
#include "engine-client/http_error.h"

#include <curl/curl.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

using namespace Qt::StringLiterals;

namespace engine {

namespace {
constexpr qsizetype maxErrorText = 4096;

struct Wording
{
    const char *part;
    ErrorKind kind;
};

/// What engines say with a 500 that has a kind of its own.
constexpr std::array serverWordings = {
    Wording{"container state improper", ErrorKind::Conflict},      // Podman: pause of a paused one and the like
    Wording{"that name is already in use", ErrorKind::Conflict},   // Podman: create, rename
    Wording{"is in use by container", ErrorKind::Conflict},        // Podman: remove an image by id
    Wording{"no basic auth credentials", ErrorKind::Unauthorized}, // Docker up to 28: pull
    Wording{"unauthorized: ", ErrorKind::Unauthorized},            // Docker: pull, login
    Wording{"authentication required", ErrorKind::Unauthorized},   // Podman: pull
};

ErrorKind kindOf(int status, const QString &message)
{
    switch (status) {
    case 401:
    case 403:
        return ErrorKind::Unauthorized;
    case 404:
        return ErrorKind::NotFound;
    case 409:
        return ErrorKind::Conflict;
    case 429:
        return ErrorKind::EngineFailure;
    default:
        break;
    }
    if (status >= 500) {
        const auto said = std::find_if(serverWordings.begin(), serverWordings.end(), [&](const Wording &wording) {
            return message.contains(QLatin1StringView(wording.part));
        });
        return said == serverWordings.end() ? ErrorKind::EngineFailure : said->kind;
    }
    return status >= 400 ? ErrorKind::InvalidArgument : ErrorKind::BadReply;
}

QString memberText(const nlohmann::json &object, const char *name)
{
    const auto member = object.find(name);
    if (member == object.end() || !member->is_string())
        return {};
    const auto &text = member->get_ref<const std::string &>();
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).trimmed();
}

QString systemText(int osError)
{
    return QString::fromLocal8Bit(std::strerror(osError)); // NOLINT(concurrency-mt-unsafe): glibc's is thread-safe
}

EngineError connectError(const TransferFailure &failure)
{
    EngineError error;
    error.kind = ErrorKind::NotConnected;
    error.osError = failure.osError;
    error.message = failure.osError != 0 ? systemText(failure.osError) : failure.text;
    if (failure.osError == EACCES || failure.osError == EPERM)
        error.kind = ErrorKind::PermissionDenied;
    else if (failure.osError == EAGAIN || failure.osError == ETIMEDOUT)
        error.kind = ErrorKind::Timeout; // a full backlog: there is an engine, but it does not accept
    return error;
}
} // namespace

QString errorText(const QByteArray &body)
{
    const auto json = nlohmann::json::parse(body.begin(), body.end(), nullptr, false);
    QString text;
    if (json.is_object()) {
        text = memberText(json, "message");
        if (text.isEmpty())
            text = memberText(json, "cause");
    } else if (json.is_discarded()) {
        text = QString::fromUtf8(body.left(maxErrorText)).trimmed();
    }
    return text.left(maxErrorText);
}

EngineError errorFromAnswer(int status, const QByteArray &body)
{
    EngineError error;
    error.httpStatus = status;
    error.message = errorText(body);
    error.kind = kindOf(status, error.message);
    if (error.message.isEmpty())
        error.message = u"HTTP status %1"_s.arg(status);
    return error;
}

EngineError errorFromTransfer(const TransferFailure &failure)
{
    EngineError error;
    error.message = failure.text;
    error.osError = failure.osError;
    switch (failure.curlCode) {
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
        return connectError(failure);
    case CURLE_OPERATION_TIMEDOUT:
        error.kind = ErrorKind::Timeout;
        error.message = u"No answer within %1 s"_s.arg((failure.timeoutMs + 999) / 1000);
        return error;
    case CURLE_GOT_NOTHING:
        error.kind = ErrorKind::NotConnected;
        error.message = u"The connection was closed without an answer"_s;
        return error;
    case CURLE_PARTIAL_FILE:
        error.kind = failure.isStream ? ErrorKind::NotConnected : ErrorKind::BadReply;
        error.message = u"The answer was cut short"_s;
        return error;
    case CURLE_URL_MALFORMAT:
        error.kind = ErrorKind::InvalidArgument;
        error.message = u"This is not the address of a web server"_s;
        return error;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
        // Without an errno the connection held and curl could not make sense of what came.
        error.kind = failure.osError != 0 ? ErrorKind::NotConnected : ErrorKind::BadReply;
        return error;
    default:
        error.kind = ErrorKind::BadReply;
        if (failure.tooLarge || failure.curlCode == CURLE_FILESIZE_EXCEEDED)
            error.message = u"The answer is too large"_s;
        return error;
    }
}

} // namespace engine
