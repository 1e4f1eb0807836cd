// SPDX-License-Identifier: Apache-2.0
#include "engine-client/engine_loop.h"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <limits>

using namespace Qt::StringLiterals;

namespace engine {

namespace {
/// Idle connections kept besides those in use: what a burst of calls needs, and few enough to hold open for ever.
constexpr std::size_t idleConnections = 8;

/// See restWhileTrickling.
constexpr quint64 smallRead = quint64{16} * 1024;
constexpr int smallReadsBeforeRest = 8;
constexpr std::chrono::milliseconds trickleGap(4);
constexpr std::chrono::milliseconds trickleRest(1);

/// Whether the transfer failed because the engine could not be reached or went away.
bool isConnectionLost(const Result<HttpAnswer> &outcome)
{
    return !outcome && outcome.error().httpStatus == 0 &&
           (outcome.error().kind == ErrorKind::NotConnected || outcome.error().kind == ErrorKind::PermissionDenied);
}

/// A refused ping comes from something that is no engine, or from one in trouble.
EngineError withoutNegotiation(EngineError error)
{
    if (error.httpStatus >= 300 && error.httpStatus < 500 && error.kind != ErrorKind::Unauthorized)
        error.kind = ErrorKind::BadReply;
    return error;
}
} // namespace

EngineLoop::EngineLoop(const Endpoint &endpoint, Mailbox &mailbox)
    : m_mailbox(mailbox), m_multi(curl_multi_init()), m_endpoint(endpoint), m_thread([this] { run(); })
{}

EngineLoop::~EngineLoop()
{
    post(Stop{});
    m_thread.join();
}

void EngineLoop::submit(HttpRequest request, std::shared_ptr<CallState> call)
{
    post(Start{std::move(request), std::move(call)});
}

void EngineLoop::moveTo(const Endpoint &endpoint)
{
    post(Move{endpoint});
}

void EngineLoop::abort(const std::shared_ptr<CallState> &call)
{
    post(Abort{call});
}

void EngineLoop::resume(const std::shared_ptr<CallState> &call)
{
    post(Resume{call});
}

void EngineLoop::post(Command command)
{
    const std::lock_guard lock(m_mutex);
    m_commands.push_back(std::move(command));
    if (m_commands.size() == 1) {
        curl_multi_wakeup(m_multi.get());
        m_commandPosted.notify_one();
    }
}

void EngineLoop::run()
{
    pthread_setname_np(pthread_self(), "engine");
    sigset_t signals; // they are for the main thread
    sigfillset(&signals);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    while (true) {
        takeCommands();
        if (m_stopping)
            break;
        const quint64 bytesBefore = m_counters.bytes;
        int running = 0;
        curl_multi_perform(m_multi.get(), &running);
        takeFinished();
        serveTimers();
        restWhileTrickling(m_counters.bytes - bytesBefore);
        curl_multi_poll(m_multi.get(), nullptr, 0, millisecondsToNextTimer(), nullptr);
    }
    if (m_ping)
        detach(*m_ping);
    for (const auto &entry : m_transfers)
        detach(*entry.second);
}

void EngineLoop::takeCommands()
{
    std::vector<Command> commands;
    {
        const std::lock_guard lock(m_mutex);
        commands.swap(m_commands);
    }
    for (Command &command : commands)
        std::visit([this](auto &one) { execute(std::move(one)); }, command);
}

void EngineLoop::execute(Start command)
{
    if (command.call->isAborted())
        return;
    const CallState *key = command.call.get();
    auto owned = std::make_unique<Transfer>(++m_lastNumber, std::move(command.request), std::move(command.call),
                                            m_mailbox, m_counters);
    Transfer &transfer = *owned;
    m_transfers.emplace(key, std::move(owned));
    if (!transfer.request().versioned || m_negotiation.isKnown())
        send(transfer);
    else
        startPing();
}

void EngineLoop::execute(const Abort &command)
{
    const auto found = m_transfers.find(command.call.get());
    if (found == m_transfers.end())
        return;
    detach(*found->second);
    m_transfers.erase(found);
}

void EngineLoop::execute(const Resume &command)
{
    const auto found = m_transfers.find(command.call.get());
    if (found != m_transfers.end() && found->second->easy() != nullptr)
        curl_easy_pause(found->second->easy(), CURLPAUSE_CONT);
}

void EngineLoop::execute(const Move &command)
{
    EngineError error;
    error.kind = ErrorKind::ShuttingDown;
    error.message = u"Connected to another engine"_s;
    std::vector<Transfer *> all;
    for (const auto &entry : m_transfers)
        all.push_back(entry.second.get());
    refuse(all, error);
    if (m_ping)
        detach(*m_ping);
    m_ping.reset();
    m_negotiation.forget();
    m_endpoint = command.endpoint;
    // A fresh handle closes every connection to the engine that was left.
    std::unique_ptr<CURLM, MultiDeleter> fresh(curl_multi_init());
    const std::lock_guard lock(m_mutex);
    m_multi.swap(fresh);
    // Whoever posted since takeCommands() has woken the handle that is gone now; only the first of them wakes at all.
    curl_multi_wakeup(m_multi.get());
}

void EngineLoop::execute(const Stop &command)
{
    Q_UNUSED(command)
    m_stopping = true;
}

void EngineLoop::send(Transfer &transfer)
{
    curl_multi_add_handle(m_multi.get(), transfer.prepare(m_endpoint, m_negotiation.version()));
    resizeCache();
}

void EngineLoop::startPing()
{
    if (m_ping)
        return;
    m_ping = std::make_unique<Transfer>(0, Negotiation::ping(), nullptr, m_mailbox, m_counters);
    send(*m_ping);
}

void EngineLoop::takeFinished()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode code = message->data.result;
        Transfer &transfer = *Transfer::of(message->easy_handle);
        detach(transfer);
        if (&transfer == m_ping.get())
            finishPing(code);
        else
            finish(transfer, code);
    }
}

