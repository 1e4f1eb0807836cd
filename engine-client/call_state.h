// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/http_request.h"
#include "engine-client/mailbox.h"
#include "engine-client/result.h"

#include <QObject>
#include <QPointer>

#include <atomic>
#include <memory>

namespace engine {

class CallState;

/// What a call may ask of the engine thread. Safe from any thread.
class CallControl
{
public:
    virtual ~CallControl() = default;
    /// Closes the transfer of `call`; nothing of it is posted afterwards.
    virtual void abort(const std::shared_ptr<CallState> &call) = 0;
    /// Lets a paused stream go on.
    virtual void resume(const std::shared_ptr<CallState> &call) = 0;
};

/// The shared middle of one call: RequestHandle holds it on the thread of the caller, the transfer on the engine thread.
/// Callbacks and context are touched, and freed, on the thread of the caller only; decoders on the engine thread only.
/// ReplyCall and StreamCall add the types.
class CallState : public std::enable_shared_from_this<CallState>
{
public:
    /// A stream is paused when its receiver owes more than this, and goes on at half of it.
    static constexpr std::size_t owedLimit = std::size_t{4} * 1024 * 1024;

    explicit CallState(QObject *context) : m_context(context), m_hasContext(context != nullptr) {}
    virtual ~CallState() = default;
    CallState(const CallState &) = delete;
    CallState &operator=(const CallState &) = delete;

    /// Before the engine thread knows the call.
    void attach(std::weak_ptr<CallControl> control, const QString &operation);

    // Thread of the caller
    void abort();
    [[nodiscard]] bool isActive() const;
    /// Streams: see RequestHandle::setHeld.
    void setHeld(bool held);

    // Any thread
    [[nodiscard]] bool isAborted() const { return m_phase.load(std::memory_order_relaxed) == Phase::Aborted; }

    // Engine thread
    [[nodiscard]] virtual bool isStream() const = 0;
    /// The call is over: `outcome` is a 2xx or 304 answer (without a body for streams), or why there is none.
    [[nodiscard]] virtual std::unique_ptr<Mail> finish(Result<HttpAnswer> outcome) = 0;
    /// Streams: a 2xx answer has begun; the body may be long in coming.
    virtual void started() {}
    /// Streams: the next bytes of the body. False when they can't be decoded: the stream is to be ended.
    [[nodiscard]] virtual bool push(const char *data, std::size_t size);
    /// Streams: no more bytes come.
    virtual void closed() {}
    /// Streams: what is decoded by now, null when nothing is.
    [[nodiscard]] virtual std::unique_ptr<Mail> takeBatch() { return nullptr; }
    /// Streams: true when the receiver owes too much. The call then asks CallControl to resume it.
    [[nodiscard]] bool pauseIfOwing();

protected:
    /// Thread of the caller: whether callbacks may run now. Aborts the call when its context is gone.
    [[nodiscard]] bool mayDeliver();
    /// The same for the last callback; the call is inactive afterwards.
    [[nodiscard]] bool settle();
    /// Thread of the caller: frees the callbacks, which may be running at this moment.
    virtual void dropCallbacks() = 0;

    void owe(std::size_t bytes) { m_owed.fetch_add(bytes); }
    void acknowledge(std::size_t bytes);
    /// Thread of the caller: the receiver has these, and keeps them when it is held.
    void taken(std::size_t bytes);

    /// For errors from a decoder: adds the operation, which decoders don't know.
    [[nodiscard]] EngineError completed(EngineError error) const;
    /// What escaped from a decoder as an exception.
    [[nodiscard]] EngineError decoderFailure(const std::exception &failure) const;

private:
    enum class Phase { Active, Finished, Aborted };

    std::weak_ptr<CallControl> m_control;
    QString m_operation;
    QPointer<QObject> m_context;
    const bool m_hasContext;
    std::atomic<Phase> m_phase = Phase::Active;
    std::atomic<std::size_t> m_owed = 0; ///< bytes posted and not yet delivered
    std::atomic<bool> m_paused = false;
    bool m_held = false;         ///< this and the next on the thread of the caller
    std::size_t m_heldBytes = 0; ///< delivered, and still owed
};

} // namespace engine
