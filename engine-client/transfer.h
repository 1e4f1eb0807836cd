// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/call_state.h"
#include "engine-client/decode/batcher.h"
#include "engine-client/endpoint.h"
#include "engine-client/http_request.h"

#include <curl/curl.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace engine {

/// Totals for tests and benchmarks; written by the engine thread.
struct TrafficCounters
{
    std::atomic<quint64> requests = 0; ///< sent, the negotiation's own pings too
    std::atomic<quint64> bytes = 0;    ///< of bodies received
};

/// One call on its way: the curl handle, what has arrived of the answer, and when batches are due. Owned by EngineLoop, on
/// the engine thread. Without a CallState it is the negotiation's own ping.
class Transfer
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;
    static constexpr qsizetype maxBody = qsizetype{256} * 1024 * 1024; ///< of a plain answer
    static constexpr qsizetype maxErrorBody = qsizetype{64} * 1024;    ///< of a refused one; the rest is not kept
    static constexpr qsizetype maxHeaders = qsizetype{256} * 1024;

    Transfer(quint64 number, HttpRequest request, std::shared_ptr<CallState> call, Mailbox &mailbox,
             TrafficCounters &counters);
    ~Transfer();
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;

    /// Counts up from call to call.
    [[nodiscard]] quint64 number() const { return m_number; }
    [[nodiscard]] const HttpRequest &request() const { return m_request; }
    [[nodiscard]] const std::shared_ptr<CallState> &call() const { return m_call; }
    [[nodiscard]] const QByteArray &apiVersion() const { return m_apiVersion; }
    [[nodiscard]] bool isStream() const { return m_call && m_call->isStream(); }
    /// When a call that waits for negotiation has used up its time.
    [[nodiscard]] std::optional<TimePoint> deadline() const { return m_deadline; }

    /// Makes the curl handle. A second time after a refusal of the version: what has arrived is forgotten.
    CURL *prepare(const Endpoint &endpoint, const QByteArray &apiVersion);
    /// Null while the call waits for negotiation.
    [[nodiscard]] CURL *easy() const { return m_easy.get(); }
    /// Back to waiting.
    void unprepare() { m_easy.reset(); }
    [[nodiscard]] static Transfer *of(CURL *easy);

    /// True once: whether the call may be sent again with another version.
    [[nodiscard]] bool takeRetry() { return !std::exchange(m_retried, true); }

    /// What a call gets whose time was used up while it waited for negotiation.
    [[nodiscard]] EngineError timeoutError() const;
    /// The answer, or why there is none. After curl has reported `code`.
    [[nodiscard]] Result<HttpAnswer> outcome(CURLcode code);
    /// Hands the outcome to the call and what comes of it to the mailbox.
    void finish(Result<HttpAnswer> outcome);

    /// When a batch is due; nothing when there is none.
    [[nodiscard]] std::optional<TimePoint> flushDue() const { return m_batcher.due(); }
    void flush();

private:
    struct CurlDeleter
    {
        void operator()(CURL *easy) const { curl_easy_cleanup(easy); }
        void operator()(curl_slist *list) const { curl_slist_free_all(list); }
    };

    void setTarget(const Endpoint &endpoint);
    void setMethod();
    void setLimits();
    [[nodiscard]] bool succeeded() const;
    [[nodiscard]] bool takeHeader(QByteArray line);
    [[nodiscard]] std::size_t takeBody(const char *data, std::size_t size);
    static std::size_t onHeader(char *data, std::size_t unit, std::size_t count, void *self);
    static std::size_t onBody(char *data, std::size_t unit, std::size_t count, void *self);

    const quint64 m_number;
    const HttpRequest m_request;
    const std::shared_ptr<CallState> m_call;
    Mailbox &m_mailbox;
    TrafficCounters &m_counters;
    std::optional<TimePoint> m_deadline;
    QByteArray m_apiVersion;
    std::unique_ptr<curl_slist, CurlDeleter> m_webHeaders;
    std::unique_ptr<CURL, CurlDeleter> m_easy;
    HttpAnswer m_answer;
    qsizetype m_headerBytes = 0;
    bool m_tooLarge = false;
    bool m_retried = false;
    Batcher m_batcher;
    char m_errorText[CURL_ERROR_SIZE] = {};
};

} // namespace engine
