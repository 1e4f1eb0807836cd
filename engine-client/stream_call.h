// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/call_state.h"
#include "engine-client/request_handle.h"
#include "engine-client/stream_decoder.h"

#include <exception>
#include <optional>
#include <utility>

namespace engine {

/// A call with a streaming answer. See CallState for who touches what on which thread.
template<class Batch>
class StreamCall final : public CallState
{
public:
    StreamCall(std::unique_ptr<StreamDecoder<Batch>> decoder, QObject *context, StreamSink<Batch> sink)
        : CallState(context)
        , m_decoder(std::move(decoder))
        , m_sink(std::make_shared<const StreamSink<Batch>>(std::move(sink)))
    {}

    [[nodiscard]] bool isStream() const override { return true; }
    void started() override { m_decoder->started(); }

    [[nodiscard]] bool push(const char *data, std::size_t size) override
    {
        return guarded([&] { m_decoder->push(data, size); });
    }

    void closed() override
    {
        if (!m_failure)
            guarded([&] { m_decoder->finish(); });
    }

    [[nodiscard]] std::unique_ptr<Mail> takeBatch() override
    {
        struct BatchMail final : Mail
        {
            void deliver() override { call->deliver(std::move(batch), weight); }
            std::shared_ptr<StreamCall> call;
            Batch batch;
            std::size_t weight = 0;
        };
        auto mail = std::make_unique<BatchMail>();
        mail->weight = m_decoder->take(mail->batch);
        if (mail->weight == 0)
            return nullptr;
        owe(mail->weight);
        mail->call = self();
        return mail;
    }

    [[nodiscard]] std::unique_ptr<Mail> finish(Result<HttpAnswer> outcome) override
    {
        struct EndMail final : Mail
        {
            void deliver() override { call->deliverEnd(std::move(end)); }
            std::shared_ptr<StreamCall> call;
            Result<void> end;
        };
        auto mail = std::make_unique<EndMail>();
        mail->call = self();
        // What the engine itself said inside the stream explains more than how the connection ended.
        if (const std::optional<EngineError> error = m_failure ? m_failure : m_decoder->error())
            mail->end = tl::make_unexpected(completed(*error));
        else if (!outcome)
            mail->end = tl::make_unexpected(outcome.error());
        return mail;
    }

private:
    [[nodiscard]] std::shared_ptr<StreamCall> self()
    {
        return std::static_pointer_cast<StreamCall>(shared_from_this());
    }

    template<class Step>
    bool guarded(Step step)
    {
        try {
            step();
        } catch (const std::exception &failure) {
            m_failure = decoderFailure(failure);
        }
        return !m_failure.has_value();
    }

    void deliver(Batch batch, std::size_t weight)
    {
        const auto sink = m_sink; // a callback may abort this very call
        if (!mayDeliver())
            return;
        if (sink->onBatch)
            sink->onBatch(std::move(batch));
        taken(weight);
    }

    void deliverEnd(Result<void> end)
    {
        const auto sink = std::exchange(m_sink, nullptr);
        if (settle() && sink->onEnd)
            sink->onEnd(std::move(end));
    }

    void dropCallbacks() override { m_sink = nullptr; }

    const std::unique_ptr<StreamDecoder<Batch>> m_decoder;
    std::optional<EngineError> m_failure; ///< a decoder threw; engine thread
    std::shared_ptr<const StreamSink<Batch>> m_sink;
};

} // namespace engine
