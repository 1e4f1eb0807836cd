// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"

#include <cstddef>
#include <optional>

namespace engine {

/// Turns the bytes of a streaming answer into batches. Lives on the engine thread. An exception that leaves `push` or `finish`
/// ends the stream with BadReply.
template<class Batch>
class StreamDecoder
{
public:
    virtual ~StreamDecoder() = default;
    /// The engine has answered 2xx; a take() follows at once, so that a decoder may tell its receiver that the stream is up
    /// (an empty batch of weight 1).
    virtual void started() {}
    /// Takes the next bytes of a 2xx body, cut anywhere.
    virtual void push(const char *data, std::size_t size) = 0;
    /// The body has ended (cleanly or not); what is left over becomes part of the last batch.
    virtual void finish() = 0;
    /// Moves what is decoded into `out` and gives its weight in bytes; 0 when there is nothing.
    virtual std::size_t take(Batch &out) = 0;
    /// A failure inside the stream (the engine's `error` line); it becomes the stream's end.
    [[nodiscard]] virtual std::optional<EngineError> error() const { return std::nullopt; }
};

} // namespace engine
