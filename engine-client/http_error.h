// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"

#include <QByteArray>

namespace engine {

/// The engine's words in the body of a failed answer: Docker's `{"message":…}`, Podman's `{"cause":…,"message":…,"response":…}`
/// or plain text, at most 4 KiB. Empty when it says nothing.
[[nodiscard]] QString errorText(const QByteArray &body);

/// An answer with a status that is not 2xx or 304. The kind follows the status, but where an engine answers 500 for what others
/// give a status of its own (Podman: conflicts; Docker 20.10: a registry that wants a login), it follows the message.
[[nodiscard]] EngineError errorFromAnswer(int status, const QByteArray &body);

/// How a transfer failed below HTTP.
struct TransferFailure
{
    int curlCode = 0;      ///< CURLcode
    int osError = 0;       ///< errno of the failing call, 0 when unknown
    QString text;          ///< curl's own words
    bool isStream = false; ///< the answer was one that may end at any time
    bool tooLarge = false; ///< we gave up since the answer exceeded its bound
    int timeoutMs = 0;     ///< what the call was given
};

/// A connection that could not be made, or broke before an answer came, is NotConnected. A body that stops short is BadReply for
/// a plain call, but NotConnected for a stream: a stream is cut when its engine goes away, and the remedy is to connect again.
[[nodiscard]] EngineError errorFromTransfer(const TransferFailure &failure);

} // namespace engine
