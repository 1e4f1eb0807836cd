// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/byte_pipe.h"
#include "engine-client/call_state.h"
#include "engine-client/request_handle.h"

#include <memory>
#include <utility>

namespace engine {

/// A call whose answer goes into a BytePipe: the transfer is paused while the pipe's reader owes more than 4 MiB. The reply comes
/// when the engine has sent everything, which the reader may not have read by then. See CallState for who touches what.
class DownloadCall final : public CallState
{
public:
    DownloadCall(std::shared_ptr<BytePipe> pipe, QObject *context, Reply<void> reply)
        : CallState(context), m_pipe(std::move(pipe)), m_reply(std::move(reply))
    {}
    ~DownloadCall() override { m_pipe->abandon(); }

    /// Once it is owned.
    void connectPipe()
    {
        m_pipe->setTaken([call = std::weak_ptr<CallState>(shared_from_this())](std::size_t size) {
            if (const auto self = std::static_pointer_cast<DownloadCall>(call.lock()))
                self->acknowledge(size);
        });
    }

    [[nodiscard]] bool isStream() const override { return true; }

    [[nodiscard]] bool push(const char *data, std::size_t size) override
    {
        owe(size);
        m_pipe->push(data, size);
        return true;
    }

    [[nodiscard]] std::unique_ptr<Mail> finish(Result<HttpAnswer> outcome) override
    {
        struct EndMail final : Mail
        {
            void deliver() override { call->deliver(std::move(end)); }
            std::shared_ptr<DownloadCall> call;
            Result<void> end;
        };
        m_pipe->finish(outcome.has_value());
        auto mail = std::make_unique<EndMail>();
        mail->call = std::static_pointer_cast<DownloadCall>(shared_from_this());
        if (!outcome)
            mail->end = tl::make_unexpected(outcome.error());
        return mail;
    }

private:
    void deliver(Result<void> end)
    {
        const Reply<void> reply = std::exchange(m_reply, nullptr);
        if (settle() && reply)
            reply(std::move(end));
    }

    /// Only an aborted call's reader is told: of one that has ended it may still read.
    void dropCallbacks() override
    {
        m_reply = nullptr;
        if (isAborted())
            m_pipe->abandon();
    }

    const std::shared_ptr<BytePipe> m_pipe;
    Reply<void> m_reply;
};

} // namespace engine
