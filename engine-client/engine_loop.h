// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/negotiation.h"
#include "engine-client/transfer.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

namespace engine {

/// The engine thread: one curl multi handle, all transfers, and the negotiation that goes before them. A std::thread that
/// blocks in curl_multi_poll, not a Qt event loop: the first request is to be on its way before QApplication exists, and an
/// idle engine then costs no wake-up at all. Owned by Transport, whose thread makes and destroys it; the public functions
/// may be called from any thread and only queue a command.
class EngineLoop final : public CallControl
{
public:
    EngineLoop(const Endpoint &endpoint, Mailbox &mailbox);
    /// Aborts everything without a reply and joins the thread.
    ~EngineLoop() override;

    void submit(HttpRequest request, std::shared_ptr<CallState> call);
    void moveTo(const Endpoint &endpoint);
    void abort(const std::shared_ptr<CallState> &call) override;
    void resume(const std::shared_ptr<CallState> &call) override;

    [[nodiscard]] const Negotiation &negotiation() const { return m_negotiation; }
    [[nodiscard]] const TrafficCounters &counters() const { return m_counters; }

private:
    struct Start
    {
        HttpRequest request;
        std::shared_ptr<CallState> call;
    };
    struct Abort
    {
        std::shared_ptr<CallState> call;
    };
    struct Resume
    {
        std::shared_ptr<CallState> call;
    };
    struct Move
    {
        Endpoint endpoint;
    };
    struct Stop
    {
    };
    using Command = std::variant<Start, Abort, Resume, Move, Stop>;
    struct MultiDeleter
    {
        void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
    };

    void post(Command command);

    // Engine thread
    void run();
    void takeCommands();
    void execute(Start command);
    void execute(const Abort &command);
    void execute(const Resume &command);
    void execute(const Move &command);
    void execute(const Stop &command);
    void send(Transfer &transfer);
    void startPing();
    void takeFinished();
    void finish(Transfer &transfer, CURLcode code);
    void finishPing(CURLcode code);
    void refuse(const std::vector<Transfer *> &transfers, const EngineError &error);
    /// Those that wait for negotiation, in the order of their making.
    [[nodiscard]] std::vector<Transfer *> waiting() const;
    void detach(Transfer &transfer);
    void resizeCache();
    void serveTimers();
    void restWhileTrickling(quint64 bytesRead);
    [[nodiscard]] int millisecondsToNextTimer() const;

    Mailbox &m_mailbox;
    TrafficCounters m_counters;
    Negotiation m_negotiation;

    std::mutex m_mutex;                      ///< guards m_commands, and m_multi against a wake-up while it is replaced
    std::condition_variable m_commandPosted; ///< for restWhileTrickling; curl waits for m_multi's own wake-up
    std::vector<Command> m_commands;
    std::unique_ptr<CURLM, MultiDeleter> m_multi;

    // Engine thread; transfers go before the multi handle they are attached to
    Endpoint m_endpoint;
    std::unordered_map<const CallState *, std::unique_ptr<Transfer>> m_transfers;
    std::unique_ptr<Transfer> m_ping;
    quint64 m_lastNumber = 0;
    int m_smallReads = 0; ///< in a row, without a pause between them
    Transfer::TimePoint m_lastRead;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace engine
