// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/call_state.h"
#include "engine-client/request_handle.h"

#include <exception>
#include <utility>

namespace engine {

/// A call with one reply. See CallState for who touches what on which thread.
template<class T>
class ReplyCall final : public CallState
{
public:
    using Decode = std::function<Result<T>(const HttpAnswer &)>;

    ReplyCall(Decode decode, QObject *context, Reply<T> reply)
        : CallState(context), m_decode(std::move(decode)), m_reply(std::move(reply))
    {}

    [[nodiscard]] bool isStream() const override { return false; }

    [[nodiscard]] std::unique_ptr<Mail> finish(Result<HttpAnswer> outcome) override
    {
        struct ReplyMail final : Mail
        {
            ReplyMail(std::shared_ptr<ReplyCall> owner, Result<T> value)
                : call(std::move(owner)), result(std::move(value))
            {}
            void deliver() override { call->deliver(std::move(result)); }
            std::shared_ptr<ReplyCall> call;
            Result<T> result;
        };
        return std::make_unique<ReplyMail>(std::static_pointer_cast<ReplyCall>(shared_from_this()), decoded(outcome));
    }

private:
    [[nodiscard]] Result<T> decoded(const Result<HttpAnswer> &outcome) const
    {
        if (!outcome)
            return tl::make_unexpected(outcome.error());
        try {
            return m_decode(*outcome).map_error([this](const EngineError &error) { return completed(error); });
        } catch (const std::exception &failure) {
            return tl::make_unexpected(decoderFailure(failure));
        }
    }

    void deliver(Result<T> result)
    {
        const Reply<T> reply = std::exchange(m_reply, nullptr);
        if (settle() && reply)
            reply(std::move(result));
    }

    void dropCallbacks() override { m_reply = nullptr; }

    const Decode m_decode;
    Reply<T> m_reply;
};

} // namespace engine
