// SPDX-License-Identifier: Apache-2.0
#include "engine-client/transfer.h"

#include "engine-client/http_error.h"
#include "engine-client/web_options.h"

#include <algorithm>

namespace engine {

namespace {
constexpr long connectTimeoutMs = 5000; // tcp only; a unix socket answers or refuses at once
constexpr long keepAliveIdle = 15;      // s; tcp only: silence of a machine that is gone, or of a router that forgot us
constexpr long keepAliveInterval = 5;
constexpr long bufferSize = 64L * 1024;
constexpr long bulkBufferSize = 256L * 1024; // logs

/// Ours, with curl's own defaults switched off: "Expect: 100-continue", and a form's content type.
curl_slist *makeHeaders(const char *contentType)
{
    curl_slist *list = curl_slist_append(nullptr, "User-Agent: longshore/" LONGSHORE_VERSION);
    return curl_slist_append(curl_slist_append(list, "Expect:"), contentType);
}

/// There are only three lists, which live as long as the process: curl keeps the pointer.
curl_slist *headerList(const HttpRequest &request)
{
    static curl_slist *const plain = makeHeaders("Content-Type:");
    static curl_slist *const withJson = makeHeaders("Content-Type: application/json");
    static curl_slist *const withTar = makeHeaders("Content-Type: application/x-tar");
    return request.body.isEmpty() ? plain : request.isTar ? withTar : withJson;
}
} // namespace

Transfer::Transfer(quint64 number, HttpRequest request, std::shared_ptr<CallState> call, Mailbox &mailbox,
                   TrafficCounters &counters)
    : m_number(number), m_request(std::move(request)), m_call(std::move(call)), m_mailbox(mailbox), m_counters(counters)
{
    if (m_request.timeoutMs > 0)
        m_deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(m_request.timeoutMs);
}

Transfer::~Transfer() = default;

Transfer *Transfer::of(CURL *easy)
{
    char *self = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
    return reinterpret_cast<Transfer *>(self);
}

CURL *Transfer::prepare(const Endpoint &endpoint, const QByteArray &apiVersion)
{
    m_apiVersion = m_request.versioned ? apiVersion : QByteArray();
    m_answer = {};
    m_headerBytes = 0;
    m_easy.reset(curl_easy_init());
    curl_easy_setopt(easy(), CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy(), CURLOPT_ERRORBUFFER, m_errorText);
    curl_easy_setopt(easy(), CURLOPT_HEADERFUNCTION, &Transfer::onHeader);
    curl_easy_setopt(easy(), CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy(), CURLOPT_WRITEFUNCTION, &Transfer::onBody);
    curl_easy_setopt(easy(), CURLOPT_WRITEDATA, this);
    if (m_request.web) {
        setWebTarget(easy(), *m_request.web);
        m_webHeaders.reset(webHeaders(*m_request.web));
        curl_easy_setopt(easy(), CURLOPT_HTTPHEADER, m_webHeaders.get());
    } else {
        setTarget(endpoint);
        curl_easy_setopt(easy(), CURLOPT_HTTPHEADER, headerList(m_request));
    }
    setMethod();
    setLimits();
    ++m_counters.requests;
    return easy();
}

void Transfer::setTarget(const Endpoint &endpoint)
{
    QByteArray url = "http://localhost";
    if (endpoint.kind == Endpoint::Kind::Unix) {
        curl_easy_setopt(easy(), CURLOPT_UNIX_SOCKET_PATH, endpoint.path.toLocal8Bit().constData());
    } else {
        const QByteArray host = endpoint.host.toUtf8();
        curl_easy_setopt(easy(), CURLOPT_TCP_KEEPALIVE, 1L);
        curl_easy_setopt(easy(), CURLOPT_TCP_KEEPIDLE, keepAliveIdle);
        curl_easy_setopt(easy(), CURLOPT_TCP_KEEPINTVL, keepAliveInterval);
        url = "http://" + (host.contains(':') ? '[' + host + ']' : host) + ':' + QByteArray::number(endpoint.port);
    }
    curl_easy_setopt(easy(), CURLOPT_URL, (url + requestTarget(m_request, m_apiVersion)).constData());
    curl_easy_setopt(easy(), CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(easy(), CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(easy(), CURLOPT_PROXY, ""); // an engine is never behind the proxy that the environment names
    curl_easy_setopt(easy(), CURLOPT_HTTP_VERSION,
                     static_cast<long>(m_request.http10 ? CURL_HTTP_VERSION_1_0 : CURL_HTTP_VERSION_1_1));
}

void Transfer::setMethod()
{
    if (m_request.method == "POST" || !m_request.body.isEmpty()) {
        curl_easy_setopt(easy(), CURLOPT_POSTFIELDS, m_request.body.constData()); // not copied: m_request stays
        curl_easy_setopt(easy(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(m_request.body.size()));
    }
    if (m_request.method == "HEAD")
        curl_easy_setopt(easy(), CURLOPT_NOBODY, 1L);
    else if (m_request.method != "GET" && m_request.method != "POST")
        curl_easy_setopt(easy(), CURLOPT_CUSTOMREQUEST, m_request.method.constData());
}

void Transfer::setLimits()
{
    curl_easy_setopt(easy(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy(), CURLOPT_QUICK_EXIT, 1L); // shutting down does not wait for a name server
    curl_easy_setopt(easy(), CURLOPT_BUFFERSIZE, isStream() && m_request.http10 ? bulkBufferSize : bufferSize);
    curl_easy_setopt(easy(), CURLOPT_CONNECTTIMEOUT_MS, connectTimeoutMs);
    if (!isStream() && !m_request.web)
        curl_easy_setopt(easy(), CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(maxBody));
    if (m_deadline) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*m_deadline - std::chrono::steady_clock::now());
        curl_easy_setopt(easy(), CURLOPT_TIMEOUT_MS, std::max<long>(1, static_cast<long>(left.count())));
    }
}

bool Transfer::succeeded() const
{
    return (m_answer.status >= 200 && m_answer.status < 300) || m_answer.status == 304;
}

/// One header line, or the empty line that ends them. An interim answer (100) is replaced by the one that follows.
bool Transfer::takeHeader(QByteArray line)
{
    m_headerBytes += line.size();
    if (m_headerBytes > maxHeaders) {
        m_tooLarge = true;
        return false;
    }
    line = line.trimmed();
    if (line.startsWith("HTTP/")) {
        m_answer.headers.clear();
    } else if (line.isEmpty()) {
        long status = 0;
        curl_easy_getinfo(easy(), CURLINFO_RESPONSE_CODE, &status);
        m_answer.status = static_cast<int>(status);
        if (isStream() && succeeded()) {
            m_call->started();
            flush();
        }
    } else if (const qsizetype colon = line.indexOf(':'); colon > 0) {
        m_answer.headers.emplaceBack(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    return true;
}

std::size_t Transfer::takeBody(const char *data, std::size_t size)
{
    if (m_call && m_call->isAborted())
        return 0;
    if (isStream() && succeeded()) {
        if (m_call->pauseIfOwing())
            return CURL_WRITEFUNC_PAUSE;
        m_counters.bytes += size;
        if (!m_call->push(data, size))
            return 0;
        m_batcher.add(size);
        if (m_batcher.isFull())
            flush();
        return size;
    }
    m_counters.bytes += size;
    const auto count = static_cast<qsizetype>(size);
    if (m_request.web) {
        const qsizetype room = m_request.web->maxBody - m_answer.body.size();
        m_answer.cut = count > room;
        m_answer.body.append(data, std::min(count, room));
        return m_answer.cut ? 0 : size;
    }
    if (succeeded()) {
        m_tooLarge = m_answer.body.size() + count > maxBody;
        if (m_tooLarge)
            return 0;
        m_answer.body.append(data, count);
    } else {
        m_answer.body.append(data, std::min(count, maxErrorBody - m_answer.body.size()));
    }
    return size;
}

std::size_t Transfer::onHeader(char *data, std::size_t unit, std::size_t count, void *self)
{
    const std::size_t size = unit * count;
    return static_cast<Transfer *>(self)->takeHeader(QByteArray(data, static_cast<qsizetype>(size))) ? size : 0;
}

std::size_t Transfer::onBody(char *data, std::size_t unit, std::size_t count, void *self)
{
    return static_cast<Transfer *>(self)->takeBody(data, unit * count);
}

EngineError Transfer::timeoutError() const
{
    TransferFailure failure;
    failure.curlCode = CURLE_OPERATION_TIMEDOUT;
    failure.timeoutMs = m_request.timeoutMs;
    return errorFromTransfer(failure);
}

Result<HttpAnswer> Transfer::outcome(CURLcode code)
{
    if (code != CURLE_OK && !m_answer.cut) {
        long osError = 0;
        curl_easy_getinfo(easy(), CURLINFO_OS_ERRNO, &osError);
        TransferFailure failure;
        failure.curlCode = code;
        failure.osError = static_cast<int>(osError);
        failure.text = QString::fromUtf8(m_errorText[0] != '\0' ? m_errorText : curl_easy_strerror(code));
        failure.isStream = isStream();
        failure.tooLarge = m_tooLarge;
        failure.timeoutMs = m_request.timeoutMs;
        return tl::make_unexpected(errorFromTransfer(failure));
    }
    if (!m_request.web && !succeeded())
        return tl::make_unexpected(errorFromAnswer(m_answer.status, m_answer.body));
    return std::move(m_answer);
}

void Transfer::finish(Result<HttpAnswer> outcome)
{
    if (!outcome)
        outcome.error().operation = m_request.operation;
    if (isStream()) {
        m_call->closed();
        flush();
    }
    m_mailbox.post(m_call->finish(std::move(outcome)));
}

void Transfer::flush()
{
    std::unique_ptr<Mail> batch = m_call->takeBatch();
    m_batcher.flushed(std::chrono::steady_clock::now(), batch != nullptr);
    if (batch)
        m_mailbox.post(std::move(batch));
}

} // namespace engine