void EngineLoop::finish(Transfer &transfer, CURLcode code)
{
    Result<HttpAnswer> outcome = transfer.outcome(code);
    const bool isEngines = !transfer.request().web;
    if (isEngines && isConnectionLost(outcome))
        m_negotiation.forget();
    // Once only: a call that was refused with the version of a fresh ping stays refused.
    if (isEngines && !outcome && Negotiation::isVersionRefusal(outcome.error()) && transfer.takeRetry()) {
        if (transfer.apiVersion() == m_negotiation.version())
            m_negotiation.forget();
        transfer.unprepare();
        if (m_negotiation.isKnown())
            send(transfer);
        else
            startPing();
        return;
    }
    if (outcome && transfer.request().path == "/_ping")
        m_negotiation.learn(*outcome);
    transfer.finish(std::move(outcome));
    m_transfers.erase(transfer.call().get());
}

void EngineLoop::finishPing(CURLcode code)
{
    const std::unique_ptr<Transfer> ping = std::move(m_ping);
    const Result<HttpAnswer> outcome = ping->outcome(code);
    if (!outcome) {
        refuse(waiting(), withoutNegotiation(outcome.error()));
        return;
    }
    m_negotiation.learn(*outcome);
    for (Transfer *transfer : waiting())
        send(*transfer);
}

void EngineLoop::refuse(const std::vector<Transfer *> &transfers, const EngineError &error)
{
    for (Transfer *transfer : transfers) {
        detach(*transfer);
        transfer->finish(tl::make_unexpected(error));
        m_transfers.erase(transfer->call().get());
    }
}

std::vector<Transfer *> EngineLoop::waiting() const
{
    std::vector<Transfer *> result;
    for (const auto &entry : m_transfers) {
        if (entry.second->easy() == nullptr)
            result.push_back(entry.second.get());
    }
    std::sort(result.begin(), result.end(),
              [](const Transfer *left, const Transfer *right) { return left->number() < right->number(); });
    return result;
}

void EngineLoop::detach(Transfer &transfer)
{
    if (transfer.easy() != nullptr)
        curl_multi_remove_handle(m_multi.get(), transfer.easy());
    resizeCache();
}

/// curl counts connections in use as well: without this, many streams would leave no room to keep one for the next call.
void EngineLoop::resizeCache()
{
    curl_multi_setopt(m_multi.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(m_transfers.size() + idleConnections));
}

void EngineLoop::serveTimers()
{
    const auto now = std::chrono::steady_clock::now();
    std::vector<Transfer *> late;
    for (const auto &entry : m_transfers) {
        Transfer &transfer = *entry.second;
        if (const auto due = transfer.flushDue(); due && *due <= now)
            transfer.flush();
        if (transfer.easy() == nullptr && transfer.deadline() && *transfer.deadline() <= now)
            late.push_back(&transfer);
    }
    for (Transfer *transfer : late)
        refuse({transfer}, transfer->timeoutError());
}

/// Engines write a line at a time, and a wake-up for each costs a third of a core at 100 000 lines a second. While small reads
/// follow one another without a pause, so that batches are being collected anyway, a short rest lets some gather; short,
/// since a socket holds few lines when each was written alone. Calls that wait for an answer are not made to wait for this.
void EngineLoop::restWhileTrickling(quint64 bytesRead)
{
    if (bytesRead == 0)
        return;
    const auto now = std::chrono::steady_clock::now();
    const bool follows = now - m_lastRead <= trickleGap && bytesRead < smallRead;
    m_smallReads = follows ? m_smallReads + 1 : 0;
    m_lastRead = now;
    const bool onlyStreams = !m_ping && std::all_of(m_transfers.cbegin(), m_transfers.cend(),
                                                    [](const auto &entry) { return entry.second->isStream(); });
    if (m_smallReads < smallReadsBeforeRest || !onlyStreams)
        return;
    std::unique_lock lock(m_mutex);
    m_commandPosted.wait_for(lock, trickleRest, [this] { return !m_commands.empty(); });
}

/// Rounded up, so that nothing wakes just before it is due.
int EngineLoop::millisecondsToNextTimer() const
{
    std::optional<Transfer::TimePoint> next;
    const auto consider = [&next](const std::optional<Transfer::TimePoint> &due) {
        if (due && (!next || *due < *next))
            next = due;
    };
    for (const auto &entry : m_transfers) {
        consider(entry.second->flushDue());
        if (entry.second->easy() == nullptr)
            consider(entry.second->deadline());
    }
    if (!next)
        return std::numeric_limits<int>::max();
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*next - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<qint64>(left.count(), 0, std::numeric_limits<int>::max()));
}

} // namespace engine
