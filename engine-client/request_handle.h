// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"

#include <functional>
#include <memory>

namespace engine {

class CallState;

/// Called at most once, on the thread that made the call, never from inside the call itself,
/// and never after its handle or its context object is gone.
template<class T>
using Reply = std::function<void(Result<T>)>;

/// A streaming answer: `onBatch` any number of times, then `onEnd` once. Same guarantees as Reply.
template<class Batch>
struct StreamSink
{
    std::function<void(Batch)> onBatch;
    std::function<void(Result<void>)> onEnd;
};

/// Owns one running request. Move-only; destroying it or assigning a new request to it aborts the transfer.
/// Belongs to the thread that made the call.
class [[nodiscard]] RequestHandle
{
public:
    RequestHandle() = default;
    explicit RequestHandle(std::shared_ptr<CallState> call);
    RequestHandle(RequestHandle &&other) noexcept;
    RequestHandle &operator=(RequestHandle &&other) noexcept;
    RequestHandle(const RequestHandle &) = delete;
    RequestHandle &operator=(const RequestHandle &) = delete;
    ~RequestHandle();

    /// Closes the transfer; no reply comes afterwards. Safe to call twice.
    void abort();
    /// Streams: while held, what has been delivered counts as not taken yet, so that the engine has to wait when it is much.
    void setHeld(bool held);
    /// True until the reply (or onEnd) has been delivered or the call was aborted.
    [[nodiscard]] bool isActive() const;

private:
    std::shared_ptr<CallState> m_call;
};

} // namespace engine
